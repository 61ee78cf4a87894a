package dev.switchback.dialect;

import java.util.List;

/**
 * An index as the catalogue shows it.
 *
 * @param columns what it covers, in the order of its key: the name of a column, or other words for
 *     what is more or less than a column, such as an expression or a part of a text
 * @param isValid whether it is complete and in use; what a concurrent build leaves behind when it
 *     is cut off is not
 */
public record CatalogIndex(String name, List<String> columns, boolean isUnique, boolean isValid) {

  public CatalogIndex {
    columns = List.copyOf(columns);
  }
}
