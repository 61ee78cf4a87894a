package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryDependsOnPostProcessor;
import org.springframework.context.annotation.Bean;

/** An application as docs/jpa.md shows it. */
@SpringBootApplication
class ChatApplication {

  @Bean(initMethod = "up")
  Migrator migrator(DataSource dataSource) {
    return Migrator.configure()
        .dataSource(dataSource)
        .packages("dev.switchback.spring.boot.migrations")
        .build();
  }

  @Bean
  static EntityManagerFactoryDependsOnPostProcessor migrationsBeforeJpa() {
    return new EntityManagerFactoryDependsOnPostProcessor(Migrator.class);
  }

  @Bean
  SchemaManagementProvider migrated() {
    return dataSource -> SchemaManagement.MANAGED;
  }
}
