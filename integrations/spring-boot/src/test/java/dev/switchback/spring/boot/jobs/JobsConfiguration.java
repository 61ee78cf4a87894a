package dev.switchback.spring.boot.jobs;

import dev.switchback.spring.boot.MigrationComponent;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Part of a library: the application imports it, or finds it as an auto-configuration. */
@Configuration(proxyBeanMethods = false)
public class JobsConfiguration {

  @Bean
  MigrationComponent jobs() {
    return new MigrationComponent(
        "jobs", 0, "acme_jobs", List.of("dev.switchback.spring.boot.jobs.migrations"));
  }
}
