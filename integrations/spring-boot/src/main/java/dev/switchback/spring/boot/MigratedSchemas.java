package dev.switchback.spring.boot;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;

/**
 * Reports that migrations manage a schema. Otherwise Spring Boot lets Hibernate drop and create the
 * tables of an embedded database.
 */
final class MigratedSchemas implements SchemaManagementProvider {

  private final ObjectProvider<ConfiguredMigrators> migrators;
  private final ObjectProvider<DataSource> dataSources;

  MigratedSchemas(
      ObjectProvider<ConfiguredMigrators> migrators, ObjectProvider<DataSource> dataSources) {
    this.migrators = migrators;
    this.dataSources = dataSources;
  }

  @Override
  public SchemaManagement getSchemaManagement(DataSource dataSource) {
    return migrators.getObject().all().stream().anyMatch(migrator -> manages(migrator, dataSource))
        ? SchemaManagement.MANAGED
        : SchemaManagement.UNMANAGED;
  }

  /**
   * The data source of a migrator that the application built is not known: assumes the primary one.
   */
  private boolean manages(ConfiguredMigrator migrator, DataSource dataSource) {
    MigratedSchema database = migrator.database();
    return database == null ? dataSource == dataSources.getIfUnique() : database.isIn(dataSource);
  }
}
