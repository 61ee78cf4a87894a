package dev.switchback.internal.plan;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SchemaSwitch;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database as it is before the first step.
 *
 * @param connection null without a database
 */
record PlannedDatabase(Dialect dialect, @Nullable Connection connection) {

  /** Returns the catalogue of the current schema; null without a database. */
  @Nullable Catalog catalog() {
    return connection == null ? null : dialect.catalog(connection);
  }

  /** Returns the catalogue of another schema; null without a database. */
  @Nullable Catalog catalogOf(String schema) {
    return connection == null ? null : SchemaSwitch.catalogOf(schema, connection, dialect);
  }

  /** Returns whether a schema is the current one, as far as it is known. */
  boolean isCurrent(String schema) {
    if (connection == null) {
      return false;
    }
    try {
      return dialect
          .sessions()
          .currentSchema(connection)
          .filter(current -> dialect.mapping().isKeptAs(schema, current))
          .isPresent();
    } catch (SQLException e) {
      throw new CatalogException(e);
    }
  }
}
