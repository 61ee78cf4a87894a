package dev.switchback.spring.boot;

import dev.switchback.Migration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AssignableTypeFilter;

/**
 * Lets a native image call the public constructors of the migrations: those in the packages of the
 * properties at build time, and in the default packages.
 */
final class MigrationHints implements BeanFactoryInitializationAotProcessor {

  @Override
  public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
      ConfigurableListableBeanFactory beans) {
    if (beans.getBeanNamesForType(MigratorAssembly.class, true, false).length == 0) {
      return null;
    }
    Set<String> migrations = new TreeSet<>();
    packages(beans).forEach(name -> migrations.addAll(classesIn(name)));
    return (generation, code) ->
        migrations.forEach(
            name ->
                generation
                    .getRuntimeHints()
                    .reflection()
                    .registerType(
                        TypeReference.of(name), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
  }

  private static Stream<String> packages(ConfigurableListableBeanFactory beans) {
    SwitchbackProperties properties =
        Binder.get(beans.getBean(Environment.class))
            .bindOrCreate("switchback", SwitchbackProperties.class);
    return Stream.concat(
        Stream.concat(
            DefaultPackages.candidates(beans).stream(), properties.getPackages().stream()),
        properties.getInstances().values().stream()
            .flatMap(instance -> instance.getPackages().stream()));
  }

  private static Set<String> classesIn(String name) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Migration.class));
    Set<String> classes = new TreeSet<>();
    for (BeanDefinition found : scanner.findCandidateComponents(name)) {
      String type = found.getBeanClassName();
      if (type != null) {
        classes.add(type);
      }
    }
    return classes;
  }
}
