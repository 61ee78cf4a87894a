package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Reads the enum types of the current schema, and what uses them. */
record EnumCatalog(Connection connection) {

  /** Returns the columns of a table that own an enum type. */
  List<String> columnsOwning(String table) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT a.attname FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        JOIN pg_catalog.pg_type y ON a.atttypid IN (y.oid, y.typarray) AND y.typnamespace = t.relnamespace
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND NOT a.attisdropped
        AND y.typtype = 'e' AND y.typname = 'enum_' || t.relname || '_' || a.attname
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute o
          JOIN pg_catalog.pg_class c ON c.oid = o.attrelid AND c.relkind IN ('r', 'p', 'f')
          WHERE NOT o.attisdropped AND o.attinhcount = 0 AND o.atttypid IN (y.oid, y.typarray)
          AND NOT (o.attrelid = a.attrelid AND o.attnum = a.attnum))
        ORDER BY a.attnum\
        """,
        table);
  }

  /** Returns the values of the enumeration of a column. Empty if it is none. */
  List<String> values(String table, String column) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT e.enumlabel FROM pg_catalog.pg_enum e
        JOIN pg_catalog.pg_type y ON y.oid = e.enumtypid
        JOIN pg_catalog.pg_attribute a ON a.atttypid IN (y.oid, y.typarray)
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND a.attname = ?
          AND t.relkind IN ('r', 'p') AND NOT a.attisdropped
        ORDER BY e.enumsortorder\
        """,
        table,
        column);
  }

  /** Returns the values of an enum type, if it exists. */
  Optional<List<String>> type(String type) {
    List<String> values =
        CatalogQuery.strings(
            connection,
            """
            SELECT coalesce(e.enumlabel, '') FROM pg_catalog.pg_type y
            LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid = y.oid
            WHERE y.typnamespace = quote_ident(current_schema())::regnamespace
              AND y.typname = ? AND y.typtype = 'e'
            ORDER BY e.enumsortorder\
            """,
            type);
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  /**
   * Returns what uses an enum type or its array type. A default belongs to its column, and the rule
   * of a view to the view.
   */
  List<String> uses(String type) {
    return CatalogQuery.strings(
        connection,
        """
        WITH depending AS (
          SELECT d.classid, d.objid, d.objsubid FROM pg_catalog.pg_type y
          JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_type'::regclass
            AND d.refobjid IN (y.oid, y.typarray) AND d.deptype <> 'i'
          WHERE y.typnamespace = quote_ident(current_schema())::regnamespace
            AND y.typname = ? AND y.typtype = 'e'),
        named AS (
          SELECT CASE WHEN r.oid IS NULL AND f.oid IS NULL THEN d.classid
              ELSE 'pg_catalog.pg_class'::regclass END AS class,
            coalesce(r.ev_class, f.adrelid, d.objid) AS object,
            CASE WHEN r.oid IS NULL THEN coalesce(f.adnum, d.objsubid) ELSE 0 END AS part
          FROM depending d
          LEFT JOIN pg_catalog.pg_rewrite r
            ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
          LEFT JOIN pg_catalog.pg_attrdef f
            ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND f.oid = d.objid)
        SELECT DISTINCT CASE WHEN a.attname IS NULL OR c.relkind NOT IN ('r', 'p', 'f')
            THEN o.type || ' ''' || o.identity || ''''
            ELSE 'column ''' || a.attname || ''' of ''' || c.relname || '''' END
        FROM named
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(class, object, part) AS o
        LEFT JOIN pg_catalog.pg_attribute a ON class = 'pg_catalog.pg_class'::regclass
          AND a.attrelid = object AND a.attnum = part AND part <> 0
        LEFT JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        ORDER BY 1\
        """,
        type);
  }

  /**
   * Returns the objects that depend on a column or on its enum type. Objects that are dropped with
   * the column are left out: its default, its array type, and the same column of partitions and
   * inheriting tables. A view depends on the type through its rewrite rule.
   */
  List<String> dependants(String table, String column) {
    return CatalogQuery.strings(
        connection,
        """
        WITH changed AS (
          SELECT a.attrelid, a.attnum, y.oid AS type, y.typarray AS array_type
          FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
          JOIN pg_catalog.pg_type y ON a.atttypid IN (y.oid, y.typarray)
          WHERE t.relnamespace = quote_ident(current_schema())::regnamespace
            AND t.relname = ? AND a.attname = ? AND NOT a.attisdropped),
        depending AS (
          SELECT d.classid, d.objid, d.objsubid FROM changed
          JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_type'::regclass
            AND d.refobjid IN (type, array_type) AND d.deptype <> 'i'
          UNION
          SELECT d.classid, d.objid, d.objsubid FROM changed
          JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass
            AND d.refobjid = attrelid AND d.refobjsubid = attnum
          WHERE d.classid IN ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_trigger'::regclass,
            'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_attrdef'::regclass,
            'pg_catalog.pg_proc'::regclass)),
        named AS (
          SELECT CASE WHEN v.oid IS NULL AND f.oid IS NULL THEN d.classid
              ELSE 'pg_catalog.pg_class'::regclass END AS class,
            coalesce(v.oid, f.adrelid, d.objid) AS object,
            CASE WHEN v.oid IS NOT NULL THEN 0 ELSE coalesce(f.adnum, d.objsubid) END AS part
          FROM depending d
          LEFT JOIN pg_catalog.pg_rewrite r
            ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
          LEFT JOIN pg_catalog.pg_class v
            ON v.relkind IN ('v', 'm') AND v.oid = CASE d.classid
              WHEN 'pg_catalog.pg_class'::regclass THEN d.objid ELSE r.ev_class END
          LEFT JOIN pg_catalog.pg_attrdef f
            ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND f.oid = d.objid)
        SELECT DISTINCT o.type || ' ''' || o.identity || '''' FROM named
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(class, object, part) AS o
        LEFT JOIN pg_catalog.pg_attribute a ON class = 'pg_catalog.pg_class'::regclass
          AND a.attrelid = object AND a.attnum = part AND part <> 0
        LEFT JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        WHERE NOT EXISTS (SELECT 1 FROM changed WHERE attrelid = object AND attnum = part)
          AND (a.attrelid IS NULL OR a.attinhcount = 0 OR c.relkind = 'c')
        ORDER BY 1\
        """,
        table,
        column);
  }
}
