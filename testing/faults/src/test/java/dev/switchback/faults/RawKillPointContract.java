package dev.switchback.faults;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.faults.RawWorkload.M20260701000001_Raw;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import dev.switchback.tck.DatabaseImage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The kill points of raw schema SQL. A plain rerun ends as an undisturbed run; of a step that the
 * server does not tell of, it asks.
 */
abstract class RawKillPointContract extends KillPointContract {

  private List<RawWorkload.Part> parts = List.of();
  private RawWorkload.Part part;
  private SchemaSnapshot schema;
  private String other;
  private String role;
  private int asked;

  RawKillPointContract(Topology topology, int stride) {
    super(topology, stride);
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return List.of(M20260701000001_Raw.class);
  }

  @Override
  int parts() {
    return parts.size();
  }

  @Override
  void choose(int next) {
    part = parts.get(next);
  }

  @Override
  String fault() {
    return "death at every round trip of raw SQL";
  }

  @Override
  String remark() {
    return "; %d asked for a person".formatted(asked);
  }

  private boolean isFamilyOfMySql() {
    return topology().database() == TestDatabase.MYSQL
        || topology().database() == TestDatabase.MARIADB;
  }

  /** The drivers of MySQL and MariaDB send several statements in one string only if told so. */
  @Override
  @BeforeEach
  void findSite() throws SQLException {
    if (isFamilyOfMySql()) {
      TestServer server = topology().database().server();
      String url = server.url();
      String more = (url.contains("?") ? "&" : "?") + "allowMultiQueries=true";
      workOn(
          Site.on(
              topology(),
              new TestServer(topology().database(), url + more, server.user(), server.password())));
    } else {
      super.findSite();
    }
    String name = site().database().name();
    other = name + "_other";
    role = name.replaceAll(".*_", "r") + "_role"; // 32 characters at most
    site().send("CREATE ROLE " + role);
    parts =
        new RawWorkload(topology().database(), other, role, topology() == Topology.PGBOUNCER)
            .parts();
  }

  @AfterEach
  void leaveNothingElse() throws SQLException {
    if (role != null) {
      clean();
      site().send("DROP ROLE " + role);
    }
  }

  private void clean() throws SQLException {
    switch (topology().database()) {
      case H2 -> {} // which drops all objects
      case POSTGRESQL -> site().send("DROP SCHEMA IF EXISTS " + other + " CASCADE");
      case MYSQL, MARIADB -> {
        site().send("DROP SCHEMA IF EXISTS " + other);
        site().send("DROP VIEW IF EXISTS open_rooms");
        site().send("DROP PROCEDURE IF EXISTS fill");
        site().send("DROP FUNCTION IF EXISTS more");
      }
    }
    site().clean();
    if (topology() == Topology.H2) {
      site().send("CREATE ROLE IF NOT EXISTS " + role);
    }
  }

  @Override
  void prepare(Way way) throws Exception {
    clean();
    for (String sql : part.given()) {
      site().send(sql);
    }
    if (way == Way.DOWN) {
      requireSuccess(plainRun(Way.UP));
    } else {
      migrator(site().node()).init();
    }
    site().settle();
  }

  @Override
  Undisturbed undisturbed(Way way) throws Exception {
    Undisturbed found = super.undisturbed(way);
    schema = migrator(site().node()).snapshot();
    return found;
  }

  @Override
  Migrator migrator(DataSource process) {
    return Site.configure(process, "", migrations(), Workload.NONE, patience())
        .factory(type -> new M20260701000001_Raw(part))
        .build();
  }

  /** And of the schema all that an image does not show. */
  @Override
  void compare(String where, DatabaseImage found, DatabaseImage expected) throws SQLException {
    super.compare(where, found, expected);
    List<String> wrong = migrator(site().node()).snapshot().differencesFrom(schema);
    if (!wrong.isEmpty()) {
      difference(where, String.join("; ", wrong));
    }
  }

  /** Asked for a step that the server does not tell of, an administrator looks and answers. */
  @Override
  Outcome rerun(Way way, String where, AtomicInteger done) throws Exception {
    Outcome outcome = super.rerun(way, where, done);
    if (!(outcome.error() instanceof UnfinishedMigrationException question)) {
      return outcome;
    }
    Optional<String> look = lookFor(question.getMessage());
    if (look.isEmpty()) {
      return outcome; // the server tells
    }
    asked++;
    boolean isApplied = !site().ask(look.get()).get(0).equals("0");
    migrator(site().node())
        .resolve(
            question.migration(),
            isApplied ? Resolution.APPLIED : Resolution.NOT_APPLIED,
            "by the rows");
    return super.rerun(way, where, done);
  }

  private Optional<String> lookFor(String question) {
    return question.contains("--applied")
        ? part.looks().entrySet().stream()
            .filter(look -> question.contains("execute '" + look.getKey()))
            .map(Map.Entry::getValue)
            .findAny()
        : Optional.empty();
  }
}
