package dev.switchback.spring.boot;

import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Adds the health indicator {@code switchback} in Spring Boot 3. */
@AutoConfiguration(after = SwitchbackAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ConfiguredMigrators.class)
@ConditionalOnEnabledHealthIndicator("switchback")
public final class Boot3HealthAutoConfiguration {

  Boot3HealthAutoConfiguration() {}

  @Bean
  HealthIndicator switchbackHealthIndicator(ConfiguredMigrators migrators, MigratorStates states) {
    return new Boot3HealthIndicator(new SwitchbackHealth(migrators, states));
  }
}
