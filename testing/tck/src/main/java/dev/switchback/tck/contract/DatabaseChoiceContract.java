package dev.switchback.tck.contract;

import static dev.switchback.DatabaseProduct.H2;
import static dev.switchback.DatabaseProduct.MARIADB;
import static dev.switchback.DatabaseProduct.MYSQL;
import static dev.switchback.DatabaseProduct.POSTGRESQL;
import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.DatabaseInfo;
import dev.switchback.DatabaseProduct;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.Verification;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A migration knows its database, and may do something else on each. */
public abstract class DatabaseChoiceContract extends DatabaseContract {

  /** The same on every database, because all branches are part of it. */
  private static final String FINGERPRINT =
      "v1:2e4ac5d91351bf3ecd74fcecbeea8dc05fbf731516f0d8a95100e90ac000e364";

  /** The contract on one kind of database. */
  protected DatabaseChoiceContract(TestedDatabase database) {
    super(database);
  }

  private static Consumer<QueryInterface> table(String name) {
    return db -> db.createTable(name, t -> t.column("id", integer().primaryKey()));
  }

  private DatabaseProduct here() throws SQLException {
    return new DatabaseProduct(dialect().name());
  }

  /** One that is another one on every database. */
  private DatabaseProduct elsewhere() throws SQLException {
    return here().equals(MYSQL) ? POSTGRESQL : MYSQL;
  }

