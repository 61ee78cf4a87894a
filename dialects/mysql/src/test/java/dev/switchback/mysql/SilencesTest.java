package dev.switchback.mysql;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Params.params;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.BulkInsert;
import dev.switchback.schema.Column;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What these servers would do in silence, or late, and what a migration is told in its place. */
class SilencesTest {

  /** A migration that does what a test says. */
  static final class M20250101000000_Step extends ScriptedMigration {
    M20250101000000_Step(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private static Migrator migrator(DataSource dataSource, Consumer<QueryInterface> body) {
    return Migrator.configure()
        .dataSource(dataSource)
        .migrations(List.of(M20250101000000_Step.class))
        .factory(type -> new M20250101000000_Step(body))
        .build();
  }

  private static void migrate(DataSource dataSource, Consumer<QueryInterface> body) {
    Migrator migrator = migrator(dataSource, body);
    migrator.up();
    migrator.down(); // so that the next one is pending
  }

  private static void assertRefused(
      DataSource dataSource, String message, Consumer<QueryInterface> body) {
    assertThatThrownBy(() -> migrate(dataSource, body))
        .isInstanceOf(MigrationFailedException.class)
        .cause()
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(message);
    assertThat(migrator(dataSource, body).plan().migrations().get(0).end())
        .contains(new Plan.End(true, message));
  }

  private static List<String> rows(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        found.add(String.join(" ", row));
      }
      return found;
    }
  }

