package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseImageTest {

  private static void create(Connection connection) throws SQLException {
    execute(connection, "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL)");
    execute(
        connection,
        "CREATE TABLE pets (id INT PRIMARY KEY, owner INT, "
            + "CONSTRAINT pets_fk FOREIGN KEY (owner) REFERENCES users (id))");
    execute(connection, "CREATE INDEX pets_ix ON pets (owner, id)");
    execute(connection, "INSERT INTO users VALUES (1, 'ann')");
    execute(connection, "INSERT INTO users VALUES (2, 'bob')");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @EnumSource
  void is_the_same_where_the_same_was_done(TestDatabase kind) throws SQLException {
    try (FreshDatabase one = kind.server().createDatabase();
        FreshDatabase another = kind.server().createDatabase();
        Connection first = one.dataSource().getConnection();
        Connection second = another.dataSource().getConnection()) {
      create(first);
      create(second);

      assertThat(DatabaseImage.of(second).differencesFrom(DatabaseImage.of(first))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sees_what_was_changed(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      create(connection);
      String[] changes = {
        "UPDATE users SET name = 'eve' WHERE id = 2",
        "ALTER TABLE users ADD note INT",
        "ALTER TABLE pets DROP CONSTRAINT pets_fk",
        "CREATE UNIQUE INDEX users_ix ON users (name)",
        "CREATE TABLE more (id INT)",
        "DELETE FROM users WHERE id = 1",
        "ALTER TABLE users DROP COLUMN note"
      };
      for (String change : changes) {
        DatabaseImage before = DatabaseImage.of(connection);
        // MySQL learnt the standard's word in 8.0.19.
        boolean isOld = kind == TestDatabase.MYSQL && change.contains("DROP CONSTRAINT");
        execute(connection, isOld ? change.replace("CONSTRAINT", "FOREIGN KEY") : change);
        assertThat(DatabaseImage.of(connection).differencesFrom(before)).as(change).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void names_the_fact_and_both_values(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      create(connection);
      DatabaseImage before = DatabaseImage.of(connection);
      execute(connection, "DELETE FROM users WHERE id = 2");

      assertThat(DatabaseImage.of(connection).differencesFrom(before))
          .singleElement()
          .asString()
          .satisfies(
              line ->
                  assertThat(line.toLowerCase(Locale.ROOT))
                      .isEqualTo("users (2, bob): expected 1 row, found null"));
    }
  }
}
