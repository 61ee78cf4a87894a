package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code System.out.println} of a result shows what a person wants to read. */
class ResultsTest {

  @Test
  void a_plan_prints_its_sql_with_comments() {
    Plan.Step create =
        new Plan.Step(
            "createTable 'rooms'",
            List.of("CREATE TABLE \"rooms\" (\n  \"id\" INTEGER\n)"),
            false,
            false,
            null,
            null,
            List.of(),
            null,
            null);
    Plan.Step drop =
        new Plan.Step(
            "dropTable 'old'",
            List.of("DROP TABLE \"old\""),
            false,
            true,
            "all rows of 'old'",
            null,
            List.of(),
            null,
            null);
    Plan plan =
        new Plan(
            "PostgreSQL",
            Direction.UP,
            List.of(
                new Plan.Entry(
                    "20250101000000-rooms",
                    List.of(create, drop),
                    new Plan.End(true, "there is no table 'x'"))));

    assertThat(plan)
        .hasToString(
            """
            -- PostgreSQL, up: 1 migration, 2 statements

            -- 20250101000000-rooms

            -- createTable 'rooms'
            CREATE TABLE "rooms" (
              "id" INTEGER
            );

            -- dropTable 'old': loses all rows of 'old'; after reading the database
            DROP TABLE "old";

            -- it would be refused: there is no table 'x'\
            """);
  }

  @Test
  void a_verification_prints_a_line_for_each_migration_and_difference() {
    Verification verification =
        new Verification(
            List.of(
                new Verification.Entry(
                    "20250101000000-rooms",
                    Verification.State.CHANGED,
                    List.of("- addIndex", "+ addColumn"),
                    List.of("a query")),
                new Verification.Entry(
                    "20250102000000-users", Verification.State.PENDING, List.of(), List.of())));

    assertThat(verification)
        .hasToString(
            """
            changed     20250101000000-rooms
              - addIndex
              + addColumn
              not covered: a query
            pending     20250102000000-users\
            """);
  }

  @Test
  void an_adoption_prints_what_comes_of_each_entry() {
    Adoption adoption =
        new Adoption(
            MigrationTool.FLYWAY,
            List.of(
                new Adoption.Entry("V1.sql", Adoption.State.COVERED, "20250101000000-rooms"),
                new Adoption.Entry("V2.sql", Adoption.State.RECORDED, "20250102000000-users"),
                new Adoption.Entry("V3.sql", Adoption.State.ELSEWHERE, null)));

    assertThat(adoption)
        .hasToString(
            """
            V1.sql  covered by 20250101000000-rooms
            V2.sql  recorded already as 20250102000000-users
            V3.sql  no migration here\
            """);
  }

  @Test
  void a_redo_prints_both_ways() {
    MigrationReport.Entry rooms =
        new MigrationReport.Entry("20250101000000-rooms", Duration.ofMillis(7));
    RedoReport report =
        new RedoReport(
            new MigrationReport(Direction.DOWN, List.of(rooms)),
            new MigrationReport(Direction.UP, List.of(rooms)));

    assertThat(report)
        .hasToString("down 20250101000000-rooms (7 ms)\nup 20250101000000-rooms (7 ms)");
  }
}
