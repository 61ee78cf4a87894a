package dev.switchback;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * A comparison of the applied steps with the steps that the classes of the migrations ask for now.
 *
 * @param migrations all migrations, in the order of their names
 */
public record Verification(List<Entry> migrations) implements Serializable {

  public Verification {
    migrations = List.copyOf(migrations);
  }

  /** The result for a migration. */
  public enum State {
    /** Its class asks for the steps that were applied. */
    UNCHANGED,
    /** Its class asks for other steps. */
    CHANGED,
    /** It cannot be compared; {@link Entry#notCovered} has the reason. */
    UNKNOWN,
    /** It is recorded as applied, but has no class. */
    MISSING,
    /** A squash replaces it, so that its class is not compared. */
    REPLACED,
    /** It is not applied, or it is a repeatable migration that has changed since it ran. */
    PENDING,
    /** A run began it, up or down, and did not complete it. */
    UNFINISHED;

    /** Returns the word for it in commands. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The result for a migration.
   *
   * @param differences empty unless it has changed since it was applied. A line with a minus is an
   *     applied step that its class no longer asks for. A line with a plus is a step in its place
   * @param notCovered the parts that cannot be compared: work on the connection, and steps that
   *     follow from a query. Values of rows are never compared
   */
  public record Entry(String name, State state, List<String> differences, List<String> notCovered)
      implements Serializable {
    public Entry {
      differences = List.copyOf(differences);
      notCovered = List.copyOf(notCovered);
    }

    /**
     * Returns the state and the name, and a line for each difference and each part that is not
     * covered.
     */
    @Override
    public String toString() {
      StringJoiner text =
          new StringJoiner("\n").add(String.format(Locale.ROOT, "%-10s  %s", state, name));
      differences.forEach(line -> text.add("  " + line));
      notCovered.forEach(
          line -> text.add((state == State.UNKNOWN ? "  " : "  not covered: ") + line));
      return text.toString();
    }
  }

  /** Returns whether every migration is applied, and no difference is known. */
  public boolean isClean() {
    return migrations.stream()
        .allMatch(
            entry ->
                switch (entry.state) {
                  case UNCHANGED, UNKNOWN, REPLACED -> true;
                  case CHANGED, MISSING, PENDING, UNFINISHED -> false;
                });
  }

  /** Returns the lines of all migrations. */
  @Override
  public String toString() {
    return migrations.stream().map(Entry::toString).collect(Collectors.joining("\n"));
  }
}
