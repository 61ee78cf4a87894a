package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code renameTable} and {@code renameColumn}. */
public abstract class RenamesContract extends ChangesContract {

  /** The contract on one kind of database. */
  protected RenamesContract(TestedDatabase database) {
    super(database);
  }

  @Test
  void renames_a_table_and_all_that_refers_to_it_follows() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addIndex("rooms", "note");
          db.createTable("members", t -> t.column("room_id", integer().references("rooms", "id")));
        });
    insert("rooms", "id", "1");
    run(db -> db.renameTable("rooms", "halls"));

    assertThat(tables()).containsExactly("halls", "members");
    assertThat(foreignKeys("members")).containsEntry("members_room_id_fk", "room_id -> halls.id");
    assertThat(indexes("halls")).containsEntry("rooms_note", "(note)");
    insert("members", "room_id", "1");
    assertThatThrownBy(() -> insert("members", "room_id", "2")).isInstanceOf(SQLException.class);
    assertThat(all("halls", "kind")).containsExactly("it's");
  }

  /** On PostgreSQL, Sequelize leaves their types behind under the old name. */
  @Test
  void renames_the_enumerations_of_a_table_too_so_that_they_are_still_its_own() throws Exception {
    Body kinds =
        db ->
            db.createTable(
                "rooms", t -> t.column("kind", enumeration("open", "it's").defaultValue("it's")));
    run(
        db -> {
          kinds.run(db);
          db.renameTable("rooms", "halls");
          db.renameColumn("halls", "kind", "sort");
          kinds.run(db);
        });
    run(
        db -> {
          db.addEnumValue("halls", "sort", "shut");
          db.dropTable("halls");
          db.renameTable("rooms", "halls");
          db.dropTable("halls");
          rooms(db);
        });

    insert("rooms", "id", "1");
    assertThat(all("rooms", "kind")).containsExactly("it's");
  }

  @Test
  void fails_to_rename_a_table_to_a_name_that_is_taken() throws Exception {
    run(
        db -> {
          rooms(db);
          db.createTable("halls", t -> t.column("a", integer()));
        });

    assertFails(db -> db.renameTable("rooms", "halls"))
        .hasMessageContaining("renameTable 'rooms' to 'halls'");
    assertThat(tables()).containsExactly("halls", "rooms");
    assertThat(columns("halls")).containsOnlyKeys("a");
  }

  @Test
  void refuses_to_rename_a_table_that_is_not_there() {
    assertFails(db -> db.renameTable("rooms", "halls"))
        .hasMessageContaining(
            "renameTable 'rooms' to 'halls' – there is no table of this name in the current"
                + " schema");
  }

  @Test
  void renames_a_column_and_keeps_everything_of_it() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addIndex("rooms", "topic", "note");
          db.renameColumn("rooms", "topic", "subject");
          db.renameColumn("rooms", "kind", "sort");
        });

    insert("rooms", "id", "1");
    assertThat(all("rooms", "subject")).containsExactly("x");
    assertThat(all("rooms", "sort")).containsExactly("it's");
    assertThat(columns("rooms"))
        .containsEntry("subject", "not null")
        .containsEntry("sort", "not null")
        .doesNotContainKeys("topic", "kind");
    assertThat(comment("rooms", "subject")).isEqualTo("it's about");
    assertThat(indexes("rooms"))
        .containsEntry("rooms_topic_note", "(subject, note)")
        .containsValue("unique (subject)");
  }

  /** On MySQL, Sequelize loses how it is numbered. */
  @Test
  void renames_a_numbered_column_that_goes_on_counting() throws Exception {
    run(
        db -> {
          db.createTable(
              "counted",
              t -> {
                t.column("id", bigInt().primaryKey().autoIncrement());
                t.column("name", string(9));
              });
          db.execute("INSERT INTO %s (%s) VALUES ('a')".formatted(quote("counted"), quote("name")));
          db.renameColumn("counted", "id", "number");
        });

    insert("counted", "name", "'b'");
    assertThat(all("counted", "number")).containsExactly("1", "2");
  }

  /** On MySQL, Sequelize fails there with "Invalid default value" and with "incompatible". */
  @Test
  void renames_a_column_with_a_time_or_a_key_of_uuids() throws Exception {
    run(
        db -> {
          db.createTable("users", t -> t.column("id", uuid().primaryKey().defaultUuid()));
          db.createTable(
              "posts",
              t -> {
                t.column(
                    "user_id",
                    uuid().notNull().references("users", "id").onDelete(ReferentialAction.CASCADE));
                t.column("made_at", timestamp().notNull().defaultNow());
              });
          db.renameColumn("posts", "made_at", "created_at");
          db.renameColumn("posts", "user_id", "author_id");
          db.renameColumn("users", "id", "uid");
        });

    assertThat(foreignKeys("posts")).containsEntry("posts_user_id_fk", "author_id -> users.uid");
    String id = UUID.randomUUID().toString();
    insert("users", "uid", "'" + id + "'");
    insert("posts", "author_id", "'" + id + "'");
    assertThat(all("posts", "created_at")).doesNotContain("null").hasSize(1);
    execute("DELETE FROM " + quote("users"));
    assertThat(all("posts", "author_id")).isEmpty();
  }

  @Test
  void fails_to_rename_a_column_that_is_missing_or_to_a_name_that_is_taken() throws Exception {
    run(RenamesContract::rooms);

    assertFails(db -> db.renameColumn("rooms", "topic", "note"))
        .hasMessageContaining("renameColumn 'topic' to 'note' on 'rooms'");
    assertFails(db -> db.renameColumn("rooms", "missing", "other"))
        .hasMessageContaining("renameColumn 'missing' to 'other' on 'rooms'");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "kind", "note");
  }

  @Test
  void tells_whether_a_table_or_a_column_was_renamed() throws Exception {
    Operation table = new RenameTable("rooms", "halls");
    Operation column = new RenameColumn("halls", "kind", "sort");
    assertThat(probe(table)).isEqualTo(UNKNOWN);
    assertThat(probe(column)).isEqualTo(UNKNOWN);
    carryOut(table("rooms"));
    assertThat(probe(table)).isEqualTo(NOT_APPLIED);
    carryOut(table);
    assertThat(probe(table)).isEqualTo(APPLIED);
    assertThat(probe(column)).isEqualTo(NOT_APPLIED);
    carryOut(column);
    assertThat(probe(column)).isEqualTo(APPLIED);
    assertThat(probe(new RenameColumn("halls", "topic", "sort"))).isEqualTo(UNKNOWN);
    carryOut(table("rooms"));
    assertThat(probe(table)).isEqualTo(UNKNOWN);
  }

  @Test
  void a_column_that_a_generated_one_uses_gets_another_name_or_the_step_says_why_not()
      throws Exception {
    createMade();
    Migrator rename = migrating(db -> db.renameColumn("made", "id", "number"));
    if (engine() == TestDatabase.MYSQL) {
      assertThat(rename.plan().isRefused()).isTrue();
      assertThatThrownBy(rename::up)
          .hasMessageContaining(
              "renameColumn 'id' to 'number' on 'made' – MySQL refuses it, because the column is"
                  + " used by generated column 'g'. Nothing was sent. Remove that first, rename the"
                  + " column, and add it again with the new name");
      return;
    }
    assertThat(rename.plan().isRefused()).isFalse();
    rename.up();

    execute("INSERT INTO %s (%s) VALUES (2)".formatted(quote("made"), quote("number")));
    assertThat(all("made", "g")).containsExactly("2", "3");
  }

  @Test
  void a_column_that_a_generated_one_uses_stays() throws Exception {
    createMade();
    Migrator removal = migrating(db -> db.removeColumn("made", "id"));

    if (engine() != TestDatabase.POSTGRESQL) { // which names it in its own words
      assertThat(removal.plan().isRefused()).isTrue();
    }
    assertThatThrownBy(removal::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            engine() == TestDatabase.POSTGRESQL
                ? "column g of table made depends on column id of table made"
                : "removeColumn 'id' from 'made' – "
                    + dialectName()
                    + " refuses it, because the column is used by generated column 'g'. Nothing was"
                    + " sent. Remove that first");
    migrating(
            db -> {
              db.removeColumn("made", "g");
              db.addColumn("made", "n", integer().nullable());
              db.removeColumn("made", "id");
            })
        .up();
    assertThat(all("made", "n")).hasSize(1);
  }

  /** What other databases do not have, or follow. */
  @Test
  void what_uses_a_column_of_a_table_made_by_hand_is_named() throws Exception {
    if (!isMySqlFamily()) {
      return;
    }
    boolean isMySql = engine() == TestDatabase.MYSQL;
    execute(
        "CREATE TABLE used (id INT, n INT, o INT DEFAULT (n + 1), t VARCHAR(50) DEFAULT 'it''s"
            + " `id`,'"
            + (isMySql ? ", KEY odd ((n + id)), KEY part (t(10))" : ", CHECK (t <> '`id`')")
            + ")");
    execute(
        "CREATE TABLE cut (id INT, n INT) PARTITION BY RANGE (n)"
            + " (PARTITION a VALUES LESS THAN (10), PARTITION id VALUES LESS THAN MAXVALUE)");
    execute("CREATE TABLE cut_key (id INT, n INT) PARTITION BY KEY (n) PARTITIONS 2");

    String used = isMySql ? "default of 'o', index 'odd'" : "default of 'o'";
    assertUsed("used", "n", used);
    assertUsed("cut", "n", "the partitioning of the table");
    assertUsed("cut_key", "n", "the partitioning of the table");
    if (!isMySql) {
      migrating(db -> db.removeColumn("used", "id")).up();
      execute("DELETE FROM " + quote("switchback_meta"));
    }
    migrating(
            db -> {
              db.removeColumn("used", "t");
              db.removeColumn("cut", "id");
              db.removeColumn("cut_key", "id");
            })
        .up();
  }

  private void assertUsed(String table, String column, String uses) throws SQLException {
    String because =
        " – "
            + dialectName()
            + " refuses it, because the column is used by "
            + uses
            + ". Nothing was sent.";
    assertThatThrownBy(migrating(db -> db.removeColumn(table, column))::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("removeColumn '%s' from '%s'".formatted(column, table) + because);
    Migrator rename = migrating(db -> db.renameColumn(table, column, "other"));
    if (engine() == TestDatabase.MYSQL) {
      assertThatThrownBy(rename::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining("renameColumn '%s' to 'other'".formatted(column))
          .hasMessageContaining(because);
    } else {
      rename.up();
      execute("DELETE FROM " + quote("switchback_meta"));
    }
  }
}
