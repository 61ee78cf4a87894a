package dev.switchback;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another tool has recorded, and which migrations here do the same.
 *
 * @param entries in the order in which the other tool has them
 */
public record Adoption(MigrationTool from, List<Entry> entries) implements Serializable {

  public Adoption {
    entries = List.copyOf(entries);
  }

  /** What comes of an entry. */
  public enum State {
    /** A migration here does the same, and is to be recorded as applied. */
    COVERED,
    /** The same, and it is recorded here already. */
    RECORDED,
    /** No migration here does the same. It stays where it is. */
    ELSEWHERE
  }

  /**
   * An entry of the other history.
   *
   * @param name as the other tool has it
   * @param migrationOrNull the migration here that does the same
   */
  public record Entry(String name, State state, @Nullable String migrationOrNull)
      implements Serializable {

    /** The migration here that does the same. */
    public Optional<String> migration() {
      return Optional.ofNullable(migrationOrNull);
    }

    /** Its name, and what comes of it. */
    @Override
    public String toString() {
      return name
          + "  "
          + switch (state) {
            case COVERED -> "covered by " + migrationOrNull;
            case RECORDED -> "recorded already as " + migrationOrNull;
            case ELSEWHERE -> "no migration here";
          };
    }
  }

  /** The migrations that are to be recorded, in the order of their names. */
  public List<String> names() {
    return entries.stream()
        .filter(entry -> entry.state == State.COVERED)
        .flatMap(entry -> entry.migration().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** A line for each entry. */
  @Override
  public String toString() {
    return entries.stream().map(Entry::toString).collect(Collectors.joining("\n"));
  }
}
