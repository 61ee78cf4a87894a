package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.switchback.Migration;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StairwayTest {

  @ParameterizedTest
  @EnumSource
  void passes_for_migrations_that_are_restored(TestDatabase kind) throws Throwable {
    try (FreshDatabase database = kind.server().createDatabase()) {
      MigrationChecks checks = MigrationChecks.on(database.dataSource()).migrations(Rooms.GOOD);

      for (int i = 0; i < 2; i++) { // the first check leaves the database empty
        assertThat(Tests.passed(checks.stairway()))
            .containsExactly(
                "20260101000000-create-rooms",
                "20260102000000-add-topic",
                "20260108000000-create-users");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void passes_if_another_index_serves_a_foreign_key(TestDatabase kind) throws SQLException {
    assertThat(
            results(
                kind,
                "",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.M20260116000000_IndexedKey.class,
                    Rooms.M20260117000000_Copied.class)))
        .containsExactly(
            entry("20260101000000-create-rooms", "passed"),
            entry("20260116000000-indexed-key", "passed"),
            entry("20260117000000-copied", "passed"));
  }

  @ParameterizedTest
  @EnumSource
  void a_repeatable_migration_must_be_able_to_run_over_itself(TestDatabase kind)
      throws SQLException {
    assertThat(
            results(
                kind,
                "",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.R_NamedRooms.class,
                    Rooms.R_Growing.class,
                    Rooms.R_Once.class)))
        .contains(entry("20260101000000-create-rooms", "passed"), entry("r-named-rooms", "passed"))
        .hasEntrySatisfying(
            "r-growing",
            result ->
                assertThat(result)
                    .startsWith(
                        "failed: Migration 'r-growing' – its second run gives another schema than"
                            + " the first, which was expected.\n")
                    .contains("found, not expected"))
        .hasEntrySatisfying(
            "r-once",
            result ->
                assertThat(result)
                    .startsWith(
                        "failed: Migration 'r-once' – 'up' failed at step 1 (createTable 'once'")
                    .contains("createTable 'once'"));
  }

  private static Map<String, String> results(
      TestDatabase kind, String since, List<Class<? extends Migration>> migrations)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      MigrationChecks checks = MigrationChecks.on(database.dataSource()).migrations(migrations);
      return Tests.results((since.isEmpty() ? checks : checks.since(since)).stairway());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void names_what_down_leaves_even_if_an_older_migration_removes_it(TestDatabase kind)
      throws SQLException {
    assertThat(
            results(
                kind,
                "",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.M20260102000000_AddTopic.class,
                    Rooms.M20260103000000_ForgetIndex.class,
                    Rooms.M20260108000000_CreateUsers.class)))
        .containsExactly(
            entry("20260101000000-create-rooms", "passed"),
            entry("20260102000000-add-topic", "passed"),
            entry(
                "20260103000000-forget-index",
                """
                failed: Migration '20260103000000-forget-index' – 'down' does not restore the schema before 'up', which was expected.
                  index rooms_topic of rooms: found, not expected\
                """),
            entry("20260108000000-create-users", "passed"));
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void names_a_view_that_raw_sql_leaves(TestDatabase kind) throws SQLException {
    Map<String, String> results =
        results(
            kind,
            "",
            List.of(
                Rooms.M20260101000000_CreateRooms.class,
                Rooms.M20260104000000_Irreversible.class,
                Rooms.M20260106000000_ForgetView.class,
                Rooms.M20260108000000_CreateUsers.class));

    assertThat(results)
        .containsEntry("20260101000000-create-rooms", "passed")
        .containsEntry("20260108000000-create-users", "passed");
    assertThat(results.get("20260106000000-forget-view"))
        .isEqualTo(
            """
            failed: Migration '20260106000000-forget-view' – 'down' does not restore the schema before 'up', which was expected.
              view lobby: found, not expected\
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void names_both_values_if_up_gives_another_schema_the_second_time(TestDatabase kind)
      throws SQLException {
    Map<String, String> results =
        results(
            kind,
            "",
            List.of(
                Rooms.M20260101000000_CreateRooms.class,
                Rooms.M20260107000000_OtherDefault.class,
                Rooms.M20260108000000_CreateUsers.class));

    assertThat(results.get("20260107000000-other-default"))
        .matches(
            "(?s)failed: Migration '20260107000000-other-default' – 'up' after 'down' gives another"
                + " schema than the first 'up', which was expected\\.\n"
                + "  rooms\\.code: default expected '[-0-9a-f]{36}'\\S*(?: \\S+)?, found"
                + " '[-0-9a-f]{36}'.*");
    assertThat(results).containsEntry("20260108000000-create-users", "passed");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void reports_an_irreversible_migration_with_its_reason_and_checks_the_others(TestDatabase kind)
      throws SQLException {
    assertThat(
            results(
                kind,
                "",
                List.of(
                    Rooms.M20260101000000_CreateRooms.class,
                    Rooms.M20260102000000_AddTopic.class,
                    Rooms.M20260103000000_ForgetIndex.class,
                    Rooms.M20260104000000_Irreversible.class,
                    Rooms.M20260108000000_CreateUsers.class)))
        .containsEntry("20260101000000-create-rooms", "passed")
        .containsEntry("20260102000000-add-topic", "passed")
        .hasEntrySatisfying(
            "20260103000000-forget-index",
            result -> assertThat(result).contains("index rooms_topic of rooms: found"))
        .hasEntrySatisfying(
            "20260104000000-irreversible",
            result ->
                assertThat(result)
                    .matches(
                        "aborted: Migration '20260104000000-irreversible' cannot be reverted"
                            + " \\(.*\\): the old names are lost\\. It was applied, and not"
                            + " reverted\\."))
        .containsEntry("20260108000000-create-users", "passed");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void fails_for_a_migration_that_fails_and_names_it_in_the_others(TestDatabase kind)
      throws SQLException {
    Map<String, String> results =
        results(
            kind,
            "",
            List.of(
                Rooms.M20260101000000_CreateRooms.class,
                Rooms.M20260105000000_FailsBack.class,
                Rooms.M20260108000000_CreateUsers.class));

    assertThat(results.get("20260105000000-fails-back"))
        .startsWith("failed: Migration '20260105000000-fails-back'")
        .contains("length");
    assertThat(results.get("20260108000000-create-users"))
        .startsWith(
            "failed: Migration '20260108000000-create-users' – it was not checked completely,"
                + " because migration '20260105000000-fails-back' failed. Fix that first. Cause: ");
    assertThat(results.get("20260101000000-create-rooms")).contains("not checked completely");
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void applies_older_migrations_as_one_block(TestDatabase kind) throws SQLException {
    List<Class<? extends Migration>> migrations =
        List.of(
            Rooms.M20260101000000_CreateRooms.class,
            Rooms.M20260102000000_AddTopic.class,
            Rooms.M20260103000000_ForgetIndex.class,
            Rooms.M20260108000000_CreateUsers.class);

    assertThat(results(kind, "20260108", migrations))
        .containsExactly(
            entry("3 older, as one block", "passed"),
            entry("20260108000000-create-users", "passed"));
    assertThat(results(kind, "M20260102000000_AddTopic", migrations).keySet())
        .containsExactly(
            "1 older, as one block",
            "20260102000000-add-topic",
            "20260103000000-forget-index",
            "20260108000000-create-users");
    assertThat(results(kind, "20270101000000", migrations))
        .containsExactly(entry("4 older, as one block", "passed"));
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void fails_for_an_older_migration_that_fails(TestDatabase kind) throws SQLException {
    Map<String, String> results =
        results(
            kind,
            "20260113",
            List.of(
                Rooms.M20260101000000_CreateRooms.class, Rooms.M20260112000000_AddsTwice.class));

    assertThat(results.get("2 older, as one block"))
        .startsWith("failed: Migration '20260112000000-adds-twice'");
  }
}
