package dev.switchback.dialect;

import java.util.List;

/**
 * An index as the catalogue shows it.
 *
 * @param columns the parts of its key, in order: the name of a column, or another notation for a
 *     part or an expression, such as {@code name(10)}, {@code name DESC} or {@code (expression)}
 * @param isValid whether it is complete and in use; false for what an interrupted concurrent build
 *     leaves
 * @param attributes other properties, such as {@code USING gin WHERE}; empty for none
 */
public record CatalogIndex(
    String name, List<String> columns, boolean isUnique, boolean isValid, String attributes) {

  /** Stands for any expression, because each server writes expressions differently. */
  static final String EXPRESSION = "(expression)";

  /** The attribute of an index whose constraint may be violated until the transaction ends. */
  public static final String DEFERRABLE = "DEFERRABLE";

  public CatalogIndex {
    columns = List.copyOf(columns);
  }

  /** Creates an index without further attributes. */
  public CatalogIndex(String name, List<String> columns, boolean isUnique, boolean isValid) {
    this(name, columns, isUnique, isValid, "");
  }

  /** Returns whether the index makes exactly {@code others} unique, in any order, at once. */
  public boolean isKeyOver(List<String> others) {
    return isUnique
        && isValid
        && isForEveryRow()
        && columns.size() == others.size()
        && others.stream().allMatch(this::hasKey);
  }

  /** Returns whether a column is a part of the key, in any order and with any collation. */
  private boolean hasKey(String column) {
    return columns.stream().anyMatch(key -> key.equals(column) || key.startsWith(column + " "));
  }

  /** Returns whether the index makes rows unique in the whole table, at once. */
  boolean isForEveryRow() {
    return !isPartial() && !isDeferrable();
  }

  /** Returns whether the index covers only some of the rows. */
  boolean isPartial() {
    return attributes.matches("(?s)(.* )?WHERE( .*)?");
  }

  /** Returns whether its constraint may be violated until the transaction ends. */
  boolean isDeferrable() {
    return attributes.matches("(?s)(.* )?" + DEFERRABLE);
  }

  /** Returns whether the index treats NULLs as equal. */
  boolean hasNullsNotDistinct() {
    return attributes.contains("NULLS NOT DISTINCT");
  }

  /** Returns whether both indexes are equal, apart from their validity. */
  boolean isLike(CatalogIndex other) {
    return name.equals(other.name)
        && columns.equals(other.columns)
        && isUnique == other.isUnique
        && attributes.equals(other.attributes);
  }
}
