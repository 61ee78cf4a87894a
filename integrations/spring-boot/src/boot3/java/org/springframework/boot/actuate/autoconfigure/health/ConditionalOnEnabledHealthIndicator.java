package org.springframework.boot.actuate.autoconfigure.health;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What Switchback uses of Spring Boot 3. It is compiled against, and not in the jar. */
@Retention(RetentionPolicy.RUNTIME)
public @interface ConditionalOnEnabledHealthIndicator {
  String value();
}
