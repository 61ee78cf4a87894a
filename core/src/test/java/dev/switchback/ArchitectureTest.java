package dev.switchback;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
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

  /** Each group is one thing in several files. Nothing else of core depends on itself. */
  private static final List<Set<String>> NATURAL =
      List.of(
          Set.of("Migrator", "MigratorBuilder"),
          Set.of("ReversibleMigration", "Reversal"),
          Set.of("Attempt", "Failure"),
          Set.of("Execution", "Rehearsal", "Steps"),
          Set.of("Answers", "Replay"),
          Set.of("Lease", "OwnTable", "OwnTables"),
          Set.of("ConnectionPool", "Database"),
          Set.of("ClassSearch", "FullSearch"),
          Set.of("IndexSql", "StandardSql"),
          Set.of("DataSql", "Numbering"),
          Set.of("SchemaSnapshot", "SnapshotDifferences"));

  @Test
  void no_class_depends_on_itself_through_others() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(groupOf(type));
              }

              @Override
              public String getDescription() {
                return "top-level classes";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CORE);
  }

  /** An operation and its visitor know each other: all of them are one. */
  private static String groupOf(JavaClass type) {
    if (type.getPackageName().equals("dev.switchback.operation")) {
      return "operations";
    }
    String name = type.getName().replaceFirst("\\$.*", "");
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return NATURAL.stream()
        .filter(group -> group.contains(simple))
        .map(Object::toString)
        .findFirst()
        .orElse(name);
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
