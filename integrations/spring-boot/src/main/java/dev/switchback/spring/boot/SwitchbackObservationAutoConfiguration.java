package dev.switchback.spring.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds observations of runs and migrations, and the gauge of pending migrations. */
@AutoConfiguration(after = SwitchbackAutoConfiguration.class)
@ConditionalOnBean(ConfiguredMigrators.class)
public final class SwitchbackObservationAutoConfiguration {

  SwitchbackObservationAutoConfiguration() {}

  /** Observations, as far as the application has a registry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class Observations {
    @Bean
    MigratorCustomizer switchbackObservations(ObjectProvider<ObservationRegistry> registry) {
      return (name, builder) -> builder.listener(new ObservationListener(name, registry));
    }
  }

  /** Metrics, which are bound to each registry of the application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Metrics {
    @Bean
    MeterBinder switchbackPending(ConfiguredMigrators migrators, MigratorStates states) {
      return new PendingGauge(migrators, states);
    }
  }
}
