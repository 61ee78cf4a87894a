package dev.switchback.faults;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.DatabaseImage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The kill points of migrations whose later steps need what an earlier one has set in the session,
 * and waits for locks in their midst. A plain rerun ends as an undisturbed run, or it refuses by
 * name what cannot be made again, and changes nothing.
 */
abstract class SessionKillPointContract extends KillPointContract {

  private SessionWorkload.Place place;
  private Workload.Watch watch = Workload.NONE;
  private DatabaseImage otherExpected;
  private List<Class<? extends Migration>> part = SessionWorkload.ALL;
  private int refused;

  SessionKillPointContract(Topology topology, int stride) {
    super(topology, stride);
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return SessionWorkload.ALL;
  }

  /** One after the other: that leaves more time for points. */
  @Override
  int parts() {
    return migrations().size();
  }

  @Override
  void choose(int next) {
    part = List.of(migrations().get(next));
  }

  @Override
  String fault() {
    return "death at every round trip of sessions";
  }

  @Override
  String remark() {
    return "; %d refused by name".formatted(refused);
  }

  private boolean hasRoles() {
    return topology().database() != TestDatabase.H2;
  }

  @BeforeEach
  void findPlace() throws SQLException {
    TestDatabase kind = topology().database();
    String name = site().database().name();
    place =
        new SessionWorkload.Place(
            kind,
            kind == TestDatabase.MYSQL || kind == TestDatabase.MARIADB ? name : "public",
            name + "_other",
            name.replaceAll(".*_", "r") + "_role", // 32 characters at most
            topology() == Topology.PGBOUNCER);
    if (hasRoles()) {
      site()
          .send(
              "CREATE ROLE "
                  + place.role()
                  + (kind == TestDatabase.POSTGRESQL ? " SUPERUSER" : ""));
    }
    if (kind == TestDatabase.MYSQL) {
      site().send("GRANT " + place.role() + " TO CURRENT_USER()");
    }
  }

  @AfterEach
  void leaveNothingElse() throws SQLException {
    if (place == null) {
      return;
    }
    site().clean(); // what the role owns goes first
    dropOther();
    if (hasRoles()) {
      site().send("DROP ROLE " + place.role());
    }
  }

  private void dropOther() throws SQLException {
    switch (topology().database()) {
      case H2 -> {} // which drops all objects
      case POSTGRESQL -> site().send("DROP SCHEMA IF EXISTS " + place.other() + " CASCADE");
      case MYSQL, MARIADB -> site().send("DROP SCHEMA IF EXISTS " + place.other());
    }
  }

  /** Two schemas with the same tables, so that a step in the wrong one shows. */
  @Override
  void prepare(Way way) throws Exception {
    dropOther();
    site().clean();
    site().send("CREATE SCHEMA " + place.other());
    for (String schema : List.of(place.main(), place.other())) {
      site().send("CREATE TABLE " + schema + ".counted (id INTEGER PRIMARY KEY, n BIGINT)");
      site().send("INSERT INTO " + schema + ".counted VALUES (1, 1), (2, 5), (3, 9)");
      site().send("CREATE TABLE " + schema + ".held (id INTEGER PRIMARY KEY)");
      site().send("INSERT INTO " + schema + ".held VALUES (1)");
    }
    site()
        .send(
            place.kind() == TestDatabase.H2 || place.kind() == TestDatabase.POSTGRESQL
                ? "CREATE SEQUENCE given"
                : "CREATE TABLE given (id INTEGER AUTO_INCREMENT PRIMARY KEY)");
    if (way == Way.DOWN) {
      requireSuccess(plainRun(Way.UP));
    } else {
      migrator(site().node()).init(); // where it dies in that, others try
    }
    site().settle();
  }

  @Override
  Undisturbed undisturbed(Way way) throws Exception {
    Undisturbed found = super.undisturbed(way);
    otherExpected = other();
    return found;
  }

  private boolean usesOther() {
    return part.contains(SessionWorkload.M20260601000001_Schema.class);
  }

  @Override
  Migrator migrator(DataSource process) {
    return Site.configure(process, "", part, Workload.NONE, patience())
        .factory(SessionWorkload.factory(place, watch))
        .statementLockTimeout(Duration.ofSeconds(1), 20)
        .build();
  }

  /** What the other schema holds. */
  private DatabaseImage other() throws SQLException {
    try (Connection connection = site().database().dataSource().getConnection()) {
      switch (topology().database()) {
        case H2, POSTGRESQL -> connection.setSchema(inCatalog(place.other()));
        case MYSQL, MARIADB -> connection.setCatalog(place.other());
      }
      DatabaseImage image = DatabaseImage.of(connection);
      if (topology() == Topology.PGBOUNCER) {
        connection.setSchema(place.main()); // the session belongs to the pooler
      }
      return image;
    }
  }

