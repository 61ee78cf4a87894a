package dev.switchback;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
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

  /** Where a user comes in. They alone look into the engine. */
  private static final DescribedPredicate<JavaClass> DOORS =
      belongToAnyOf(
          Migrator.class,
          MigratorBuilder.class,
          Fleet.class,
          Migrations.class,
          ReversibleMigration.class,
          FlywayScripts.class);

  private static final DescribedPredicate<JavaClass> WORDS =
      resideInAPackage("dev.switchback").and(DescribedPredicate.not(DOORS));

  private static final DescribedPredicate<JavaClass> ENGINE =
      resideInAPackage("dev.switchback.internal..");

  /** From the lowest to the highest. The rooms of one floor do not know each other. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("schema"),
          Set.of("operation"),
          Set.of("dialect"),
          Set.of("words"),
          Set.of("base"),
          Set.of("discovery"),
          Set.of("database", "events", "fingerprint"),
          Set.of("store", "plan"),
          Set.of("lock", "select"),
          Set.of("run"),
          Set.of("command"),
          Set.of("fleet"),
          Set.of("doors"));

  /** These are doors, and words: a migration says that it is one. */
  private static final DescribedPredicate<JavaClass> KINDS =
      belongToAnyOf(ReversibleMigration.class, FlywayScripts.class);

  @Test
  void rooms_know_only_those_below_them() {
    LayeredArchitecture house =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.switchback..")
            .layer("words")
            .definedBy(WORDS)
            .layer("doors")
            .definedBy(DOORS);
    for (String api : List.of("schema", "operation", "dialect")) {
      house = house.layer(api).definedBy("dev.switchback." + api);
    }
    for (Set<String> floor : FLOORS.subList(4, FLOORS.size() - 1)) {
      for (String room : floor) {
        house = house.layer(room).definedBy("dev.switchback.internal." + room);
      }
    }
    for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
      String[] above =
          FLOORS.subList(floor + 1, FLOORS.size()).stream()
              .flatMap(Set::stream)
              .toArray(String[]::new);
      for (String room : FLOORS.get(floor)) {
        house = house.whereLayer(room).mayOnlyBeAccessedByLayers(above);
      }
    }
    house
        .whereLayer("doors")
        .mayNotBeAccessedByAnyLayer()
        .ignoreDependency(ENGINE, KINDS)
        .ensureAllClassesAreContainedInArchitectureIgnoring("dev.switchback.internal")
        .check(CORE);
  }

  @Test
  void no_signature_that_a_user_sees_names_the_engine() {
    noClasses()
        .that(DescribedPredicate.not(ENGINE))
        .and(DescribedPredicate.not(DOORS))
        .should()
        .dependOnClassesThat(ENGINE)
        .check(CORE);
    noMethods()
        .that()
        .areDeclaredInClassesThat(DOORS)
        .and()
        .arePublic()
        .should()
        .haveRawReturnType(ENGINE)
        .orShould()
        .haveRawParameterTypes(DescribedPredicate.anyElementThat(ENGINE))
        .check(CORE);
  }

  /** Each group is one thing in several files. Nothing else of core depends on itself. */
  private static final List<Set<String>> NATURAL =
      List.of(
          Set.of("Migrator", "MigratorBuilder"),
          Set.of("ReversibleMigration", "UndoRecorder"),
          Set.of("Attempt", "FailureReport"),
          Set.of("StepExecutor", "Rehearsal", "ExecutingQueryInterface"),
          Set.of("Answers", "Replay"),
          Set.of("LeaseTable", "MetadataTable", "MetadataTables"),
          Set.of("ConnectionPool", "Database"),
          Set.of("ClassNameScanner", "ClassGraphScanner"),
          Set.of("IndexSql", "DefinitionSql"),
          Set.of("SqlTokens", "SqlScript", "StatementBlocks"),
          Set.of("StandardSql", "DataSql", "Numbering", "BackfillSql", "CopySql"),
          Set.of("SchemaSnapshot", "SnapshotDifferences", "SnapshotParts", "SnapshotText"));

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
        .haveNameNotMatching(".*\\.ConnectionPool(\\$.*)?")
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
