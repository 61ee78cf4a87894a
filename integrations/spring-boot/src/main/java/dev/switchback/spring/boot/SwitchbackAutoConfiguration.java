package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Migrates the database when the application starts. Active if there is a data source, a migrator
 * or a URL for migrations, unless {@code switchback.enabled} is false. Beans that use the database
 * wait for the migrations. If Flyway or Liquibase migrate the database too, they run first.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
    })
@ConditionalOnClass({Migrator.class, DataSourceBuilder.class, SimpleDriverDataSource.class})
@ConditionalOnProperty(name = "switchback.enabled", havingValue = "true", matchIfMissing = true)
@Conditional(OnDatabase.class)
@Import({DatabaseInitializationDependencyConfigurer.class, MigratorRegistrar.class})
@EnableConfigurationProperties(SwitchbackProperties.class)
public final class SwitchbackAutoConfiguration {

  SwitchbackAutoConfiguration() {}

  @Bean
  MigratorAssembly switchbackMigratorAssembly(
      ApplicationContext context, SwitchbackProperties properties) {
    return new MigratorAssembly(context, properties);
  }

  @Bean
  ConfiguredMigrators switchbackMigrators(ListableBeanFactory beans, MigratorAssembly assembly) {
    return ConfiguredMigrators.in(beans, assembly);
  }

  @Bean
  MigratorStates switchbackMigratorStates(ObjectProvider<ConfiguredMigrators> migrators) {
    return new MigratorStates(migrators);
  }

  @Bean
  SwitchbackInitializer switchbackInitializer(ConfiguredMigrators migrators) {
    return new SwitchbackInitializer(migrators);
  }

  @Bean
  SchemaManagementProvider switchbackSchemaManagementProvider(
      ObjectProvider<ConfiguredMigrators> migrators, ObjectProvider<DataSource> dataSources) {
    return new MigratedSchemas(migrators, dataSources);
  }

  @Bean
  AfterStart switchbackAfterStart(
      SwitchbackInitializer initializer,
      ApplicationContext context,
      SwitchbackProperties properties) {
    return new AfterStart(initializer, context, properties.isExitWhenDone());
  }

  @Bean
  static LazyInitializationExcludeFilter switchbackIsNotLazy() {
    return LazyInitializationExcludeFilter.forBeanTypes(SwitchbackInitializer.class);
  }
}