  private String inCatalog(String name) {
    return topology() == Topology.H2 ? name.toUpperCase(Locale.ROOT) : name;
  }

  @Override
  void compare(String where, DatabaseImage found, DatabaseImage expected) throws SQLException {
    super.compare(where, found, expected);
    if (usesOther()) {
      super.compare(where + ", in the other schema", other(), otherExpected);
    }
  }

  // ---- what a run may refuse

  @Override
  Outcome rerun(Way way, String where, AtomicInteger done) throws Exception {
    DatabaseImage before = mayBeRefused() ? withoutOwn(site().image()) : null;
    Outcome outcome = super.rerun(way, where, done);
    if (before == null
        || !(outcome.error() instanceof UnfinishedMigrationException refusal)
        || !SessionWorkload.REFUSED.contains(refusal.migration())
        || !namesStep(refusal.getMessage())) {
      return outcome;
    }
    refused++;
    if (refusal.getMessage().contains(" is done and left ")) { // else steps came before the reading
      super.compare(where + ", refused", withoutOwn(site().image()), before);
    }
    undo(refusal.migration());
    migrator(site().node()).resolve(refusal.migration(), Resolution.ABANDON, "undone by hand");
    return super.rerun(way, where, done);
  }

  private boolean mayBeRefused() {
    return part.stream()
        .map(type -> type.getSimpleName().substring(1, 15))
        .anyMatch(time -> SessionWorkload.REFUSED.stream().anyMatch(name -> name.startsWith(time)));
  }

  /** A refusal writes to the journal what the catalogue has told, and nothing else. */
  private static DatabaseImage withoutOwn(DatabaseImage image) {
    return new DatabaseImage(image.facts(), image.history(), List.of(), null);
  }

  /** Its steps have changed their own table alone. */
  private void undo(String name) throws SQLException {
    site().send("DROP TABLE IF EXISTS " + name.replaceAll("\\d+-", "") + "_rows");
    if (place.kind() == TestDatabase.MYSQL || place.kind() == TestDatabase.MARIADB) {
      site().send("DELETE FROM given");
    }
  }

  private static boolean namesStep(String message) {
    return (message.contains(" is done and left ")
            || message.contains(" reads a value that an earlier statement left in the session"))
        && message.contains("--abandon");
  }

  // ---- waits for locks

  /** An application with an open transaction. */
  private final class Application implements Workload.Watch {

    private final String step;
    private Connection connection;
    private int times;

    Application(String step) {
      this.step = step;
    }

    /** Locks the table before the step is sent, and lets it go before it is sent again. */
    @Override
    public void step(String name) {
      if (!name.equals(step)) {
        return;
      }
      times++;
      try {
        if (times == 1) {
          connection = site().node().getConnection();
          connection.setAutoCommit(false);
          try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + name.replaceAll(".* ", "") + ".held SET id = id");
          }
        } else {
          end();
        }
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    void end() throws SQLException {
      if (connection != null && !connection.isClosed()) {
        connection.rollback();
        connection.close();
      }
    }
  }

  @Test
  void goes_on_in_its_session_after_a_wait_for_a_lock() throws Exception {
    int all = 0;
    int waits = 0;
    part = migrations();
    for (Way way : Way.values()) {
      Set<String> steps = new LinkedHashSet<>();
      Undisturbed expected = watched(way, steps);
      for (String step : steps) {
        if (all++ % Volume.of(3, 1) != 0) {
          continue;
        }
        prepare(way);
        Application application = new Application(step);
        watch = application;
        Outcome outcome = plainRun(way);
        watch = Workload.NONE;
        application.end();
        String where = way + " with a wait at " + step;
        if (!outcome.isSuccess() || application.times < 2) {
          difference(where, outcome.inWords() + ", tries: " + application.times);
        }
        compare(where, expected.image());
        waits++;
      }
    }
    Figures.keep(topology(), "waits for locks in sessions", waits, waits, differences(), "");
    requireNoDifferences();
  }

  private Undisturbed watched(Way way, Set<String> steps) throws Exception {
    Set<String> seen = new LinkedHashSet<>();
    Workload.Watch all =
        new Workload.Watch() {
          @Override
          public void step(String name) {
            seen.add(name);
          }
        };
    watch = all;
    Undisturbed expected = undisturbed(way);
    watch = Workload.NONE;
    seen.stream()
        .filter(name -> name.contains(way == Way.UP ? " up " : " down "))
        .forEach(steps::add);
    return expected;
  }
}
