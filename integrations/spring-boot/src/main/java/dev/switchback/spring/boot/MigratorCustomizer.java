package dev.switchback.spring.boot;

import dev.switchback.MigratorBuilder;

/**
 * Changes the configuration of a migrator before it is built. Declare it as a bean. Customizers are
 * called in their order, after all properties are set.
 *
 * <pre>{@code
 * @Bean
 * MigratorCustomizer testData() {
 *   return (name, builder) -> builder.packages("com.acme.chat.testdata");
 * }
 * }</pre>
 */
@FunctionalInterface
public interface MigratorCustomizer {

  /**
   * Changes {@code builder}.
   *
   * @param name the name of the instance or component; {@code switchback} if none is named
   */
  void customize(String name, MigratorBuilder builder);
}
