package dev.switchback.spring.boot;

import java.util.List;

/**
 * The migrations of a library. The auto-configuration of the library declares it as a bean. It gets
 * a migrator and metadata tables of its own in the database of the application. Components are
 * migrated before the application, in their order. With {@code switchback.instances}, a component
 * uses the single or primary data source.
 *
 * <pre>{@code
 * @Bean
 * MigrationComponent jobs() {
 *   return new MigrationComponent("jobs", 0, "acme_jobs", List.of("com.acme.jobs.migrations"));
 * }
 * }</pre>
 *
 * @param name the name in messages, in the endpoint and in metrics
 * @param order the position among the components, lowest first
 * @param tablePrefix the prefix of its metadata tables
 * @param packages the packages with its migrations
 */
public record MigrationComponent(
    String name, int order, String tablePrefix, List<String> packages) {

  public MigrationComponent {
    packages = List.copyOf(packages);
  }
}
