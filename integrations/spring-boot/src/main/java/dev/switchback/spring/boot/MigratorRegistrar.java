package dev.switchback.spring.boot;

import dev.switchback.Migrator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a migrator for each name in {@code switchback.instances}: bean {@code <name>Migrator},
 * with the name as its qualifier. Without instances, registers {@code switchbackMigrator}, unless
 * the application has a migrator.
 */
final class MigratorRegistrar implements ImportBeanDefinitionRegistrar {

  /** The name of the migrator without instances. */
  static final String DEFAULT = "switchback";

  private final Environment environment;
  private final ListableBeanFactory beans;

  MigratorRegistrar(Environment environment, org.springframework.beans.factory.BeanFactory beans) {
    this.environment = environment;
    this.beans = (ListableBeanFactory) beans;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    for (String name : names()) {
      RootBeanDefinition definition =
          (RootBeanDefinition)
              BeanDefinitionBuilder.rootBeanDefinition(MigratorFactoryBean.class)
                  .addConstructorArgValue(name)
                  .setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR)
                  .getBeanDefinition();
      definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, Migrator.class);
      definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
      registry.registerBeanDefinition(name + "Migrator", definition);
    }
  }

  private Collection<String> names() {
    Map<String, Object> instances =
        Binder.get(environment)
            .bind("switchback.instances", Bindable.mapOf(String.class, Object.class))
            .orElse(Map.of());
    if (!instances.isEmpty()) {
      return instances.keySet();
    }
    boolean hasOwn = beans.getBeanNamesForType(Migrator.class, true, false).length > 0;
    return hasOwn ? List.of() : List.of(DEFAULT);
  }
}
