package dev.switchback.dialect;

import java.util.List;

/**
 * An index as the catalogue shows it.
 *
 * @param columns what it covers, in the order of its key: the name of a column, or other words for
 *     what is more or less than a column, such as {@code name(10)}, {@code name DESC} or {@code
 *     (expression)}
 * @param isValid whether it is complete and in use; what a concurrent build leaves behind when it
 *     is cut off is not
 * @param attributes what else makes it differ from others, such as {@code USING gin WHERE}; empty
 *     for nothing
 */
public record CatalogIndex(
    String name, List<String> columns, boolean isUnique, boolean isValid, String attributes) {

  /** Stands for any expression, because the server writes each in words of its own. */
  static final String EXPRESSION = "(expression)";

  /** The attribute of one that may be broken until the transaction ends. */
  public static final String DEFERRABLE = "DEFERRABLE";

  public CatalogIndex {
    columns = List.copyOf(columns);
  }

  /** An index without further attributes. */
  public CatalogIndex(String name, List<String> columns, boolean isUnique, boolean isValid) {
    this(name, columns, isUnique, isValid, "");
  }

  /** Whether it holds for a part of the rows alone. */
  boolean isPartial() {
    return attributes.matches("(?s)(.* )?WHERE( .*)?");
  }

  /** Whether it may be broken until the transaction ends. */
  boolean isDeferrable() {
    return attributes.matches("(?s)(.* )?" + DEFERRABLE);
  }

  /** Whether a NULL is equal to another one in it. */
  boolean hasNullsNotDistinct() {
    return attributes.contains("NULLS NOT DISTINCT");
  }

  /** Whether it is the same but for being valid. */
  boolean isLike(CatalogIndex other) {
    return name.equals(other.name)
        && columns.equals(other.columns)
        && isUnique == other.isUnique
        && attributes.equals(other.attributes);
  }
}
