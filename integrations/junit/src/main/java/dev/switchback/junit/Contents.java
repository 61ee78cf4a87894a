package dev.switchback.junit;

import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A schema with its rows at one moment.
 *
 * @param columns the values of each column, in no order, by a subject such as {@code values of
 *     'name' in 'rooms'}
 */
record Contents(SchemaSnapshot schema, Map<String, List<@Nullable String>> columns) {

  private static final Comparator<@Nullable String> ORDER =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** Reads every row, so it is only for small tables. */
  static Contents of(SchemaSnapshot snapshot, Connection connection, String schema)
      throws SQLException {
    Set<String> tables =
        snapshot.tables().stream()
            .map(TableDescription::name)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Map<String, List<@Nullable String>> columns = new TreeMap<>();
    String quote = connection.getMetaData().getIdentifierQuoteString();
    for (String table : DatabaseCleaner.tables(connection, schema)) {
      if (tables.contains(table.toLowerCase(Locale.ROOT))) { // not the metadata tables
        read(columns, connection, quoted(schema, quote) + "." + quoted(table, quote), table);
      }
    }
    columns.values().forEach(values -> values.sort(ORDER));
    return new Contents(snapshot, columns);
  }

  private static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }

  private static void read(
      Map<String, List<@Nullable String>> columns,
      Connection connection,
      String quotedTable,
      String table)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + quotedTable)) {
      ResultSetMetaData names = rows.getMetaData();
      while (rows.next()) {
        for (int i = 1; i <= names.getColumnCount(); i++) {
          String subject = "values of '%s' in '%s'".formatted(names.getColumnName(i), table);
          columns.computeIfAbsent(subject, any -> new ArrayList<>()).add(rows.getString(i));
        }
      }
    }
  }

  /**
   * Returns the subjects whose values differ from {@code other}. Values that a default creates,
   * such as the time, differ from run to run.
   */
  Set<String> varying(Contents other) {
    Set<String> subjects = new HashSet<>(columns.keySet());
    subjects.addAll(other.columns.keySet());
    subjects.removeIf(subject -> values(subject).equals(other.values(subject)));
    return subjects;
  }

  private List<@Nullable String> values(String subject) {
    return columns.getOrDefault(subject, Collections.emptyList());
  }

  /** Returns the differences, a line each, without values of rows. */
  List<String> differencesFrom(Contents expected, Set<String> varying) {
    List<String> lines = new ArrayList<>(SchemaComparison.differences(schema, expected.schema));
    varying(expected).stream()
        .filter(subject -> !varying.contains(subject))
        .sorted()
        .forEach(subject -> lines.add(difference(subject, expected)));
    return lines;
  }

  private String difference(String subject, Contents expected) {
    int before = expected.values(subject).size();
    int now = values(subject).size();
    return before == now
        ? subject + ": other values in " + now + " rows"
        : "%s: rows expected %d, found %d".formatted(subject, before, now);
  }
}
