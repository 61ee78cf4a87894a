package dev.switchback.h2;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Dependants;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what depends on a table or on a column: foreign keys, views, checks, generated columns. */
final class H2Dependents {

  /** Matches the label of a column in a view, which may differ from the name of the column. */
  private static final String LABEL = " AS \"(?:[^\"]|\"\")*\"";

  private final Connection connection;
  private final H2StoredNames names;

  H2Dependents(Connection connection, H2StoredNames names) {
    this.connection = connection;
    this.names = names;
  }

  /**
   * Reads the foreign keys and views that need a column. H2 silently drops the foreign keys, and
   * reports the views too late.
   */
  Map<String, String> ofColumn(String table, String column) {
    String keptTable = names.kept(table);
    String keptColumn = names.keptOf(keptTable, column);
    Map<String, String> dependents = new LinkedHashMap<>();
    CatalogQuery.pairs(
            connection,
            """
            SELECT DISTINCT k.CONSTRAINT_NAME, k.TABLE_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
              ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS u
              ON u.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
              AND u.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.INDEX_COLUMNS i
              ON i.INDEX_SCHEMA = u.INDEX_SCHEMA AND i.INDEX_NAME = u.INDEX_NAME
            WHERE u.TABLE_SCHEMA = SCHEMA() AND u.TABLE_NAME = ? AND i.COLUMN_NAME = ?
            ORDER BY 1\
            """,
            keptTable,
            keptColumn)
        .forEach((key, of) -> dependents.put(names.written(key), names.written(of)));
    viewsThatShow(keptTable, keptColumn).forEach(view -> dependents.put(names.written(view), ""));
    return dependents;
  }

  /**
   * Reads the generated columns and checks that use a column, so that H2 does not remove it. H2
   * removes a check over the column alone with it.
   */
  List<String> usesOf(String table, String column) {
    String keptTable = names.kept(table);
    String keptColumn = names.keptOf(keptTable, column);
    List<String> uses = new ArrayList<>(generatedFrom(keptTable, keptColumn));
    checksOver(keptTable, keptColumn)
        .forEach(check -> uses.add("check '" + names.written(check) + "'"));
    return uses;
  }

  private List<String> generatedFrom(String keptTable, String keptColumn) {
    List<String> uses = new ArrayList<>();
    CatalogQuery.pairs(
            connection,
            """
            SELECT COLUMN_NAME, GENERATION_EXPRESSION FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND GENERATION_EXPRESSION IS NOT NULL
            ORDER BY ORDINAL_POSITION\
            """,
            keptTable)
        .forEach(
            (generated, sql) -> {
              String columns = sql.replaceAll("'(?:[^']|'')*'", "''");
              if (columns.contains(quoted(keptColumn))) {
                uses.add("generated column '" + names.written(generated) + "'");
              }
            });
    return uses;
  }

  private List<String> checksOver(String keptTable, String keptColumn) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT c.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS c
        JOIN INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE u
          ON u.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND u.CONSTRAINT_NAME = c.CONSTRAINT_NAME
        WHERE c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_NAME = ? AND c.CONSTRAINT_TYPE = 'CHECK'
        GROUP BY c.CONSTRAINT_NAME
        HAVING COUNT(*) > 1 AND MAX(CASE WHEN u.COLUMN_NAME = ? THEN 1 ELSE 0 END) = 1
        ORDER BY 1\
        """,
        keptTable,
        keptColumn);
  }

  /**
   * Reads the views that show the column, without views in which the column may belong to another
   * table.
   */
  private List<String> viewsThatShow(String keptTable, String keptColumn) {
    String column = quoted(keptColumn);
    return CatalogQuery.groups(
            connection,
            """
            SELECT v.TABLE_NAME, v.VIEW_DEFINITION
            FROM INFORMATION_SCHEMA.VIEWS v
            WHERE LOCATE(QUOTE_IDENT(SCHEMA()) || '.' || QUOTE_IDENT(?1), v.VIEW_DEFINITION) > 0
              AND NOT EXISTS (
                SELECT 1 FROM INFORMATION_SCHEMA.COLUMNS c
                WHERE c.COLUMN_NAME = ?2
                  AND NOT (c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_NAME = ?1)
                  AND NOT (c.TABLE_SCHEMA = v.TABLE_SCHEMA AND c.TABLE_NAME = v.TABLE_NAME)
                  AND LOCATE('.' || QUOTE_IDENT(c.TABLE_NAME), v.VIEW_DEFINITION) > 0)
            ORDER BY 1\
            """,
            keptTable,
            keptColumn)
        .entrySet()
        .stream()
        .filter(view -> view.getValue().get(0).replaceAll(LABEL, "").contains(column))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Reads the views that a rename breaks: H2 keeps them with the old name of the table or column.
   */
  List<String> brokenBy(Dependants taken) {
    if (!taken.isRenamed()) {
      return List.of(); // H2 refuses to drop the table; ofColumn covers a column
    }
    String table = names.kept(taken.table());
    Dependants kept =
        new Dependants(
            table,
            taken.columnOrEmpty().map(column -> names.keptOf(table, column)),
            taken.isRenamed());
    List<String> broken = new ArrayList<>();
    CatalogQuery.pairsByGroup(
            connection,
            """
            SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS
            WHERE TABLE_SCHEMA = SCHEMA() AND VIEW_DEFINITION IS NOT NULL
            ORDER BY 2\
            """,
            List.of())
        .forEach(
            (schema, texts) -> {
              Map<String, @Nullable String> views = new LinkedHashMap<>();
              texts.forEach((view, text) -> views.put(names.written(view), text));
              broken.addAll(kept.views(schema, views, '"'));
            });
    return broken;
  }

  /** Reads the triggers of a table or view, and the users and roles with a right on it. */
  List<String> lostWith(String table) {
    String kept = names.kept(table);
    List<String> lost = new ArrayList<>();
    CatalogQuery.strings(
            connection,
            """
            SELECT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = SCHEMA() AND EVENT_OBJECT_TABLE = ? ORDER BY 1\
            """,
            kept)
        .forEach(trigger -> lost.add("trigger '" + names.written(trigger) + "'"));
    CatalogQuery.strings(
            connection,
            """
            SELECT DISTINCT GRANTEE FROM INFORMATION_SCHEMA.RIGHTS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? ORDER BY 1\
            """,
            kept)
        .forEach(user -> lost.add("privileges of '" + names.written(user) + "'"));
    return lost;
  }

  /** Reads the views that use a schema: H2 keeps them with the old name of the schema. */
  List<String> brokenByRename(String keptSchema) {
    return CatalogQuery.strings(
            connection,
            """
            SELECT TABLE_NAME FROM INFORMATION_SCHEMA.VIEWS
            WHERE LOCATE(QUOTE_IDENT(?) || '.', VIEW_DEFINITION) > 0
            ORDER BY 1\
            """,
            keptSchema)
        .stream()
        .map(view -> "view '" + names.written(view) + "'")
        .toList();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Reads the foreign keys of other tables that reference a table, with the table of each. */
  Map<String, String> foreignKeysTo(String table) {
    Map<String, String> keys =
        CatalogQuery.pairs(
            connection,
            """
            SELECT k.CONSTRAINT_NAME, k.TABLE_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
              ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS u
              ON u.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
              AND u.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
            WHERE u.TABLE_SCHEMA = SCHEMA() AND u.TABLE_NAME = ? AND k.TABLE_NAME <> u.TABLE_NAME
            ORDER BY 1\
            """,
            names.kept(table));
    return names.written("", keys, names::written);
  }
}
