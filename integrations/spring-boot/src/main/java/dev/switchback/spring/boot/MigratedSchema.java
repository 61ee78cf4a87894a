package dev.switchback.spring.boot;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a migrator migrates. Two migrators with equal schemas would share their metadata tables.
 *
 * @param database the data source of the application, or the URL
 */
record MigratedSchema(Object database, @Nullable String schema, String tablePrefix) {

  boolean isIn(DataSource dataSource) {
    return database == dataSource;
  }

  /** Returns no URL and no data source, which may show a password. */
  @Override
  public String toString() {
    return "schema " + schema + " with prefix " + tablePrefix;
  }
}
