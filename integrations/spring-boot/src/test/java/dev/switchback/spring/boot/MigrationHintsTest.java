package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.jobs.migrations.M20260102000000_Jobs;
import dev.switchback.spring.boot.people.Names;
import dev.switchback.spring.boot.people.migrations.M20260101000000_People;
import java.lang.reflect.Constructor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What Spring's processing ahead of time makes of an application. */
class MigrationHintsTest {

  @AutoConfigurationPackage(basePackages = "dev.switchback.spring.boot.people")
  static class Application {}

  @Test
  void the_processor_is_registered() {
    assertThat(AotServices.factories().load(BeanFactoryInitializationAotProcessor.class))
        .hasAtLeastOneElementOfType(MigrationHints.class);
  }

  @Test
  void a_native_image_can_create_the_migrations() throws Exception {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      TestPropertyValues.of(
              "switchback.instances.jobs.packages=dev.switchback.spring.boot.jobs.migrations")
          .applyTo(context);
      context.register(
          Application.class, DataSourceAutoConfiguration.class, SwitchbackAutoConfiguration.class);
      InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
      DefaultGenerationContext generation =
          new DefaultGenerationContext(
              new ClassNameGenerator(ClassName.get("dev.switchback.spring.boot", "Application")),
              files);

      new ApplicationContextAotGenerator().processAheadOfTime(context, generation);

      for (Constructor<?> constructor :
          List.of(
              M20260101000000_People.class.getConstructor(Names.class),
              M20260102000000_Jobs.class.getConstructor())) {
        assertThat(
                RuntimeHintsPredicates.reflection()
                    .onConstructorInvocation(constructor)
                    .test(generation.getRuntimeHints()))
            .as(constructor.toString())
            .isTrue();
      }
    }
  }
}
