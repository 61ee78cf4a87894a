package dev.switchback.operation;

import dev.switchback.schema.TableOption;
import java.util.List;
import java.util.Set;

/** Sets options of an existing table. Options that it does not name stay as they are. */
public record SetTableOptions(String table, List<TableOption> options) implements TableChange {

  public SetTableOptions {
    options = TableOption.sorted(table, options);
    if (options.isEmpty()) {
      throw new IllegalArgumentException(
          "setTableOptions '" + table + "' – it sets no option: name one, or leave the step out");
    }
  }

  /**
   * Returns the operation that sets the options as they were.
   *
   * @throws IllegalArgumentException if {@code previous} does not set the same options
   */
  public SetTableOptions undoneBy(List<TableOption> previous) {
    List<String> keys = options.stream().map(TableOption::key).sorted().toList();
    List<String> before = previous.stream().map(TableOption::key).sorted().toList();
    if (!keys.equals(before)) {
      throw new IllegalArgumentException(
          "setTableOptions '%s' – it sets %s, and its previously(…) sets %s: set the same options in both"
              .formatted(table, String.join(", ", keys), String.join(", ", before)));
    }
    return new SetTableOptions(table, previous);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setTableOptions(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return "setTableOptions '" + table + "'";
  }
}
