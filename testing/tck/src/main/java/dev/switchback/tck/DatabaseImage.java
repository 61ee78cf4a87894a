package dev.switchback.tck;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a schema at one moment, to be compared with another moment: tables, columns,
 * keys, indexes and all rows. Of the metadata tables, it has what matters when no run is active:
 * the names in the schema history, the rows of the journal, and the owner of the lease.
 *
 * <pre>{@code
 * DatabaseImage expected = DatabaseImage.of(connection);
 * ...
 * assertThat(DatabaseImage.of(connection).differencesFrom(expected)).isEmpty();
 * }</pre>
 *
 * <p>Reads JDBC metadata and every row, so it is only for small test databases.
 *
 * @param facts each fact by its subject: {@code accounts.id} is {@code int4(10) not null}
 * @param history the names of the applied migrations, in order
 * @param journal the journal's entries of unfinished migrations
 * @param leaseOwner the owner of the lease, or null
 */
public record DatabaseImage(
    SortedMap<String, String> facts,
    List<String> history,
    List<String> journal,
    @Nullable String leaseOwner) {

  private static final String PREFIX = "switchback_";

  /** Creates an image from copies of the arguments. */
  public DatabaseImage {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    history = List.copyOf(history);
    journal = List.copyOf(journal);
  }

  /** Reads the current schema of the connection. */
  public static DatabaseImage of(Connection connection) throws SQLException {
    return new Look(connection).image();
  }

  /** Returns one line for each difference; empty if the images are equal. */
  public List<String> differencesFrom(DatabaseImage expected) {
    List<String> differences = new ArrayList<>();
    SortedSet<String> subjects = new TreeSet<>(facts.keySet());
    subjects.addAll(expected.facts.keySet());
    for (String subject : subjects) {
      note(differences, subject, expected.facts.get(subject), facts.get(subject));
    }
    note(differences, "history", expected.history, history);
    note(differences, "journal", expected.journal, journal);
    note(differences, "owner of the lease", expected.leaseOwner, leaseOwner);
    return differences;
  }

  /** Returns a copy without an owner of the lease. */
  public DatabaseImage withoutLeaseOwner() {
    return new DatabaseImage(facts, history, journal, null);
  }

  private static void note(
      List<String> differences, String subject, @Nullable Object expected, @Nullable Object found) {
    if (!String.valueOf(expected).equals(String.valueOf(found))) {
      differences.add("%s: expected %s, found %s".formatted(subject, expected, found));
    }
  }

  /** Reads one schema. */
  private static final class Look {

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final @Nullable String catalog;
    private final @Nullable String schema;
    private final String quote;
    private final SortedMap<String, String> facts = new TreeMap<>();

    Look(Connection connection) throws SQLException {
      this.connection = connection;
      metadata = connection.getMetaData();
      catalog = connection.getCatalog();
      schema = connection.getSchema();
      quote = metadata.getIdentifierQuoteString();
    }

    DatabaseImage image() throws SQLException {
      List<String> tables = tables();
      for (String table : tables) {
        if (!name(table).startsWith(PREFIX)) {
          look(table);
        }
      }
      return new DatabaseImage(
          facts,
          own(tables, "meta", "SELECT %1$sname%1$s FROM %2$s ORDER BY 1"),
          own(
              tables,
              "journal",
              "SELECT %1$smigration%1$s, %1$sordinal%1$s, %1$sdirection%1$s, %1$sdescription%1$s,"
                  + " %1$sstate%1$s FROM %2$s ORDER BY 1, 2"),
          own(tables, "lock", "SELECT %1$sowner%1$s FROM %2$s WHERE %1$sid%1$s = 1").stream()
              .filter(owner -> !owner.equals("null"))
              .findAny()
              .orElse(null));
    }

    private List<String> tables() throws SQLException {
      String[] types = {"TABLE", "BASE TABLE"};
      try (ResultSet rows = metadata.getTables(catalog, schema, "%", types)) {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
          names.add(rows.getString("TABLE_NAME"));
        }
        return names;
      }
    }

    private List<String> own(List<String> tables, String name, String sql) throws SQLException {
      for (String table : tables) {
        if (name(table).equals(PREFIX + name)) {
          String asKept = name(table).equals(table) ? sql : sql.toUpperCase(Locale.ROOT);
          return rows(asKept.formatted(quote, quoted(table)));
        }
      }
      return List.of();
    }

    /** Returns the written form of a stored name if the database folds to upper case. */
    private String name(String kept) throws SQLException {
      return metadata.storesUpperCaseIdentifiers() && kept.matches("[A-Z0-9_]+")
          ? kept.toLowerCase(Locale.ROOT)
          : kept;
    }

    private String quoted(String name) {
      return quote + name.replace(quote, quote + quote) + quote;
    }

    private void look(String table) throws SQLException {
      facts.put(name(table), "a table");
      columns(table);
      primaryKey(table);
      indexes(table);
      foreignKeys(table);
      for (String row : rows("SELECT * FROM " + quoted(table))) {
        facts.merge(
            name(table) + " (" + row + ")",
            "1 row",
            (one, another) -> Integer.parseInt(one.split(" ", -1)[0]) + 1 + " rows");
      }
    }

    private void columns(String table) throws SQLException {
      try (ResultSet rows = metadata.getColumns(catalog, schema, table, "%")) {
        while (rows.next()) {
          String value = rows.getString("COLUMN_DEF");
          facts.put(
              name(table) + "." + name(rows.getString("COLUMN_NAME")),
              "column %s(%s)%s%s"
                  .formatted(
                      rows.getString("TYPE_NAME").toLowerCase(Locale.ROOT),
                      rows.getString("COLUMN_SIZE"),
                      rows.getString("IS_NULLABLE").equals("NO") ? " not null" : "",
                      value == null ? "" : " default " + value));
        }
      }
    }

    private void primaryKey(String table) throws SQLException {
      SortedMap<Integer, String> columns = new TreeMap<>();
      try (ResultSet rows = metadata.getPrimaryKeys(catalog, schema, table)) {
        while (rows.next()) {
          columns.put(rows.getInt("KEY_SEQ"), name(rows.getString("COLUMN_NAME")));
        }
      }
      if (!columns.isEmpty()) {
        facts.put(name(table) + " primary key", columns.values().toString());
      }
    }

    private void indexes(String table) throws SQLException {
      try (ResultSet rows = metadata.getIndexInfo(catalog, schema, table, false, true)) {
        while (rows.next()) {
          String name = rows.getString("INDEX_NAME");
          if (name != null) { // otherwise the row describes the table itself
            facts.merge(
                name(table) + " index " + name(withoutNumber(name)),
                (rows.getBoolean("NON_UNIQUE") ? "" : "unique ")
                    + name(rows.getString("COLUMN_NAME")),
                (some, more) -> some + ", " + more.replace("unique ", ""));
          }
        }
      }
    }

    /** Removes the number from a name that H2 generated, because it depends on other objects. */
    private static String withoutNumber(String index) {
      return index.replaceFirst("((?:PRIMARY_KEY|INDEX)_)[0-9A-F]+$", "$1…");
    }

    private void foreignKeys(String table) throws SQLException {
      try (ResultSet rows = metadata.getImportedKeys(catalog, schema, table)) {
        while (rows.next()) {
          facts.merge(
              name(table) + " foreign key " + name(rows.getString("FK_NAME")),
              "%s -> %s.%s"
                  .formatted(
                      name(rows.getString("FKCOLUMN_NAME")),
                      name(rows.getString("PKTABLE_NAME")),
                      name(rows.getString("PKCOLUMN_NAME"))),
              (some, more) -> some + ", " + more);
        }
      }
    }

    private List<String> rows(String sql) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        List<String> result = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            values.add(String.valueOf(rows.getString(i)));
          }
          result.add(String.join(", ", values));
        }
        return result;
      }
    }
  }
}
