package dev.switchback.spring.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Adds the health indicator {@code switchback} in Spring Boot 4. */
@AutoConfiguration(after = SwitchbackAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ConfiguredMigrators.class)
@ConditionalOnEnabledHealthIndicator("switchback")
public final class SwitchbackHealthAutoConfiguration {

  SwitchbackHealthAutoConfiguration() {}

  @Bean
  HealthIndicator switchbackHealthIndicator(ConfiguredMigrators migrators, MigratorStates states) {
    return new SwitchbackHealthIndicator(new SwitchbackHealth(migrators, states));
  }
}
