package dev.switchback.spring.boot;

import dev.switchback.MigrationStatus;
import dev.switchback.spring.boot.MigratorProperties.When;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;

/**
 * Migrates, or verifies, when its bean is created. All beans that use the database wait for it. A
 * bean that Spring Boot does not know as such waits with {@code @DependsOnDatabaseInitialization}.
 */
public final class SwitchbackInitializer implements InitializingBean {

  private final ConfiguredMigrators migrators;

  SwitchbackInitializer(ConfiguredMigrators migrators) {
    this.migrators = migrators;
  }

  @Override
  public void afterPropertiesSet() {
    run(When.BEFORE_BEANS);
  }

  void run(When when) {
    for (ConfiguredMigrator next : migrators) {
      if (next.when() == when) {
        run(next);
      }
    }
  }

  private static void run(ConfiguredMigrator next) {
    switch (next.mode()) {
      case MIGRATE -> next.migrator().up();
      case VERIFY -> verify(next);
      case NONE -> {}
    }
  }

  private static void verify(ConfiguredMigrator next) {
    List<String> pending = next.migrator().pending().stream().map(MigrationStatus::name).toList();
    if (!pending.isEmpty()) {
      throw new PendingMigrationsException(next.name(), pending);
    }
  }
}
