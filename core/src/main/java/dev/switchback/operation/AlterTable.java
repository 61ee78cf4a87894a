package dev.switchback.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes a table in several ways as one operation: one statement where the database has it, and
 * one step for each change where every statement commits. The changes are in order, and each one
 * finds what those before it have changed.
 *
 * @param parts the changes, at least one
 */
public record AlterTable(String table, List<Part> parts) implements TableChange {

  /**
   * A change, and the operations that undo it.
   *
   * @param previously empty if the change itself determines them, or if they are not declared
   */
  public record Part(TableChange change, List<TableChange> previously) {

    /** Copies the list. */
    public Part {
      previously = List.copyOf(previously);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no change, or if a change is of another table
   */
  public AlterTable {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "alterTable '%s' – it changes nothing: name at least one change".formatted(table));
    }
    for (Part part : parts) {
      if (!part.change().table().equals(table)) {
        throw new IllegalArgumentException(
            "alterTable '%s' – %s is on another table: write it outside"
                .formatted(table, part.change().describe()));
      }
    }
  }

  /** Returns an operation that makes these changes in this order. */
  public static AlterTable of(String table, List<? extends TableChange> changes) {
    return new AlterTable(
        table, changes.stream().map(change -> new Part(change, List.of())).toList());
  }

  /** Returns the changes in order. */
  public List<TableChange> changes() {
    return parts.stream().map(Part::change).toList();
  }

  /** Returns the declared undo of all parts. Empty if no part declares one. */
  public Optional<AlterTable> previously() {
    List<TableChange> declared = new ArrayList<>();
    parts.forEach(part -> declared.addAll(part.previously()));
    return declared.isEmpty() ? Optional.empty() : Optional.of(of(table, declared));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.alterTable(this);
  }

  @Override
  public Set<String> referencedTables() {
    return changes().stream()
        .flatMap(change -> change.referencedTables().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean isDefinition() {
    return changes().stream().allMatch(TableChange::isDefinition);
  }

  @Override
  public List<? extends Operation> inOrder() {
    return changes();
  }

  /** Returns the worst of its changes, because the server makes all of them or none. */
  @Override
  public Repetition repetition() {
    List<Repetition> all = changes().stream().map(TableChange::repetition).toList();
    if (all.contains(Repetition.HARMFUL)) {
      return Repetition.HARMFUL;
    }
    return all.contains(Repetition.REFUSED) ? Repetition.REFUSED : Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return changes().stream()
        .map(TableChange::describe)
        .collect(Collectors.joining("; ", "alterTable '" + table + "': ", ""));
  }
}
