package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Reads what is lost with a table, a view or a column, and what no operation creates again. */
record Unrestored(Connection connection) {

  /**
   * Selects the privileges of a new table and of a new column, and those that the existing ones
   * have. A new table gets the default privileges.
   */
  private static final String PRIVILEGES =
      """
      lost_with AS (
        SELECT t.* FROM pg_catalog.pg_class t
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
          AND t.relkind IN ('r', 'p', 'v', 'm')),
      sets AS (
        SELECT CASE WHEN t.relkind IN ('r', 'p') THEN 'the table' ELSE 'the view' END AS object,
          coalesce(t.relacl, pg_catalog.acldefault('r', t.relowner)) AS found,
          coalesce((SELECT d.defaclacl FROM pg_catalog.pg_default_acl d
              WHERE d.defaclrole = t.relowner AND d.defaclnamespace = 0
                AND d.defaclobjtype = 'r'), pg_catalog.acldefault('r', t.relowner))
            || coalesce((SELECT d.defaclacl FROM pg_catalog.pg_default_acl d
              WHERE d.defaclrole = t.relowner AND d.defaclnamespace = t.relnamespace
                AND d.defaclobjtype = 'r'), '{}') AS restored
        FROM lost_with t
        UNION ALL
        SELECT 'column ''' || a.attname || '''', a.attacl, NULL
        FROM lost_with t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid
        WHERE a.attacl IS NOT NULL AND NOT a.attisdropped),
      granted AS (
        SELECT object, g.grantee, g.privilege_type, g.is_grantable
        FROM sets CROSS JOIN LATERAL pg_catalog.aclexplode(found) AS g),
      granted_again AS (
        SELECT object, g.grantee, g.privilege_type, g.is_grantable
        FROM sets CROSS JOIN LATERAL pg_catalog.aclexplode(restored) AS g),
      privileges AS (
        SELECT object, grantee, 'privileges of ' AS words
        FROM (SELECT * FROM granted EXCEPT SELECT * FROM granted_again) AS g
        UNION
        SELECT object, grantee, 'revoked privileges of '
        FROM (SELECT * FROM granted_again EXCEPT SELECT * FROM granted) AS g)\
      """;

  private static final String GRANTEE =
      "CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE '''' || pg_catalog.pg_get_userbyid(p.grantee)"
          + " || '''' END";

  List<String> with(String table, Optional<String> columnOrEmpty) {
    return columnOrEmpty.map(column -> withColumn(table, column)).orElseGet(() -> with(table));
  }

  private List<String> with(String table) {
    return CatalogQuery.strings(
        connection,
        "WITH "
            + PRIVILEGES
            + """
            ,
            lost AS (
              SELECT 1 AS no, 'trigger ''' || g.tgname || '''' AS words
              FROM lost_with t JOIN pg_catalog.pg_trigger g ON g.tgrelid = t.oid
              WHERE NOT g.tgisinternal
              UNION ALL
              SELECT 2, 'rule ''' || r.rulename || ''''
              FROM lost_with t JOIN pg_catalog.pg_rewrite r ON r.ev_class = t.oid
              WHERE r.rulename <> '_RETURN'
              UNION ALL
              SELECT 3, 'row level security' FROM lost_with t WHERE t.relrowsecurity
              UNION ALL
              SELECT 4, 'policy ''' || y.polname || ''''
              FROM lost_with t JOIN pg_catalog.pg_policy y ON y.polrelid = t.oid
              UNION ALL
              SELECT 5, p.words || %s || ' on ' || p.object FROM privileges p
              UNION ALL
              SELECT 6, 'owner ''' || pg_catalog.pg_get_userbyid(t.relowner) || ''''
              FROM lost_with t WHERE pg_catalog.pg_get_userbyid(t.relowner) <> current_user
              UNION ALL
              SELECT 7, 'statistics ''' || s.stxname || ''''
              FROM lost_with t JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = t.oid
              UNION ALL
              SELECT 8, 'publication ''' || b.pubname || ''''
              FROM lost_with t JOIN pg_catalog.pg_publication_rel l ON l.prrelid = t.oid
              JOIN pg_catalog.pg_publication b ON b.oid = l.prpubid
              UNION ALL
              SELECT 9, 'index ''' || i.relname || ''''
              FROM lost_with t JOIN pg_catalog.pg_index x ON x.indrelid = t.oid
              JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
              WHERE t.relkind = 'm'
              UNION ALL
              SELECT 10, w.words FROM lost_with t CROSS JOIN LATERAL (VALUES
                ('PARTITION BY ' || pg_catalog.pg_get_partkeydef(t.oid)),
                ('REPLICA IDENTITY ' || CASE t.relreplident WHEN 'f' THEN 'FULL'
                  WHEN 'i' THEN 'USING INDEX' END),
                (CASE WHEN t.relkind IN ('v', 'm') THEN
                  'WITH (' || array_to_string(t.reloptions, ', ') || ')' END)) AS w (words)
              WHERE w.words IS NOT NULL
              UNION ALL
              SELECT 11, CASE WHEN t.relispartition THEN 'PARTITION OF ' ELSE 'INHERITS ' END
                || h.inhparent::regclass
              FROM lost_with t JOIN pg_catalog.pg_inherits h ON h.inhrelid = t.oid)
            SELECT words FROM lost ORDER BY no, words\
            """
                .formatted(GRANTEE),
        table);
  }

  /** Reads the privileges and statistics of a column. The server itself protects the others. */
  private List<String> withColumn(String table, String column) {
    return CatalogQuery.strings(
        connection,
        "WITH "
            + PRIVILEGES
            + """
            ,
            lost AS (
              SELECT 5 AS no, p.words || %s || ' on ' || p.object AS words FROM privileges p
              WHERE p.object = 'column ''' || ? || ''''
              UNION ALL
              SELECT 7, 'statistics ''' || s.stxname || ''''
              FROM lost_with t JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = t.oid
              JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_statistic_ext'::regclass
                AND d.objid = s.oid AND d.refobjid = t.oid
              JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
              WHERE a.attname = ?)
            SELECT words FROM lost ORDER BY no, words\
            """
                .formatted(GRANTEE),
        table,
        column,
        column);
  }
}
