package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that are added and removed, and what becomes of the table. */
public abstract class ChecksContract extends SeatsContract {

  /** The contract on one kind of database. */
  protected ChecksContract(TestedDatabase database) {
    super(database);
  }

  @Test
  void adds_and_removes_a_check_or_refuses_one_that_would_be_forgotten() throws Exception {
    createTables();
    Constraint positive = check("positive_size", quoted("size") + " > 0");
    if (!hasChecks()) {
      assertThatThrownBy(() -> migrating(db -> db.addConstraint("tickets", positive)).up())
          .isInstanceOf(MigrationFailedException.class)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              "MySQL cannot do this: keep the check constraint 'positive_size', which version"
                  + " 8.0.15 does not store. Use version 8.0.16 or a later one, or leave it out");
      return;
    }
    var migrator =
        migrating(
            db -> db.addConstraint("tickets", positive),
            db -> db.removeConstraint("tickets", "positive_size"));
    migrator.up();
    assertRejected("tickets", "1, 1, 1, 0");
    assertThat(catalog().constraintKinds("tickets"))
        .containsOnly(entry("positive_size", List.of(ConstraintKind.CHECK)));

    migrator.down(); // where Sequelize sends DROP INDEX on MariaDB, and fails

    insert("tickets", "1, 1, 1, 0");
    assertThat(catalog().constraintKinds("tickets")).isEmpty();
  }

  /** The server's own error names one check, and no way out. */
  @Test
  void a_column_that_checks_use_gets_another_name_or_the_step_names_them_all() throws Exception {
    if (!hasChecks()) {
      return; // there is none to use a column
    }
    createTables();
    Constraint positive = check("positive", quoted("size") + " > 0");
    Constraint order = check("in_order", quoted("size") + " > " + quoted("no"));
    migrating(
            db -> {
              db.addConstraint("tickets", positive);
              db.addConstraint("tickets", order);
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
    Migrator rename = migrating(db -> db.renameColumn("tickets", "size", "width"));
    if (engine() == TestDatabase.MYSQL) {
      assertThat(rename.plan().isRefused()).isTrue();
      assertThatThrownBy(rename::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(
              "renameColumn 'size' to 'width' on 'tickets' – MySQL refuses it, because the column"
                  + " is used by check 'in_order', check 'positive'. Nothing was sent. Remove that"
                  + " first, rename the column, and add it again with the new name");
      rename =
          migrating(
              db -> {
                db.removeConstraint("tickets", positive);
                db.removeConstraint("tickets", "in_order");
                db.renameColumn("tickets", "size", "width");
                db.addConstraint("tickets", check("positive", quoted("width") + " > 0"));
                db.addConstraint(
                    "tickets", check("in_order", quoted("width") + " > " + quoted("no")));
              });
    }
    assertThat(rename.plan().isRefused()).isFalse();
    rename.up();

    assertRejected("tickets", "1, 1, 1, 0");
    assertRejected("tickets", "1, 1, 5, 4");
    insert("tickets", "1, 1, 1, 4");
  }

  @Test
  void a_column_that_a_check_over_several_uses_stays() throws Exception {
    if (!hasChecks()) {
      return; // there is none to use a column
    }
    createTables();
    migrating(
            db -> {
              db.addConstraint("tickets", check("positive", quoted("size") + " > 0"));
              db.addConstraint("tickets", check("in_order", quoted("size") + " > " + quoted("id")));
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
    Migrator removal = migrating(db -> db.removeColumn("tickets", "size"));

    assertThat(removal.plan().isRefused()).isTrue();
    assertThatThrownBy(removal::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("removeColumn 'size' from 'tickets' – ")
        .hasMessageContaining("in_order'")
        .hasMessageNotContaining("positive")
        .hasMessageContaining("Nothing was sent. Remove ");

    migrating(
            db -> {
              db.removeConstraint("tickets", "in_order");
              db.removeColumn("tickets", "size");
            })
        .up();
    assertThat(catalog().constraintKinds("tickets")).isEmpty();
  }

  @Test
  void creates_a_table_with_its_checks_or_not_at_all() throws Exception {
    if (hasChecks()) {
      migrating(ChecksContract::createTableWithCheck).up();
      assertRejected("rooms", "0");
      return;
    }
    assertThatThrownBy(() -> migrating(ChecksContract::createTableWithCheck).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(UnsupportedByDialectException.class)
        .hasMessageContaining("keep the check constraint 'positive'");
    assertThat(tables()).isEmpty();
  }

  private static void createTableWithCheck(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("size", integer());
          t.check("positive", "1 > 2");
        });
  }

  @Test
  void adds_no_check_that_a_row_breaks() throws Exception {
    createTables();
    insert("tickets", "1, 1, 1, 0");

    assertThatThrownBy(
            () ->
                migrating(
                        db ->
                            db.addConstraint("tickets", check("positive", quoted("size") + " > 0")))
                    .up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("'positive'");
    assertThat(catalog().constraintKinds("tickets")).isEmpty();
  }

  @Test
  void does_not_remove_a_column_that_a_check_over_several_needs() throws Exception {
    createTables();
    AddConstraint addition =
        new AddConstraint("tickets", check("order", quoted("row") + " < " + quoted("no")));
    if (!hasChecks()) {
      assertForgotten(addition);
      return;
    }
    carryOut(addition);

    assertThatThrownBy(() -> migrating(db -> db.removeColumn("tickets", "no")).up())
        .isInstanceOf(MigrationFailedException.class);
    assertThat(catalog().constraintKinds("tickets")).containsKey("order");
    assertThat(catalog().columns("tickets")).containsKey("no");
  }

  private void assertForgotten(AddConstraint addition) {
    assertThatThrownBy(() -> carryOut(addition))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessageContaining("which version 8.0.15 does not store");
  }

  @Test
  void names_no_check_that_belongs_to_a_type() throws Exception {
    create("documents", t -> t.column("settings", json().notNull()));

    assertThat(catalog().constraintKinds("documents")).isEmpty();
  }

  // ---- after a death

  private CreateTable boxes(boolean isChecked) {
    TableDefinition t = new TableDefinition("boxes");
    t.ifNotExists();
    t.column("size", integer());
    if (isChecked) {
      t.check("positive", quoted("size") + " > 0");
    }
    return new CreateTable(t.table(), true);
  }

  /** The server may show the condition in other words, and some list no column of it. */
  @Test
  void takes_a_table_with_a_check_for_the_one_it_is_asked_for() throws Exception {
    CreateTable checked = boxes(hasChecks());

    assertToldApart(checked);

    migrating(db -> db.run(checked)).up();
    assertThat(catalog().constraintKinds("boxes")).hasSize(hasChecks() ? 1 : 0);
  }

  @Test
  void does_not_take_a_table_without_the_check_for_the_one_it_is_asked_for() throws Exception {
    carryOut(boxes(false));
    if (hasChecks()) {
      assertThat(probe(boxes(true))).isEqualTo(UNKNOWN);
      assertThatThrownBy(() -> migrating(db -> db.run(boxes(true))).up())
          .hasMessageContaining("it does not have the check constraint 'positive'");
    } else {
      assertThat(probe(boxes(false))).isEqualTo(APPLIED);
    }
  }

  @Test
  void tells_whether_a_check_was_added_or_removed() throws Exception {
    AddConstraint addition =
        new AddConstraint("tickets", check("positive", quoted("size") + " > 0"));
    if (!hasChecks()) {
      assertForgotten(addition);
      return;
    }
    assertThat(probe(addition)).isEqualTo(NOT_APPLIED);
    createTables();

    assertToldApart(addition);
    assertToldApart(new RemoveConstraint("tickets", "positive"));
    carryOut(new AddConstraint("tickets", unique("size").named("positive")));
    assertThat(probe(addition)).isEqualTo(UNKNOWN);
  }
}
