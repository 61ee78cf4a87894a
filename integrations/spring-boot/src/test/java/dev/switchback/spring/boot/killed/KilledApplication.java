package dev.switchback.spring.boot.killed;

import dev.switchback.MigrationListener;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that halts in the middle of its migration, if it is told to. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class KilledApplication {

  /** Printed in the middle of the migration. */
  public static final String HALTED = "in the middle of the migration";

  public static void main(String[] arguments) {
    SpringApplication.run(KilledApplication.class, arguments);
  }

  @Bean
  @ConditionalOnProperty("halts")
  MigrationListener halt() {
    return new MigrationListener() {
      @Override
      public void beforeStep(StepEvent step) {
        if (step.ordinal() == 4) {
          System.out.println(HALTED);
          waitForDeath();
        }
      }
    };
  }

  private static void waitForDeath() {
    try {
      TimeUnit.HOURS.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
