package dev.switchback.postgresql;

import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.dialect.Probe;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code notValid()} and {@code validateConstraint}, which only PostgreSQL has. */
class NotValidTest {

  private static final Constraint.ForeignKey OWNER =
      foreignKey("owner_id").references("users", "id");
  private static final Constraint.Check POSITIVE = check("positive", "size > 0");

  /** Does what a test says. */
  public static final class M20250101000000_Scripted extends ScriptedMigration {
    M20250101000000_Scripted(Consumer<QueryInterface> up) {
      super(up);
    }
  }

  /** Does what a test says, and knows its undo. */
  record M20250102000000_Changing(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private FreshDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    scripted(
            db -> {
              db.createTable("users", t -> t.column("id", integer().primaryKey()));
              db.createTable(
                  "rooms",
                  t -> {
                    t.column("owner_id", integer());
                    t.column("size", integer());
                  });
              db.bulkInsert("users", row("id", 1));
              db.bulkInsert("rooms", row("owner_id", 7, "size", 1));
            })
        .up();
    send("DELETE FROM switchback_meta");
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  private Migrator scripted(Consumer<QueryInterface> up) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Scripted.class))
        .factory(type -> new M20250101000000_Scripted(up))
        .build();
  }

  private Migrator changing(Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250102000000_Changing.class))
        .factory(type -> new M20250102000000_Changing(change))
        .build();
  }

  private void send(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<ConstraintDescription> constraints() {
    return scripted(db -> {}).snapshot().tables().stream()
        .filter(table -> table.name().equals("rooms"))
        .flatMap(table -> table.constraints().stream())
        .toList();
  }

  private void fails(Consumer<QueryInterface> up, String message) {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(() -> scripted(up).up())
        .havingRootCause()
        .withMessage(message);
  }

  @Test
  void checks_new_rows_from_now_on_and_the_old_ones_when_it_is_told_to() throws SQLException {
    scripted(
            db -> {
              db.addConstraint("rooms", OWNER.notValid());
              db.addConstraint("rooms", POSITIVE.notValid());
            })
        .up();

    assertThat(constraints()).hasSize(2).allMatch(ConstraintDescription::isNotValid);
    assertThatThrownBy(() -> send("INSERT INTO rooms VALUES (7, 1)"))
        .hasMessageContaining("rooms_owner_id_fk");
    assertThatThrownBy(() -> send("INSERT INTO rooms VALUES (1, 0)"))
        .hasMessageContaining("positive");
    send("DELETE FROM switchback_meta");
    send("UPDATE rooms SET owner_id = 1");
    scripted(
            db -> {
              db.validateConstraint("rooms", "rooms_owner_id_fk");
              db.validateConstraint("rooms", "positive");
            })
        .up();

    assertThat(constraints()).hasSize(2).noneMatch(ConstraintDescription::isNotValid);
  }

  @Test
  void leaves_the_constraint_as_it_was_if_a_row_violates_it_and_goes_on_from_there()
      throws SQLException {
    Migrator migrator =
        scripted(
            db -> {
              db.addConstraint("rooms", OWNER.notValid());
              db.validateConstraint("rooms", "rooms_owner_id_fk");
            });

    assertThatThrownBy(migrator::up).hasMessageContaining("rooms_owner_id_fk");

    assertThat(constraints()).hasSize(1).allMatch(ConstraintDescription::isNotValid);
    send("UPDATE rooms SET owner_id = 1");
    migrator.up();
    assertThat(constraints()).hasSize(1).noneMatch(ConstraintDescription::isNotValid);
  }

  @Test
  void validates_outside_the_transaction_that_added_the_constraint() {
    Plan plan =
        scripted(
                db -> {
                  db.addConstraint("rooms", POSITIVE.notValid());
                  db.validateConstraint("rooms", "positive");
                })
            .plan();

    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::isOutsideTransaction)
        .containsExactly(false, true);
    assertThat(plan.isHazardous()).isFalse();
    assertThat(plan.sql())
        .containsExactly(
            "ALTER TABLE \"rooms\" ADD CONSTRAINT \"positive\" CHECK (size > 0) NOT VALID",
            "ALTER TABLE \"rooms\" VALIDATE CONSTRAINT \"positive\"");
  }

  @Test
  void validating_what_is_valid_changes_nothing() {
    scripted(
            db -> {
              db.addConstraint("rooms", POSITIVE);
              db.validateConstraint("rooms", "positive");
            })
        .up();

    assertThat(constraints()).hasSize(1).noneMatch(ConstraintDescription::isNotValid);
  }

  @Test
  void the_undo_of_both_removes_the_constraint_and_that_of_validation_alone_keeps_it()
      throws SQLException {
    send("UPDATE rooms SET owner_id = 1");
    Migrator both =
        changing(
            db -> {
              db.addConstraint("rooms", OWNER.notValid());
              db.validateConstraint("rooms", "rooms_owner_id_fk");
            });
    both.up();
    assertThat(both.plan(Direction.DOWN).sql())
        .containsExactly("ALTER TABLE \"rooms\" DROP CONSTRAINT \"rooms_owner_id_fk\"");
    both.down();
    assertThat(constraints()).isEmpty();

    send("ALTER TABLE rooms ADD CONSTRAINT positive CHECK (size > 0) NOT VALID");
    Migrator alone = changing(db -> db.validateConstraint("rooms", "positive"));
    alone.up();
    assertThat(alone.down().migrations()).hasSize(1);
    assertThat(constraints()).hasSize(1).noneMatch(ConstraintDescription::isNotValid);
    alone.up();
  }

  @Test
  void a_removal_by_definition_says_whether_the_constraint_was_valid() throws SQLException {
    send("ALTER TABLE rooms ADD CONSTRAINT positive CHECK (size > 0) NOT VALID");

    assertThatThrownBy(() -> changing(db -> db.removeConstraint("rooms", POSITIVE)).up())
        .hasMessageContaining(
            "its undo would not restore its check 'positive', which is NOT VALID");
    Migrator exact = changing(db -> db.removeConstraint("rooms", POSITIVE.notValid()));
    exact.up();
    exact.down();

    assertThat(constraints()).hasSize(1).allMatch(ConstraintDescription::isNotValid);
  }

  @Test
  void if_it_does_not_exist_a_valid_one_is_accepted_and_not_the_other_way_round()
      throws SQLException {
    send("ALTER TABLE rooms ADD CONSTRAINT positive CHECK (size > 0)");
    scripted(db -> db.ifNotExists().addConstraint("rooms", POSITIVE.notValid())).up();
    assertThat(constraints()).hasSize(1).noneMatch(ConstraintDescription::isNotValid);

    send("DELETE FROM switchback_meta");
    send("ALTER TABLE rooms DROP CONSTRAINT positive");
    send("ALTER TABLE rooms ADD CONSTRAINT positive CHECK (size > 0) NOT VALID");
    fails(
        db -> db.ifNotExists().addConstraint("rooms", POSITIVE),
        "addConstraint 'positive' on 'rooms' if it does not exist – it exists, and is another one:"
            + " its check 'positive' NOT VALID. Nothing was sent. Change it, or choose another"
            + " name");
  }

  @Test
  void refuses_what_there_is_not_and_what_is_always_valid() {
    fails(
        db -> db.validateConstraint("rooms", "none"),
        "validateConstraint 'none' on 'rooms' – there is no constraint of this name on this table;"
            + " it has none");
    fails(
        db -> db.validateConstraint("users", "users_pk"),
        "validateConstraint 'users_pk' on 'users' – its index has checked every row, so that it is"
            + " always valid. Nothing was sent. Leave it out");
    fails(
        db ->
            db.createTable(
                "t",
                t -> {
                  t.column("a", integer());
                  t.constraint(check("c", "a > 0").notValid());
                }),
        "table 't' – its check constraint 'c' is notValid(), and a new table has no rows to check:"
            + " leave out notValid()");
  }

  @Test
  void a_probe_has_it_sent_again_which_does_no_harm() throws SQLException {
    PostgreSqlDialect dialect = new PostgreSqlDialect();
    try (Connection connection = database.dataSource().getConnection()) {
      Probe probe = new Probe(dialect, dialect.catalog(connection));
      assertThat(new ValidateConstraint("rooms", "any").accept(probe)).isEqualTo(NOT_APPLIED);
      assertThat(new ValidateConstraint("none", "any").accept(probe)).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void what_it_is_called_and_where_it_refers_to_does_not_change_that_it_is_not_valid() {
    assertThat(OWNER.notValid().named("a").inSchema("b").deferrable().isNotValid()).isTrue();
    assertThat(POSITIVE.notValid().named("a").isNotValid()).isTrue();
    assertThat(OWNER.isNotValid() || POSITIVE.isNotValid() || unique("a").isNotValid()).isFalse();
  }
}
