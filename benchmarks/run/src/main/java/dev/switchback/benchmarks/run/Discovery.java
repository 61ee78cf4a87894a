package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** S5: the first call finds many classes on a long class path. Nothing is pending. */
final class Discovery implements Workload {

  private static final int OTHERS = 150;

  /** Those who look for classes, and the floor. */
  private static final List<Entrant> ENTRANTS =
      List.of(Entrant.RAW_JDBC, Entrant.SWITCHBACK_INDEX, Entrant.SWITCHBACK_SCAN, Entrant.FLYWAY);

  @Override
  public String name() {
    return "S5";
  }

  @Override
  public String title() {
    return "The first call with 5,000 migration classes in a jar, and 150 other jars of 100"
        + " classes";
  }

  @Override
  public void run(Arena arena) throws Exception {
    int count = arena.options().size(5_000, 200);
    List<Path> others = OtherJars.in(arena.options().target().resolve("migrations/others"), OTHERS);
    try (UpToDate databases = new UpToDate(arena, name(), ENTRANTS, count)) {
      for (int round = 0; round < arena.options().rounds(); round++) {
        for (Entrant entrant : databases.entrants()) {
          FreshDatabase database = databases.of(entrant);
          time(arena, entrant, arena.application(entrant, count, database, database.url()), others);
        }
      }
    }
  }

  private void time(Arena arena, Entrant entrant, JavaCommand command, List<Path> others)
      throws Exception {
    List<Path> classPath = new ArrayList<>(command.classPath());
    classPath.addAll(others);
    Outcome outcome =
        arena.run(
            new JavaCommand(
                classPath, command.options(), command.mainClass(), command.arguments()));
    if (outcome.problem().isPresent()) {
      arena.results().problem(name(), "first call", entrant, outcome.problem().get());
      return;
    }
    arena
        .results()
        .add(name(), "first call, processor time", "ms", entrant, outcome.milliseconds("cpu_ns"));
    arena
        .results()
        .add(name(), "first call, time", "ms", entrant, outcome.milliseconds("added_ns"));
  }
}
