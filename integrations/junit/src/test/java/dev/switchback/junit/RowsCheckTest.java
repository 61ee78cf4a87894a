package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

class RowsCheckTest {

  private static ConnectionWork sending(String sql) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    };
  }

  private static final ConnectionWork LIBRARY =
      sending("INSERT INTO rooms (id, name) VALUES (3, 'Library')");

  private static MigrationChecks checks(FreshDatabase database) {
    return MigrationChecks.on(database.dataSource())
        .migrations(
            List.of(
                Rooms.M20260101000000_CreateRooms.class,
                Rooms.M20260102000000_AddTopic.class,
                Rooms.M20260115000000_ShortNames.class));
  }

  @ParameterizedTest
  @EnumSource
  void passes_if_down_restores_the_rows(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      checks(database).assertRowsSurvive("20260102000000-add-topic", LIBRARY);
      checks(database).assertRowsSurvive("20260102000000-add-topic", LIBRARY); // empty again
    }
  }

  @ParameterizedTest
  @EnumSource
  void names_the_columns_whose_values_are_lost(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      assertThatThrownBy(
              () -> checks(database).assertRowsSurvive("20260115000000-short-names", LIBRARY))
          .isInstanceOf(AssertionFailedError.class)
          .satisfies(
              failure ->
                  assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                      .isEqualTo(
                          """
                          migration '20260115000000-short-names' – 'down' does not restore the schema and the rows before 'up', which was expected.
                            values of 'name' in 'rooms': other values in 3 rows\
                          """));
    }
  }

  @Test
  void names_the_migrations_if_there_is_none_of_the_name() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      assertThatThrownBy(() -> checks(database).assertRowsSurvive("add-topic", LIBRARY))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "Migration 'add-topic' – there is none of this name. Nothing was run. The migrations"
                  + " are: 20260101000000-create-rooms, 20260102000000-add-topic,"
                  + " 20260115000000-short-names.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void says_that_the_rows_of_the_test_were_refused(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      assertThatThrownBy(
              () ->
                  checks(database)
                      .assertRowsSurvive(
                          "20260102000000-add-topic",
                          sending("INSERT INTO rooms (id, name) VALUES (1, 'Library')")))
          .isInstanceOf(DatabaseException.class)
          .hasMessageStartingWith("The rows of the test cannot be inserted.");
      checks(database).assertRowsSurvive("20260102000000-add-topic", LIBRARY); // empty again
    }
  }
}
