package dev.switchback.examples.cdi;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import javax.sql.DataSource;

/** Migrates the database when the container starts, before other observers of the start. */
@ApplicationScoped
public class DatabaseStart {

  void migrate(@Observes @Priority(1) Startup start, DataSource dataSource, BeanManager beans) {
    Migrator.configure()
        .dataSource(dataSource)
        .packages("dev.switchback.examples.cdi.migrations")
        .factory(type -> create(beans, type))
        .build()
        .up();
  }

  /** Injects beans into the constructor of a migration, which is no bean itself. */
  private static <T extends Migration> T create(BeanManager beans, Class<T> type) {
    return new Unmanaged<>(beans, type).newInstance().produce().inject().get();
  }
}
