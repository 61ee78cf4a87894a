package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Adoption;
import dev.switchback.Adoption.State;
import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Histories that did not begin here. */
public abstract class AdoptContract extends DatabaseContract {

  private static final String WHY = "made by hand in 2024";

  /** The contract on one kind of database. */
  protected AdoptContract(TestedDatabase database) {
    super(database);
  }

  private Migrator three() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  private List<String> reasons() throws Exception {
    return rows(
        "SELECT %s, %s FROM %s ORDER BY 1"
            .formatted(quote("name"), quote("reason"), quote("switchback_meta")));
  }

  // ---- baseline

  @Test
  void a_baseline_records_without_running_and_says_why() throws Exception {
    assertThat(three().baseline(SampleMigrations.TOPIC, WHY))
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);

    assertThat(tables()).isEmpty();
    assertThat(reasons())
        .containsExactly(SampleMigrations.ROOMS + ", " + WHY, SampleMigrations.TOPIC + ", " + WHY);
    assertThat(three().up().names()).containsExactly(SampleMigrations.USERS);
    assertThat(reasons()).last().isEqualTo(SampleMigrations.USERS + ", null");
    assertThat(three().verify().isClean()).isTrue();
  }

  @Test
  void a_baseline_is_for_an_empty_history() throws Exception {
    three().up(1);
    assertThatThrownBy(() -> three().baseline(SampleMigrations.TOPIC, WHY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "baseline – the history is not empty: 1 applied, 0 unfinished. Nothing was changed. Use"
                + " it only for a database that was created without Switchback. 'status' shows the"
                + " state of each migration.");
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void a_baseline_is_not_for_a_history_with_something_unfinished() throws Exception {
    Migrator failing =
        migrating(
            db -> {
              db.createTable("halls", t -> t.column("id", integer().primaryKey()));
              throw new IllegalStateException("not today");
            });
    assertThatThrownBy(failing::up).isInstanceOf(MigrationFailedException.class);
    if (!dialect().rendering().hasTransactionalDdl()) {
      assertThatThrownBy(() -> three().baseline(SampleMigrations.TOPIC, WHY))
          .hasMessageContaining("0 applied, 1 unfinished");
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_baseline_needs_a_migration_and_a_reason() {
    assertThatThrownBy(() -> three().baseline("20250102000000-add-topic", WHY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no migration has this name")
        .hasMessageContaining("'20250102000000-add-topic-to-rooms'");
    for (String reason : List.of("", " ", "x".repeat(501))) {
      assertThatThrownBy(() -> three().baseline(SampleMigrations.TOPIC, reason))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "baseline – it requires a reason of at most 500 characters. Nothing was changed.");
    }
  }

  // ---- Sequelize

  /** As sequelize-cli 6 makes it. */
  private void sequelize(String... names) throws Exception {
    execute(
        "CREATE TABLE %s (%s VARCHAR(255) NOT NULL PRIMARY KEY)"
            .formatted(quote("SequelizeMeta"), quote("name")));
    for (String name : names) {
      execute("INSERT INTO %s VALUES ('%s')".formatted(quote("SequelizeMeta"), name));
    }
  }

  @Test
  void what_sequelize_has_applied_under_the_same_names_is_recorded_and_the_next_one_runs()
      throws Exception {
    sequelize("20250101000000-create-rooms.js", "20250102000000-addTopic.cjs");
    execute("CREATE TABLE %s (%s INTEGER)".formatted(quote("rooms"), quote("id")));

    Adoption shown = three().adoption(MigrationTool.SEQUELIZE);

    assertThat(shown.entries())
        .containsExactly(
            new Adoption.Entry(
                "20250101000000-create-rooms.js", State.COVERED, SampleMigrations.ROOMS),
            new Adoption.Entry(
                "20250102000000-addTopic.cjs", State.COVERED, SampleMigrations.TOPIC));
    assertThat(three().executed()).isEmpty();
    assertThat(three().adopt(MigrationTool.SEQUELIZE, WHY)).isEqualTo(shown);
    assertThat(reasons())
        .containsExactly(SampleMigrations.ROOMS + ", " + WHY, SampleMigrations.TOPIC + ", " + WHY);
    assertThat(three().up().names()).containsExactly(SampleMigrations.USERS);
    assertThat(rows("SELECT * FROM " + quote("SequelizeMeta"))).hasSize(2);

    assertThat(three().adopt(MigrationTool.SEQUELIZE, WHY).entries())
        .extracting(Adoption.Entry::state)
        .containsOnly(State.RECORDED);
    assertThat(recorded()).hasSize(3);
  }

  @Test
  void one_migration_is_not_two_files_by_its_time() throws Exception {
    sequelize("20250101000000-another.js", "20250101000000-create-rooms.js");

    assertThat(three().adoption(MigrationTool.SEQUELIZE).entries())
        .containsExactly(
            new Adoption.Entry("20250101000000-another.js", State.ELSEWHERE, null),
            new Adoption.Entry(
                "20250101000000-create-rooms.js", State.COVERED, SampleMigrations.ROOMS));
  }

  @Test
  void what_was_begun_here_is_not_adopted() throws Exception {
    sequelize("20250601000000-scripted.js");
    Migrator failing =
        migrating(
            db -> {
              db.createTable("halls", t -> t.column("id", integer().primaryKey()));
              throw new IllegalStateException("not today");
            });
    assertThatThrownBy(failing::up).isInstanceOf(MigrationFailedException.class);
    if (dialect().rendering().hasTransactionalDdl()) {
      return; // nothing is left of it
    }
    assertThatThrownBy(() -> failing.adopt(MigrationTool.SEQUELIZE, WHY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it is unfinished here, so that it cannot be adopted");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_team_moves_in_the_middle_of_a_history() throws Exception {
    String[] forty = new String[40];
    for (int i = 0; i < forty.length; i++) {
      forty[i] = "202401%02d%06d-step.%s".formatted(i % 28 + 1, i, i % 2 == 0 ? "ts" : "mjs");
    }
    sequelize(forty);
    Migrator fortyFirst = migrator(M20250101000000_CreateRooms.class);

    Adoption found = fortyFirst.adopt(MigrationTool.SEQUELIZE, WHY);

    assertThat(found.names()).isEmpty();
    assertThat(found.entries()).hasSize(40).allMatch(entry -> entry.state() == State.ELSEWHERE);
    assertThat(fortyFirst.up().names()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void a_migration_that_sequelize_has_not_and_that_would_come_too_late_is_refused()
      throws Exception {
    sequelize("20250103000000-create-users.js", "20250101000000-create-rooms.js");

    assertThatThrownBy(() -> three().adopt(MigrationTool.SEQUELIZE, WHY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "'20250102000000-add-topic-to-rooms' – not in SequelizeMeta, but older than"
                + " '20250103000000-create-users', which is in it. Nothing was changed. Apply it"
                + " with the other tool first, or give it a later timestamp.");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_name_that_two_migrations_could_be_is_refused() throws Exception {
    sequelize("20250601000000-something.js");
    Migrator twins =
        configure(M20250601000000_Scripted.class, M20250601000000_Changing.class).build();

    assertThatThrownBy(() -> twins.adoption(MigrationTool.SEQUELIZE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "'20250601000000-something.js' of SequelizeMeta – two migrations have its timestamp:"
                + " '20250601000000-changing', '20250601000000-scripted'. Nothing was changed."
                + " Rename one of them to '20250601000000-something', or name the right one in a"
                + " mapping.");
  }

  @Test
  void a_table_that_is_not_there_or_of_another_shape_is_refused() throws Exception {
    assertThatThrownBy(() -> three().adoption(MigrationTool.SEQUELIZE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Table 'SequelizeMeta' – it does not exist in this schema. Nothing was changed. Set the"
                + " schema of that history by schema(…).");
    execute("CREATE TABLE %s (%s INTEGER)".formatted(quote("SequelizeMeta"), quote("version")));
    assertThatThrownBy(() -> three().adopt(MigrationTool.SEQUELIZE, WHY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Table 'SequelizeMeta' – it cannot be read as the history of sequelize. Nothing was"
                + " changed. Cause: ");
  }

  // ---- Flyway and Liquibase

  private void flyway(boolean isSuccess) throws Exception {
    execute(
        "CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s VARCHAR(50), %s VARCHAR(1000) NOT NULL, %s BOOLEAN NOT NULL)"
            .formatted(
                quote("flyway_schema_history"),
                quote("installed_rank"),
                quote("version"),
                quote("script"),
                quote("success")));
    String insert = "INSERT INTO %s VALUES (%d, '%d', '%s', %s)";
    String table = quote("flyway_schema_history");
    execute(insert.formatted(table, 1, 1, "V1__rooms.sql", true));
    execute(insert.formatted(table, 2, 2, "V2__topic.sql", isSuccess));
  }

  @Test
  void what_flyway_has_applied_is_recorded_as_a_mapping_says() throws Exception {
    flyway(true);
    assertThat(three().adoption(MigrationTool.FLYWAY).entries())
        .containsExactly(
            new Adoption.Entry("V1__rooms.sql", State.ELSEWHERE, null),
            new Adoption.Entry("V2__topic.sql", State.ELSEWHERE, null));
    assertThatThrownBy(() -> three().adopt(MigrationTool.FLYWAY, WHY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Table 'flyway_schema_history' – its entries do not have the names of migrations."
                + " Nothing was changed. Write a mapping that names the migration for each entry.");

    Map<String, String> both =
        Map.of("V1__rooms.sql", SampleMigrations.ROOMS, "V2__topic.sql", SampleMigrations.ROOMS);
    assertThat(three().adopt(MigrationTool.FLYWAY, both, WHY).names())
        .containsExactly(SampleMigrations.ROOMS);
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void a_mapping_has_to_fit() throws Exception {
    flyway(true);

    assertThatThrownBy(() -> three().adoption(MigrationTool.FLYWAY, Map.of("V1__rooms.sql", "")))
        .hasMessage(
            "Mapping – it lacks 'V2__topic.sql'. Nothing was changed. Write one line for each entry"
                + " of flyway_schema_history, and no other.");
    assertThatThrownBy(
            () ->
                three()
                    .adoption(
                        MigrationTool.FLYWAY,
                        Map.of("V1__rooms.sql", "", "V2__topic.sql", "", "V3.sql", "")))
        .hasMessageContaining("it names entries that do not exist: 'V3.sql'");
    assertThatThrownBy(
            () ->
                three()
                    .adoption(
                        MigrationTool.FLYWAY,
                        Map.of("V1__rooms.sql", "20250101000000-rooms", "V2__topic.sql", "")))
        .hasMessage(
            "'V1__rooms.sql' of flyway_schema_history – the mapping names '20250101000000-rooms',"
                + " which has no class. Nothing was changed. Write it as 'status' shows it.");
  }

  @Test
  void what_has_failed_there_has_to_be_finished_there() throws Exception {
    flyway(false);

    assertThatThrownBy(() -> three().adoption(MigrationTool.FLYWAY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "'V2__topic.sql' of flyway_schema_history – it has failed there. Nothing was changed."
                + " Fix and finish it with the tool that began it.");
  }

  @Test
  void what_liquibase_has_applied_is_recorded_as_a_mapping_says() throws Exception {
    execute(
        "CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL,"
            + " FILENAME VARCHAR(255) NOT NULL, ORDEREXECUTED INT NOT NULL, EXECTYPE VARCHAR(10)"
            + " NOT NULL)");
    execute("INSERT INTO DATABASECHANGELOG VALUES ('1', 'ann', 'log.xml', 1, 'EXECUTED')");

    Map<String, String> mapping = Map.of("log.xml::1::ann", SampleMigrations.ROOMS);

    assertThat(three().adopt(MigrationTool.LIQUIBASE, mapping, WHY).names())
        .containsExactly(SampleMigrations.ROOMS);
    assertThat(reasons()).containsExactly(SampleMigrations.ROOMS + ", " + WHY);
  }
}
