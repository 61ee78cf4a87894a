package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The undo, if MySQL and MariaDB keep more of a column or a table than an operation sets. */
class UnrestoredColumnTest {

  record M20250101000000_Change(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private static Migrator migrating(FreshDatabase database, Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Change.class))
        .factory(type -> new M20250101000000_Change(change))
        .build();
  }

  private static void table(TableDefinition t) {
    t.column("id", integer());
    t.column("plain", string(9));
    t.column("other", string(9).collate("latin2_bin"));
    t.column("kind", enumeration("a"));
    t.column("twice", integer().generatedAs("id * 2").virtual());
    t.column("changed", localTimestamp());
  }

  private static void create(FreshDatabase database) throws SQLException {
    execute(
        database,
        "CREATE TABLE t (id INT, plain VARCHAR(9), other VARCHAR(9) COLLATE latin2_bin,"
            + " kind ENUM('a') COLLATE latin2_bin, twice INT AS (id * 2) VIRTUAL,"
            + " changed DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6))"
            + " COLLATE latin2_general_ci");
  }

  private static void execute(FreshDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void is_refused_and_names_what_would_be_lost(TestDatabase kind) throws SQLException {
    Map<Consumer<QueryInterface>, String> refused = new LinkedHashMap<>();
    refused.put(
        db -> db.removeColumn("t", "other", previously(string(9))), "its collation latin2_bin");
    refused.put(
        db -> db.removeColumn("t", "other", previously(string(9).collate("latin2_general_ci"))),
        "its collation latin2_bin");
    refused.put(
        db -> db.removeColumn("t", "changed", previously(localTimestamp())),
        "its on update current_timestamp(6), which no operation sets");
    refused.put(
        db -> db.removeColumn("t", "kind", previously(enumeration("a"))),
        "its collation latin2_bin, which previously(…) cannot name for this type");
    refused.put(
        db -> db.removeColumn("t", "twice", previously(integer().generatedAs("id * 2"))),
        "that it is virtual");
    refused.put(
        db ->
            db.changeColumn(
                "t",
                "other",
                c -> c.collate("utf8mb4_bin"),
                previously(c -> c.collate("latin2_general_ci"))),
        "its collation latin2_bin");
    refused.put(
        db -> db.changeColumn("t", "other", integer(), previously(string(9))),
        "its collation latin2_bin");
    refused.put(
        db -> db.changeColumn("t", "other", uuid(), previously(string(9))),
        "its collation latin2_bin");
    refused.put(
        db -> db.dropTable("t", previously(UnrestoredColumnTest::table)),
        "its collation latin2_bin of 'kind', which previously(…) cannot name for this type, its on"
            + " update current_timestamp(6) of 'changed', which no operation sets, its"
            + " collate(\"latin2_general_ci\"). ");
    try (FreshDatabase database = kind.server().createDatabase()) {
      create(database);
      refused.forEach(
          (change, lost) ->
              assertThatThrownBy(() -> migrating(database, change).up())
                  .satisfies(
                      e ->
                          assertThat(e.getMessage().toLowerCase(Locale.ROOT))
                              .contains(" – its undo would not restore " + lost)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void is_taken_if_it_brings_all_of_the_column_back(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      create(database);
      Migrator migrator =
          migrating(
              database,
              db -> {
                db.removeColumn(
                    "t", "twice", previously(integer().generatedAs("id * 2").virtual()));
                db.removeColumn("t", "id", previously(integer()));
                db.removeColumn("t", "plain", previously(string(9)));
                db.changeColumn("t", "other", fixedString(9), previously(string(9)));
                db.changeColumn("t", "other", string(20), previously(fixedString(9)));
                db.changeColumn(
                    "t",
                    "other",
                    c -> c.collate("utf8mb4_bin"),
                    previously(c -> c.collate("latin2_bin")));
                db.removeColumn("t", "other", previously(string(20).collate("utf8mb4_bin")));
                db.changeColumn("t", "kind", enumeration("a", "b"), previously(enumeration("a")));
                db.changeColumn(
                    "t", "changed", c -> c.comment("c"), previously(c -> c.dropComment()));
              });

      migrator.up();
      migrator.down();

      assertThat(migrator.snapshot().lines())
          .anyMatch(line -> line.startsWith("  other: varchar(9), collation latin2_bin"))
          .anyMatch(line -> line.startsWith("  kind: enum('a'), collation latin2_bin"))
          .anyMatch(
              line ->
                  line.toLowerCase(Locale.ROOT)
                      .contains("changed: datetime(6), extra on update current_timestamp(6)"))
          .anyMatch(line -> line.startsWith("  plain: varchar(9), collation latin2_general_ci"));
    }
  }

  /** Options of a table that the test does not declare, each with what the refusal names. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void of_a_table_is_refused_if_it_has_options_of_its_own(TestDatabase kind) throws SQLException {
    Map<String, String> options =
        Map.of(
            "ENGINE=MyISAM", "what previously(…) cannot declare: ENGINE=MyISAM",
            "ROW_FORMAT=COMPRESSED", "its rowFormat(\"COMPRESSED\")",
            "COLLATE utf8mb4_polish_ci", "its collate(\"utf8mb4_polish_ci\")",
            "CHARACTER SET latin2", "its collate(\"latin2_general_ci\")",
            "PARTITION BY HASH (id) PARTITIONS 2",
                "what previously(…) cannot declare: partitioned");
    for (Map.Entry<String, String> option : options.entrySet()) {
      try (FreshDatabase database = kind.server().createDatabase()) {
        execute(database, "CREATE TABLE t (id INT) " + option.getKey());

        assertThatThrownBy(
                migrating(
                        database,
                        db -> db.dropTable("t", previously(t -> t.column("id", integer()))))
                    ::up)
            .hasMessageContaining(
                " – its undo would not restore " + option.getValue() + ". Nothing was sent. ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "MARIADB") // MySQL has them from 8.0.23
  void of_a_hidden_column_is_refused(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (id INT, v INT INVISIBLE, w INT AS (id + 1) INVISIBLE)");

      assertThatThrownBy(
              migrating(database, db -> db.removeColumn("t", "v", previously(integer())))::up)
          .hasMessageContaining("its INVISIBLE, which no operation sets");
      assertThatThrownBy(
              migrating(
                      database,
                      db ->
                          db.removeColumn(
                              "t", "w", previously(integer().generatedAs("id + 1").virtual())))
                  ::up)
          .hasMessageContaining("its INVISIBLE, which no operation sets");
    }
  }
}
