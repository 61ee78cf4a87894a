package dev.switchback;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that another tool has recorded, and the migrations here that correspond to them.
 *
 * @param entries the entries, in the order of the other tool
 */
public record Adoption(MigrationTool from, List<Entry> entries) implements Serializable {

  public Adoption {
    entries = List.copyOf(entries);
  }

  /** The state of an entry. */
  public enum State {
    /** A migration here corresponds to it, and adoption will record it as applied. */
    COVERED,
    /** A migration here corresponds to it, and is already recorded as applied. */
    RECORDED,
    /** No migration here corresponds to it. Adoption does not change it. */
    ELSEWHERE
  }

  /**
   * An entry in the history of the other tool.
   *
   * @param name the name in the other tool
   * @param migrationOrNull the migration here that corresponds to it
   */
  public record Entry(String name, State state, @Nullable String migrationOrNull)
      implements Serializable {

    /** Returns the migration here that corresponds to the entry. */
    public Optional<String> migration() {
      return Optional.ofNullable(migrationOrNull);
    }

    /** Returns the name and the state. */
    @Override
    public String toString() {
      return line(name.length());
    }

    private String line(int width) {
      return name
          + " ".repeat(width - name.length() + 2)
          + switch (state) {
            case COVERED -> "covered by " + migrationOrNull;
            case RECORDED -> "recorded already as " + migrationOrNull;
            case ELSEWHERE -> "no migration here";
          };
    }
  }

  /** Returns the names of the migrations that adoption will record, sorted. */
  public List<String> names() {
    return entries.stream()
        .filter(entry -> entry.state == State.COVERED)
        .flatMap(entry -> entry.migration().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns a line for each entry. The states are aligned. */
  @Override
  public String toString() {
    int width = entries.stream().mapToInt(entry -> entry.name.length()).max().orElse(0);
    return entries.stream().map(entry -> entry.line(width)).collect(Collectors.joining("\n"));
  }
}
