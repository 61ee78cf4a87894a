package dev.switchback.spring.boot;

import dev.switchback.spring.boot.MigratorProperties.When;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;

/**
 * Migrates after the start, before the other runners and before the application is ready. Then ends
 * the process of a job.
 */
final class AfterStart implements ApplicationRunner, Ordered {

  private final SwitchbackInitializer initializer;
  private final ApplicationContext context;
  private final boolean isJob;

  AfterStart(SwitchbackInitializer initializer, ApplicationContext context, boolean isJob) {
    this.initializer = initializer;
    this.context = context;
    this.isJob = isJob;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    initializer.run(When.AFTER_START);
    if (isJob) {
      System.exit(SpringApplication.exit(context));
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
