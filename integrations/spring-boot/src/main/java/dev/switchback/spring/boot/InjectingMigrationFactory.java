package dev.switchback.spring.boot;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Creates migrations with beans as the arguments of their constructors. */
final class InjectingMigrationFactory implements MigrationFactory {

  private final AutowireCapableBeanFactory beans;

  InjectingMigrationFactory(AutowireCapableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Migration create(Class<? extends Migration> type) {
    try {
      return beans.createBean(type);
    } catch (BeansException e) {
      if (isCircular(e)) {
        throw new ConfigurationException(waits(type, e), e);
      }
      throw e;
    }
  }

  private static boolean isCircular(Throwable error) {
    for (Throwable next = error; next != null; next = next.getCause()) {
      if (next instanceof BeanCurrentlyInCreationException) {
        return true;
      }
    }
    return false;
  }

  private static String waits(Class<?> type, BeansException error) {
    return "Migration class '%s' – it needs %s, which waits for the migrations. Nothing was run."
            .formatted(type.getName(), neededBean(type, error))
        + " Use db.query(…), db.execute(…) or db.withConnection(…) in the migration, or set"
        + " 'switchback.when=after-start'.";
  }

  /** Returns the first bean of the chain: the others are what it needs itself. */
  private static String neededBean(Class<?> type, Throwable error) {
    for (Throwable next = error.getCause(); next != null; next = next.getCause()) {
      String name = nameOf(next);
      if (name != null && !name.equals(type.getName())) {
        return "the bean '" + name + "'";
      }
    }
    return "a bean";
  }

  private static @Nullable String nameOf(Throwable error) {
    return error instanceof BeanCreationException creation ? creation.getBeanName() : null;
  }
}
