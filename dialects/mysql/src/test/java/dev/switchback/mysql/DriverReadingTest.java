package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Connector/J makes of a prepared statement, on a MySQL server. */
class DriverReadingTest {

  private static final String END =
      ". Nothing was sent. Rename the table, the column or the schema, or write execute(…) with the"
          + " values in its SQL: the driver does not change that.";

  private static void prepare(String sql) throws SQLException {
    try (FreshDatabase database = TestDatabase.MYSQL.server().createDatabase();
        Connection connection = connect(database)) {
      new MySqlDialect().driver().prepare(connection, sql).close();
    }
  }

  private static Connection connect(FreshDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE `{fn x}` SET `v` = ?",
        "UPDATE `x` SET `v` = {ts '2020-01-01 00:00:00'} WHERE `id` = ?",
      })
  void refuses_braces_that_the_driver_would_replace(String sql) {
    assertThatThrownBy(() -> prepare(sql))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "MySQL cannot do this: bind values in a statement with a part in braces, because the"
                + " driver replaces it according to JDBC"
                + END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE `x\\` SET `v` = ?", "UPDATE `x` SET `y\\` = ? # `"})
  void refuses_a_name_after_which_the_driver_would_find_other_parameters(String sql) {
    assertThatThrownBy(() -> prepare(sql))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "MySQL cannot do this: bind values in a statement with a backslash at the end of a"
                + " name, because the driver continues the name, and finds other parameters"
                + END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE x SET v = '{fn y}' WHERE id = ?",
        "UPDATE x SET v = '\\`' WHERE `id` = ?",
        "UPDATE x SET v = \"\\`\" WHERE `id` = ? /* `\\` */",
        "UPDATE `{x}` SET `a\\b` = ?",
      })
  void prepares_what_the_driver_leaves_as_it_is(String sql) {
    assertThatCode(() -> prepare(sql)).doesNotThrowAnyException();
  }

  static final class M20250101000000_Rows implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("t", t -> t.column("id", integer().notNull()));
      db.bulkInsert("t", row("id", 1));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("t");
    }
  }

  /** Its own statements name the schema too. */
  @Test
  void reaches_no_other_schema_than_the_one_that_it_is_told() throws Exception {
    try (FreshDatabase database = TestDatabase.MYSQL.server().createDatabase();
        Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      String other = database.name() + "x";
      String schema = database.name() + "{fn x}";
      statement.setEscapeProcessing(false);
      statement.execute("CREATE DATABASE `" + schema + "`");
      statement.execute("CREATE DATABASE `" + other + "`");
      try {
        Migrator migrator =
            Migrator.configure()
                .dataSource(database.dataSource())
                .migrations(List.of(M20250101000000_Rows.class))
                .factory(type -> new M20250101000000_Rows())
                .schema(schema)
                .build();
        assertThatThrownBy(migrator::up)
            .isInstanceOf(UnsupportedByDialectException.class)
            .hasMessageContaining("a part in braces");
        assertThat(tablesOf(statement, other)).isEmpty();
      } finally {
        statement.execute("DROP DATABASE `" + schema + "`");
        statement.execute("DROP DATABASE `" + other + "`");
      }
    }
  }

  private static List<String> tablesOf(Statement statement, String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SHOW TABLES FROM `" + schema + "`")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
