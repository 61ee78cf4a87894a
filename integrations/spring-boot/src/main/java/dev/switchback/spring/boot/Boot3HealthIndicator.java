package dev.switchback.spring.boot;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The health of the migrations in Spring Boot 3. */
final class Boot3HealthIndicator implements HealthIndicator {

  private final SwitchbackHealth health;

  Boot3HealthIndicator(SwitchbackHealth health) {
    this.health = health;
  }

  @Override
  public Health health() {
    SwitchbackHealth.Report report = health.report();
    return Health.status(report.status()).withDetails(report.details()).build();
  }
}
