package dev.switchback.operation;

import dev.switchback.schema.ColumnChange;
import java.util.Set;

/** Changes the attributes of a column that {@code change} names. Other attributes do not change. */
public record ChangeColumn(String table, String column, ColumnChange change)
    implements TableChange {
  public ChangeColumn {
    if (change.isEmpty()) {
      throw new IllegalArgumentException(
          "changeColumn '%s' of '%s' – it changes nothing: say what is to be different"
              .formatted(column, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.changeColumn(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return change.usingOrNull() == null ? Repetition.HARMLESS : Repetition.HARMFUL;
  }

  @Override
  public String describe() {
    return "changeColumn '" + column + "' of '" + table + "': " + change.describe();
  }
}
