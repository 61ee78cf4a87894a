package dev.switchback.spring.boot;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/** All migrators of the application context, in the order in which they are migrated. */
final class ConfiguredMigrators implements Iterable<ConfiguredMigrator> {

  private final List<ConfiguredMigrator> all;

  private ConfiguredMigrators(List<ConfiguredMigrator> all) {
    this.all = all;
  }

  /**
   * Collects the migrators of the properties, of the application and of its libraries.
   *
   * @throws ConfigurationException if two of them would share their metadata tables
   */
  static ConfiguredMigrators in(ListableBeanFactory beans, MigratorAssembly assembly) {
    List<ConfiguredMigrator> found = new ArrayList<>();
    beans
        .getBeanProvider(MigrationComponent.class)
        .orderedStream()
        .map(assembly::component)
        .forEach(found::add);
    for (String name : beans.getBeanNamesForType(Migrator.class)) {
      found.add(
          isConfigured(beans, name)
              ? beans
                  .getBean(BeanFactory.FACTORY_BEAN_PREFIX + name, MigratorFactoryBean.class)
                  .configured()
              : assembly.given(name, beans.getBean(name, Migrator.class)));
    }
    refuseTwins(found);
    found.sort(
        Comparator.comparing(ConfiguredMigrator::kind)
            .thenComparingInt(ConfiguredMigrator::order)
            .thenComparing(ConfiguredMigrator::name));
    return new ConfiguredMigrators(List.copyOf(found));
  }

  private static boolean isConfigured(BeanFactory beans, String name) {
    String factory = BeanFactory.FACTORY_BEAN_PREFIX + name;
    return beans.containsBean(factory) && beans.isTypeMatch(factory, MigratorFactoryBean.class);
  }

  private static void refuseTwins(List<ConfiguredMigrator> found) {
    for (int i = 0; i < found.size(); i++) {
      MigratedSchema database = found.get(i).database();
      for (int j = 0; j < i && database != null; j++) {
        MigratedSchema other = found.get(j).database();
        if (database.equals(other)) {
          throw new ConfigurationException(
              "Migrators '%s' and '%s' – they have the same database, schema and table prefix."
                      .formatted(found.get(j).name(), found.get(i).name())
                  + " Nothing was run. Give one of them another 'table-prefix', or list the"
                  + " packages of both in one.");
        }
      }
    }
  }

  @Override
  public Iterator<ConfiguredMigrator> iterator() {
    return all.iterator();
  }

  List<ConfiguredMigrator> all() {
    return all;
  }
}
