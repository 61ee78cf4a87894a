package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in {@code SHOW CREATE TABLE} which parts of a table use a column, besides its own
 * definition. Finds less if the server does not quote names.
 */
final class ColumnUses {

  private static final Set<String> OF_COLUMN = Set.of("DEFAULT", "AS", "CHECK");

  private static final Pattern PARTITIONING =
      Pattern.compile("(?s)PARTITION BY [^(]*\\((.*?)(?:\\n *\\(PARTITION|$)");

  private final String column;
  private final boolean isRenamed;
  private final List<String> uses = new ArrayList<>();

  private ColumnUses(String column, boolean isRenamed) {
    this.column = column;
    this.isRenamed = isRenamed;
  }

  /**
   * Returns the parts that use {@code column}, as texts with quoted names.
   *
   * @param isRenamed whether the column stays; if it is dropped, a check over it alone is dropped
   *     too
   */
  static List<String> of(String createTable, String column, boolean isRenamed) {
    ColumnUses found = new ColumnUses(column, isRenamed);
    Words.elements(createTable).forEach(found::addFrom);
    Matcher partitioning = PARTITIONING.matcher(createTable);
    if (partitioning.find() && found.isNamedIn(partitioning.group(1))) {
      found.uses.add("the partitioning of the table");
    }
    return found.uses;
  }

  private void addFrom(List<String> element) {
    switch (element.get(0).toUpperCase(Locale.ROOT)) {
      case "CONSTRAINT" -> addCheck(element);
      case "KEY" -> addIndex(element, 1);
      case "UNIQUE" -> addIndex(element, 2);
      case "PRIMARY", "FULLTEXT", "SPATIAL" -> {}
      default -> addColumn(element);
    }
  }

  private void addCheck(List<String> element) {
    if (element.size() > 3 && element.get(2).equals("CHECK")) {
      Set<String> names = Words.names(element.get(3));
      if (names.contains(column) && (isRenamed || names.size() > 1)) {
        uses.add("check '" + Words.unquoted(element.get(1)) + "'");
      }
    }
  }

  /**
   * Adds an index over an expression that uses the column. Expressions and lengths are both in
   * brackets, but a length contains no name.
   */
  private void addIndex(List<String> element, int name) {
    String parts = element.get(name + 1);
    boolean isUsed =
        Words.of(parts.substring(1, parts.length() - 1)).stream()
            .anyMatch(part -> part.startsWith("(") && Words.names(part).contains(column));
    if (isUsed) {
      uses.add("index '" + Words.unquoted(element.get(name)) + "'");
    }
  }

  private void addColumn(List<String> element) {
    String name = Words.unquoted(element.get(0));
    if (name.equalsIgnoreCase(column)) {
      return;
    }
    String last = "";
    for (String word : element.subList(1, element.size())) {
      if (OF_COLUMN.contains(word)) {
        last = word;
      } else if (word.startsWith("(") && Words.names(word).contains(column)) {
        uses.add(
            switch (last) {
              case "AS" -> "generated column '" + name + "'";
              case "DEFAULT" -> "default of '" + name + "'";
              default -> "check of '" + name + "'";
            });
      }
    }
  }

  private boolean isNamedIn(String partitioning) {
    return Words.names(partitioning).contains(column)
        || Pattern.compile("(?i)(?<![\\w$`'])" + Pattern.quote(column) + "(?![\\w$`'])")
            .matcher(partitioning)
            .find();
  }
}
