package dev.switchback.h2;

import static java.util.stream.Collectors.toSet;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.KeptNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The names that the current schema stores, and the names as migrations write them. A name that
 * migrations write plainly is usually stored folded, see {@link H2Names}.
 */
final class H2StoredNames {

  private final Connection connection;
  private @Nullable Boolean foldsToUpper;

  H2StoredNames(Connection connection) {
    this.connection = connection;
  }

  private boolean foldsToUpper() {
    if (foldsToUpper == null) {
      try {
        foldsToUpper = H2Names.foldsToUpper(connection);
      } catch (SQLException e) {
        throw new CatalogException(e);
      }
    }
    return foldsToUpper;
  }

  /** Returns the stored name of a table. An exact match has precedence over a folded name. */
  String kept(String table) {
    return kept(table, "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE %s TABLE_NAME = ?");
  }

  /** Returns the stored name of a schema. */
  String keptOfSchema(String schema) {
    return kept(
        schema, "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?");
  }

  private String kept(String name, String query) {
    boolean isCertain = !foldsToUpper() || !H2Names.isPlain(name);
    String sql = query.formatted("TABLE_SCHEMA = SCHEMA() AND");
    return isCertain || !CatalogQuery.strings(connection, sql, name).isEmpty()
        ? name
        : H2Names.folded(name);
  }

  /** Returns the name that migrations write for the stored name {@code kept}. */
  String written(String kept) {
    return foldsToUpper() ? H2Names.written(kept) : kept;
  }

  /**
   * Returns the written name of a part of {@code table}. If the table is written in upper case,
   * such as {@code PEOPLE}, its parts are too, such as {@code ID}.
   */
  String written(String table, String kept) {
    return H2Names.isUpper(table) ? kept : written(kept);
  }

  /** Returns the written names of parts of {@code table}. */
  List<String> written(String table, List<String> names) {
    return names.stream().map(name -> written(table, name)).toList();
  }

  /**
   * Replaces stored names by written names in the keys of a map. If a key has exactly the written
   * name already, the other one keeps its stored name.
   */
  <T> Map<String, T> written(String table, Map<String, T> parts, UnaryOperator<T> values) {
    Map<String, T> result = new LinkedHashMap<>();
    parts.forEach(
        (name, value) -> {
          String written = written(table, name);
          result.put(parts.containsKey(written) ? name : written, values.apply(value));
        });
    return result;
  }

  /**
   * Returns the names that two tables share, or two columns of one table: one is folded, the other
   * exact.
   */
  Set<String> doubles() {
    Map<String, List<String>> columns =
        CatalogQuery.groups(
            connection,
            "SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = SCHEMA()");
    Set<String> doubles = doubles(columns.keySet());
    columns.values().forEach(names -> doubles.addAll(doubles(names)));
    return doubles;
  }

  private static Set<String> doubles(Collection<String> names) {
    return names.stream()
        .filter(H2Names::isPlain)
        .filter(name -> names.contains(H2Names.folded(name)) && !H2Names.folded(name).equals(name))
        .collect(toSet());
  }

  /** Returns which names of a table and its parts are not stored as H2 usually stores them. */
  KeptNames keptNames(String table) {
    if (!foldsToUpper()) {
      return KeptNames.FOLDED; // folding changes nothing
    }
    Map<String, List<String>> found =
        CatalogQuery.groups(
            connection,
            """
            SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME IN (?1, ?2)
            UNION ALL
            SELECT TABLE_NAME, INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME IN (?1, ?2)
            UNION ALL
            SELECT TABLE_NAME, CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME IN (?1, ?2)\
            """,
            table,
            H2Names.folded(table));
    boolean isExact = H2Names.isPlain(table) && found.containsKey(table);
    List<String> parts = found.getOrDefault(isExact ? table : H2Names.folded(table), List.of());
    Set<String> exact = parts.stream().filter(H2Names::isPlain).collect(toSet());
    if (!isExact) {
      return new KeptNames(false, exact);
    }
    Set<String> folded = new HashSet<>(written(table, parts));
    folded.removeAll(parts);
    return new KeptNames(true, folded);
  }

  /** Returns whether the name of a schema is stored exactly. */
  KeptNames keptSchema(String schema) {
    boolean isExact =
        foldsToUpper() && H2Names.isPlain(schema) && keptOfSchema(schema).equals(schema);
    return isExact ? KeptNames.EXACT : KeptNames.FOLDED;
  }

  /**
   * Returns those names of a schema and its tables that exist exactly, but not folded.
   *
   * @param schema {@code null} for the current one
   */
  Set<String> unfolded(@Nullable String schema, List<String> tables) {
    if (!foldsToUpper()) {
      return Set.of();
    }
    String name = schema == null ? "(current)" : schema;
    Map<String, List<String>> all =
        CatalogQuery.groups(
            connection,
            """
            SELECT s.SCHEMA_NAME, t.TABLE_NAME FROM INFORMATION_SCHEMA.SCHEMATA s
            LEFT JOIN INFORMATION_SCHEMA.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME
            WHERE s.SCHEMA_NAME IN (?1, ?2) OR ?1 = '(current)' AND s.SCHEMA_NAME = SCHEMA()\
            """,
            name,
            H2Names.folded(name));
    Set<String> unfolded = new HashSet<>();
    if (isExact(name, all.keySet())) {
      unfolded.add(name);
    } else if (all.size() > 1) {
      all.remove(name);
    }
    all.values()
        .forEach(
            there -> tables.stream().filter(each -> isExact(each, there)).forEach(unfolded::add));
    return unfolded;
  }

  private static boolean isExact(String name, Collection<String> all) {
    return all.contains(name) && !all.contains(H2Names.folded(name));
  }

  /** Returns what the catalogue shows for a part of {@code table} with this written name. */
  String nameInCatalog(String table, String name) {
    return foldsToUpper() ? H2Names.inCatalog(table, name) : name;
  }

  /** Returns the stored name of a column of the table with the stored name {@code keptTable}. */
  String keptOf(String keptTable, String column) {
    boolean isExact =
        !CatalogQuery.strings(
                connection,
                "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = SCHEMA()"
                    + " AND TABLE_NAME = ? AND COLUMN_NAME = ?",
                keptTable,
                column)
            .isEmpty();
    return isExact || !foldsToUpper() ? column : H2Names.folded(column);
  }
}
