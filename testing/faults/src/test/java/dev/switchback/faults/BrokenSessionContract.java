package dev.switchback.faults;

import dev.switchback.faults.Outcome.Way;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server, or somebody at its console, ends sessions in the middle. */
abstract class BrokenSessionContract extends DeathContract {

  BrokenSessionContract(Topology topology) {
    super(topology);
  }

  @Test
  void ended_at_any_moment_the_run_fails_in_order_and_a_rerun_completes_it() throws Exception {
    long seed = Volume.seed();
    int rounds = Volume.of(2, 60);
    int hits = 0;
    for (Way way : Way.values()) {
      long begin = System.nanoTime();
      Undisturbed expected = undisturbed(way);
      long micros = Math.max(20_000, (System.nanoTime() - begin) / 2_000);
      for (int round = 0; round < rounds / 2; round++) {
        Random random = new Random(seed + round);
        long pause = random.nextLong(micros);
        String where = "sessions ended %d µs after the start of %s".formatted(pause, way);
        prepare(way);
        CompletableFuture<Outcome> run = inBackground(() -> plainRun(way));
        TimeUnit.MICROSECONDS.sleep(pause);
        endSessions();
        Outcome ended = run.get(2, TimeUnit.MINUTES);
        hits += ended.isSuccess() ? 0 : 1;
        if (!ended.isOrderly()) {
          difference(where, "the run: " + ended.inWords());
        }
        rerunAndCompare(way, where, expected);
      }
    }
    Figures.keep(
        topology(),
        "sessions ended by the server",
        rounds,
        rounds,
        differences(),
        "%d runs failed of it, seed %d".formatted(hits, seed));
    requireNoDifferences();
  }

  private void endSessions() throws SQLException {
    switch (topology().database()) {
      case H2 ->
          end(
              "SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()",
              "CALL ABORT_SESSION(%s)");
      case POSTGRESQL ->
          site()
              .send(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      case MYSQL, MARIADB ->
          end(
              "SELECT ID FROM information_schema.PROCESSLIST"
                  + " WHERE DB = DATABASE() AND ID <> CONNECTION_ID()",
              "KILL %s");
    }
  }

  private void end(String sessions, String command) throws SQLException {
    List<String> ids = site().ask(sessions);
    for (String id : ids) {
      try {
        site().send(command.formatted(id));
      } catch (SQLException e) {
        if (site().isLost()) {
          throw e; // else that session has just ended by itself
        }
      }
    }
  }
}
