package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;

/** Creates the migrator of an instance. */
final class MigratorFactoryBean implements FactoryBean<Migrator> {

  private final String name;
  private final ObjectProvider<MigratorAssembly> assembly;
  private @Nullable ConfiguredMigrator configured;

  MigratorFactoryBean(String name, ObjectProvider<MigratorAssembly> assembly) {
    this.name = name;
    this.assembly = assembly;
  }

  @Override
  public Migrator getObject() {
    return configured().migrator();
  }

  /** Returns the migrator with its properties; creates it in the first call. */
  synchronized ConfiguredMigrator configured() {
    ConfiguredMigrator made = configured;
    if (made == null) {
      made = assembly.getObject().instance(name);
      configured = made;
    }
    return made;
  }

  @Override
  public Class<?> getObjectType() {
    return Migrator.class;
  }
}
