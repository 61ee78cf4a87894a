package org.springframework.boot.actuate.health;

/** What Switchback uses of Spring Boot 3. It is compiled against, and not in the jar. */
public interface HealthIndicator {
  Health health();
}
