package dev.switchback.cli.report;

import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.ConstraintDescription.Kind;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Draws tables and their foreign keys. A table is to the right of the tables that it refers to.
 * Tables without a foreign key, which no table refers to, are below the others.
 */
record SchemaDiagram(List<TableDescription> tables) {

  private static final int LINE = 20;
  private static final int CHARACTER = 8;
  private static final int BETWEEN_COLUMNS = 72;
  private static final int BETWEEN_TABLES = 24;
  private static final int MARGIN = 12;

  /** The characters between the name and the type of a column. */
  private static final int BETWEEN_TEXTS = 5;

  /** A longer text is cut; its whole is shown when the pointer rests on it. */
  private static final int LONGEST = 34;

  /** The lonely tables of one row. */
  private static final int IN_A_ROW = 4;

  /** A table at its place. */
  private record Box(TableDescription table, int x, int y, int width) {
    int height() {
      return heightOf(table);
    }

    /** Returns the height of the middle of a column's line. */
    int lineOf(String column) {
      for (int i = 0; i < table.columns().size(); i++) {
        if (table.columns().get(i).name().equals(column)) {
          return y + LINE * (i + 1) + LINE / 2;
        }
      }
      return y + LINE / 2;
    }
  }

  Html svg() {
    Map<String, Box> boxes = places();
    int width = 0;
    int height = 0;
    List<Html> parts = new ArrayList<>();
    for (Box box : boxes.values()) {
      width = Math.max(width, box.x() + box.width() + MARGIN);
      height = Math.max(height, box.y() + box.height() + MARGIN);
      for (ConstraintDescription key : foreignKeys(box.table())) {
        Box target = boxes.get(key.referencedTable().orElse(""));
        if (target != null) {
          parts.add(line(box, key, target));
        }
      }
    }
    boxes.values().forEach(box -> parts.add(drawn(box)));
    return Html.of(
        "<svg viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\">\n<title>Tables and"
            + " their foreign keys</title>\n%s\n</svg>",
        width, height, width, height, Html.all(parts));
  }

  // ---- places

  private Map<String, Box> places() {
    Map<String, Box> boxes = new LinkedHashMap<>();
    int x = MARGIN;
    int bottom = MARGIN;
    for (List<TableDescription> column : columns()) {
      int width = column.stream().mapToInt(SchemaDiagram::widthOf).max().orElse(0);
      int y = MARGIN;
      for (TableDescription table : column) {
        boxes.put(table.name(), new Box(table, x, y, width));
        y += heightOf(table) + BETWEEN_TABLES;
      }
      bottom = Math.max(bottom, y);
      x += width + BETWEEN_COLUMNS;
    }
    placeLonely(boxes, bottom);
    return boxes;
  }

  private void placeLonely(Map<String, Box> boxes, int top) {
    List<TableDescription> lonely =
        tables.stream().filter(table -> !boxes.containsKey(table.name())).toList();
    int y = top;
    for (int first = 0; first < lonely.size(); first += IN_A_ROW) {
      List<TableDescription> row = lonely.subList(first, Math.min(lonely.size(), first + IN_A_ROW));
      int x = MARGIN;
      for (TableDescription table : row) {
        boxes.put(table.name(), new Box(table, x, y, widthOf(table)));
        x += widthOf(table) + BETWEEN_TABLES;
      }
      y += row.stream().mapToInt(SchemaDiagram::heightOf).max().orElse(0) + BETWEEN_TABLES;
    }
  }

  /** Returns the tables with foreign keys by their distance from those that refer to none. */
  private List<List<TableDescription>> columns() {
    Map<String, TableDescription> byName = new HashMap<>();
    tables.forEach(table -> byName.put(table.name(), table));
    Set<String> referred = new HashSet<>();
    for (TableDescription table : tables) {
      for (TableDescription target : targets(table, byName)) {
        referred.add(table.name());
        referred.add(target.name());
      }
    }
    Map<String, Integer> distances = new HashMap<>();
    Map<Integer, List<TableDescription>> columns = new TreeMap<>();
    for (TableDescription table : tables) {
      if (referred.contains(table.name())) {
        int distance = distance(table, byName, distances, new HashSet<>());
        columns.computeIfAbsent(distance, any -> new ArrayList<>()).add(table);
      }
    }
    return List.copyOf(columns.values());
  }