  private static MigrationFailedException failure(Migrator migrator) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .actual();
  }

  @Test
  void the_branch_of_the_database_in_use_is_executed_and_no_other() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();

    migrating(
            db -> {
              db.on(elsewhere, table("a")).on(here, table("b")).otherwise(table("c"));
              db.on(here, table("d")).otherwise(table("e"));
              db.on(elsewhere, table("f")).otherwise(table("g"));
              db.on(elsewhere, here, table("h"));
              db.on(Set.of(here), table("i")).on(Set.of(elsewhere), table("j"));
            })
        .up();

    assertThat(tables()).containsExactly("b", "d", "g", "h", "i");
  }

  @Test
  void a_name_of_a_product_may_be_written_in_any_case() throws Exception {
    DatabaseProduct here = new DatabaseProduct(here().name().toLowerCase(Locale.ROOT));

    migrating(db -> db.on(here, table("a"))).up();

    assertThat(tables()).containsExactly("a");
  }

  @Test
  void branches_may_be_within_branches_and_within_reversibly() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();

    migrating(
            db ->
                db.on(
                        here,
                        own ->
                            own.reversibly(
                                up ->
                                    up.on(elsewhere, table("a"))
                                        .otherwise(other -> other.on(here, table("b"))),
                                down -> {}))
                    .otherwise(table("c")))
        .up();

    assertThat(tables()).containsExactly("b");
  }

  @Test
  void a_database_that_is_left_out_is_refused_before_anything_is_committed() throws Exception {
    DatabaseProduct elsewhere = elsewhere();
    String name = dialect().name();
    List<Body> all =
        List.of(
            db -> db.on(elsewhere, table("b")),
            db -> {
              db.on(elsewhere, table("b"));
              table("c").accept(db);
            },
            db -> {
              db.on(elsewhere, table("b"));
              db.tableExists("a");
            },
            db -> {
              db.on(elsewhere, table("b"));
              db.query("SELECT 1", row -> row.getInt(1));
            },
            db -> {
              db.on(elsewhere, table("b"));
              db.on(elsewhere, table("b")).otherwise(table("c"));
            },
            db -> db.on(elsewhere, table("b")).otherwise(other -> other.on(elsewhere, table("c"))));
    for (Body body : all) {
      MigrationFailedException failure = failure(migrating(body(table("a")).then(body)));

      assertThat(failure.getMessage())
          .contains(
              "on(%s, …) – it has no branch for %s, the database in use. Nothing was sent for it. Add on(%2$s, …) or otherwise(…)"
                  .formatted(elsewhere, name))
          .contains("M20250601000000_Scripted.java:");
      assertThat(tables()).isEmpty();
      assertThat(recorded()).isEmpty();
    }
  }

  private static Body body(Consumer<QueryInterface> work) {
    return work::accept;
  }

  @Test
  void a_choice_that_is_written_wrongly_is_refused_before_anything_is_committed() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();

    requireRefused(
        db -> db.on(here, table("b")).on(elsewhere, table("c")).on(here, table("d")),
        "on(%s, …) – this database has a branch already. Nothing was sent. Write one branch for each database"
            .formatted(here));
    requireRefused(
        db -> db.on(Set.of(), table("b")), "on(…) – it names no database. Nothing was sent");
    requireRefused(
        db -> {
          QueryInterface.DatabaseChoice choice = db.on(here, table("b"));
          table("c").accept(db);
          choice.otherwise(table("d"));
        },
        "on(%s, …) – this choice has ended. Nothing was sent. Write all of its branches in one chain, and otherwise(…) last"
            .formatted(here));
    requireRefused(
        db -> {
          QueryInterface.DatabaseChoice choice = db.on(here, table("b"));
          choice.otherwise(table("c"));
          choice.on(elsewhere, table("d"));
        },
        "this choice has ended");
  }

  private void requireRefused(Body body, String message) throws SQLException {
    assertThat(failure(migrating(body))).hasMessageContaining(message);
    assertThat(tables()).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  private static void onEach(QueryInterface db) {
    db.on(POSTGRESQL, pg -> pg.execute("CREATE TABLE a (id bigint)"))
        .on(MYSQL, MARIADB, my -> my.execute("CREATE TABLE a (id bigint) COMMENT 'a'"))
        .on(H2, h2 -> h2.execute("CREATE MEMORY TABLE a (id bigint)"))
        .otherwise(other -> other.createTable("a", t -> t.column("id", integer())));
    db.commentOnTable("a", "of all");
  }

  @Test
  void the_fingerprint_is_the_same_on_every_database() throws Exception {
    migrating(DatabaseChoiceContract::onEach).up();

    assertThat(rows("SELECT %s FROM %s".formatted(quote("fingerprint"), quote("switchback_meta"))))
        .containsExactly(FINGERPRINT);
    assertThat(verified(DatabaseChoiceContract::onEach).state())
        .isEqualTo(Verification.State.UNCHANGED);
  }

  private Verification.Entry verified(Body body) {
    return migrating(body).verify().migrations().get(0);
  }

  @Test
  void a_change_of_another_databases_branch_is_noticed() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();
    migrating(db -> db.on(here, table("a")).on(elsewhere, table("b"))).up();

    Verification.Entry changed = verified(db -> db.on(here, table("a")).on(elsewhere, table("c")));
    Verification.Entry moved = verified(db -> db.on(here, elsewhere, table("a")));

    assertThat(changed.state()).isEqualTo(Verification.State.CHANGED);
    assertThat(String.join("\n", changed.differences()))
        .contains("table=1:b")
        .contains("table=1:c");
    assertThat(moved.state()).isEqualTo(Verification.State.CHANGED);
  }

  @Test
  void a_branch_that_reads_ends_what_is_compared_on_every_database() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();
    Body body =
        db -> {
          db.on(elsewhere, other -> other.query("SELECT 1", row -> row.getInt(1)))
              .on(here, table("a"));
          table("b").accept(db);
        };
    migrating(body).up();

    assertThat(tables()).containsExactly("a", "b");
    assertThat(verified(body).state()).isEqualTo(Verification.State.UNCHANGED);
  }

  @Test
  void a_branch_of_another_database_that_fails_without_it_stops_nothing() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();
    Body body =
        db ->
            db.on(
                    elsewhere,
                    other -> {
                      throw new IllegalStateException("only there");
                    })
                .on(here, table("a"));

    migrating(body).up();

    assertThat(tables()).containsExactly("a");
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void a_plan_has_the_steps_of_its_database_with_a_server_and_without_one() throws Exception {
    Migrator migrator = migrating(DatabaseChoiceContract::onEach);
    List<String> own = migrator.plan().sql();

    assertThat(own.get(0)).startsWith("CREATE ");
    assertThat(migrator.planOffline(Direction.UP, dialect().name(), dialect().version()).sql())
        .isEqualTo(own);
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    scripted(DatabaseChoiceContract::onEach, db -> {}).dataSource(watched).build().up();
    assertThat(watched.sentByMigrations()).containsAll(own);
  }

  @Test
  void the_way_back_goes_through_the_branch_that_the_way_there_took() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();
    Migrator migrator =
        changing(
            db -> {
              table("a").accept(db);
              db.on(elsewhere, table("b")).on(here, table("c")).otherwise(table("d"));
              db.acknowledged("tried").on(elsewhere, table("e")).otherwise(table("f"));
            });

    migrator.up();
    assertThat(tables()).containsExactly("a", "c", "f");
    migrator.down();

    assertThat(tables()).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_branch_without_a_way_back_is_refused_on_every_database() throws Exception {
    DatabaseProduct here = here();
    DatabaseProduct elsewhere = elsewhere();
    Migrator migrator =
        changing(db -> db.on(here, table("a")).on(elsewhere, other -> other.execute("SELECT 1")));
    migrator.up();

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(migrator::down)
        .withMessageContaining("only the server knows its effect");
    assertThat(tables()).containsExactly("a");
  }

  private Migrator changing(Body change) {
    return configure(M20250601000000_Changing.class)
        .factory(type -> (Migration) new M20250601000000_Changing(change))
        .build();
  }

  @Test
  void a_migration_is_told_product_and_version_without_a_round_trip() throws Exception {
    List<DatabaseInfo> told = new ArrayList<>();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Body body =
        db -> {
          told.add(db.database());
          if (told.get(0).isAtLeast("1")) {
            table("a").accept(db);
          }
        };

    scripted(body, db -> {}).dataSource(watched).build().up();

    assertThat(told.get(0)).isEqualTo(new DatabaseInfo(here(), dialect().version()));
    assertThat(told.get(0).version()).matches("\\d+[.\\d]*.*");
    assertThat(told.get(0).isAtLeast("999")).isFalse();
    assertThat(tables()).containsExactly("a");
    assertThat(verified(body).state()).isEqualTo(Verification.State.UNCHANGED);
  }

  @Test
  void a_plan_without_a_server_knows_the_version_that_it_is_made_for() throws Exception {
    List<DatabaseInfo> told = new ArrayList<>();
    Migrator migrator = migrating(db -> told.add(db.database()));

    migrator.planOffline(Direction.UP, dialect().name(), dialect().version());
    migrator.plan();

    assertThat(told).containsOnly(new DatabaseInfo(here(), dialect().version()));
  }
}
