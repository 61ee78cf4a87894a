package dev.switchback.operation;

import org.jspecify.annotations.Nullable;

/**
 * Adds a value to the enumeration of a column.
 *
 * @param beforeOrNull the value that it is put in front of
 * @param afterOrNull the value that it is put behind; with neither, it comes last
 */
public record AddEnumValue(
    String table,
    String column,
    String value,
    @Nullable String beforeOrNull,
    @Nullable String afterOrNull)
    implements Operation, TableOperation {

  public AddEnumValue {
    if (beforeOrNull != null && afterOrNull != null) {
      throw new IllegalArgumentException(
          "addEnumValue '%s' to '%s' of '%s' – it has two places: say before or after"
              .formatted(value, column, table));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addEnumValue(this);
  }

  @Override
  public String describe() {
    return "addEnumValue '" + value + "' to '" + column + "' of '" + table + "'";
  }
}
