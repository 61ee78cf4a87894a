package dev.switchback.spring.boot;

import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * With {@code switchback.exit-when-done}, starts the application without a web server and with lazy
 * beans: a job needs only the database.
 */
final class ExitWhenDone
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  static final String PROPERTY = "switchback.exit-when-done";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    if (environment.getProperty(PROPERTY, Boolean.class, false)) {
      environment
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "switchbackExitWhenDone",
                  Map.of(
                      "spring.main.web-application-type", "none",
                      "spring.main.lazy-initialization", "true")));
    }
  }

  /** After the configuration files are read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
