package dev.switchback.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two snapshots. Objects of the same name are compared attribute by attribute. */
final class SnapshotDifferences {

  private final List<String> lines = new ArrayList<>();

  private SnapshotDifferences() {}

  static List<String> between(SchemaSnapshot expected, SchemaSnapshot found) {
    SnapshotDifferences differences = new SnapshotDifferences();
    differences.tables(expected.tablesByName(), found.tablesByName());
    differences.things(SnapshotParts.views(expected), SnapshotParts.views(found));
    differences.things(SnapshotParts.enumTypes(expected), SnapshotParts.enumTypes(found));
    differences.things(SnapshotParts.sequences(expected), SnapshotParts.sequences(found));
    return List.copyOf(differences.lines);
  }

  /** Compares tables. For a missing table, reports only the table, not its content. */
  private void tables(Map<String, TableDescription> expected, Map<String, TableDescription> found) {
    for (String name : union(expected, found)) {
      TableDescription before = expected.get(name);
      TableDescription now = found.get(name);
      if (isOneMissing("table " + name, before, now) || before == null || now == null) {
        continue;
      }
      attributes("table " + name, SnapshotParts.table(before), SnapshotParts.table(now));
      columnOrder(before, now);
      things(SnapshotParts.columns(before), SnapshotParts.columns(now));
      things(SnapshotParts.constraints(before), SnapshotParts.constraints(now));
      things(
          SnapshotParts.indexes(name, before.indexes()),
          SnapshotParts.indexes(name, now.indexes()));
    }
  }

  private void things(
      Map<String, SnapshotParts.Thing> expected, Map<String, SnapshotParts.Thing> found) {
    for (String subject : union(expected, found)) {
      SnapshotParts.Thing before = expected.get(subject);
      SnapshotParts.Thing now = found.get(subject);
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

  private void attributes(String subject, SnapshotParts.Thing expected, SnapshotParts.Thing found) {
    expected
        .attributes()
        .forEach(
            (name, value) -> {
              Optional<Object> now = found.attributes().getOrDefault(name, Optional.empty());
              if (!value.equals(now)) {
                lines.add(
                    "%s: %s expected %s, found %s"
                        .formatted(subject, name, words(value), words(now)));
              }
            });
  }

  static String words(Optional<Object> value) {
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
}
