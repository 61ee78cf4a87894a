package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * Tables and columns with hostile names, and everything that a migration does to rows, through one
 * driver. Each table and each column must have what was written into it, and nothing else.
 */
final class HostileRows {

  private static final String CELLS = "cells";

  private final DataSource dataSource;
  private final Dialect dialect;
  private final List<String> names;
  private final List<String> misread;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param names which the database can keep, as names of tables and of columns
   * @param misread those of them that this driver reads as something else
   */
  HostileRows(DataSource dataSource, Dialect dialect, List<String> names, List<String> misread) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.names = names;
    this.misread = misread;
  }

  /** What went wrong: each reached something else, or was refused by the server. */
  List<String> findWrong() throws SQLException {
    migrate(this::createTables);
    List<String> read = names.stream().filter(name -> !misread.contains(name)).toList();
    migrate(
        db -> {
          for (String name : read) {
            writeTable(db, name);
            writeColumn(db, name);
          }
        });
    for (String name : misread) {
      requireRefused(name, db -> writeTable(db, name));
      requireRefused(name, db -> writeColumn(db, name));
    }
    for (String name : names) {
      compare(name, misread.contains(name) ? List.of() : rowsOf(name));
    }
    compare(CELLS, read.stream().map(this::cellsOf).toList());
    migrate(this::dropTables);
    return wrong;
  }

  private List<String> rowsOf(String name) {
    return List.of("1, value " + number(name), "2, second " + number(name));
  }

  private String cellsOf(String name) {
    int number = number(name);
    List<String> row = new ArrayList<>(Collections.nCopies(names.size() + 1, "null"));
    row.set(0, String.valueOf(number));
    row.set(number + 1, String.valueOf(number + 2_000));
    return String.join(", ", row);
  }

  private int number(String name) {
    return names.indexOf(name);
  }

  private void compare(String table, List<String> expected) throws SQLException {
    List<String> found = rows(table);
    if (!found.equals(expected)) {
      wrong.add("«%s» has %s, not %s".formatted(table, found, expected));
    }
  }

  private void createTables(QueryInterface db) {
    for (String name : names) {
      db.createTable(
          name,
          t -> {
            t.column("id", integer().primaryKey());
            t.column("v", string(100).notNull());
          });
    }
    db.createTable(
        CELLS,
        t -> {
          t.column("id", integer().primaryKey());
          names.forEach(name -> t.column(name, integer().nullable()));
        });
  }

  private void dropTables(QueryInterface db) {
    names.forEach(db::dropTable);
    db.dropTable(CELLS);
  }

  private void writeTable(QueryInterface db, String name) {
    String value = "value " + number(name);
    db.bulkInsert(name, row("id", 1, "v", "first"), row("id", 2, "v", "second"));
    db.bulkUpdate(name, row("v", "second " + number(name)), where("v", "second"));
    db.upsert(name, List.of("id"), row("id", 1, "v", value));
    db.bulkInsert(name, row("id", 3, "v", "gone"));
    db.bulkDelete(name, where("id", List.of(3, 4)).and("v", "gone"));
    db.bulkInsert(name, row("id", 3, "v", "gone"));
    db.execute("DELETE FROM %s WHERE %s = ?".formatted(q(name), q("id")), 3);
    String query = "SELECT %s FROM %s WHERE %s = ?".formatted(q("v"), q(name), q("id"));
    requireEqual(db.query(query, row -> row.getString(1), 1), List.of(value));
    List<String> found = new ArrayList<>();
    db.forEachRow(query, row -> found.add(row.getString(1)), 1);
    requireEqual(found, List.of(value));
  }

  private void writeColumn(QueryInterface db, String name) {
    int id = number(name);
    db.bulkInsert(CELLS, row("id", id, name, id), row("id", id + 5_000, name, id));
    db.bulkUpdate(CELLS, row(name, id + 1_000), where(name, id).and("id", id));
    db.bulkDelete(CELLS, where(name, List.of(id)));
    db.upsert(CELLS, List.of("id"), row("id", id, name, id + 2_000));
    String query = "SELECT %s FROM %s WHERE %s = ?".formatted(q("id"), q(CELLS), q(name));
    requireEqual(db.query(query, row -> row.getInt(1), id + 2_000), List.of(id));
  }

  private static void requireEqual(List<?> found, List<?> expected) {
    if (!found.equals(expected)) {
      throw new AssertionError("found " + found + ", not " + expected);
    }
  }

  private void requireRefused(String name, Body body) {
    try {
      migrate(body);
      wrong.add("«" + name + "» is not refused");
    } catch (MigrationFailedException e) {
      if (!(e.getCause() instanceof UnsupportedByDialectException)) {
        wrong.add("«" + name + "»: " + e.getMessage());
      }
    }
  }

  private void migrate(Body body) {
    Migrator migrator =
        Migrator.configure()
            .dataSource(dataSource)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(type -> new M20250601000000_Scripted(body, db -> {}))
            .build();
    migrator.up();
    migrator.down(); // so that the next one is pending
  }

  /** Read without a parameter, so that no driver reads the statement. */
  private List<String> rows(String table) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows =
          statement.executeQuery("SELECT * FROM %s ORDER BY 1".formatted(q(table)))) {
        List<String> result = new ArrayList<>();
        while (rows.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(String.valueOf(rows.getString(i)));
          }
          result.add(String.join(", ", values));
        }
        return result;
      }
    }
  }

  private String q(String name) {
    return dialect.rendering().quote(name);
  }
}
