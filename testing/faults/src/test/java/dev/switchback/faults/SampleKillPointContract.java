package dev.switchback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.DatabaseImage;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.contract.SampleWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every sample of the documentation that the database carries out, between two changes of data:
 * death before and after every round trip, and then a plain rerun by another process.
 */
abstract class SampleKillPointContract extends FaultContract {

  /** An ordinary build tries so few that this takes half a minute. */
  private static final int STRIDE = 10;

  private static final String SAMPLE = "20260401000002-sampled";

  private SampleWay sample;
  private SchemaSnapshot schema;
  private List<String> archives;
  private boolean isArchiveOurs;
  private int settled;

  SampleKillPointContract(Topology topology) {
    super(topology);
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return List.of(M20260401000001_Given.class, M20260401000002_Sampled.class);
  }

  @Override
  @BeforeEach
  void findSite() throws SQLException {
    workOn(Site.on(topology(), topology().database().server()));
    assertThat(archives()).as("somebody's own schema 'archive'").isEmpty();
    isArchiveOurs = true;
  }

  @AfterEach
  void leaveNoArchive() throws SQLException {
    if (isArchiveOurs) {
      cleanTheRest();
    }
  }

  /** What {@link Site#clean} does not know. */
  private void cleanTheRest() throws SQLException {
    switch (topology().database()) {
      case H2 -> {} // which drops all objects
      case POSTGRESQL -> site().send("DROP SCHEMA IF EXISTS archive, attic CASCADE");
      case MYSQL, MARIADB -> {
        site().send("SET SESSION foreign_key_checks = 0"); // a key may refer to that schema
        site().send("DROP SCHEMA IF EXISTS archive");
        site().send("SET SESSION foreign_key_checks = 1");
        site().send("DROP VIEW IF EXISTS open_rooms");
        site().send("DROP VIEW IF EXISTS new_rooms");
        site().send("DROP VIEW IF EXISTS free_rooms");
      }
    }
  }

  /** Some samples make another schema, which no image shows. */
  private List<String> archives() throws SQLException {
    return site()
        .ask("SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'archive'");
  }

  /** What a sample needs. */
  record M20260401000001_Given(SampleWay sample, TestDatabase kind) implements Migration {
    @Override
    public void up(QueryInterface db) {
      sample.prepare(db, kind);
      sample.prepareTheRest(db);
    }

    @Override
    public void down(QueryInterface db) {
      // It stays.
    }
  }

  /** A sample between changes of data. */
  record M20260401000002_Sampled(SampleWay sample) implements Migration {
    @Override
    public void up(QueryInterface db) {
      book(db, 1);
      sample.up(db);
      book(db, 2);
    }

    @Override
    public void down(QueryInterface db) {
      book(db, 3);
      sample.down(db);
      book(db, 4);
    }

    private static void book(QueryInterface db, int amount) {
      db.execute("UPDATE ledger SET n = n * 2 + ? WHERE id = 1", amount);
    }
  }

  @Override
  Migrator migrator(DataSource process) {
    return migrator(process, migrations());
  }

  /** Here a server tells at once whose session has ended, and no process is thought dead. */
  private Migrator migrator(DataSource process, List<Class<? extends Migration>> migrations) {
    MigrationFactory factory =
        type ->
            type == M20260401000001_Given.class
                ? new M20260401000001_Given(sample, topology().database())
                : new M20260401000002_Sampled(sample);
    return Migrator.configure()
        .dataSource(process)
        .migrations(migrations)
        .factory(factory)
        .migrationLockTimeout(Duration.ofMinutes(1))
        .build();
  }

  /** Before the sample, with what it needs; nothing goes down here. */
  @Override
  void prepare(Way way) throws Exception {
    cleanTheRest();
    site().clean();
    migrator(site().node(), migrations().subList(0, 1)).up();
  }

  /** The round trips before a sample are the same for each of them, and are tried once. */
  @Test
  void survives_a_death_at_every_round_trip_of_every_sample() throws Exception {
    List<SampleWay> samples = samples();
    long begin = System.nanoTime();
    int trips = 0;
    int points = 0;
    List<DeadManDataSource.Trip> first = List.of();
    for (int number = 0; number < samples.size(); number += Volume.of(4, 1)) {
      sample = samples.get(number);
      Undisturbed expected = undisturbed(Way.UP);
      schema = migrator(site().node()).snapshot();
      archives = archives();
      int known = inCommon(first, expected.trips());
      trips += expected.trips().size() - known;
      int stride = Volume.stride(STRIDE);
      int ends = 2 * expected.trips().size();
      for (int point = 2 * known + number % stride; point < ends; point += stride) {
        die(point / 2 + 1, point % 2 == 0, expected);
        points++;
      }
      first = number == 0 ? expected.trips() : first;
    }
    Figures.keep(
        topology(),
        "death at every round trip, samples",
        points,
        points,
        differences(),
        "%d samples, %d trips, %d ms each; %d had to be settled by hand"
            .formatted(
                samples.size(), trips, (System.nanoTime() - begin) / 1_000_000 / points, settled));
    requireNoDifferences();
  }

  /**
   * Leaves out the sample that returns numbers: no server gives a number again that it gave to a
   * row which was rolled back, so that the rows differ rightly. Contracts interrupt that operation.
   */
  private List<SampleWay> samples() throws SQLException {
    try (Connection connection = site().database().dataSource().getConnection()) {
      return SampleWay.carriedOutBy(connection).stream()
          .filter(each -> !each.returnsNumbers())
          .toList();
    }
  }

  private void die(int trip, boolean before, Undisturbed expected) throws Exception {
    String where =
        "'%s' %s trip %d '%s'"
            .formatted(sample, before ? "before" : "after", trip, expected.trip(trip));
    prepare(Way.UP);
    DeadManDataSource process = new DeadManDataSource(site().node());
    Outcome death =
        Outcome.of(
            Way.UP, before ? process.diesBefore(trip) : process.diesAfter(trip), this::migrator);
    if (!death.isOrderly() || !process.isDead()) {
      difference(where, "the dying process: " + death.inWords());
    }
    if (sample.hasToBeSettled()) {
      settle(where);
    }
    rerunAndCompare(Way.UP, where, expected);
  }

  /** And of the schema all that an image does not show. */
  @Override
  void compare(String where, DatabaseImage found, DatabaseImage expected) throws SQLException {
    super.compare(where, found, expected);
    List<String> wrong = migrator(site().node()).snapshot().differencesFrom(schema);
    if (!wrong.isEmpty()) {
      difference(where, String.join("; ", wrong));
    }
    if (!archives().equals(archives)) {
      difference(where, "schemas: expected " + archives + ", found " + archives());
    }
  }

  /** A plain run stops if nobody can tell whether values were converted; they were, if it does. */
  private void settle(String where) throws InterruptedException {
    Outcome rerun = plainRun(Way.UP);
    if (rerun.error() instanceof UnfinishedMigrationException) {
      migrator(site().node()).resolve(SAMPLE, Resolution.APPLIED, "the column has its new type");
      settled++;
    } else if (!rerun.isSuccess()) {
      difference(where, "the plain rerun: " + rerun.inWords());
    }
  }
}
