package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** Tables of users, and what the contracts of rows do with them. */
abstract class RowsContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected RowsContract(TestedDatabase database) {
    super(database);
  }

  static void users(QueryInterface db) {
    db.createTable(
        "users",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(100).nullable().defaultValue("nobody"));
          t.column("rank", integer().nullable());
        });
  }

  /** The users in their order, each as its columns with commas between. */
  List<String> users() throws SQLException {
    return rows(
        "SELECT %s, %s, %s FROM %s ORDER BY 1"
            .formatted(quote("id"), quote("name"), quote("rank"), quote("users")));
  }

  String message(Body body) {
    return String.valueOf(failure(body).getMessage());
  }

  MigrationFailedException failure(Body body) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(body)::up)
        .actual();
  }

  static void numbered(QueryInterface db, ColumnDefinition type) {
    db.createTable(
        "numbered",
        t -> {
          t.column("id", type.primaryKey().autoIncrement());
          t.column("n", string(20).nullable());
        });
  }

  static List<Row> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> row("id", id, "name", "user " + id))
        .toList();
  }

  static void threeUsers(QueryInterface db) {
    users(db);
    db.bulkInsert(
        "users",
        row("id", 1, "name", "Ann", "rank", 1),
        row("id", 2, "name", "Bob", "rank", null),
        row("id", 3, "name", null, "rank", 3));
  }
}
