package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableOptions;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The options of a table of MySQL and MariaDB: engine, character set, collation, row format. */
class TableOptionsTest {

  record M20250101000000_Change(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private static Migrator migrating(DataSource dataSource, Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(dataSource)
        .migrations(List.of(M20250101000000_Change.class))
        .factory(type -> new M20250101000000_Change(change))
        .build();
  }

  private static void execute(FreshDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String options(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CONCAT_WS(' ', ENGINE, TABLE_COLLATION, CREATE_OPTIONS)"
                    + " FROM information_schema.TABLES"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 't'")) {
      return row.next() ? row.getString(1).strip() : "";
    }
  }

  private static void withOptions(TableDefinition t) {
    t.column("a", string(9));
    t.engine("innodb");
    t.characterSet("latin2");
    t.collate("latin2_bin");
    t.rowFormat("compact");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void are_created_dropped_and_created_again(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      Migrator migrator =
          migrating(
              database.dataSource(), db -> db.createTable("t", TableOptionsTest::withOptions));
      List<String> planned = migrator.plan().sql();

      migrator.up();

      assertThat(planned)
          .containsExactly(
              "CREATE TABLE `t` (\n  `a` VARCHAR(9)\n) DEFAULT CHARACTER SET = latin2"
                  + " COLLATE = latin2_bin ENGINE = innodb ROW_FORMAT = COMPACT");
      assertThat(options(database)).isEqualTo("InnoDB latin2_bin row_format=COMPACT");
      migrator.down();
      assertThat(options(database)).isEmpty();
      migrator.up();
      assertThat(options(database)).isEqualTo("InnoDB latin2_bin row_format=COMPACT");
    }
  }

  private static void refused(
      FreshDatabase database, DataSource source, String message, Consumer<TableDefinition> table)
      throws SQLException {
    Consumer<QueryInterface> change =
        db ->
            db.createTable(
                "t",
                t -> {
                  t.column("a", string(9));
                  table.accept(t);
                });
    assertThat(migrating(source, change).plan().migrations().get(0).end())
        .contains(new Plan.End(true, message));
    assertThatThrownBy(migrating(source, change)::up)
        .isInstanceOf(MigrationFailedException.class)
        .cause()
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(message);
    assertThat(options(database)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void are_refused_if_the_server_would_replace_them_or_lose_data(TestDatabase kind)
      throws SQLException {
    String with = kind.dialectName() + " cannot do this: create the table 't' with ";
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      for (String engine : List.of("MyISAM", "memory", "ARIA", "Merge")) {
        refused(
            database,
            source,
            with
                + "engine(\""
                + engine
                + "\"), because this engine has no transactions. Nothing was sent. Use"
                + " engine(\"InnoDB\"), or execute(\"CREATE TABLE …\").",
            t -> t.engine(engine));
      }
      refused(
          database,
          database.dataSource(
              "sessionVariables=sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'"),
          with
              + "engine(\"RocksDB\") and a foreign key, because this engine may ignore it. Nothing"
              + " was sent. Leave out one of them.",
          t -> {
            t.column("b", integer().references("other", "id"));
            t.engine("RocksDB");
          });
      refused(
          database,
          database.dataSource("sessionVariables=sql_mode='STRICT_TRANS_TABLES'"),
          with
              + "engine(\"RocksDB\"), because the sql_mode of this session lets the server use"
              + " another engine. Nothing was sent. Connect with NO_ENGINE_SUBSTITUTION in"
              + " sql_mode.",
          t -> t.engine("RocksDB"));
      refused(
          database,
          source,
          with
              + "rowFormat(\"FIXED\"), which InnoDB does not have. Nothing was sent. Use DYNAMIC,"
              + " COMPACT, REDUNDANT or COMPRESSED, or leave it out.",
          t -> t.rowFormat("FIXED"));
      refused(
          database,
          database.dataSource("sessionVariables=innodb_strict_mode=OFF"),
          with
              + "rowFormat(\"COMPRESSED\"), because the server may use another one while"
              + " innodb_strict_mode is OFF. Nothing was sent. Connect with innodb_strict_mode ="
              + " ON.",
          t -> t.rowFormat("COMPRESSED"));
      for (String option : List.of("collate", "characterSet")) {
        refused(
            database,
            source,
            with
                + option
                + "(\"binary\"), because its texts would become bytes. Nothing was sent. Use"
                + " collate(\"utf8mb4_bin\"), or columns of the type varBinary(…).",
            t -> {
              if (option.equals("collate")) {
                t.collate("binary");
              } else {
                t.characterSet("binary");
              }
            });
      }
      refused(
          database,
          source,
          with
              + "collate(\"utf8mb4_bin\"), because this collation does not belong to the character"
              + " set latin1. Nothing was sent. Leave out characterSet(…), which the collation"
              + " implies.",
          t -> {
            t.characterSet("latin1");
            t.collate("utf8mb4_bin");
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void count_for_enumerations_and_foreign_keys(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      refused(
          database,
          database.dataSource(),
          kind.dialectName()
              + " cannot do this: keep the value 'żółw' of the enumeration 'kind' of 't', because"
              + " its character set latin1 lacks a character of it, and the server would store a"
              + " question mark. Nothing was sent. Use string(…).collate(\"utf8mb4_bin\"), or give"
              + " the table another character set first, by execute(\"ALTER TABLE … CHARACTER SET"
              + " utf8mb4\").",
          t -> {
            t.column("kind", enumeration("żółw"));
            t.characterSet("latin1");
          });
      Consumer<QueryInterface> parents =
          db ->
              db.createTable(
                  "parents",
                  t -> {
                    t.column("id", string(9).primaryKey());
                    t.collate("utf8mb4_bin");
                  });
      Consumer<QueryInterface> sameCollation =
          db ->
              db.createTable(
                  "t",
                  t -> {
                    t.column("id", string(9).references("parents", "id"));
                    t.collate("utf8mb4_bin");
                  });
      Consumer<QueryInterface> otherCollation =
          db ->
              db.createTable(
                  "t",
                  t -> {
                    t.column("id", string(9).references("parents", "id"));
                    t.collate("utf8mb4_polish_ci");
                  });
      Migrator refused = migrating(database.dataSource(), parents.andThen(otherCollation));

      assertThatThrownBy(refused::up)
          .hasMessageContaining(
              "refer from 'id' of 't', which is varchar(9) with the collation utf8mb4_polish_ci,"
                  + " to 'id' of 'parents', which is varchar(9) with the collation utf8mb4_bin");
      assertThat(refused.snapshot().tables()).isEmpty(); // refused before the first step
      migrating(database.dataSource(), parents.andThen(sameCollation)).up();
      assertThat(options(database)).isEqualTo("InnoDB utf8mb4_bin");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void are_compared_if_the_table_exists(TestDatabase kind) throws SQLException {
    Consumer<QueryInterface> change =
        db -> db.ifNotExists().createTable("t", TableOptionsTest::withOptions);
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (a VARCHAR(9)) COLLATE utf8mb4_bin");

      assertThatThrownBy(migrating(database.dataSource(), change)::up)
          .hasMessageContaining(
              "createTable 't' if it does not exist – it exists, and differs: it does not have"
                  + " characterSet(\"latin2\"); it does not have collate(\"latin2_bin\"); it does"
                  + " not have rowFormat(\"compact\"). Nothing was sent.");
      execute(database, "DROP TABLE t");
      execute(database, "CREATE TABLE t (a VARCHAR(9)) COLLATE latin2_bin ROW_FORMAT = COMPACT");
      migrating(database.dataSource(), change).up();
      assertThat(options(database)).isEqualTo("InnoDB latin2_bin row_format=COMPACT");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void show_whether_an_interrupted_step_created_the_table(TestDatabase kind) throws SQLException {
    TableDefinition table = new TableDefinition("t");
    withOptions(table);
    CreateTable operation = new CreateTable(table.table());
    Dialect dialect = kind == TestDatabase.MYSQL ? new MySqlDialect() : new MariaDbDialect();
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      Probe probe = new Probe(dialect, dialect.catalog(connection));
      Optional<String> before = probe.before(operation);

      assertThat(probe.outcome(operation, before)).isEqualTo(Probe.Result.NOT_APPLIED);
      execute(database, "CREATE TABLE t (a VARCHAR(9)) COLLATE latin2_bin");
      assertThat(probe.outcome(operation, before)).isEqualTo(Probe.Result.UNKNOWN);
      execute(database, "ALTER TABLE t ROW_FORMAT = COMPACT");
      assertThat(probe.outcome(operation, before)).isEqualTo(Probe.Result.APPLIED);
      execute(database, "ALTER TABLE t ENGINE = MyISAM, ROW_FORMAT = DEFAULT");
      assertThat(probe.outcome(operation, before)).isEqualTo(Probe.Result.UNKNOWN);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void come_back_with_a_dropped_table_if_previously_declares_them(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (a VARCHAR(9)) COLLATE latin2_bin ROW_FORMAT = COMPACT");
      Migrator migrator =
          migrating(
              database.dataSource(),
              db -> db.dropTable("t", previously(TableOptionsTest::withOptions)));

      migrator.up();
      assertThat(options(database)).isEmpty();
      migrator.down();

      assertThat(options(database)).isEqualTo("InnoDB latin2_bin row_format=COMPACT");
      assertThatThrownBy(
              migrating(
                      database.dataSource(),
                      db ->
                          db.dropTable(
                              "t",
                              previously(
                                  t -> {
                                    t.column("a", string(9));
                                    t.characterSet("latin2");
                                    t.rowFormat("DYNAMIC");
                                  })))
                  ::up)
          .hasMessageContaining(
              "its undo would not restore its collate(\"latin2_bin\"), its rowFormat(\"COMPACT\")."
                  + " Nothing was sent. ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void are_lost_with_a_dropped_table_only_if_they_are_not_those_of_the_database(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (a VARCHAR(9)) CHARACTER SET latin2");
      Migrator migrator =
          migrating(
              database.dataSource(),
              db ->
                  db.dropTable(
                      "t",
                      previously(
                          t -> {
                            t.column("a", string(9));
                            t.characterSet("latin2");
                          })));

      migrator.up();
      migrator.down();

      assertThat(options(database)).isEqualTo("InnoDB latin2_general_ci");
    }
  }

  private static void changed(TableOptions o) {
    o.engine("innodb");
    o.rowFormat("compact");
    o.defaultCollation("latin2_bin");
  }

  private static void unchanged(TableOptions o) {
    o.engine("InnoDB");
    o.defaultRowFormat();
    o.defaultCollation("utf8mb4_bin");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void of_an_existing_table_change_and_change_back_and_again(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(
          database, "CREATE TABLE t (a VARCHAR(9), b TEXT COLLATE latin1_bin) COLLATE utf8mb4_bin");
      execute(database, "INSERT INTO t VALUES ('\u20ac', 'b')");
      Migrator migrator =
          migrating(
              database.dataSource(),
              db ->
                  db.setTableOptions(
                      "t", TableOptionsTest::changed, previously(TableOptionsTest::unchanged)));
      SchemaSnapshot before = migrator.snapshot();

      assertThat(migrator.plan().sql())
          .containsExactly(
              "ALTER TABLE `t` COLLATE = latin2_bin ENGINE = innodb ROW_FORMAT = COMPACT");
      migrator.up();
      SchemaSnapshot after = migrator.snapshot();
      assertThat(options(database)).isEqualTo("InnoDB latin2_bin row_format=COMPACT");
      assertThat(after.differencesFrom(before)).hasSize(1);
      migrator.down();
      assertThat(options(database)).isEqualTo("InnoDB utf8mb4_bin");
      assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
      migrator.up();
      assertThat(migrator.snapshot().differencesFrom(after)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void of_an_existing_table_are_compared_with_previously(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(
          database,
          "CREATE TABLE t (a VARCHAR(9)) ENGINE = MyISAM COLLATE latin2_bin ROW_FORMAT = DYNAMIC");

      assertThatThrownBy(
              migrating(
                      database.dataSource(),
                      db ->
                          db.setTableOptions(
                              "t",
                              TableOptionsTest::changed,
                              previously(TableOptionsTest::unchanged)))
                  ::up)
          .hasMessageContaining(
              "setTableOptions 't' – its undo would not restore its"
                  + " defaultCollation(\"latin2_bin\"), its rowFormat(\"DYNAMIC\"), its"
                  + " engine(\"MyISAM\"). Nothing was sent. ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void of_an_existing_table_are_refused_like_those_of_a_new_one(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (a VARCHAR(9)) COLLATE latin2_bin");

      assertThatThrownBy(
              migrating(
                      database.dataSource(), db -> db.setTableOptions("t", o -> o.engine("MyISAM")))
                  ::up)
          .hasMessageContaining(
              " cannot do this: change the table 't' to engine(\"MyISAM\"), because this engine has"
                  + " no transactions. Nothing was sent. Use engine(\"InnoDB\"), or"
                  + " execute(\"ALTER TABLE …\").");
      assertThatThrownBy(
              migrating(
                      database.dataSource(),
                      db -> db.setTableOptions("t", o -> o.defaultCollation("uca1400_ai_ci")))
                  ::up)
          .hasMessageContaining(
              " cannot do this: change the table 't' to defaultCollation(\"uca1400_ai_ci\"),"
                  + " because this collation belongs to several character sets. Nothing was sent."
                  + " Write its full name: defaultCollation(\"utf8mb4_uca1400_ai_ci\").");
      assertThat(options(database)).isEqualTo("InnoDB latin2_bin");
    }
  }

  /** So no operation sends it. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void cannot_be_converted_with_the_columns_and_back(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (a TEXT) CHARACTER SET latin1");
      Migrator migrator = migrating(database.dataSource(), db -> {});
      String before = migrator.snapshot().tables().get(0).columns().toString();

      execute(database, "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4");
      execute(database, "ALTER TABLE t CONVERT TO CHARACTER SET latin1");

      assertThat(before).contains("text").doesNotContain("mediumtext");
      assertThat(migrator.snapshot().tables().get(0).columns().toString()).contains("mediumtext");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void of_an_existing_table_decide_about_columns_that_are_added_later(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      execute(database, "CREATE TABLE t (a VARCHAR(9)) COLLATE latin2_bin");
      execute(database, "CREATE TABLE p (id VARCHAR(9) PRIMARY KEY) COLLATE utf8mb4_bin");
      Migrator migrator =
          migrating(
              database.dataSource(),
              db -> {
                db.setTableOptions(
                    "t",
                    o -> o.defaultCollation("utf8mb4_bin"),
                    previously(o -> o.defaultCollation("latin2_bin")));
                db.addColumn("t", "p", string(9).references("p", "id"));
              });

      assertThat(migrator.plan().isComplete()).isTrue();
      migrator.up();

      assertThat(migrator.snapshot().tables().get(1).columns().toString())
          .contains("latin2_bin")
          .contains("utf8mb4_bin");
    }
  }
}
