package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.Plan;
import dev.switchback.dialect.Dialect;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.ViewDescription;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The samples of the documentation, apart from those of types, in another schema, while the current
 * schema has tables of the same names. There it does what it does in the current schema, and here
 * nothing.
 */
public abstract class SampleInSchemaContract extends TwoSchemasContract {

  /** The contract on one kind of database. */
  protected SampleInSchemaContract(TestedDatabase database) {
    super(database);
  }

  static List<SampleWay> samples() {
    return SampleWay.all().stream().filter(SampleWay::isPossibleInSchema).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void does_there_what_it_does_in_the_current_schema(SampleWay sample) throws Exception {
    Dialect dialect = dialect();
    if (sample.refusal(dialect).or(() -> sample.refusalOfTheRest(dialect)).isPresent()) {
      return; // in whatever schema
    }
    Migrator here =
        given(
            configure(M20250601000000_Scripted.class),
            db -> {
              sample.prepare(db, engine());
              sample.prepareTheRest(db);
            });
    Migrator there =
        given(
            configure(M20250601000000_Scripted.class).schema(other.name()), sample::prepareSchema);
    SchemaSnapshot before = seen(there);
    requireEqual("before", seen(there), seen(here));
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator migrator =
        Migrator.configure()
            .dataSource(watched)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(
                type ->
                    new M20250601000000_Scripted(
                        db -> sample.upIn(other.name(), db), db -> sample.downIn(other.name(), db)))
            .build();

    Plan up = migrator.plan();
    assertThat(up.sql()).allMatch(sql -> sql.contains(other.name()));
    migrator.up();
    SchemaSnapshot after = seen(there);
    requireEqual("the current schema", seen(here), before);
    Plan down = migrator.plan(Direction.DOWN);
    migrator.down();

    requireEqual("down", seen(there), before);
    assertThat(watched.sentByMigrations())
        .isEqualTo(Stream.of(up, down).flatMap(SampleContract::asStatements).toList());
    requireEqual("the current schema", seen(here), before);
    migrating(sample::up, sample::down).up();
    requireEqual("up", after, seen(here));
  }

  /** The snapshot of a schema, without the names of the schemas in the queries of views. */
  private SchemaSnapshot seen(Migrator migrator) throws SQLException {
    SchemaSnapshot seen = migrator.snapshot();
    try (Connection connection = dataSource().getConnection()) {
      String current = dialect().sessions().currentSchema(connection).orElseThrow();
      Pattern schema =
          Pattern.compile(
              "(?i)([`\"]?)(%s|%s)\\1\\."
                  .formatted(Pattern.quote(current), Pattern.quote(other.name())));
      return new SchemaSnapshot(
          seen.tables(),
          seen.views().stream().map(view -> without(schema, view)).toList(),
          seen.enumTypes(),
          seen.sequences());
    }
  }

  private static ViewDescription without(Pattern schema, ViewDescription view) {
    return new ViewDescription(
        view.name(),
        schema.matcher(view.sql()).replaceAll(""),
        view.columns(),
        view.isMaterialized(),
        view.indexes(),
        view.extra());
  }

  private static void requireEqual(String when, SchemaSnapshot found, SchemaSnapshot expected) {
    assertThat(found.differencesFrom(expected)).as(when).isEmpty();
    assertThat(found).as(when).isEqualTo(expected);
  }

  private Migrator given(MigratorBuilder builder, Body body) {
    Migrator migrator =
        builder
            .factory(type -> new M20250601000000_Scripted(body, db -> {}))
            .onChangedMigration(ChangedMigrationPolicy.IGNORE)
            .build();
    migrator.up();
    migrator.down(); // which does nothing, and leaves it as it is
    return migrator;
  }
}
