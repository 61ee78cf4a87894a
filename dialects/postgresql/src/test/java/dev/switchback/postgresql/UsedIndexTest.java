package dev.switchback.postgresql;

import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code usingIndex(…)}, which only PostgreSQL has. */
class UsedIndexTest {

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
    changing(
            db ->
                db.createTable(
                    "rooms",
                    t -> {
                      t.column("id", integer().notNull());
                      t.column("name", string(20));
                    }))
        .up();
    send("DELETE FROM switchback_meta");
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
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

  @Test
  void builds_the_index_beside_writers_and_makes_it_the_one_of_the_constraint()
      throws SQLException {
    Migrator both =
        changing(
            db -> {
              db.acknowledged("no duplicates")
                  .addIndex("rooms", index("id").unique().concurrently().named("by_id"));
              db.addConstraint("rooms", primaryKey("id").usingIndex("by_id"));
              db.acknowledged("no duplicates")
                  .addIndex("rooms", index("name", "id").unique().concurrently().named("a name"));
              db.addConstraint(
                  "rooms", unique("name", "id").named("a name").deferrable().usingIndex("a name"));
            });
    SchemaSnapshot before = both.snapshot();
    assertThat(both.plan().isComplete()).isTrue();
    assertThat(both.plan().isHazardous()).isFalse();
    assertThat(both.plan().sql())
        .contains(
            "ALTER TABLE \"rooms\" ADD CONSTRAINT \"rooms_pk\" PRIMARY KEY USING INDEX \"by_id\"",
            "ALTER TABLE \"rooms\" ADD CONSTRAINT \"a name\" UNIQUE USING INDEX \"a name\""
                + " DEFERRABLE");

    both.up();
    SchemaSnapshot after = both.snapshot();
    both.down();
    assertThat(both.snapshot().differencesFrom(before)).isEmpty();
    both.up();

    assertThat(both.snapshot().differencesFrom(after)).isEmpty();
    assertThat(after.tables().get(0).indexes())
        .extracting(index -> index.name())
        .containsExactlyInAnyOrder("rooms_pk", "a name");
    assertThatThrownBy(() -> send("INSERT INTO rooms VALUES (1, 'a'), (1, 'b')"))
        .hasMessageContaining("rooms_pk");
  }

  @Test
  void its_undo_leaves_an_index_that_was_there_before() throws SQLException {
    send("CREATE UNIQUE INDEX one_of_a_name ON rooms (name)");
    Migrator migrator =
        changing(db -> db.addConstraint("rooms", unique("name").usingIndex("one_of_a_name")));
    SchemaSnapshot before = migrator.snapshot();

    migrator.up();

    assertThat(migrator.plan(Direction.DOWN).sql())
        .containsExactly(
            "ALTER TABLE \"rooms\" DROP CONSTRAINT \"rooms_name_uk\"",
            "CREATE UNIQUE INDEX CONCURRENTLY \"one_of_a_name\" ON \"rooms\" (\"name\")");
    migrator.down();
    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
  }

  @Test
  void refuses_an_index_that_would_be_another_rule() throws SQLException {
    send("CREATE UNIQUE INDEX partial ON rooms (name) WHERE id > 0");
    send("CREATE INDEX twice ON rooms (name)");
    send("CREATE UNIQUE INDEX other ON rooms (id)");
    send("CREATE UNIQUE INDEX cut_off ON rooms (name)");
    send("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'cut_off'::regclass");
    send("ALTER TABLE rooms ADD CONSTRAINT key UNIQUE (name)");

    fails(
        "none",
        "there is no index 'none' on this table; it has 'cut_off', 'key', 'other', 'partial',"
            + " 'twice'");
    fails(
        "partial",
        "index 'partial' is a unique index over name WHERE, and not a unique index over name."
            + " Nothing was sent. Name a unique index of these columns, without further"
            + " attributes");
    fails(
        "twice",
        "index 'twice' is an index over name, and not a unique index over name. Nothing was sent."
            + " Name a unique index of these columns, without further attributes");
    fails(
        "other",
        "index 'other' is a unique index over id, and not a unique index over name. Nothing was"
            + " sent. Name a unique index of these columns, without further attributes");
    fails(
        "cut_off",
        "index 'cut_off' is invalid, because its concurrent build has failed. Nothing was sent."
            + " Build it again, by addIndex(…) with concurrently()");
    fails("key", "index 'key' belongs to a constraint. Nothing was sent. Name another index");
  }

  private void fails(String index, String message) {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(changing(db -> db.addConstraint("rooms", unique("name").usingIndex(index)))::up)
        .havingRootCause()
        .withMessage("addConstraint 'rooms_name_uk' on 'rooms' – " + message);
  }

  @Test
  void refuses_it_where_there_is_no_index_to_use() {
    assertThatThrownBy(
            changing(
                    db ->
                        db.createTable(
                            "t",
                            t -> {
                              t.column("a", integer());
                              t.constraint(unique("a").usingIndex("i"));
                            }))
                ::up)
        .hasMessageContaining(
            "table 't' – its unique constraint 't_a_uk' is usingIndex(…), and a new table has no"
                + " index yet: leave out usingIndex(…)");
    assertThatThrownBy(
            changing(db -> db.removeConstraint("rooms", unique("name").usingIndex("i")))::up)
        .hasMessageContaining(
            "removeConstraint 'rooms_name_uk' from 'rooms' – usingIndex(…) is for adding it: leave"
                + " it out");
    assertThatThrownBy(() -> unique("a").usingIndex(""))
        .hasMessage("unique constraint – the name of its index is empty");
  }

  @Test
  void takes_no_index_whose_order_differs() throws SQLException {
    send("CREATE UNIQUE INDEX down ON rooms (name DESC)");
    fails(
        "down",
        "index 'down' is a unique index over name DESC, and not a unique index over name. Nothing"
            + " was sent. Name a unique index of these columns, without further attributes");
  }
}