  private static String ignored(TestDatabase kind, String what) {
    return kind.dialectName()
        + " cannot do this: changeColumn "
        + what
        + ". Nothing was sent. Leave it out, or change the column by execute(\"ALTER TABLE …\").";
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_a_change_of_a_column_that_the_server_would_ignore(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      migrate(
          source,
          db ->
              db.createTable(
                  "t",
                  t -> {
                    t.column("id", integer().primaryKey().autoIncrement());
                    t.column("n", integer().nullable());
                    t.column("g", integer().generatedAs("n + 1"));
                  }));
      assertRefused(
          source,
          ignored(
              kind,
              "'id' of 't': nullable, because it belongs to the primary key, which refuses NULL"),
          db -> db.changeColumn("t", "id", c -> c.nullable()));
      assertRefused(
          source,
          ignored(
              kind,
              "'id' of 't': no default, because AUTO_INCREMENT is not a default: the server would"
                  + " keep it"),
          db -> db.changeColumn("t", "id", c -> c.dropDefault()));
      assertRefused(
          source,
          ignored(
              kind,
              "'g' of 't': no default, because its values are generated: the server would keep"
                  + " that"),
          db -> db.changeColumn("t", "g", c -> c.dropDefault()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void changes_the_expression_of_a_generated_column_and_refuses_to_make_one(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      migrate(
          source,
          db -> {
            db.createTable(
                "t",
                t -> {
                  t.column("id", integer().primaryKey());
                  t.column("s", integer().generatedAs("id + 1"));
                  t.column("v", integer().generatedAs("id + 1").virtual());
                  t.column("p", integer().nullable());
                });
            db.bulkInsert("t", row("id", 1, "p", 7));
            db.changeColumn("t", "s", integer().generatedAs("id + 2"));
            db.changeColumn("t", "v", integer().generatedAs("id + 3").virtual());
          });
      assertThat(rows(source, "SELECT * FROM t")).containsExactly("1 3 4 7");
      for (String column : List.of("v", "p")) {
        assertRefused(
            source,
            kind.dialectName()
                + " cannot do this: changeColumn '"
                + column
                + "' of 't': integer(), default, because the column is not generated in this way,"
                + " and its values would be lost. Nothing was sent. Remove the column, and add it"
                + " with generatedAs(…).",
            db -> db.changeColumn("t", column, integer().generatedAs("id + 4")));
      }
      assertThat(rows(source, "SELECT * FROM t")).containsExactly("1 3 4 7");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void creates_tables_with_transactions_whatever_the_default_engine_is(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource("sessionVariables=default_storage_engine=MyISAM");
      migrate(source, db -> db.createTable("t", t -> t.column("id", integer().notNull())));
      assertThat(
              rows(
                  source,
                  "SELECT DISTINCT ENGINE, ROW_FORMAT FROM information_schema.TABLES"
                      + " WHERE TABLE_SCHEMA = DATABASE()"))
          .containsExactly("InnoDB Dynamic");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void keeps_every_character_in_its_own_tables(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER DATABASE " + database.name() + " CHARACTER SET latin1");
      }
      migrate(
          source,
          db -> {
            db.createTable("用户", t -> t.column("id", integer().notNull()));
            db.execute("INSERT INTO `用户` VALUES (1) /* Ωμέγα 😀 */");
            db.dropTable("用户");
          });
      Migrator.configure()
          .dataSource(source)
          .migrations(List.of(M20250101000000_Step.class))
          .factory(type -> new M20250101000000_Step(db -> {}))
          .build()
          .baseline("20250101000000-step", "😀");
      assertThat(rows(source, "SELECT reason FROM switchback_meta")).containsExactly("😀");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_values_of_an_enumeration_that_would_become_question_marks(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE t (id INT, e ENUM('a') CHARACTER SET utf8mb4) CHARACTER SET latin1");
      }
      assertRefused(
          source,
          kind.dialectName()
              + " cannot do this: keep the value 'ж' of the enumeration 'f' of 't', because its"
              + " character set latin1 lacks a character of it, and the server would store a"
              + " question mark. Nothing was sent. Use string(…).collate(\"utf8mb4_bin\"), or give"
              + " the table another character set first, by execute(\"ALTER TABLE … CHARACTER SET"
              + " utf8mb4\").",
          db -> db.addColumn("t", "f", enumeration("é", "ж")));
      migrate(
          source,
          db -> {
            db.addColumn("t", "f", enumeration("é", "€"));
            db.addEnumValue("t", "e", "ж");
            db.bulkInsert("t", row("e", "ж", "f", "€"));
          });
      assertThat(rows(source, "SELECT e, f FROM t")).containsExactly("ж €");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_rows_in_a_table_without_transactions_unless_it_is_acknowledged(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id INT PRIMARY KEY) ENGINE = MyISAM");
      }
      List<Consumer<QueryInterface>> all =
          List.of(
              db -> db.bulkInsert("t", row("id", 1)),
              db -> db.upsert("t", List.of("id"), row("id", 1)),
              db -> db.bulkUpdate("t", row("id", 1), where("id", 2)),
              db -> db.bulkDelete("t", where("id", 2)));
      for (Consumer<QueryInterface> body : all) {
        assertRefused(
            source,
            kind.dialectName()
                + " cannot do this: change rows of 't' so that they could be rolled back, because"
                + " its engine MyISAM has no transactions. Nothing was sent. Change the engine by"
                + " execute(\"ALTER TABLE … ENGINE = InnoDB\"), or accept that the rows stay if the"
                + " migration fails: acknowledged(reason) before this step.",
            body);
      }
      Consumer<QueryInterface> acknowledged =
          db -> {
            db.acknowledged("it is small").bulkInsert("t", row("id", 1));
            db.bulkInsert("t", row("id", 2));
          };
      assertThat(migrator(source, acknowledged).plan().isRefused()).isFalse();
      migrate(source, acknowledged);
      assertThat(rows(source, "SELECT id FROM t")).containsExactly("1", "2");
      migrate(source, db -> db.createTable("u", t -> t.column("id", integer().primaryKey())));
      assertThatThrownBy(
              () ->
                  migrate(
                      source,
                      db ->
                          db.addConstraint(
                              "t",
                              dev.switchback.schema.Constraints.foreignKey("id")
                                  .references("u", "id"))))
          .hasMessageContaining("because the engine MyISAM does not store it. Nothing was sent.");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void null_finds_no_other_row_and_is_no_time(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source =
          database.dataSource(
              "sessionVariables=sql_auto_is_null=1,explicit_defaults_for_timestamp=0");
      migrate(
          source,
          db -> {
            db.createTable(
                "t",
                t -> {
                  t.column("id", integer().primaryKey().autoIncrement());
                  t.column("n", integer());
                  t.column("a", custom("timestamp").nullable());
                  t.column("b", custom("timestamp").nullable());
                });
            db.bulkInsert("t", row("n", 1, "a", null), row("n", 2, "a", null));
            db.bulkDelete("t", where("id", null));
            db.bulkUpdate("t", row("b", null), everyRow());
          });
      assertThat(rows(source, "SELECT id, n FROM t WHERE a IS NULL AND b IS NULL ORDER BY n"))
          .containsExactly("1 1", "2 2");
      assertThat(rows(source, "SELECT @@sql_auto_is_null, @@explicit_defaults_for_timestamp"))
          .containsExactly("1 0");
      run(source, "CREATE TABLE filled (id INT, a TIMESTAMP NOT NULL)");
      assertThatThrownBy(
              () -> migrate(source, db -> db.bulkInsert("filled", row("id", 1, "a", null))))
          .hasMessageContaining(
              kind == TestDatabase.MYSQL
                  ? "cannot be null"
                  : "keep NULL out of 'a' of 'filled', because the server stores the current time");
    }
  }

  /** As where the server or the user's privileges do not allow a session to change the setting. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_null_and_no_default_where_a_timestamp_gets_the_time(TestDatabase kind)
      throws SQLException {
    ServerSettings filling =
        new ServerSettings(
            ServerSettings.STRICT, "InnoDB", false, false, false, false, true, false, false);
    MySqlDialect dialect =
        kind == TestDatabase.MYSQL
            ? new MySqlDialect(filling, ServerVersion.NEWEST)
            : new MariaDbDialect(filling, ServerVersion.NEWEST);
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION explicit_defaults_for_timestamp = 0");
      statement.execute("CREATE TABLE t (id INT, a TIMESTAMP, b TIMESTAMP NULL)");
      var catalog = dialect.catalog(connection);
      assertThatThrownBy(
              () ->
                  dialect
                      .rendering()
                      .render(new BulkInsert("t", List.of(row("id", 1, "a", null))), catalog))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              kind.dialectName()
                  + " cannot do this: keep NULL out of 'a' of 't', because the server stores the"
                  + " current time for it. Nothing was"
                  + " sent. Name a time, or leave the column out.");
      assertThat(
              dialect
                  .rendering()
                  .render(new BulkInsert("t", List.of(row("id", 1, "b", null))), catalog))
          .hasSize(1);
      Column kept = new Column("c", custom("timestamp").nullable());
      String sql = dialect.rendering().render(new AddColumn("t", kept), catalog).get(0).sql();
      assertThat(sql).endsWith("`c` timestamp NULL");
      statement.execute(sql);
      statement.execute("INSERT INTO t (id, c) VALUES (1, NULL)");
      assertThat(rows(database.dataSource(), "SELECT COUNT(*) FROM t WHERE c IS NULL"))
          .containsExactly("1");
      assertThatThrownBy(
              () ->
                  dialect
                      .rendering()
                      .render(
                          new AddColumn("t", new Column("d", custom("timestamp").notNull())),
                          catalog))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              kind.dialectName()
                  + " cannot do this: keep 'd' of 't' without a default, because the server gives a"
                  + " TIMESTAMP one while explicit_defaults_for_timestamp is OFF. Nothing was sent."
                  + " Switch explicit_defaults_for_timestamp on in the server, or use"
                  + " localTimestamp().");
    }
  }

  private static void run(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void refuses_to_add_a_uuid_that_the_binary_log_would_not_take() {
    MySqlDialect logging =
        new MySqlDialect(
            new ServerSettings(
                ServerSettings.STRICT, "InnoDB", true, false, false, false, false, false, false),
            ServerVersion.NEWEST);
    for (var definition :
        List.of(
            uuid().defaultUuid(),
            uuid().asBinary().defaultUuid(),
            string(99).nullable().defaultExpression("CONCAT('x', uuid ())"))) {
      assertThatThrownBy(
              () ->
                  logging
                      .rendering()
                      .render(new AddColumn("Users", new Column("token", definition)), noCatalog()))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              "MySQL cannot do this: addColumn 'token' on 'Users' with a default that has a new"
                  + " value at each call, because the server writes a binary log and treats such a"
                  + " default as unsafe. Nothing was sent. Write three steps: addColumn(\"Users\","
                  + " \"token\", …) with nullable() and without the default; execute(\"UPDATE"
                  + " `Users` SET `token` = …\"); changeColumn(\"Users\", \"token\", c ->"
                  + " c.notNull().…) with the default.");
    }
  }

  @SuppressWarnings("NullAway") // a catalogue that must not be asked
  private static dev.switchback.dialect.Catalog noCatalog() {
    return new MySqlDialect().catalog(null);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void adds_a_uuid_by_the_three_steps_that_it_names(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      migrate(
          source,
          db -> {
            db.createTable("t", t -> t.column("id", integer().primaryKey()));
            db.bulkInsert("t", row("id", 1), row("id", 2));
            db.addColumn("t", "token", uuid().nullable());
            db.execute("UPDATE t SET token = UUID()");
            db.changeColumn("t", "token", c -> c.notNull().defaultUuid());
            db.bulkInsert("t", row("id", 3));
          });
      assertThat(rows(source, "SELECT COUNT(DISTINCT token) FROM t")).containsExactly("3");
      migrate(
          source,
          db -> db.addColumn("t", "at", string(30).nullable().defaultExpression("UTC_DATE()")));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_a_reference_to_a_column_of_another_kind_before_the_first_step(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE Users (id CHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY"
                + " KEY)");
        statement.execute("CREATE TABLE n (id BIGINT UNSIGNED PRIMARY KEY)");
        statement.execute("CREATE TABLE t (id INT)");
      }
      String type =
          kind == TestDatabase.MYSQL ? "char(36) with the collation ascii_general_ci" : "uuid";
      String end =
          " to 'id' of 'Users', which is char(36) with the collation utf8mb4_bin. Nothing was sent."
              + " Give both the same type and collation: fixedString(36).collate(\"utf8mb4_bin\").";
      assertRefused(
          source,
          kind.dialectName()
              + " cannot do this: refer from 'user_id' of 't', which is "
              + type
              + ","
              + end,
          db -> db.addColumn("t", "user_id", uuid().nullable().references("Users", "id")));
      assertRefused(
          source,
          kind.dialectName()
              + " cannot do this: refer from 'user_id' of 'x', which is "
              + type
              + ","
              + end,
          db -> db.createTable("x", t -> t.column("user_id", uuid().references("Users", "id"))));
      assertRefused(
          source,
          kind.dialectName()
              + " cannot do this: refer from 'n_id' of 't', which is int, to 'id' of 'n', which is"
              + " bigint unsigned. Nothing was sent. Give both the same type and collation.",
          db -> db.addColumn("t", "n_id", integer().nullable().references("n", "id")));
      assertThat(rows(source, "SHOW COLUMNS FROM t")).hasSize(1);
      migrate(
          source,
          db ->
              db.addColumn(
                  "t",
                  "user_id",
                  fixedString(36).collate("utf8mb4_bin").nullable().references("Users", "id")));
      assertThat(rows(source, "SHOW COLUMNS FROM t")).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_a_reference_without_a_key_or_over_another_default_collation(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      run(
          source,
          "CREATE TABLE p (n INT, code VARCHAR(9) CHARACTER SET latin2 UNIQUE, m INT, KEY (m, n))");
      run(source, "CREATE TABLE t (id INT)");
      boolean takesOtherKeys = // MySQL from 8.4 on wants a unique key by default
          rows(source, "SHOW VARIABLES LIKE 'restrict_fk_on_non_standard_key'").isEmpty();
      for (String column : takesOtherKeys ? List.of("n") : List.of("n", "m")) {
        assertRefused(
            source,
            kind.dialectName()
                + " cannot do this: refer from 'pid' of 't' to '%s' of 'p', because no %s. Nothing was sent. Add a primary key or a unique constraint there first."
                    .formatted(
                        column,
                        takesOtherKeys
                            ? "key or index of that table begins with it"
                            : "primary key or unique constraint of that table has exactly this"
                                + " column"),
            db -> db.addColumn("t", "pid", integer().nullable().references("p", column)));
      }
      String collation = rows(source, "SELECT @@collation_database").get(0);
      assertRefused(
          source,
          kind.dialectName()
              + " cannot do this: refer from 'code' of 't', which is varchar(9) with the collation "
              + collation
              + ", to 'code' of 'p', which is varchar(9) with the collation latin2_general_ci."
              + " Nothing was sent. Give both the same type and collation.",
          db -> db.addColumn("t", "code", string(9).nullable().references("p", "code")));
      assertThat(rows(source, "SHOW COLUMNS FROM t")).hasSize(1);
      if (takesOtherKeys) {
        migrate(source, db -> db.addColumn("t", "m", integer().nullable().references("p", "m")));
      }
      run(source, "CREATE TABLE q (code VARCHAR(9) UNIQUE)");
      migrate(source, db -> db.addColumn("t", "q", string(9).nullable().references("q", "code")));
      assertThat(rows(source, "SHOW COLUMNS FROM t")).hasSize(takesOtherKeys ? 3 : 2);
    }
  }

  /** The statement writes the whole column again, and this session does not show all of it. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_to_number_a_column_of_which_the_session_shows_a_part(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      String create = "CREATE TABLE t (id INT PRIMARY KEY COMMENT 'a \\\\ b')";
      run(database.dataSource(), create);
      assertRefused(
          database.dataSource(
              "sessionVariables=sql_mode='STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES'"),
          kind.dialectName()
              + " cannot do this: addNumbering of 'id' on 't' without losing a part of it, because"
              + " the server does not show all of the column under this sql_mode. Nothing was sent."
              + " Connect without NO_FIELD_OPTIONS and NO_BACKSLASH_ESCAPES in sql_mode, or write"
              + " execute(\"ALTER TABLE …\")",
          db -> db.addNumbering("t", "id"));

      migrate(database.dataSource(), db -> db.addNumbering("t", "id"));

      assertThat(rows(database.dataSource(), "SHOW CREATE TABLE t").get(0))
          .contains("AUTO_INCREMENT", "COMMENT 'a \\\\ b'");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void accepts_a_missing_table_or_a_view_without_foreign_key_checks(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      run(source, "CREATE TABLE t (a INT, b INT)");
      run(source, "CREATE VIEW v AS SELECT a AS n FROM t");
      migrate(
          source,
          db -> {
            db.execute("SET foreign_key_checks = 0");
            db.addConstraint("t", foreignKey("a").references("none", "id"));
            db.addConstraint("t", foreignKey("b").references("v", "n"));
            db.execute("SET foreign_key_checks = 1");
          });
      assertThat(rows(source, "SHOW CREATE TABLE t").get(0)).contains("t_a_fk", "t_b_fk");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void refuses_a_uuid_in_raw_sql_on_a_column_of_sixteen_bytes(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      DataSource source = database.dataSource();
      UUID id = UUID.fromString("8b0e4b1e-1111-4222-8333-abcdefabcdef");
      run(source, "CREATE TABLE t (id BINARY(16) PRIMARY KEY, n INT, token CHAR(36))");
      run(source, "INSERT INTO t VALUES (UNHEX('8b0e4b1e111142228333abcdefabcdef'), 1, 'x')");
      String message =
          kind.dialectName()
              + " cannot do this: bind a UUID in SQL with 'id' of 't', which is binary(16), because"
              + " the driver sends a UUID as text, which equals no such value. Nothing was sent."
              + " Write UNHEX(REPLACE(?, '-', '')), or bind its sixteen bytes, or its text if"
              + " another column takes it.";
      assertRefused(source, message, db -> db.execute("UPDATE t SET n = 2 WHERE id = ?", id));
      assertRefused(
          source, message, db -> db.bulkUpdate("t", row("n", 2), whereSql("`id` = ?", id)));
      assertRefused(source, message, db -> db.bulkDelete("t", whereSql("t.id = ?", id)));
      assertRefused(
          source,
          message,
          db -> db.execute("UPDATE t SET n = 2 WHERE id IN (:u)", params("u", List.of(id))));
      assertRefused(
          source, message, db -> db.bulkDelete("t", whereSql("id = :u", params("u", id))));
      assertThatThrownBy(
              () ->
                  migrate(
                      source, db -> db.query("SELECT n FROM t WHERE id = ?", r -> r.getInt(1), id)))
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(message);
      migrate(
          source,
          db -> {
            db.execute("UPDATE t SET n = 3 WHERE id = UNHEX(REPLACE(?, '-', ''))", id);
            db.execute("UPDATE t SET token = ? WHERE n = 3", id);
            db.bulkUpdate("t", row("n", 4), whereSql("token = ?", id));
            db.execute("UPDATE t SET n = 5 WHERE token = :id", params("id", id)); // no column
          });
      assertThat(rows(source, "SELECT n, token FROM t")).containsExactly("5 " + id);
    }
  }
}
