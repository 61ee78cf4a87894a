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
 * What migrations can change in a schema, at one moment and in the server's words: tables with
 * their columns, constraints and indexes, views, enum types and sequences. Not rows, and not where
 * a sequence stands; nor functions, triggers and rights, which only raw SQL changes.
 *
 * <pre>{@code
 * SchemaSnapshot before = migrator.snapshot();
 * migrator.up();
 * migrator.down();
 * assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
 * }</pre>
 *
 * <p>Two of them are equal if there is no difference. The same migrations leave the same on the
 * same kind of server; on different kinds everything differs.
 *
 * @param tables in the order of their names
 * @param views in the order of their names
 * @param enumTypes the values of each enum type in order, on PostgreSQL; elsewhere they belong to
 *     their columns
 * @param sequences what the server says of each
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

  /** The same without the tables of these names. */
  public SchemaSnapshot without(Collection<String> names) {
    return new SchemaSnapshot(
        tables.stream().filter(table -> !names.contains(table.name())).toList(),
        views,
        enumTypes,
        sequences);
  }

  /**
   * What is different here, a line each, in the order of the names; none if nothing is: {@code
   * rooms.topic: type expected varchar(200), found varchar(400)}.
   */
  public List<String> differencesFrom(SchemaSnapshot expected) {
    return SnapshotDifferences.between(expected, this);
  }

  /** By its name: no two tables of a schema have the same. */
  Map<String, TableDescription> tablesByName() {
    Map<String, TableDescription> result = new LinkedHashMap<>();
    tables.forEach(table -> result.put(table.name(), table));
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaSnapshot snapshot && differencesFrom(snapshot).isEmpty();
  }

  /** Of what is compared as it is. */
  @Override
  public int hashCode() {
    return tablesByName().keySet().hashCode() + 31 * (enumTypes.hashCode() + sequences.hashCode());
  }
}
