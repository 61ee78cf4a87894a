package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S1: an application starts, and its database is up to date. */
final class NothingPending implements Workload {

  private static final int USUAL = 200;
  private static final int MANY = 1_000;
  private static final Duration NETWORK = Duration.ofMillis(5);

  /** A warm call takes a few milliseconds at most, but for Liquibase's. */
  private static final List<String> JMH =
      List.of("-bm", "avgt", "-wi", "3", "-w", "1", "-i", "3", "-r", "1");

  @Override
  public String name() {
    return "S1";
  }

  @Override
  public String title() {
    return "A start with nothing pending, PostgreSQL";
  }

  @Override
  public void run(Arena arena) throws Exception {
    List<Integer> sizes =
        arena.options().quick() ? List.of(10, USUAL) : List.of(10, USUAL, MANY, 5_000);
    for (int count : sizes) {
      try (UpToDate databases = new UpToDate(arena, name(), Entrant.ALL, count)) {
        examine(arena, databases, count);
        for (int round = 0; round < arena.options().rounds(); round++) {
          timeProcesses(arena, databases, count);
          if (count == USUAL) {
            timeOverNetwork(arena, databases, count);
          }
        }
        if (count == USUAL || count == MANY) {
          for (int round = 0; round < arena.options().fewRounds(); round++) {
            timeWarm(arena, databases, count);
          }
        }
      }
    }
  }

  private void examine(Arena arena, UpToDate databases, int count)
      throws IOException, InterruptedException {
    for (Entrant entrant : databases.entrants()) {
      Optional<Examination> found =
          Examination.of(arena, name(), entrant, count, databases.of(entrant));
      if (found.isPresent()) {
        Examination one = found.get();
        add(arena, count, "round trips", "", entrant, (double) one.roundTrips());
        add(arena, count, "statements", "", entrant, (double) one.statements());
        add(arena, count, "migration classes loaded", "", entrant, (double) one.migrationClasses());
        add(arena, count, "allocated by the call", "MB", entrant, allocated(one, ""));
        add(arena, count, "allocated by the process", "MB", entrant, allocated(one, "process_"));
      }
    }
  }

  private static double allocated(Examination one, String of) {
    return one.outcome().megabytes(of + "allocated_bytes");
  }

  private void timeProcesses(Arena arena, UpToDate databases, int count)
      throws IOException, InterruptedException {
    for (Entrant entrant : databases.entrants()) {
      FreshDatabase database = databases.of(entrant);
      Outcome outcome = arena.run(arena.application(entrant, count, database, database.url()));
      if (outcome.problem().isPresent()) {
        arena.results().problem(name(), "start", entrant, outcome.problem().get());
        continue;
      }
      add(arena, count, "time added, warm driver", "ms", entrant, outcome.milliseconds("added_ns"));
      add(arena, count, "processor time added", "ms", entrant, outcome.milliseconds("cpu_ns"));
      add(arena, count, "whole process", "ms", entrant, outcome.wallMilliseconds());
      if (outcome.number("peak_kb") > 0) {
        double megabytes = outcome.number("peak_kb") / 1024.0;
        add(arena, count, "peak memory of the process", "MB", entrant, megabytes);
      }
    }
  }

  private void timeOverNetwork(Arena arena, UpToDate databases, int count)
      throws IOException, InterruptedException {
    for (Entrant entrant : databases.entrants()) {
      FreshDatabase database = databases.of(entrant);
      try (CountingProxy proxy = CountingProxy.to(database.url(), NETWORK)) {
        Outcome outcome = arena.run(arena.application(entrant, count, database, proxy.url()));
        if (outcome.problem().isPresent()) {
          arena.results().problem(name(), "5 ms of network", entrant, outcome.problem().get());
        } else {
          double added = outcome.milliseconds("added_ns");
          add(arena, count, "time added, warm driver, 5 ms of network", "ms", entrant, added);
        }
      }
    }
  }

  private void timeWarm(Arena arena, UpToDate databases, int count)
      throws IOException, InterruptedException {
    for (Entrant entrant : databases.entrants()) {
      FreshDatabase database = databases.of(entrant);
      List<String> properties =
          List.of(
              "-Dbenchmarks.url=" + database.url(),
              "-Dbenchmarks.user=" + database.user(),
              "-Dbenchmarks.password=" + database.password());
      Map<String, Double> scores =
          JmhProcess.run(arena, entrant, count, "warm.NothingPending", JMH, properties);
      if (scores.isEmpty()) {
        arena.results().problem(name(), "warm process", entrant, "JMH gave no score");
      }
      scores.forEach((method, score) -> addWarm(arena, count, entrant, method, score));
    }
  }

  private void addWarm(Arena arena, int count, Entrant entrant, String method, double score) {
    String what =
        method.startsWith("firstCall")
            ? "warm process, a new object of the tool"
            : "warm process, a later call of one object";
    if (method.endsWith(JmhProcess.ALLOCATED)) {
      add(arena, count, what + ", allocated", "kB", entrant, score / 1e3);
    } else {
      add(arena, count, what, "ms", entrant, score / 1e3);
    }
  }

  private void add(
      Arena arena, int count, String what, String unit, Entrant entrant, double value) {
    arena.results().add(name(), "%,d: %s".formatted(count, what), unit, entrant, value);
  }
}
