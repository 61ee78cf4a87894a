package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.SchemaInterface;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change is done while others write to the table, or it is refused and changes nothing. */
public abstract class OnlineContract extends DatabaseContract {

  private static final String OR_LEAVE_OUT = ". Or leave out online(), if other sessions may wait";

  /** The contract on one kind of database. */
  protected OnlineContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createHalls() throws SQLException {
    migrating(
            db -> {
              db.createTable("owners", t -> t.column("id", integer().primaryKey()));
              db.createTable(
                  "halls",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("name", string(50));
                    t.column("owner_id", integer());
                    t.column("size", integer());
                  });
              db.execute("INSERT INTO owners (id) VALUES (1)");
              db.execute("INSERT INTO halls (id, name, size, owner_id) VALUES (1, 'a', 2, 1)");
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
  }

  private boolean hasClauses() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  private String cannot(String what) {
    return dialectName() + " cannot do this: " + what;
  }

  private void requireRefused(Migrator migrator, String message) {
    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(message);
  }

  @Test
  void changes_a_table_and_goes_back_and_up_again() throws Exception {
    Migrator migrator =
        ReversibleContract.changing(
            dataSource(),
            db -> {
              SchemaInterface online = db.online();
              online.addColumn("halls", "note", string(20).notNull().defaultValue("-"));
              online.removeColumn("halls", "size", previously(integer()));
              if (engine() == TestDatabase.POSTGRESQL) {
                online.addIndex("halls", index("name").concurrently());
              } else {
                online.addIndex("halls", "name");
              }
              online.renameColumn("halls", "name", "title");
            });
    if (engine() == TestDatabase.H2) {
      requireRefused(
          migrator,
          cannot(
              "addColumn 'note' on 'halls' online, because each schema change locks its table."
                  + " Nothing was sent. Leave out online(). For several databases, write both in"
                  + " on(H2, …).otherwise(…)"));
      assertThat(columns("halls")).containsOnlyKeys("id", "name", "size", "owner_id");
      return;
    }
    migrator.up(1);
    SchemaSnapshot before = migrator.snapshot();
    Plan plan = migrator.plan();
    migrator.up();
    SchemaSnapshot after = migrator.snapshot();
    Plan back = migrator.plan(Direction.DOWN, 1);

    assertThat(plan.isComplete()).isTrue();
    assertThat(List.of(plan, back))
        .flatExtracting(Plan::sql)
        .hasSize(8)
        .allMatch(sql -> sql.endsWith(" LOCK=NONE") == hasClauses())
        .allMatch(sql -> sql.contains("ALGORITHM=INPLACE") == (engine() == TestDatabase.MARIADB));
    assertThat(columns("halls")).containsOnlyKeys("id", "title", "note", "owner_id");
    assertThat(rows("SELECT id, title, note, owner_id FROM halls")).containsExactly("1, a, -, 1");
    migrator.down(1);
    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
    migrator.up();
    assertThat(migrator.snapshot().differencesFrom(after)).isEmpty();
  }

  @Test
  void refuses_what_is_known_to_block_before_it_is_sent() throws Exception {
    if (engine() == TestDatabase.H2) {
      return;
    }
    Migrator migrator = migrating(db -> db.online().changeColumn("halls", "size", bigInt()));
    String message =
        cannot(
            "changeColumn 'size' of 'halls': bigInt() online, because of "
                + (hasClauses()
                    ? "type-copies: LOCK=SHARED, blocks writes"
                    : "type-rewrites: ACCESS EXCLUSIVE lock, blocks reads and writes")
                + ", rewrites every row. Nothing was sent. Instead, add a column of the new type"
                + " beside 'size' of 'halls', write both, fill it in parts, and remove the old one"
                + " later"
                + OR_LEAVE_OUT);

    assertThat(migrator.plan().migrations().get(0).end()).contains(new Plan.End(true, message));
    requireRefused(migrator, message);
    assertThat(catalog().columns("halls").get("size")).startsWith("int");
  }

  @Test
  void names_each_reason_and_what_to_write() throws Exception {
    if (engine() != TestDatabase.POSTGRESQL) {
      return;
    }
    requireRefused(
        migrating(db -> db.online().addIndex("halls", "name")),
        cannot(
            "addIndex 'halls_name' on 'halls' online, because of index-blocks-writes: SHARE lock,"
                + " blocks writes. Nothing was sent. Instead, add concurrently() to index"
                + " 'halls_name' of 'halls', in a separate migration"
                + OR_LEAVE_OUT));
    requireRefused(
        migrating(
            db ->
                db.online()
                    .addConstraint("halls", foreignKey("owner_id").references("owners", "id"))),
        cannot(
            "addConstraint 'halls_owner_id_fk' on 'halls' online, because of foreign-key-scans:"
                + " SHARE ROW EXCLUSIVE lock, on both tables, blocks writes. Nothing was sent."
                + " Instead, add notValid() to the foreign key 'halls_owner_id_fk' of 'halls', and"
                + " write validateConstraint(\"halls\", \"halls_owner_id_fk\") behind it"
                + OR_LEAVE_OUT));
  }

  /** It depends on the session, so it is not refused before. */
  @Test
  void the_server_refuses_to_check_a_foreign_key_and_adds_it_unchecked() throws Exception {
    if (!hasClauses()) {
      return;
    }
    Body key =
        db -> db.online().addConstraint("halls", foreignKey("owner_id").references("owners", "id"));
    assertThatThrownBy(migrating(key)::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            "failed at step 1 (addConstraint 'halls_owner_id_fk' on 'halls' online")
        .hasMessageContaining("No step is done. The migration is not recorded.")
        .hasMessageContaining(
            "Hint: The server would copy the table, or block the sessions that write to it. It has"
                + " changed nothing. Leave out online() if they may wait. Otherwise add a column or"
                + " a table beside it, fill that by backfill(…), and remove the old one in a later"
                + " release.");
    assertThat(foreignKeys("halls")).isEmpty();

    Body unchecked = db -> db.execute("SET SESSION foreign_key_checks = 0");
    migrating(unchecked.then(key).then(db -> db.execute("SET SESSION foreign_key_checks = 1")))
        .up();

    assertThat(foreignKeys("halls")).containsOnlyKeys("halls_owner_id_fk");
  }

  @Test
  void the_server_refuses_to_copy_a_table_of_another_engine() throws Exception {
    if (!hasClauses()) {
      return;
    }
    execute("CREATE TABLE notes (id integer PRIMARY KEY) ENGINE = MyISAM");

    assertThatThrownBy(migrating(db -> db.online().addColumn("notes", "a", integer()))::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("failed at step 1 (addColumn 'a' on 'notes' online")
        .hasMessageContaining("Hint: The server would copy the table, or block the sessions");
    assertThat(columns("notes")).containsOnlyKeys("id");
  }

  @Test
  void its_undo_is_refused_if_it_would_block() throws Exception {
    if (engine() == TestDatabase.H2) {
      return;
    }
    Migrator migrator =
        ReversibleContract.changing(
            dataSource(),
            db -> db.online().changeColumn("halls", "name", string(60), previously(string(50))));
    migrator.up();

    assertThatThrownBy(() -> migrator.down(1))
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessageStartingWith(
            cannot("changeColumn 'name' of 'halls': string(50) online, because of type-"))
        .hasMessageEndingWith(OR_LEAVE_OUT);
    assertThat(recorded()).contains(ReversibleContract.CHANGING);
    assertThat(catalog().columns("halls").get("name")).contains("60");
  }

  @Test
  void works_in_another_schema() throws Exception {
    if (engine() == TestDatabase.H2) {
      return;
    }
    try (OtherSchema other = new OtherSchema(this)) {
      Migrator migrator =
          ReversibleContract.changing(
              dataSource(),
              db -> {
                db.inSchema(other.name())
                    .createTable("rooms", t -> t.column("id", integer().primaryKey()));
                db.inSchema(other.name()).online().addColumn("rooms", "name", string(20));
              });
      migrator.up();
      assertThat(rows("SELECT id, name FROM " + other.table("rooms"))).isEmpty();
      migrator.down(1);
      migrator.up();

      assertThat(rows("SELECT id, name FROM " + other.table("rooms"))).isEmpty();
    }
  }

  @Test
  void is_only_for_changes_of_a_table() {
    assertThatThrownBy(
            migrating(
                    db -> db.online().createTable("t", t -> t.column("id", integer().primaryKey())))
                ::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessage(
            "createTable 't' – online() is for changes of a table and for its indexes. Nothing was"
                + " sent. Leave out online()");
    assertThatThrownBy(migrating(db -> db.online().dropTable("halls"))::up)
        .rootCause()
        .hasMessage(
            "dropTable 'halls' – online() is for changes of a table and for its indexes. Nothing"
                + " was sent. Leave out online()");
  }

  /** It would be refused instead of blocking others. */
  @Test
  void has_no_hazard_that_blocks_others() {
    if (!hasClauses()) {
      return;
    }
    Body key =
        db -> db.online().addConstraint("halls", foreignKey("owner_id").references("owners", "id"));

    assertThat(migrating(key).plan().isHazardous()).isFalse();
  }
}
