package dev.switchback.dialect;

import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameEnumValue;
import java.util.ArrayList;
import java.util.List;

/** The values of an enumeration, of which an operation adds or renames one. */
public final class EnumValues {

  private EnumValues() {}

  /** Returns the values of the enumeration, with the new value at its position. */
  public static List<String> with(AddEnumValue operation, Catalog catalog) {
    List<String> values =
        new ArrayList<>(catalog.enumValues(operation.table(), operation.column()));
    String neighbour =
        operation.beforeOrNull() != null ? operation.beforeOrNull() : operation.afterOrNull();
    refuseValue(values.isEmpty(), operation, "the column is not an enumeration");
    refuseValue(values.contains(operation.value()), operation, "it has this value: " + values);
    refuseValue(
        neighbour != null && !values.contains(neighbour),
        operation,
        "it has no value '" + neighbour + "': " + values);
    int at =
        neighbour == null
            ? values.size()
            : values.indexOf(neighbour) + (operation.beforeOrNull() == null ? 1 : 0);
    values.add(at, operation.value());
    return values;
  }

  /** Returns the values of the enumeration, with the new name of the value in its place. */
  public static List<String> renamed(RenameEnumValue operation, Catalog catalog) {
    List<String> values =
        new ArrayList<>(catalog.enumValues(operation.table(), operation.column()));
    refuseValue(values.isEmpty(), operation, "the column is not an enumeration");
    refuseValue(
        !values.contains(operation.before()),
        operation,
        "it has no value '" + operation.before() + "': " + values);
    refuseValue(
        values.contains(operation.after()),
        operation,
        "it has a value '" + operation.after() + "' already: " + values);
    values.set(values.indexOf(operation.before()), operation.after());
    return values;
  }

  private static void refuseValue(boolean wrong, Operation operation, String reason) {
    if (wrong) {
      throw new IllegalArgumentException(operation.describe() + " – " + reason);
    }
  }

  /** Returns how the values of an enum type differ from those that an operation creates. */
  static List<String> differences(CreateEnumType operation, List<String> found) {
    return found.equals(operation.values())
        ? List.of()
        : List.of(
            "its values '%s', not '%s'"
                .formatted(String.join("', '", found), String.join("', '", operation.values())));
  }
}
