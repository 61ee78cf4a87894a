package dev.switchback.spring.boot;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Makes the beans that use the database wait for the migrations. */
final class SwitchbackInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

  /** After Liquibase (0) and Flyway (1). */
  private static final int ORDER = 10;

  @Override
  protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
    return Set.of(SwitchbackInitializer.class);
  }

  @Override
  public int getOrder() {
    return ORDER;
  }
}
