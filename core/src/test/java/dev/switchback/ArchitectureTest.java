package dev.switchback;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of core, as {@code docs/architecture.md} draws them. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.switchback");

  @Test
  void packages_know_only_those_below_them() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.switchback..")
        .layer("root")
        .definedBy("dev.switchback")
        .layer("dialect")
        .definedBy("dev.switchback.dialect")
        .layer("operation")
        .definedBy("dev.switchback.operation")
        .layer("schema")
        .definedBy("dev.switchback.schema")
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("dialect")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("operation")
        .mayOnlyBeAccessedByLayers("root", "dialect")
        .whereLayer("schema")
        .mayOnlyBeAccessedByLayers("root", "dialect", "operation")
        .ensureAllClassesAreContainedInArchitecture()
        .check(CORE);
  }

  @Test
  void nothing_but_one_class_knows_the_connection_pool() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(ConnectionPool.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.zaxxer..")
        .check(CORE);
  }

  @Test
  void nothing_but_the_flight_events_knows_the_flight_recorder() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.FlightEvents(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.jfr..")
        .check(CORE);
  }

  @Test
  void core_knows_no_driver() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("java..")
                .or(resideInAPackage("javax.sql.."))
                .or(resideInAPackage("dev.switchback.."))
                .or(resideInAPackage("org.slf4j.."))
                .or(resideInAPackage("org.jspecify.."))
                .or(resideInAPackage("io.github.classgraph.."))
                .or(resideInAPackage("jdk.jfr.."))
                .or(resideInAPackage("com.zaxxer.hikari..")))
        .check(CORE);
  }
}
