package dev.switchback.operation;

import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnPosition;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes the attributes of a column that {@code change} names. Other attributes do not change. */
public record ChangeColumn(String table, String column, ColumnChange change)
    implements TableChange {
  public ChangeColumn {
    if (change.isEmpty()) {
      throw new IllegalArgumentException(
          "changeColumn '%s' of '%s' – it changes nothing: name at least one attribute"
              .formatted(column, table));
    }
    if (change.position().flatMap(ColumnPosition::after).filter(column::equals).isPresent()) {
      throw new IllegalArgumentException(
          "changeColumn '%s' of '%s' – it cannot be after itself: name another column"
              .formatted(column, table));
    }
  }

  /** Returns an operation that changes what {@code change} names. */
  public static ChangeColumn by(String table, String column, UnaryOperator<ColumnChange> change) {
    return new ChangeColumn(table, column, change.apply(ColumnChange.none()));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.changeColumn(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  /** The expression of {@code using()} is SQL of the migration, and not in the catalogue. */
  @Override
  public boolean isDefinition() {
    return change.usingOrNull() == null;
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