  /**
   * Counts the longest way to a table that refers to none. A table that is on the way is left out.
   */
  private static int distance(
      TableDescription table,
      Map<String, TableDescription> byName,
      Map<String, Integer> known,
      Set<String> onTheWay) {
    Integer before = known.get(table.name());
    if (before != null) {
      return before;
    }
    onTheWay.add(table.name());
    int longest = 0;
    for (TableDescription target : targets(table, byName)) {
      if (!onTheWay.contains(target.name())) {
        longest = Math.max(longest, 1 + distance(target, byName, known, onTheWay));
      }
    }
    onTheWay.remove(table.name());
    known.put(table.name(), longest);
    return longest;
  }

  private static List<TableDescription> targets(
      TableDescription table, Map<String, TableDescription> byName) {
    return foreignKeys(table).stream()
        .flatMap(key -> key.referencedTable().stream())
        .filter(name -> !name.equals(table.name()) && byName.containsKey(name))
        .map(byName::get)
        .toList();
  }

  private static List<ConstraintDescription> foreignKeys(TableDescription table) {
    return table.constraints().stream().filter(each -> each.kind() == Kind.FOREIGN_KEY).toList();
  }

  private static int heightOf(TableDescription table) {
    return LINE * (table.columns().size() + 1);
  }

  private static int widthOf(TableDescription table) {
    int longest = DisplayWidth.of(cut(table.name()));
    for (ColumnDescription column : table.columns()) {
      int texts = DisplayWidth.of(cut(column.name())) + DisplayWidth.of(cut(typeOf(column)));
      longest = Math.max(longest, texts + BETWEEN_TEXTS);
    }
    return longest * CHARACTER + 2 * MARGIN;
  }

  // ---- drawing

  private static Html drawn(Box box) {
    List<Html> parts = new ArrayList<>();
    parts.add(
        Html.of(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\"/>",
            box.x(), box.y(), box.width(), box.height()));
    parts.add(text("table", box.x() + MARGIN, box.y() + LINE - 6, box.table().name()));
    parts.add(Html.of("<path d=\"M%s %sh%s\"/>", box.x(), box.y() + LINE, box.width()));
    Set<String> primary = columnsOf(box.table(), Kind.PRIMARY_KEY);
    Set<String> foreign = columnsOf(box.table(), Kind.FOREIGN_KEY);
    for (ColumnDescription column : box.table().columns()) {
      int y = box.lineOf(column.name()) + LINE / 2 - 6;
      String kind =
          primary.contains(column.name())
              ? "primary"
              : foreign.contains(column.name()) ? "foreign" : "column";
      parts.add(text(kind, box.x() + MARGIN, y, column.name()));
      parts.add(text("type", box.x() + box.width() - MARGIN, y, typeOf(column)));
    }
    return Html.of("<g>\n%s\n</g>", Html.all(parts));
  }

  private static Set<String> columnsOf(TableDescription table, Kind kind) {
    Set<String> columns = new HashSet<>();
    table.constraints().stream()
        .filter(each -> each.kind() == kind)
        .forEach(each -> columns.addAll(each.columns()));
    return columns;
  }

  private static String typeOf(ColumnDescription column) {
    return column.isNullable() ? column.type() + "?" : column.type();
  }

  private static Html text(String kind, int x, int y, String text) {
    return Html.of(
        "<text class=\"%s\" x=\"%s\" y=\"%s\"><title>%s</title>%s</text>",
        kind, x, y, text, cut(text));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static Html line(Box from, ConstraintDescription key, Box to) {
    int y1 = from.lineOf(key.columns().get(0));
    int y2 = key.referencedColumns().isEmpty() ? to.y() : to.lineOf(key.referencedColumns().get(0));
    boolean isRightOf = from.x() > to.x();
    int x1 = from.x();
    int x2 = isRightOf ? to.x() + to.width() : to.x();
    int bend = isRightOf ? Math.max(BETWEEN_COLUMNS / 2, (x1 - x2) / 2) : BETWEEN_COLUMNS / 2;
    return Html.of(
        "<path class=\"key\" d=\"M%s %sC%s %s %s %s %s %s\"><title>%s: %s to %s</title></path>\n"
            + "<circle cx=\"%s\" cy=\"%s\" r=\"3\"/>",
        x1,
        y1,
        x1 - bend,
        y1,
        isRightOf ? x2 + bend : x2 - bend,
        y2,
        x2,
        y2,
        key.name(),
        from.table().name() + " (" + String.join(", ", key.columns()) + ")",
        to.table().name() + " (" + String.join(", ", key.referencedColumns()) + ")",
        x2,
        y2);
  }
}
