package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SchemaSwitch;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import dev.switchback.schema.ViewDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample of the documentation on a real server: there, back, and there again; or refused, in
 * the words of the golden page.
 */
public abstract class SampleContract extends DatabaseContract {

  private static final Pattern BOUNDS =
      Pattern.compile("WHERE \\S+ > (CAST\\(.*?\\)|\\?) AND \\S+ <= (CAST\\(.*?\\)|\\?) AND ");

  private static final String CUT_OFF = "an index that was cut off before";

  /** What says what was there, and is not to be had on every database. */
  private static final List<String> REFUSED_SOMEWHERE =
      List.of(
          "a check goes",
          "a materialized view goes",
          "a schema goes and comes",
          "an enum type goes");

  /** What the samples call schemas. */
  private static final List<String> SCHEMAS = List.of("archive", "attic");

  private boolean mayDropArchive;

  /** The contract on one kind of database. */
  protected SampleContract(TestedDatabase database) {
    super(database);
  }

  static List<SampleWay> samples() {
    return SampleWay.all();
  }

  /** It is called so in the samples; on MySQL and MariaDB it belongs to the whole server. */
  @BeforeEach
  void requireNoArchive() throws SQLException {
    for (String schema : SCHEMAS) {
      assertThat(catalog().hasSchema(schema)).as("somebody's own schema '%s'", schema).isFalse();
    }
    mayDropArchive = true;
  }

  @AfterEach
  void dropArchive() throws SQLException {
    for (String schema : SCHEMAS) {
      if (mayDropArchive && catalog().hasSchema(schema)) {
        drop(schema);
      }
    }
  }

