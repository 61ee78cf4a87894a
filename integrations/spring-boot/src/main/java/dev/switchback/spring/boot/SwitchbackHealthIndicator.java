package dev.switchback.spring.boot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of the migrations in Spring Boot 4. */
final class SwitchbackHealthIndicator implements HealthIndicator {

  private final SwitchbackHealth health;

  SwitchbackHealthIndicator(SwitchbackHealth health) {
    this.health = health;
  }

  @Override
  public Health health() {
    SwitchbackHealth.Report report = health.report();
    return Health.status(report.status()).withDetails(report.details()).build();
  }
}
