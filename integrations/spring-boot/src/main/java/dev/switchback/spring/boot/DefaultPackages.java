package dev.switchback.spring.boot;

import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ApplicationContext;

/** The package {@code migrations} below each package of the auto-configuration. */
final class DefaultPackages {

  private DefaultPackages() {}

  /**
   * Returns the packages. If there are several, returns those that have a class, because a migrator
   * refuses a package without migrations if another package has some.
   */
  static List<String> of(ApplicationContext context) {
    if (!AutoConfigurationPackages.has(context)) {
      throw new ConfigurationException(
          "The packages of the migrations are not known, because no class has"
              + " @SpringBootApplication or @EnableAutoConfiguration. Nothing was run. Set"
              + " 'switchback.packages'.");
    }
    List<String> all = candidates(context);
    if (all.size() == 1) {
      return all;
    }
    List<String> existing = all.stream().filter(name -> exists(context, name)).toList();
    return existing.isEmpty() ? all : existing;
  }

  /** Returns the packages, whether they exist or not; none without an auto-configuration. */
  static List<String> candidates(BeanFactory beans) {
    return AutoConfigurationPackages.has(beans)
        ? AutoConfigurationPackages.get(beans).stream()
            .map(parent -> parent.isEmpty() ? "migrations" : parent + ".migrations")
            .toList()
        : List.of();
  }

  private static boolean exists(ApplicationContext context, String name) {
    try {
      return context.getResources("classpath*:" + name.replace('.', '/') + "/**/M*.class").length
          > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Package " + name + " cannot be searched", e);
    }
  }
}
