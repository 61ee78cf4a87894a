package dev.switchback.spring.boot;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Adds the endpoint {@code switchback}, if it is exposed. */
@AutoConfiguration(after = SwitchbackAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(ConfiguredMigrators.class)
@ConditionalOnAvailableEndpoint(SwitchbackEndpoint.class)
public final class SwitchbackEndpointAutoConfiguration {

  SwitchbackEndpointAutoConfiguration() {}

  @Bean
  SwitchbackEndpoint switchbackEndpoint(ConfiguredMigrators migrators) {
    return new SwitchbackEndpoint(migrators);
  }
}
