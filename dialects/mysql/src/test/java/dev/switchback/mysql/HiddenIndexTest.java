package dev.switchback.mysql;

import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes that no query uses: INVISIBLE on MySQL, IGNORED on MariaDB. */
class HiddenIndexTest {

  record M20250102000000_Change(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private static Migrator migrating(FreshDatabase database, Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250102000000_Change.class))
        .factory(type -> new M20250102000000_Change(change))
        .build();
  }

  private static void execute(FreshDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean isUsed(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "EXPLAIN FORMAT=JSON SELECT size FROM rooms ORDER BY size LIMIT 1")) {
      row.next();
      return row.getString(1).contains("\"rooms_size\"");
    }
  }

  private interface Work {
    void on(FreshDatabase database) throws Exception;
  }

  private static void inRooms(TestDatabase kind, Work work) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE rooms (size INT, about TEXT)");
      execute(database, "CREATE UNIQUE INDEX rooms_size ON rooms (size)");
      execute(database, "INSERT INTO rooms VALUES (1, 'a'), (2, 'b')");
      work.on(database);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_hidden_index_is_used_by_no_query_and_stays_a_rule(TestDatabase kind) throws Exception {
    inRooms(
        kind,
        database -> {
          Migrator migrator = migrating(database, db -> db.hideIndex("rooms", "rooms_size"));
          SchemaSnapshot before = migrator.snapshot();
          assertThat(isUsed(database)).isTrue();

          migrator.up();
          assertThat(isUsed(database)).isFalse();
          assertThatThrownBy(() -> execute(database, "INSERT INTO rooms VALUES (1, 'c')"))
              .hasMessageContaining("Duplicate");
          migrator.down();

          assertThat(isUsed(database)).isTrue();
          assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void an_index_can_be_added_hidden_and_is_known_again(TestDatabase kind) throws Exception {
    inRooms(
        kind,
        database -> {
          Migrator migrator =
              migrating(
                  database,
                  db ->
                      db.reversibly(
                          up -> {
                            up.addIndex("rooms", index("about").fulltext().invisible());
                            up.ifNotExists()
                                .addIndex("rooms", index("about").fulltext().invisible());
                            up.hideIndex("rooms", "rooms_size");
                            up.ifNotExists().addIndex("rooms", index("size").unique().invisible());
                          },
                          down -> {}));
          assertThat(migrator.plan().isComplete()).isTrue();
          assertThat(migrator.plan().sql()).hasSize(2);

          migrator.up();

          assertThat(migrator.snapshot().tables().get(0).indexes())
              .extracting(IndexDescription::extra)
              .hasSize(2)
              .containsOnly(kind == TestDatabase.MYSQL ? "INVISIBLE" : "IGNORED");
          execute(database, "DELETE FROM switchback_meta");
          Migrator shown =
              migrating(database, db -> db.ifNotExists().addIndex("rooms", index("size").unique()));
          assertThatThrownBy(shown::up)
              .isInstanceOf(MigrationFailedException.class)
              .hasMessageContaining("it exists, and is another one");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_removal_by_definition_says_whether_the_index_was_hidden(TestDatabase kind)
      throws Exception {
    inRooms(
        kind,
        database -> {
          String word = kind == TestDatabase.MYSQL ? "INVISIBLE" : "IGNORED";
          execute(database, "ALTER TABLE rooms ALTER INDEX rooms_size " + word);
          Migrator usual =
              migrating(database, db -> db.removeIndex("rooms", index("size").unique()));
          assertThatThrownBy(usual::up)
              .hasMessageContaining(
                  "its undo would not restore a unique index over size "
                      + word
                      + " and not a"
                      + " unique index over size");
          Migrator exact =
              migrating(
                  database, db -> db.removeIndex("rooms", index("size").unique().invisible()));
          SchemaSnapshot before = exact.snapshot();

          exact.up();
          exact.down();

          assertThat(exact.snapshot().differencesFrom(before)).isEmpty();
          assertThat(isUsed(database)).isFalse();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void an_index_that_is_not_there_is_named(TestDatabase kind) throws Exception {
    inRooms(
        kind,
        database ->
            assertThatThrownBy(migrating(database, db -> db.hideIndex("rooms", "none"))::up)
                .hasMessageContaining(
                    "hideIndex 'none' of 'rooms' – there is no index of this name on this table; it"
                        + " has 'rooms_size'"));
  }
}
