package dev.switchback.examples.micronaut;

import dev.switchback.Migrator;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Migrates the database before any bean gets the data source. */
@Singleton
final class DatabaseStart implements BeanCreatedEventListener<DataSource> {

  private final BeanContext beans;

  DatabaseStart(BeanContext beans) {
    this.beans = beans;
  }

  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    DataSource dataSource = event.getBean();
    Migrator.configure()
        .dataSource(dataSource)
        .packages("dev.switchback.examples.micronaut.migrations")
        .factory(beans::getBean)
        .build()
        .up();
    return dataSource;
  }
}
