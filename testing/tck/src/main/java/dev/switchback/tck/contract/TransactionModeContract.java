package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operation does to the transaction that it is sent in, measured on the server. */
public abstract class TransactionModeContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected TransactionModeContract(TestedDatabase database) {
    super(database);
  }

  /**
   * Inserts a row, carries out an operation and rolls back: where the row is still there, the
   * operation has committed.
   */
  private TransactionMode measure(Operation operation) throws SQLException {
    execute("DELETE FROM " + quote("witness"));
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      Dialect dialect = dialect().forServer(connection); // which may set up the session
      List<SqlStatement> rendered =
          dialect.rendering().render(operation, dialect.catalog(connection));
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO " + quote("witness") + " VALUES (1)");
      for (SqlStatement sql : rendered) {
        statement.execute(sql.sql());
      }
      connection.rollback();
    }
    boolean isThere = !rows("SELECT * FROM " + quote("witness")).isEmpty();
    return isThere ? TransactionMode.IMPLICIT_COMMIT : TransactionMode.TRANSACTIONAL;
  }

  private static List<Operation> everyOperation() {
    TableDefinition users = new TableDefinition("users");
    users.column("id", integer().primaryKey());
    users.column("kind", enumeration("a", "b").comment("which"));
    return List.of(
        new CreateTable(users.table()),
        new CommentOnTable("rooms", "where people meet"),
        new AddColumn("rooms", new Column("b", string(9).comment("c"))),
        new AddConstraint("rooms", Constraint.Unique.of("rooms", List.of("a"))),
        new RemoveConstraint("rooms", "rooms_a_uk"),
        new AddIndex("rooms", index("a")),
        new RemoveIndex("rooms", "rooms_a"),
        new RemoveColumn("rooms", "a"),
        new DropTable("rooms"));
  }

  private void createTables() throws SQLException {
    for (String table : List.of("witness", "rooms")) {
      execute("CREATE TABLE %s (%s INTEGER)".formatted(quote(table), quote("a")));
    }
  }

  @Test
  void knows_what_every_operation_does_to_a_transaction() throws Exception {
    createTables();
    for (Operation operation : everyOperation()) {
      TransactionMode measured = measure(operation);
      assertThat(measured)
          .as(operation.describe())
          .isEqualTo(dialect().rendering().modeOf(operation));
      if (measured == TransactionMode.TRANSACTIONAL) {
        carryOut(operation); // it was rolled back, and the next one builds on it
      }
    }
  }

  /** What each database understands of the statements that are told apart. */
  private Stream<String> statements() {
    Stream<String> common =
        Stream.of(
            "INSERT INTO rooms VALUES (7)",
            "-- more\nUPDATE rooms SET a = 6",
            "DELETE FROM rooms;",
            "CREATE TABLE users (a INTEGER)",
            "CREATE VIEW v AS SELECT 1 AS a",
            "CREATE INDEX i ON rooms (a)",
            "ALTER TABLE rooms ADD b INTEGER",
            "TRUNCATE TABLE rooms",
            "DROP TABLE rooms");
    Stream<String> own =
        switch (engine()) {
          case H2, POSTGRESQL ->
              Stream.of(
                  "MERGE INTO rooms USING witness ON rooms.a = witness.a"
                      + " WHEN NOT MATCHED THEN INSERT VALUES (8)",
                  "COMMENT ON TABLE rooms IS 'b'",
                  "GRANT SELECT ON rooms TO PUBLIC",
                  "REVOKE SELECT ON rooms FROM PUBLIC");
          case MYSQL, MARIADB ->
              Stream.of(
                  "REPLACE INTO rooms VALUES (1)",
                  "RENAME TABLE rooms TO halls",
                  "GRANT SELECT ON rooms TO CURRENT_USER()",
                  "REVOKE SELECT ON rooms FROM CURRENT_USER()");
        };
    return Stream.concat(common, own);
  }

  @Test
  void knows_what_raw_sql_does_to_a_transaction() throws Exception {
    for (String sql : statements().toList()) {
      execute("DROP VIEW IF EXISTS " + quote("v"));
      for (String table : List.of("rooms", "halls", "users", "witness")) {
        execute("DROP TABLE IF EXISTS " + quote(table));
      }
      createTables();
      Operation operation = new ExecuteSql(sql, List.of());
      assertThat(measure(operation)).as(sql).isEqualTo(dialect().rendering().modeOf(operation));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "CALL tidy()",
        "DROP TABLE a, b",
        "CREATE TEMPORARY TABLE a (b INTEGER)",
        "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)"
      })
  void does_not_look_into_what_may_or_may_not_commit(String sql) throws Exception {
    assertThat(dialect().rendering().modeOf(new ExecuteSql(sql, List.of())))
        .isEqualTo(
            dialect().rendering().hasTransactionalDdl()
                ? TransactionMode.TRANSACTIONAL
                : TransactionMode.OPAQUE);
  }
}
