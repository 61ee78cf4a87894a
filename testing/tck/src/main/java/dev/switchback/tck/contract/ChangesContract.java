package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Probe;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;

/** Tables of rooms, and what the contracts of changes do with them. */
abstract class ChangesContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected ChangesContract(TestedDatabase database) {
    super(database);
  }

  boolean isMySqlFamily() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("topic", string(20).notNull().defaultValue("x").comment("it's about").unique());
          t.column("kind", enumeration("open", "it's").notNull().defaultValue("it's"));
          t.column("note", string(20));
        });
  }

  boolean isUp;

  /** Runs {@code body} as a migration: up and down in turn. */
  void run(Body body) {
    if (isUp) {
      migrating(db -> {}, body).down();
    } else {
      migrating(body).up();
    }
    isUp = !isUp;
  }

  AbstractThrowableAssert<?, ? extends Throwable> assertFails(Body body) {
    return assertThatThrownBy(() -> run(body)).isInstanceOf(MigrationFailedException.class);
  }

  void insert(String table, String columns, String values) throws SQLException {
    StringBuilder names = new StringBuilder();
    for (String column : columns.split(", ", -1)) {
      names.append(names.isEmpty() ? "" : ", ").append(quote(column));
    }
    execute("INSERT INTO %s (%s) VALUES (%s)".formatted(quote(table), names, values));
  }

  List<String> all(String table, String column) throws SQLException {
    return rows(
        "SELECT %s FROM %s ORDER BY %s".formatted(quote(column), quote(table), quote(column)));
  }

  String metadata(String table, String column, String label) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        ResultSet row =
            connection
                .getMetaData()
                .getColumns(
                    connection.getCatalog(),
                    connection.getSchema(),
                    kept(connection, table),
                    kept(connection, column))) {
      assertThat(row.next()).as(table + "." + column).isTrue();
      String value = row.getString(label);
      return value == null ? "" : value;
    }
  }

  String comment(String table, String column) throws SQLException {
    return metadata(table, column, "REMARKS");
  }

  Probe.Result probe(Operation operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  static CreateTable table(String name) {
    TableDefinition t = new TableDefinition(name);
    t.column("topic", string(20));
    t.column("kind", enumeration("open", "it's"));
    return new CreateTable(t.table());
  }

  void createMade() throws SQLException {
    migrating(
            db -> {
              db.createTable(
                  "made",
                  t -> {
                    t.column("id", integer().notNull());
                    t.column("g", integer().generatedAs("id + 1"));
                  });
              db.bulkInsert("made", row("id", 1));
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
  }
}
