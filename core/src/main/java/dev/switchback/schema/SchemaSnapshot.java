package dev.switchback.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The structure of a schema at one moment, in the syntax of the server: tables with their columns,
 * constraints and indexes, views, enum types and sequences. It does not contain rows or the current
 * values of sequences. Nor does it contain functions, triggers and privileges, which only raw SQL
 * changes.
 *
 * <pre>{@code
 * SchemaSnapshot before = migrator.snapshot();
 * migrator.up();
 * migrator.down();
 * assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
 * }</pre>
 *
 * <p>Two snapshots are equal if there is no difference. The same migrations give equal snapshots on
 * the same kind of server. Snapshots of different kinds of servers cannot be compared.
 *
 * @param tables the tables, sorted by name
 * @param views the views, sorted by name
 * @param enumTypes the values of each enum type, in order; PostgreSQL only, because on the other
 *     databases they belong to columns
 * @param sequences the server's description of each sequence
 */
public record SchemaSnapshot(
    List<TableDescription> tables,
    List<ViewDescription> views,
    SortedMap<String, List<String>> enumTypes,
    SortedMap<String, String> sequences) {

  public SchemaSnapshot {
    tables = tables.stream().sorted(Comparator.comparing(TableDescription::name)).toList();
    views = views.stream().sorted(Comparator.comparing(ViewDescription::name)).toList();
    SortedMap<String, List<String>> types = new TreeMap<>();
    enumTypes.forEach((name, values) -> types.put(name, List.copyOf(values)));
    enumTypes = Collections.unmodifiableSortedMap(types);
    sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
  }

  /** Returns this snapshot without the tables of these names. */
  public SchemaSnapshot without(Collection<String> names) {
    return new SchemaSnapshot(
        tables.stream().filter(table -> !names.contains(table.name())).toList(),
        views,
        enumTypes,
        sequences);
  }

  /**
   * Returns the differences from {@code expected}, a line each, sorted by name; empty if there is
   * none: {@code rooms.topic: type expected varchar(200), found varchar(400)}.
   */
  public List<String> differencesFrom(SchemaSnapshot expected) {
    return SnapshotDifferences.between(expected, this);
  }

  /**
   * Returns a text for readers: a line for each object, and below a table a line for each of its
   * columns, constraints and indexes. It has everything that is compared. Runs of spaces in the SQL
   * of a view or an expression become one.
   */
  public List<String> lines() {
    return SnapshotText.of(this);
  }

  /** Returns the tables by name, which is unique in a schema. */
  Map<String, TableDescription> tablesByName() {
    Map<String, TableDescription> result = new LinkedHashMap<>();
    tables.forEach(table -> result.put(table.name(), table));
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaSnapshot snapshot && differencesFrom(snapshot).isEmpty();
  }

  /** Returns a hash of the parts that are compared without conversion. */
  @Override
  public int hashCode() {
    return tablesByName().keySet().hashCode() + 31 * (enumTypes.hashCode() + sequences.hashCode());
  }
}
