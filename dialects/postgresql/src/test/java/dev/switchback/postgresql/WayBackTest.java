package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConnectionWork;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The rows of an array and of a cursor lead back to a connection, on PostgreSQL alone. */
class WayBackTest {

  /** Does what a test says. */
  public static final class M20250101000000_Scripted extends ScriptedMigration {
    M20250101000000_Scripted(Consumer<QueryInterface> up) {
      super(up);
    }
  }

  @Test
  void from_an_array_leads_to_the_guarded_connection() throws Exception {
    isRefused(
        db ->
            db.withConnection(
                connection ->
                    connection
                        .createArrayOf("int4", new Object[] {1})
                        .getResultSet()
                        .getStatement()
                        .getConnection()
                        .commit()));
    isRefused(
        reading(
            "SELECT ARRAY[1]",
            row -> row.getArray(1).getResultSet().getStatement().getConnection().commit()));
  }

  @Test
  void from_a_cursor_is_refused_or_leads_to_the_guarded_connection() throws Exception {
    String cursor = "SELECT show()";
    String function =
        "CREATE FUNCTION show() RETURNS refcursor LANGUAGE plpgsql AS"
            + " 'DECLARE c refcursor; BEGIN OPEN c FOR SELECT 1; RETURN c; END'";
    isRefused(
        db -> {
          db.execute(function);
          db.query(cursor, row -> ((ResultSet) row.getObject(1)).getStatement());
        });
    isRefused(
        db -> {
          db.execute(function);
          reading(
                  cursor,
                  row -> ((ResultSet) row.getObject(1)).getStatement().getConnection().commit())
              .accept(db);
        });
  }

  /** Reads a row by the connection of the migration. */
  private interface Reading {
    void of(ResultSet row) throws SQLException;
  }

  private static Consumer<QueryInterface> reading(String sql, Reading reading) {
    ConnectionWork work =
        connection -> {
          ResultSet row = connection.createStatement().executeQuery(sql);
          row.next();
          reading.of(row);
        };
    return db -> db.withConnection(work);
  }

  private static void isRefused(Consumer<QueryInterface> up) throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      Migrator migrator =
          Migrator.configure()
              .dataSource(database.dataSource())
              .migrations(List.of(M20250101000000_Scripted.class))
              .factory(type -> new M20250101000000_Scripted(up))
              .build();

      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withMessageContaining("is refused: the connection and its transaction belong to")
          .withCauseInstanceOf(UnsupportedOperationException.class);
    }
  }
}
