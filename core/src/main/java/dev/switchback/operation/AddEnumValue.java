package dev.switchback.operation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds a value to the enum type of a column.
 *
 * @param beforeOrNull the value before which it is added
 * @param afterOrNull the value after which it is added; if both are null, it is added last
 */
public record AddEnumValue(
    String table,
    String column,
    String value,
    @Nullable String beforeOrNull,
    @Nullable String afterOrNull)
    implements TableChange {

  public AddEnumValue {
    if (beforeOrNull != null && afterOrNull != null) {
      throw new IllegalArgumentException(
          "addEnumValue '%s' to '%s' of '%s' – it has two positions: leave out before or after"
              .formatted(value, column, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addEnumValue(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "addEnumValue '" + value + "' to '" + column + "' of '" + table + "'";
  }
}
