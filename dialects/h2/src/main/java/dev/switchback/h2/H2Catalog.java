package dev.switchback.h2;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.StandardCatalog;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of the current schema. */
final class H2Catalog extends StandardCatalog {

  H2Catalog(Connection connection) {
    super(connection);
  }

  /** A database with {@code IGNORECASE} makes another type of every text, under the same name. */
  @Override
  public Map<String, String> columns(String table) {
    return CatalogQuery.pairs(
        connection(),
        """
        SELECT COLUMN_NAME, REPLACE(
          DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER),
          'VARCHAR_IGNORECASE', 'CHARACTER VARYING')
        FROM INFORMATION_SCHEMA.COLUMNS
        WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
        ORDER BY ORDINAL_POSITION\
        """,
        table);
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return CatalogQuery.strings(
        connection(),
        """
        SELECT k.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
        JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE u
          ON u.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND u.CONSTRAINT_NAME = k.CONSTRAINT_NAME
        WHERE k.CONSTRAINT_TYPE = 'FOREIGN KEY' AND k.TABLE_SCHEMA = SCHEMA()
          AND k.TABLE_NAME = ? AND u.COLUMN_NAME = ?
        ORDER BY 1\
        """,
        table,
        column);
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    return CatalogQuery.indexes(
        connection(),
        """
        SELECT INDEX_NAME,
          COLUMN_NAME || CASE ORDERING_SPECIFICATION WHEN 'DESC' THEN ' DESC' ELSE '' END,
          IS_UNIQUE, TRUE, ''
        FROM INFORMATION_SCHEMA.INDEX_COLUMNS
        WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
        ORDER BY INDEX_NAME, ORDINAL_POSITION\
        """,
        table);
  }

  @Override
  protected String indexColumns() {
    return "INDEX_COLUMNS";
  }

  /** H2 keeps their numbers as texts. */
  @Override
  public List<String> enumValues(String table, String column) {
    return CatalogQuery.strings(
        connection(),
        """
        SELECT e.VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES e
        JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = e.OBJECT_SCHEMA
          AND c.TABLE_NAME = e.OBJECT_NAME AND c.DTD_IDENTIFIER = e.ENUM_IDENTIFIER
        WHERE e.OBJECT_TYPE = 'TABLE' AND c.TABLE_SCHEMA = SCHEMA()
          AND c.TABLE_NAME = ? AND c.COLUMN_NAME = ?
        ORDER BY CAST(e.VALUE_ORDINAL AS INTEGER)\
        """,
        table,
        column);
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return CatalogQuery.pairs(
        connection(),
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
        table);
  }

  @Override
  public Optional<String> image(SchemaObject object) {
    return new H2Image(connection()).of(object);
  }

  @Override
  public SchemaReader schema() {
    return new H2Schema(connection());
  }
}
