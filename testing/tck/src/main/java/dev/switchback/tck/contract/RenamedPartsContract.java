package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Dialect;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameIndex;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code renameIndex} and {@code renameConstraint}. */
public abstract class RenamedPartsContract extends ChangesContract {

  /** The contract on one kind of database. */
  protected RenamedPartsContract(TestedDatabase database) {
    super(database);
  }

  /** MySQL 8.0.15 reads a check and forgets it; the others keep it. */
  private boolean hasChecks() throws SQLException {
    return engine() != TestDatabase.MYSQL || isVersion(8, 0, 16);
  }

  /** Users; and seats with an index, a unique index, a unique constraint and a foreign key. */
  private static void seats(QueryInterface db) {
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
    db.createTable(
        "seats",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("row", string(9));
          t.column("no", integer());
          t.column("user_id", integer());
        });
    db.addIndex("seats", "no", "row");
    db.addIndex("seats", index("row", "user_id").unique().named("one a user"));
    db.addConstraint("seats", unique("row", "no"));
    db.addConstraint(
        "seats",
        foreignKey("user_id")
            .references("users", "id")
            .onDelete(ReferentialAction.SET_NULL)
            .onUpdate(ReferentialAction.CASCADE));
  }

  @Test
  void renames_an_index_and_keeps_all_of_it() throws Exception {
    run(RenamedPartsContract::seats);
    run(
        db -> {
          db.renameIndex("seats", "seats_no_row", "by \"no\"");
          db.renameIndex("seats", "one a user", "seats_user");
        });

    assertThat(indexes("seats"))
        .containsEntry("by \"no\"", "(no, row)")
        .containsEntry("seats_user", "unique (row, user_id)")
        .doesNotContainKeys("seats_no_row", "one a user");
    insert("seats", "id, row, user_id", "1, 'a', NULL");
    run(db -> db.removeIndex("seats", "by \"no\""));
  }

  @Test
  void renames_a_constraint_and_keeps_all_of_it() throws Exception {
    run(
        db -> {
          seats(db);
          if (isChecked()) {
            db.addConstraint("seats", check("seats_no", "no > 0 AND id <> -7"));
          }
          db.bulkInsert("users", row("id", 1), row("id", 2));
          db.bulkInsert("seats", row("id", 1, "row", "a", "no", 1, "user_id", 1));
        });
    run(
        db -> {
          db.renameConstraint("seats", "seats_row_no_uk", "one seat");
          db.renameConstraint("seats", "seats_user_id_fk", "of \"user\"");
          if (isChecked()) {
            db.renameConstraint("seats", "seats_no", "positive_no");
          }
        });

    assertThat(catalog().constraintKinds("seats"))
        .containsKeys("one seat", "of \"user\"")
        .doesNotContainKeys("seats_row_no_uk", "seats_user_id_fk", "seats_no");
    assertThat(foreignKeys("seats")).containsOnlyKeys("of \"user\"");
    assertThat(indexes("seats")).doesNotContainKey("seats_user_id_fk");
    assertRejected("2, 'a', 1, 1");
    assertRejected("2, 'b', 1, 3");
    if (isChecked()) {
      assertRejected("2, 'b', 0, 1");
    }
    execute("UPDATE %s SET %s = 9 WHERE %2$s = 1".formatted(quote("users"), quote("id")));
    assertThat(all("seats", "user_id")).containsExactly("9");
    execute("DELETE FROM " + quote("users"));
    assertThat(all("seats", "user_id")).containsExactly("null");
  }

  /** The other databases have no such check. */
  @Test
  void a_check_that_is_not_enforced_stays_so() throws Exception {
    if (engine() != TestDatabase.MYSQL || !hasChecks()) {
      return;
    }
    run(RenamedPartsContract::seats);
    execute(
        "ALTER TABLE seats ADD CONSTRAINT loose CHECK (no > 0 AND `row` <> 'it''s') NOT ENFORCED");
    run(db -> db.renameConstraint("seats", "loose", "lax"));

    insert("seats", "id, no", "1, -1");
    assertThat(
            rows(
                "SELECT CONSTRAINT_NAME, ENFORCED FROM information_schema.TABLE_CONSTRAINTS"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND CONSTRAINT_TYPE = 'CHECK'"))
        .containsExactly("lax, NO");
  }

  /** The other databases rename a check without writing it again. */
  @Test
  void refuses_to_write_a_check_again_that_the_server_may_not_show_exactly() throws Exception {
    if (!isMySqlFamily() || !hasChecks()) {
      return;
    }
    run(RenamedPartsContract::seats);
    execute("ALTER TABLE seats ADD CONSTRAINT asks CHECK (`row` <> '?')");
    execute("ALTER TABLE seats ADD CONSTRAINT cut CHECK (`row` <> 'a\\\\b')");
    assertFails(db -> db.renameConstraint("seats", "asks", "other"))
        .hasMessageContaining(
            "%s cannot do this: renameConstraint 'asks' to 'other' on 'seats' without losing a part"
                    .formatted(dialectName())
                + " of it, because the server shows a question mark, which may stand for a"
                + " character beyond U+FFFF. Nothing was sent. Write removeConstraint(…), and"
                + " addConstraint(…) with the new name");
    RenameConstraint cut = new RenameConstraint("seats", "cut", "other");
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES'");
      Dialect dialect = dialect().forServer(connection);
      assertThatThrownBy(() -> dialect.rendering().render(cut, dialect.catalog(connection)))
          .hasMessageContaining(
              "because the server shows a backslash in its definition under this sql_mode. Nothing"
                  + " was sent.");
    }
    run(db -> db.run(cut));
    assertRejected("1, 'a\\\\b', 1, NULL");
  }

  private boolean isChecked() {
    try {
      return hasChecks();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void assertRejected(String values) {
    assertThatThrownBy(() -> insert("seats", "id, row, no, user_id", values))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void finds_the_way_back_from_other_names_by_itself() throws Exception {
    run(RenamedPartsContract::seats);
    execute("DELETE FROM " + quote("switchback_meta"));
    Migrator migrator =
        configure(M20250601000000_Changing.class)
            .factory(
                type ->
                    new M20250601000000_Changing(
                        db -> {
                          db.renameIndex("seats", "seats_no_row", "a");
                          db.renameIndex("seats", "one a user", "b");
                          db.renameConstraint("seats", "seats_row_no_uk", "c");
                          db.renameConstraint("seats", "seats_user_id_fk", "d");
                        }))
            .build();
    SchemaSnapshot before = migrator.snapshot();

    migrator.up();
    assertThat(migrator.snapshot()).isNotEqualTo(before);
    migrator.down();

    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
  }

  @Test
  void refuses_names_that_are_missing_or_taken_and_sends_nothing() throws Exception {
    run(RenamedPartsContract::seats);
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    assertFails(db -> db.renameIndex("seats", "none", "other"))
        .hasMessageContaining(
            "renameIndex 'none' to 'other' on 'seats' – there is no index of this name on this"
                + " table; it has '")
        .hasMessageContaining("'seats_no_row'");
    assertFails(db -> db.renameIndex("none", "a", "b"))
        .hasMessageContaining(
            "renameIndex 'a' to 'b' on 'none' – there is no table of this name in the current"
                + " schema");
    assertFails(db -> db.renameIndex("seats", "seats_no_row", "one a user"))
        .hasMessageContaining(
            "renameIndex 'seats_no_row' to 'one a user' on 'seats' – the table has an index of the"
                + " new name. Nothing was sent. Choose another name");
    assertFails(db -> db.renameConstraint("seats", "none", "other"))
        .hasMessageContaining(
            "renameConstraint 'none' to 'other' on 'seats' – there is no constraint of this name"
                + " on this table; it has '")
        .hasMessageContaining("'seats_user_id_fk'");
    assertFails(db -> db.renameConstraint("users", "seats_user_id_fk", "other"))
        .hasMessageContaining("there is no constraint of this name on this table; it has '");
    assertFails(db -> db.renameConstraint("none", "a", "b"))
        .hasMessageContaining("there is no table of this name in the current schema");
    assertFails(db -> db.renameConstraint("seats", "seats_user_id_fk", "seats_row_no_uk"))
        .hasMessageContaining(
            "renameConstraint 'seats_user_id_fk' to 'seats_row_no_uk' on 'seats' – the table has a"
                + " constraint of the new name. Nothing was sent. Choose another name");
    assertFails(db -> db.renameConstraint("seats", "seats_no_row", "other"))
        .hasMessageContaining(
            "renameConstraint 'seats_no_row' to 'other' on 'seats' – it is an index, and not a"
                + " constraint. Nothing was sent. Write renameIndex(…)");
    assertThatThrownBy(() -> new RenameIndex("seats", "a", "a"))
        .hasMessage("renameIndex 'a' on 'seats' – it already has this name: choose another name");
    assertThatThrownBy(() -> new RenameConstraint("seats", "a", "a"))
        .hasMessage(
            "renameConstraint 'a' on 'seats' – it already has this name: choose another name");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  @Test
  void refuses_to_rename_the_index_of_a_constraint_as_an_index() throws Exception {
    run(RenamedPartsContract::seats);
    List<String> ofConstraints =
        switch (engine()) {
          case POSTGRESQL -> List.of("seats_pk", "seats_row_no_uk");
          case MYSQL, MARIADB -> List.of("PRIMARY", "seats_user_id_fk");
          case H2 -> generatedIndexes();
        };
    assertThat(ofConstraints).hasSizeGreaterThanOrEqualTo(2);
    for (String index : ofConstraints) {
      assertFails(db -> db.renameIndex("seats", index, "other"))
          .hasMessageContaining(
              "renameIndex '%s' to 'other' on 'seats' – it is the index of a constraint. Nothing"
                      .formatted(index)
                  + " was sent. Rename the constraint, by renameConstraint(…)");
    }
    if (!isMySqlFamily()) {
      assertFails(db -> db.renameIndex("seats", "seats_user_id_fk", "other"))
          .hasMessageContaining(
              "it is a constraint, and not an index. Nothing was sent. Write renameConstraint(…)");
    }
  }

  private List<String> generatedIndexes() throws SQLException {
    List<String> names = new ArrayList<>(indexes("seats").keySet());
    names.removeAll(List.of("seats_no_row", "one a user"));
    return names;
  }

  @Test
  void a_constraint_does_not_take_the_name_of_an_index_where_it_has_one_itself() throws Exception {
    run(RenamedPartsContract::seats);
    if (engine() == TestDatabase.H2) {
      run(db -> db.renameConstraint("seats", "seats_row_no_uk", "seats_no_row"));
      return;
    }
    assertFails(db -> db.renameConstraint("seats", "seats_row_no_uk", "seats_no_row"))
        .hasMessageContaining(
            "the table has an index of the new name. Nothing was sent. Choose another name");
  }

  @Test
  void renames_a_primary_key_or_says_that_its_name_is_fixed() throws Exception {
    run(RenamedPartsContract::seats);
    if (isMySqlFamily()) {
      for (String name : List.of("seats_pk", "PRIMARY")) {
        assertFails(db -> db.renameConstraint("seats", name, "seats_key"))
            .hasMessageContaining(
                "%s cannot do this: renameConstraint '%s' to 'seats_key' on 'seats', because a primary key"
                        .formatted(dialectName(), name)
                    + " is always named PRIMARY. Nothing was sent. Leave it out.");
      }
      return;
    }
    run(db -> db.renameConstraint("seats", "seats_pk", "seats_key"));
    assertThat(catalog().constraintKinds("seats"))
        .containsKey("seats_key")
        .doesNotContainKey("seats_pk");
  }

  @Test
  void tells_whether_an_index_or_a_constraint_was_renamed() throws Exception {
    for (Operation rename :
        List.of(
            new RenameIndex("seats", "seats_no_row", "by_no"),
            new RenameConstraint("seats", "seats_user_id_fk", "of_user"))) {
      assertThat(probe(rename)).isEqualTo(UNKNOWN);
    }
    run(RenamedPartsContract::seats);
    for (Operation rename :
        List.of(
            new RenameIndex("seats", "seats_no_row", "by_no"),
            new RenameConstraint("seats", "seats_row_no_uk", "one_seat"),
            new RenameConstraint("seats", "seats_user_id_fk", "of_user"))) {
      assertThat(probe(rename)).isEqualTo(NOT_APPLIED);
      carryOut(rename);
      assertThat(probe(rename)).isEqualTo(APPLIED);
    }
    assertThat(probe(new RenameIndex("seats", "by_no", "one a user"))).isEqualTo(UNKNOWN);
  }

  @Test
  void resumes_after_its_process_has_died_at_a_rename() throws Exception {
    run(RenamedPartsContract::seats);
    execute("DELETE FROM " + quote("switchback_meta"));
    Body renames =
        db -> {
          db.renameIndex("seats", "seats_no_row", "by_no");
          db.renameConstraint("seats", "seats_row_no_uk", "one_seat");
          db.renameConstraint("seats", "seats_user_id_fk", "of_user");
        };
    Body back =
        db -> {
          db.renameConstraint("seats", "of_user", "seats_user_id_fk");
          db.renameConstraint("seats", "one_seat", "seats_row_no_uk");
          db.renameIndex("seats", "by_no", "seats_no_row");
        };
    SchemaSnapshot before = migrating(renames).snapshot();
    for (int last = 1; last <= 3; last++) {
      dieAfter(last, renames);
      migrating(renames, back).up();
      assertThat(indexes("seats")).containsKey("by_no").doesNotContainKey("seats_no_row");
      assertThat(foreignKeys("seats")).containsOnlyKeys("of_user");
      migrating(renames, back).down();
      assertThat(migrating(renames).snapshot().differencesFrom(before)).isEmpty();
    }
  }

  private void dieAfter(int renames, Body body) {
    AtomicInteger seen = new AtomicInteger();
    DeadManDataSource process =
        new DeadManDataSource(dataSource())
            .diesAfter(
                trip -> trip.call().startsWith("ALTER") && seen.incrementAndGet() == renames);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(
            () ->
                Migrator.configure()
                    .dataSource(process)
                    .migrations(List.of(M20250601000000_Scripted.class))
                    .factory(type -> new M20250601000000_Scripted(body, db -> {}))
                    .build()
                    .up());
    assertThat(process.isDead()).isTrue();
  }
}
