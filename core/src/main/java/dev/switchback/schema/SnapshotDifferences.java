package dev.switchback.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two snapshots. Each object becomes a list of named attributes. Objects of the same name
 * are compared attribute by attribute.
 */
final class SnapshotDifferences {

  private final List<String> lines = new ArrayList<>();

  private SnapshotDifferences() {}

  static List<String> between(SchemaSnapshot expected, SchemaSnapshot found) {
    SnapshotDifferences differences = new SnapshotDifferences();
    differences.tables(expected.tablesByName(), found.tablesByName());
    differences.things(views(expected), views(found));
    differences.things(enumTypes(expected), enumTypes(found));
    differences.things(sequences(expected), sequences(found));
    return List.copyOf(differences.lines);
  }

  /** The attributes of an object by name, in the order in which differences are reported. */
  private static final class Thing {

    private final Map<String, Optional<Object>> attributes = new LinkedHashMap<>();

    Thing with(String name, @Nullable Object value) {
      attributes.put(name, Optional.ofNullable(value));
      return this;
    }
  }

  /** Compares tables. For a missing table, reports only the table, not its content. */
  private void tables(Map<String, TableDescription> expected, Map<String, TableDescription> found) {
    for (String name : union(expected, found)) {
      TableDescription before = expected.get(name);
      TableDescription now = found.get(name);
      if (isOneMissing("table " + name, before, now) || before == null || now == null) {
        continue;
      }
      attributes("table " + name, table(before), table(now));
      columnOrder(before, now);
      things(columns(before), columns(now));
      things(constraints(before), constraints(now));
      things(indexes(name, before.indexes()), indexes(name, now.indexes()));
    }
  }

  private void things(Map<String, Thing> expected, Map<String, Thing> found) {
    for (String subject : union(expected, found)) {
      Thing before = expected.get(subject);
      Thing now = found.get(subject);
      if (!isOneMissing(subject, before, now) && before != null && now != null) {
        attributes(subject, before, now);
      }
    }
  }

  private static Set<String> union(Map<String, ?> expected, Map<String, ?> found) {
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    return names;
  }

  private boolean isOneMissing(String subject, @Nullable Object before, @Nullable Object now) {
    if (now == null) {
      lines.add(subject + ": expected, not found");
    } else if (before == null) {
      lines.add(subject + ": found, not expected");
    }
    return before == null || now == null;
  }

  private void attributes(String subject, Thing expected, Thing found) {
    expected.attributes.forEach(
        (name, value) -> {
          Optional<Object> now = found.attributes.getOrDefault(name, Optional.empty());
          if (!value.equals(now)) {
            lines.add(
                "%s: %s expected %s, found %s".formatted(subject, name, words(value), words(now)));
          }
        });
  }

  /** Quotes a comment, so that the comment {@code none} differs from no comment. */
  private static String quoted(String text) {
    return "'" + text + "'";
  }

  private static String words(Optional<Object> value) {
    return value
        .filter(each -> !each.equals("") && !each.equals(List.of()))
        .map(each -> each.toString().replaceAll("\\s+", " "))
        .orElse("none");
  }

  /**
   * Compares the order of the columns that both tables have. A missing column does not change the
   * order of the others.
   */
  private void columnOrder(TableDescription expected, TableDescription found) {
    Set<String> before = names(expected);
    Set<String> now = names(found);
    before.retainAll(names(found));
    now.retainAll(names(expected));
    if (!List.copyOf(before).equals(List.copyOf(now))) {
      lines.add(
          "table %s: order of columns expected %s, found %s".formatted(found.name(), before, now));
    }
  }

  private static Set<String> names(TableDescription table) {
    Set<String> names = new LinkedHashSet<>();
    table.columns().forEach(column -> names.add(column.name()));
    return names;
  }

  private static Thing table(TableDescription table) {
    return new Thing()
        .with("comment", table.comment().map(SnapshotDifferences::quoted).orElse(null))
        .with("extra", table.extra());
  }

  /** Returns the attributes of the columns. The values of an enumeration are part of the type. */
  private static Map<String, Thing> columns(TableDescription table) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (ColumnDescription column : table.columns()) {
      things.put(
          table.name() + "." + column.name(),
          new Thing()
              .with("type", column.type())
              .with("nullable", column.isNullable())
              .with("default", column.defaultOrNull())
              .with("auto-increment", column.isAutoIncrement())
              .with("generated", column.generatedOrNull())
              .with("comment", column.comment().map(SnapshotDifferences::quoted).orElse(null))
              .with("collation", column.collationOrNull())
              .with("extra", column.extra()));
    }
    return things;
  }

  private static Map<String, Thing> constraints(TableDescription table) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (ConstraintDescription constraint : table.constraints()) {
      things.put(
          words(constraint.kind()) + " " + constraint.name() + " of " + table.name(),
          new Thing()
              .with("columns", constraint.columns())
              .with("referenced table", constraint.referencedTableOrNull())
              .with("referenced columns", constraint.referencedColumns())
              .with("on delete", constraint.onDeleteOrNull())
              .with("on update", constraint.onUpdateOrNull())
              .with("check", constraint.checkOrNull())
              .with("deferrable", constraint.isDeferrable())
              .with("initially deferred", constraint.isInitiallyDeferred())
              .with("extra", constraint.extra()));
    }
    return things;
  }

  private static String words(ConstraintDescription.Kind kind) {
    return switch (kind) {
      case PRIMARY_KEY -> "primary key";
      case UNIQUE -> "unique constraint";
      case FOREIGN_KEY -> "foreign key";
      case CHECK -> "check";
      case EXCLUSION -> "exclusion";
      case NOT_NULL -> "not null constraint";
    };
  }

  private static Map<String, Thing> indexes(String table, List<IndexDescription> indexes) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (IndexDescription index : indexes) {
      String name =
          index.hasMadeUpName()
              ? "index of constraint " + index.constraintOrNull()
              : "index " + index.name();
      things.put(
          name + " of " + table,
          new Thing()
              .with("key", index.key())
              .with("included", index.included())
              .with("unique", index.isUnique())
              .with("valid", index.isValid())
              .with("where", index.whereOrNull())
              .with("method", index.method())
              .with("constraint", index.constraintOrNull())
              .with("extra", index.extra()));
    }
    return things;
  }

  private static Map<String, Thing> views(SchemaSnapshot snapshot) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (ViewDescription view : snapshot.views()) {
      things.put(
          "view " + view.name(),
          new Thing()
              .with("sql", view.sql())
              .with("columns", view.columns())
              .with("materialized", view.isMaterialized())
              .with("extra", view.extra()));
      things.putAll(indexes(view.name(), view.indexes()));
    }
    return things;
  }

  private static Map<String, Thing> enumTypes(SchemaSnapshot snapshot) {
    Map<String, Thing> things = new LinkedHashMap<>();
    snapshot
        .enumTypes()
        .forEach(
            (name, values) -> things.put("enum type " + name, new Thing().with("values", values)));
    return things;
  }

  private static Map<String, Thing> sequences(SchemaSnapshot snapshot) {
    Map<String, Thing> things = new LinkedHashMap<>();
    snapshot
        .sequences()
        .forEach(
            (name, words) -> things.put("sequence " + name, new Thing().with("definition", words)));
    return things;
  }
}
