package dev.switchback.testkit.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static dev.switchback.schema.Was.was;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.testkit.RecordingDataSource;
import dev.switchback.testkit.server.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Migrations that know their way back, and those that turn out to have none. */
public abstract class ReversibleContract extends DatabaseContract {

  private static final String CHANGING = "20250601000000-changing";

  /** The contract on one kind of database. */
  protected ReversibleContract(TestDatabase kind) {
    super(kind);
  }

  /** A migrator of one that creates the table "rooms" and of one with this change. */
  private Migrator changing(DataSource source, Body change) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(
            List.of(
                ReversibleRooms.M20250101000000_CreateRooms.class, M20250601000000_Changing.class))
        .factory(
            type ->
                type == M20250601000000_Changing.class
                    ? new M20250601000000_Changing(change)
                    : new ReversibleRooms.M20250101000000_CreateRooms())
        .build();
  }

  @Test
  void a_way_down_over_one_without_a_way_back_is_refused_before_anything_is_sent()
      throws Exception {
    Body change = db -> db.removeColumn("rooms", "topic");
    changing(dataSource(), change).up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());

    assertThatThrownBy(changing(watched, change)::downAll)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching(
            "Migration '20250601000000-changing' cannot be reverted"
                + " \\(M20250601000000_Changing\\.java:\\d+\\): removeColumn 'topic' from 'rooms' –"
                + " it forgets its definition\\. Write removeColumn\\(table, column, was\\(…\\)\\)"
                + " with its definition\\.\n"
                + "Nothing was run\\. Go down only as far as there is a way back\\.");
    assertThat(watched.sent()).hasSize(1);
    assertThat(recorded()).hasSize(2);
    assertThat(columns("rooms")).containsOnlyKeys("id");
  }

  /** What a change does, and what is said of it. */
  private static Map<Body, String> withoutWayBack() {
    Map<Body, String> all = new LinkedHashMap<>();
    all.put(db -> db.irreversible("the old topics are not kept"), ": the old topics are not kept.");
    all.put(
        db -> db.tableExists("rooms"),
        ": tableExists 'rooms' – what it finds on the way up is not there to be found on the way"
            + " down. Do it within reversibly(up -> …, down -> …).");
    all.put(
        db -> db.execute("SELECT 1"),
        ": execute 'SELECT 1' – nobody but the server knows what it does. Write reversibly(up ->"
            + " …, down -> …) with what undoes it.");
    all.put(
        db -> db.withConnection(connection -> {}),
        ": withConnection – nobody but the server knows what it does.");
    all.put(
        db -> db.bulkInsert("rooms", row("id", 1)),
        ": bulkInsert of 1 row into 'rooms' – it forgets which rows it inserted.");
    all.put(
        db ->
            db.createTable(
                "halls",
                t -> {
                  t.column("id", integer());
                  t.ifNotExists();
                }),
        ": createTable 'halls' if it does not exist – who made it is not known on the way down."
            + " Leave out ifNotExists().");
    all.put(
        db ->
            db.changeColumn(
                "rooms", "topic", string(300).notNull().defaultValue(""), was(string(200))),
        "was(…) does not say what its nullability and its default was. Say it there.");
    return all;
  }

  @Test
  void each_says_what_has_no_way_back_and_what_to_write() throws Exception {
    for (Map.Entry<Body, String> each : withoutWayBack().entrySet()) {
      Migrator migrator = changing(dataSource(), each.getKey());
      migrator.up();

      assertThatThrownBy(migrator::down)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(each.getValue());
      assertThat(recorded()).contains(CHANGING);
      dropDatabase();
      createDatabase();
    }
  }

  @Test
  void a_change_that_cannot_be_looked_at_without_a_database_is_named() {
    boolean[] hasRun = {false};
    Migrator migrator =
        changing(
            dataSource(),
            db -> {
              if (hasRun[0]) {
                throw new IllegalStateException("not today");
              }
              hasRun[0] = true;
            });
    migrator.up();

    assertThatThrownBy(migrator::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be reverted, because its change(…) failed: ")
        .hasMessageContaining("not today")
        .hasMessageContaining("Nothing was run.");
  }

  @Test
  void both_ways_written_by_hand_may_share_what_is_different_about_them() throws Exception {
    Body both =
        db -> {
          db.reversibly(
              up -> up.addColumn("rooms", "size", integer()),
              down -> down.removeColumn("rooms", "size"));
        };
    changing(dataSource(), db -> {}).up();
    Migrator byHand = migrating(both, both);

    byHand.up();
    assertThat(columns("rooms")).containsKey("size");
    byHand.down();
    assertThat(columns("rooms")).doesNotContainKey("size");
  }

  @Test
  void a_way_down_that_is_written_by_hand_and_says_that_there_is_none_is_refused_at_the_start()
      throws Exception {
    Migrator byHand =
        migrating(
            db -> db.irreversible("nobody knows the sizes"),
            db -> {
              db.execute("SELECT 1");
              db.irreversible("nobody knows the sizes");
            });
    byHand.up();

    assertThatThrownBy(byHand::downAll)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Migration '20250601000000-scripted' cannot be reverted")
        .hasMessageContaining(": nobody knows the sizes.\nNothing was run.");
    assertThat(recorded()).containsExactly("20250601000000-scripted");
  }

  @Test
  void behind_a_query_it_fails_when_it_is_reached() throws Exception {
    Migrator byHand =
        migrating(
            db -> {},
            db -> {
              db.query("SELECT 1", row -> row.getInt(1));
              db.irreversible("nobody knows the sizes");
            });
    byHand.up();

    assertThatThrownBy(byHand::down)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("nobody knows the sizes");
    assertThat(recorded()).containsExactly("20250601000000-scripted");
  }
}
