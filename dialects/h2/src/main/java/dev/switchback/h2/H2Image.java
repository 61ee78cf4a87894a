package dev.switchback.h2;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.SchemaObject;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object from the {@code INFORMATION_SCHEMA} as one text. Names are compared without case,
 * because a setting of the database decides how they are folded.
 */
record H2Image(Connection connection) {

  /** The columns that change with the rows. */
  private static final Set<String> MOVING =
      Set.of(
          "IDENTITY_BASE",
          "BASE_VALUE",
          "ROW_COUNT_ESTIMATE",
          "LAST_MODIFICATION",
          "SELECTIVITY",
          "IDENTITY_CACHE");

  Optional<String> of(SchemaObject object) {
    String text =
        switch (object.kind()) {
          case TABLE -> table(object);
          case VIEW -> in("VIEWS", "TABLE", object);
          case INDEX -> index(object);
          case SEQUENCE -> in("SEQUENCES", "SEQUENCE", object);
          case DOMAIN, TYPE -> in("DOMAINS", "DOMAIN", object);
          case TRIGGER -> in("TRIGGERS", "TRIGGER", object);
          case ALIAS, FUNCTION -> in("ROUTINES", "ROUTINE", object);
          case SYNONYM -> in("SYNONYMS", "SYNONYM", object);
          case CONSTANT -> in("CONSTANTS", "CONSTANT", object);
          case SCHEMA ->
              text("SELECT * FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME", object.name());
          case USER ->
              text("SELECT USER_NAME FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME", object.name());
          case ROLE ->
              text("SELECT ROLE_NAME FROM INFORMATION_SCHEMA.ROLES WHERE ROLE_NAME", object.name());
          case ROWS -> rows(object);
          default -> "";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private String text(String upToName, String name) {
    return CatalogQuery.text(
        connection,
        upToName + " = ? OR CAST(" + upToName.replaceAll(".* ", "") + " AS VARCHAR_IGNORECASE) = ?",
        MOVING,
        SchemaObject.unquoted(name),
        SchemaObject.unquoted(name));
  }

  private String in(String view, String what, SchemaObject object) {
    return in(view, what, object.path(), schemaOf(object.path()));
  }

  private static @Nullable String schemaOf(List<String> path) {
    return path.size() == 2 ? SchemaObject.unquoted(path.get(0)) : null;
  }

  private String in(String view, String what, List<String> path, @Nullable String schema) {
    return CatalogQuery.text(
        connection,
        """
        SELECT * FROM INFORMATION_SCHEMA.%s
        WHERE CAST(%s_SCHEMA AS VARCHAR_IGNORECASE) = COALESCE(CAST(? AS VARCHAR), SCHEMA())
          AND CAST(%s_NAME AS VARCHAR_IGNORECASE) = ?
        ORDER BY 1, 2, 3, 4, 5\
        """
            .formatted(view, what, what),
        MOVING,
        schema,
        SchemaObject.unquoted(path.get(path.size() - 1)));
  }

  /**
   * Reads a table with everything that belongs to it, because {@code ALTER TABLE} may change any of
   * it.
   */
  private String table(SchemaObject object) {
    String table = in("TABLES", "TABLE", object);
    return table.isEmpty()
        ? ""
        : table
            + in("COLUMNS", "TABLE", object)
            + in("TABLE_CONSTRAINTS", "TABLE", object)
            + in("KEY_COLUMN_USAGE", "TABLE", object)
            + in("INDEX_COLUMNS", "TABLE", object)
            + joined(object);
  }

  private String joined(SchemaObject object) {
    List<String> path = object.path();
    return CatalogQuery.text(
        connection,
        """
        SELECT t.CONSTRAINT_NAME, c.CHECK_CLAUSE, r.UNIQUE_CONSTRAINT_NAME, r.DELETE_RULE,
          r.UPDATE_RULE
        FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
        LEFT JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
          ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME
        LEFT JOIN INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
          ON r.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = t.CONSTRAINT_NAME
        WHERE CAST(t.TABLE_SCHEMA AS VARCHAR_IGNORECASE) = COALESCE(CAST(? AS VARCHAR), SCHEMA())
          AND CAST(t.TABLE_NAME AS VARCHAR_IGNORECASE) = ?
        ORDER BY 1\
        """,
        MOVING,
        schemaOf(path),
        SchemaObject.unquoted(object.name()));
  }

  /** Reads an index. An index is in the schema of its table. */
  private String index(SchemaObject object) {
    List<String> owner = object.table().isEmpty() ? object.path() : object.table();
    String schema = schemaOf(owner);
    return in("INDEXES", "INDEX", object.path(), schema)
        + in("INDEX_COLUMNS", "INDEX", object.path(), schema);
  }

  private String rows(SchemaObject object) {
    String table = in("TABLES", "TABLE", object);
    return table.isEmpty()
        ? ""
        : CatalogQuery.text(
            connection, "SELECT 1 FROM " + object.spelled() + " FETCH FIRST ROW ONLY", Set.of());
  }
}
