package dev.switchback.spring.boot;

import com.sun.net.httpserver.HttpServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Adds the server that answers liveness probes while migrations run before the beans. */
@AutoConfiguration(after = SwitchbackAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(HttpServer.class)
@ConditionalOnBean(ConfiguredMigrators.class)
@Conditional(ProbeServerAutoConfiguration.OnProbes.class)
public final class ProbeServerAutoConfiguration {

  ProbeServerAutoConfiguration() {}

  @Bean
  ProbeServer switchbackProbeServer(Environment environment) {
    return new ProbeServer(ProbeAddress.in(environment).orElseThrow());
  }

  /** Whether probes come, and to a fixed port without encryption. */
  static final class OnProbes extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      boolean isWanted =
          environment.getProperty(
              "switchback.probe-server.enabled",
              Boolean.class,
              CloudPlatform.KUBERNETES.isActive(environment));
      boolean isPossible = ProbeAddress.in(environment).isPresent();
      return new ConditionOutcome(
          isWanted && isPossible,
          ConditionMessage.of(
              isWanted
                  ? "the port is %s".formatted(isPossible ? "known" : "not usable")
                  : "not enabled"));
    }
  }
}
