package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.dialect.Probe;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Two tables, for contracts about their constraints: seats, and the tickets that refer to them. */
abstract class SeatsContract extends DatabaseContract {

  SeatsContract(TestedDatabase database) {
    super(database);
  }

  /** MySQL 8.0.15 reads a check and forgets it; the others keep it. */
  final boolean hasChecks() throws SQLException {
    return engine() != TestDatabase.MYSQL || isVersion(8, 0, 16);
  }

  final String quoted(String identifier) {
    return engine() == TestDatabase.POSTGRESQL ? "\"" + identifier + "\"" : "`" + identifier + "`";
  }

  final void create(String name, Consumer<TableDefinition> definition) throws SQLException {
    TableDefinition t = new TableDefinition(name);
    definition.accept(t);
    carryOut(new CreateTable(t.table()));
  }

  /** Two tables: seats, of row and no; and tickets, of id, row, no and size. */
  final void createTables() throws SQLException {
    create(
        "seats",
        t -> {
          t.column("row", integer().notNull());
          t.column("no", integer().notNull());
          t.primaryKey("row", "no");
        });
    create(
        "tickets",
        t -> {
          t.column("id", integer().notNull());
          t.column("row", integer());
          t.column("no", integer());
          t.column("size", integer());
        });
  }

  final void insert(String table, String values) throws SQLException {
    execute("INSERT INTO " + quote(table) + " VALUES (" + values + ")");
  }

  final void assertRejected(String table, String values) {
    assertThatThrownBy(() -> insert(table, values)).isInstanceOf(SQLException.class);
  }

  final Probe.Result probe(Operation operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  final void assertToldApart(Operation operation) throws SQLException {
    assertThat(probe(operation)).as("before " + operation.describe()).isEqualTo(NOT_APPLIED);
    carryOut(operation);
    assertThat(probe(operation)).as("after " + operation.describe()).isEqualTo(APPLIED);
  }
}