  /** Drops a schema, also if a table of the test refers to it. */
  private void drop(String schema) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      if (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB) {
        statement.execute("SET FOREIGN_KEY_CHECKS = 0");
        statement.execute("DROP SCHEMA " + quote(schema));
      } else {
        statement.execute("DROP SCHEMA " + quote(schema) + " CASCADE");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void goes_up_and_back_and_up_again_as_planned_or_is_refused(SampleWay sample) throws Exception {
    given(db -> sample.prepare(db, engine()));
    Migrator migrator = migrating(sample::up, sample::down);
    Optional<String> refusal = sample.refusal(dialect());
    Optional<String> refusalOfTheRest = sample.refusalOfTheRest(dialect());
    if (refusal.isPresent()) {
      requireOnPage(sample, refusal.get());
      assertThat(migrator.plan().migrations().get(0).end())
          .contains(new Plan.End(true, refusal.get()));
      requireRefused(migrator, refusal.get());
    } else if (refusalOfTheRest.isPresent()) {
      requireOldServer(refusalOfTheRest.get());
      requireRefused(migrating(sample::prepareTheRest), refusalOfTheRest.get());
    } else {
      given(sample::prepareTheRest);
      requirePlannedWayBack(sample);
    }
  }

  /** Up, down and up again, each as it is planned. */
  private void requirePlannedWayBack(SampleWay sample) throws SQLException {
    PlannedRun run = new PlannedRun(dataSource(), sample::up, sample::down);
    Plan up = run.migrator().plan();
    requireWayBack(run.migrator(), sample.isOfRows());
    Plan down = run.migrator().plan(Direction.DOWN);

    assertThat(up.isComplete() && down.isComplete()).isTrue();
    assertThat(up.sql()).isNotEmpty();
    assertThat(run.sent())
        .isEqualTo(Stream.of(up, down, up).flatMap(SampleContract::asStatements).toList());
  }

  /**
   * Returns what a plan sends over JDBC. The driver of PostgreSQL sends COPY in its own way. The
   * first batch of a back-fill has no lower bound, the last one no upper bound, and a sample has
   * one batch.
   */
  static Stream<String> asStatements(Plan plan) {
    return plan.sql().stream()
        .filter(sql -> !sql.startsWith("COPY "))
        .map(sql -> BOUNDS.matcher(sql).replaceFirst("WHERE "));
  }

  static List<SampleWay> changes() {
    return samples().stream().filter(SampleWay::changesWhatIsThere).toList();
  }

  /** In one go with what it needs, which is not there yet when it is planned. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void is_planned_from_nothing_on_as_far_as_it_can_be_known(SampleWay sample) throws Exception {
    Dialect dialect = dialect();
    if (sample.refusal(dialect).or(() -> sample.refusalOfTheRest(dialect)).isPresent()) {
      return;
    }
    Body all =
        db -> {
          sample.prepare(db, engine());
          sample.prepareTheRest(db);
          sample.up(db);
        };
    PlannedRun run = new PlannedRun(dataSource(), all, sample::down);
    Plan plan = run.migrator().plan();
    assertThat(plan.migrations().get(0).end()).isEmpty();
    run.migrator().up();
    List<String> sent = run.sent();

    List<Plan.Step> notKnown =
        plan.migrations().get(0).steps().stream()
            .filter(step -> step.unknown().filter(why -> why.startsWith("known when")).isPresent())
            .toList();
    assertThat(notKnown)
        .extracting(step -> step.description().replaceFirst(" .*", ""))
        .isSubsetOf(
            "alterTable",
            "changeColumn",
            "renameColumn",
            "renameConstraint",
            "renameTable",
            "addEnumValue",
            "addNumbering",
            "removeNumbering");
    if (notKnown.isEmpty() && !sample.toString().equals(CUT_OFF)) {
      assertThat(sent).isEqualTo(asStatements(plan).toList());
    } else {
      assertThat(plan.isComplete()).isFalse();
      assertThat(sent).containsSubsequence(asStatements(plan).toList());
    }
  }

  static List<ReversibleSamples.Reversible> reversibleSamples() {
    return ReversibleSamples.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reversibleSamples")
  void finds_the_way_back_from_what_says_what_was_there(ReversibleSamples.Reversible sample)
      throws Exception {
    Migrator migrator = changing(sample.change()::accept);
    try {
      given(sample.given()::accept);
      requireWayBack(migrator, false);
    } catch (MigrationFailedException e) {
      assertThat(e).hasRootCauseInstanceOf(UnsupportedByDialectException.class);
      assertThat(sample.toString()).isIn(REFUSED_SOMEWHERE);
    }
  }

  /** A sample that is refused is none to go back from, and is looked at above. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void finds_the_way_back_by_itself_or_is_refused_before_anything_is_run(SampleWay sample)
      throws Exception {
    given(db -> sample.prepare(db, engine()));
    Dialect dialect = dialect();
    if (sample.refusal(dialect).or(() -> sample.refusalOfTheRest(dialect)).isPresent()) {
      return;
    }
    given(sample::prepareTheRest);
    Migrator migrator = changing(sample::up);
    boolean isExact =
        !sample.staysDone() && !isSchemaOfMySql(sample) && !sample.toString().equals(CUT_OFF);
    if (sample.isReversible() && isExact) {
      requireWayBack(migrator, false);
      return;
    }
    migrator.up();
    Seen after = look(migrator);

    if (sample.toString().equals(CUT_OFF)) {
      migrator.down(); // not to the index that cannot be used, which it has replaced
      assertThat(catalog().indexes("rooms")).noneMatch(index -> index.name().equals("cut off"));
      return;
    }
    if (sample.isReversible() && sample.staysDone()) {
      migrator.down(); // from a view that is filled anew, or a constraint that is valid
      requireEqual("it stays done", look(migrator), after);
      return;
    }
    if (isSchemaOfMySql(sample)) {
      assertThatThrownBy(migrator::down).hasMessageContaining("dropSchemaCascade");
      return;
    }
    assertThatThrownBy(migrator::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Migration '20250601000000-changing' cannot be reverted (")
        .hasMessageContaining("Nothing was run.");
    requireEqual("nothing was run", look(migrator), after);
    assertThat(recorded()).contains("20250601000000-changing");
  }

  /** It would go with all that is in it: they cannot tell whether it is empty. */
  private boolean isSchemaOfMySql(SampleWay sample) {
    return sample.toString().equals("a schema")
        && (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB);
  }

  private Migrator changing(Body change) {
    return configure(M20250601000000_Changing.class)
        .factory(type -> new M20250601000000_Changing(change))
        .build();
  }

  private void requireOnPage(SampleWay sample, String refusal) throws SQLException {
    Optional<String> onPage = sample.refusal(dialectOfAnyServer());
    if (onPage.isEmpty()) {
      requireOldServer(refusal);
    } else {
      assertThat(refusal).isEqualTo(onPage.get());
    }
  }

  /** What the page does not refuse is refused for the version of the server alone. */
  private static void requireOldServer(String refusal) {
    assertThat(refusal).contains("version");
  }

  private void given(Body body) {
    Migrator migrator = migrating(body);
    migrator.up();
    migrator.down(); // which does nothing, and leaves it as it is
  }

  private void requireRefused(Migrator migrator, String sentence) throws SQLException {
    Seen before = look(migrator);

    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessage(sentence);

    requireEqual("what is refused", look(migrator), before);
  }

  private void requireWayBack(Migrator migrator, boolean isOfRows) throws SQLException {
    Seen before = look(migrator);
    migrator.up();
    Seen after = look(migrator);
    migrator.down();
    Seen back = look(migrator);
    migrator.up();
    Seen again = look(migrator);

    assertThat(after.equals(before)).as("up changes nothing").isFalse();
    assertThat(after.schema().equals(before.schema()) && after.archive().equals(before.archive()))
        .as("the schema stays as it was")
        .isEqualTo(isOfRows);
    requireEqual("down", back, before);
    requireEqual("up again", again, after);
  }

  private static void requireEqual(String when, Seen found, Seen expected) {
    assertThat(found.schema().differencesFrom(expected.schema())).as(when).isEmpty();
    assertThat(found).as(when).isEqualTo(expected);
  }

  /**
   * What there is to see of a sample.
   *
   * @param archive the other schema; empty if there is none
   * @param rows of each table and view, in no order
   */
  private record Seen(
      SchemaSnapshot schema, Optional<SchemaSnapshot> archive, Map<String, List<String>> rows) {}

  private Seen look(Migrator migrator) throws SQLException {
    SchemaSnapshot schema = migrator.snapshot();
    Map<String, List<String>> rows = new TreeMap<>();
    for (String name : names(schema)) {
      rows.put(name, rows("SELECT * FROM " + quote(name)).stream().sorted().toList());
    }
    return new Seen(schema, archive(rows), rows);
  }

  private Optional<SchemaSnapshot> archive(Map<String, List<String>> rows) throws SQLException {
    if (!catalog().hasSchema("archive")) {
      return Optional.empty();
    }
    try (Connection connection = dataSource().getConnection()) {
      SchemaSnapshot archive =
          SchemaSwitch.catalogOf("archive", connection, dialect()).schema().snapshot();
      for (String name : names(archive)) {
        String table = quote("archive") + "." + quote(name);
        rows.put(table, rows("SELECT * FROM " + table).stream().sorted().toList());
      }
      return Optional.of(archive);
    }
  }

  private static List<String> names(SchemaSnapshot schema) {
    return Stream.concat(
            schema.tables().stream().map(TableDescription::name),
            schema.views().stream().map(ViewDescription::name))
        .toList();
  }
}
