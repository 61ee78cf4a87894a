package dev.switchback;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What was applied, compared with what the classes of the migrations ask for now.
 *
 * @param migrations all of them, in the order of their names
 */
public record Verification(List<Entry> migrations) implements Serializable {

  public Verification {
    migrations = List.copyOf(migrations);
  }

  /** What came of a comparison. */
  public enum State {
    /** Its class asks for the steps that were applied. */
    UNCHANGED,
    /** Its class asks for other steps. */
    CHANGED,
    /** It cannot be compared; {@link Entry#notCovered} says why. */
    UNKNOWN,
    /** It is recorded as applied, and has no class here. */
    MISSING,
    /** It is not applied. */
    PENDING,
    /** A run began it, up or down, and did not come to its end. */
    UNFINISHED;

    /** The word for it in commands. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A migration.
   *
   * @param differences a line for each step that was applied and is not asked for any more, with a
   *     minus in front, and for each that came in its place, with a plus; empty unless it is
   *     changed
   * @param notCovered what cannot be compared: work on the connection itself, and what follows on a
   *     query; values of rows never are
   */
  public record Entry(String name, State state, List<String> differences, List<String> notCovered)
      implements Serializable {
    public Entry {
      differences = List.copyOf(differences);
      notCovered = List.copyOf(notCovered);
    }

    /** Its state and its name, and a line for each difference and for what is not covered. */
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

  /** Whether everything is applied, and nothing is known to be different. */
  public boolean isClean() {
    return migrations.stream()
        .allMatch(entry -> entry.state == State.UNCHANGED || entry.state == State.UNKNOWN);
  }

  /** The lines of all migrations. */
  @Override
  public String toString() {
    return migrations.stream().map(Entry::toString).collect(Collectors.joining("\n"));
  }
}
