package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there is a database to migrate. */
final class OnDatabase extends AnyNestedCondition {

  OnDatabase() {
    super(ConfigurationPhase.REGISTER_BEAN);
  }

  @ConditionalOnBean(DataSource.class)
  static final class OnDataSource {}

  @ConditionalOnBean(Migrator.class)
  static final class OnMigrator {}

  @ConditionalOnBean(SwitchbackConnectionDetails.class)
  static final class OnConnectionDetails {}

  @ConditionalOnProperty("switchback.url")
  static final class OnUrl {}

  @Conditional(InstancesAreNamed.class)
  static final class OnInstances {}

  static final class InstancesAreNamed extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean named =
          Binder.get(context.getEnvironment())
              .bind("switchback.instances", Bindable.mapOf(String.class, Object.class))
              .isBound();
      return new ConditionOutcome(named, "switchback.instances is " + (named ? "set" : "not set"));
    }
  }
}
