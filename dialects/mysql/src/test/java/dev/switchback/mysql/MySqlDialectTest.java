package dev.switchback.mysql;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.column;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MySqlDialectTest {

  private static final List<MySqlDialect> BOTH = List.of(new MySqlDialect(), new MariaDbDialect());

  private static void render(Dialect dialect, String column, ColumnDefinition definition) {
    dialect
        .rendering()
        .render(
            new AddColumn("t", new Column(column, definition)),
            new MySqlDialect().catalog(noConnection()));
  }

  @SuppressWarnings("NullAway") // a catalogue that must not be asked
  private static Connection noConnection() {
    return null;
  }

  @Test
  void refuses_to_add_a_numbered_column_which_would_need_its_key_at_once() {
    for (MySqlDialect dialect : BOTH) {
      assertThatThrownBy(() -> render(dialect, "id", bigInt().primaryKey().autoIncrement()))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialect.name()
                  + " cannot do this: addColumn 'id' on 't' with autoIncrement(), because its key"
                  + " would be added too late. Write the column in createTable, or add it with its"
                  + " key by execute(…)");
    }
  }

  @Test
  void refuses_a_value_of_an_enumeration_that_it_would_shorten() {
    for (MySqlDialect dialect : BOTH) {
      assertThatThrownBy(() -> render(dialect, "kind", enumeration("a ", "b")))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialect.name()
                  + " cannot do this: keep the value 'a ' of an enumeration, which ends with a"
                  + " space. Write it without, or use string(…)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.12, true",
    "5.7.44-log, true",
    "8.0.13, false",
    "8.0.36-0ubuntu0.22.04.1, false",
    "8.0, false",
    "9.7.0, false"
  })
  void is_for_mysql_8_0_13_and_later(String version, boolean tooOld) {
    assertRefused(new MySqlDialect(), version, tooOld, "8.0.13");
  }

  @ParameterizedTest
  @CsvSource({
    "10.5.29-MariaDB, true",
    "5.5.5-10.5.29-MariaDB-log, true",
    "5.5.5-10.6.5-MariaDB, false",
    "11.4.2-MariaDB-ubu2404, false"
  })
  void is_for_mariadb_10_6_and_later(String version, boolean tooOld) {
    assertRefused(new MariaDbDialect(), version, tooOld, "10.6");
  }

  @Test
  void a_host_that_is_not_let_in_has_a_remedy_of_its_own() {
    // HOST_NOT_PRIVILEGED and HOST_IS_BLOCKED, as both drivers give them
    String account =
        "Create an account for this host, because an account is valid for certain hosts.";
    String blocked = "The server blocks this host after many errors: run FLUSH HOSTS on it.";
    for (MySqlDialect dialect : BOTH) {
      assertThat(
              dialect
                  .rawSql()
                  .hint(new SQLException("Host '10.0.0.7' is not allowed", "HY000", 1130), ""))
          .contains(account);
      assertThat(
              dialect
                  .rawSql()
                  .hint(new SQLException("Host '10.0.0.7' is blocked", "HY000", 1129), ""))
          .contains(blocked);
    }
  }

  @Test
  void a_server_that_is_full_lacks_a_resource() {
    // CON_COUNT_ERROR, TOO_MANY_USER_CONNECTIONS, USER_LIMIT_REACHED
    for (MySqlDialect dialect : BOTH) {
      for (int code : List.of(1040, 1203, 1226)) {
        assertThat(
                dialect.errors().causeOf(new SQLException("Too many connections", "08004", code)))
            .isEqualTo(ErrorCause.RESOURCE);
      }
    }
  }

  private static void assertRefused(
      MySqlDialect dialect, String version, boolean tooOld, String least) {
    if (tooOld) {
      assertThatThrownBy(() -> dialect.requireVersion(ServerVersion.of(version)))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              "%s cannot do this: migrate a server of version %s. Nothing was run. Use version %s"
                  + " or a later one.",
              dialect.name(), version, least);
    } else {
      assertThatCode(() -> dialect.requireVersion(ServerVersion.of(version)))
          .doesNotThrowAnyException();
    }
  }

  private static void assertRefused(Consumer<TableDefinition> definition, String reason) {
    for (MySqlDialect dialect : BOTH) {
      TableDefinition t = new TableDefinition("t");
      definition.accept(t);
      CreateTable operation = new CreateTable(t.table());
      assertRefusal(dialect, operation, dialect.name() + " cannot do this: " + reason);
    }
  }

  /** Its catalogue shows a question mark, which the next change of the column would write. */
  @Test
  void refuses_a_value_of_an_enumeration_that_its_catalogue_does_not_show() {
    assertRefused(
        t -> t.column("kind", enumeration("a", "😀")),
        "keep the value '😀' of an enumeration, which has a character beyond U+FFFF: the server"
            + " would show a different character. Write it without, or use string(…)");
  }

  @Test
  void refuses_a_comment_that_is_too_long() {
    String longest = "é".repeat(1_024);
    assertRefused(
        t -> t.column("a", integer().comment(longest + "x")),
        "keep the comment of a column with 1025 characters, because 1024 is the limit. Write a"
            + " shorter one");
    for (MySqlDialect dialect : BOTH) {
      assertTaken(dialect, new CommentOnTable("t", longest + longest));
      assertRefusal(
          dialect,
          new CommentOnTable("t", longest + longest + "x"),
          dialect.name()
              + " cannot do this: keep the comment of a table with 2049 characters, because 2048 is"
              + " the limit. Write a shorter one");
    }
  }

  @Test
  void refuses_columns_whose_names_differ_in_case_alone() {
    assertRefused(
        t -> {
          t.column("é", integer());
          t.column("e", integer());
          t.column("É", integer());
        },
        "distinguish the columns 'é' and 'É' of 't', which differ only in upper and lower case."
            + " Rename one of them");
  }

  @Test
  void refuses_to_number_rows_without_a_key() {
    assertRefused(
        t -> {
          t.column("a", integer());
          t.column("no", integer().autoIncrement());
          t.unique("a", "no");
        },
        "number the rows of 't' in the column 'no', which is not the first of a key. Make it the"
            + " primary key, or unique()");
    assertRefused(
        t -> {
          t.column("a", integer().primaryKey().autoIncrement());
          t.column("b", integer().unique().autoIncrement());
        },
        "number the rows of 't' in more than one column: 'a', 'b'. Leave out autoIncrement() in all"
            + " but one");
  }

  @Test
  void refuses_a_group_with_several_primaries() {
    assertThatCode(() -> GroupReplication.requireOne(List.of())).doesNotThrowAnyException();
    assertThatCode(() -> GroupReplication.requireOne(List.of("one"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> GroupReplication.requireOne(List.of("one", "other")))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "MySQL cannot do this: migrate a group with several primaries, because no server of the"
                + " group can prove to the others that a run is the only one. Nothing was run."
                + " Switch the group to a single primary: SELECT"
                + " group_replication_switch_to_single_primary_mode().");
  }

  @Test
  void does_not_take_a_group_on_trust_whose_members_it_may_not_see() throws SQLException {
    try (FreshDatabase database = TestDatabase.MYSQL.server().createDatabase();
        Connection admin = database.dataSource().getConnection();
        Statement statement = admin.createStatement()) {
      String user = database.name().substring(0, 20);
      statement.execute("CREATE USER " + user + "@'%' IDENTIFIED BY 'app'");
      statement.execute("GRANT ALL ON " + database.name() + ".* TO " + user + "@'%'");
      try (Connection app = DriverManager.getConnection(database.url(), user, "app")) {
        assertThatCode(() -> GroupReplication.refuseSeveralPrimaries(admin))
            .doesNotThrowAnyException();
        assertThatThrownBy(() -> GroupReplication.refuseSeveralPrimaries(app))
            .isInstanceOf(UnsupportedByDialectException.class)
            .hasMessage(
                "MySQL cannot do this: determine whether its group has several primaries, because"
                    + " this user may not see the members. Nothing was run. Allow this user to read"
                    + " performance_schema.replication_group_members. Or: Switch the group to a"
                    + " single primary: SELECT group_replication_switch_to_single_primary_mode().");
      } finally {
        statement.execute("DROP USER " + user + "@'%'");
      }
    }
  }

  /** Most applications' users may see their own tables alone. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void needs_no_rights_to_know_its_server_and_to_look_for_blockers(TestDatabase kind)
      throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase();
        Connection admin = database.dataSource().getConnection();
        Statement statement = admin.createStatement()) {
      String user = database.name().substring(0, 20);
      statement.execute("CREATE USER " + user + "@'%' IDENTIFIED BY 'app'");
      statement.execute("GRANT ALL ON " + database.name() + ".* TO " + user + "@'%'");
      try (Connection app = DriverManager.getConnection(database.url(), user, "app")) {
        MySqlDialect dialect =
            kind == TestDatabase.MYSQL ? new MySqlDialect() : new MariaDbDialect();
        SessionState before = dialect.sessions().sessionState(app);
        Dialect knowing = dialect.forServer(app);

        assertThat(knowing.locks().topology()).isEqualTo(Topology.DIRECT);
        assertThat(knowing.locks().blockers(app, knowing.locks().sessionId(admin))).isEmpty();
        LockName name = new LockName(database.name(), "switchback_lock");
        assertThat(knowing.locks().tryLock(admin, name)).isTrue();
        List<String> holder = List.of(knowing.locks().sessionId(admin));
        assertThatThrownBy(() -> knowing.locks().endLockHolder(app, name, holder))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("You are not owner of thread");
        before.restore(app);
      } finally {
        statement.execute("DROP USER " + user + "@'%'");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void puts_back_the_database_the_mode_and_the_waiting(TestDatabase kind) throws SQLException {
    MySqlDialect dialect = kind == TestDatabase.MYSQL ? new MySqlDialect() : new MariaDbDialect();
    try (FreshDatabase one = kind.server().createDatabase();
        FreshDatabase other = kind.server().createDatabase();
        Connection connection = one.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = 'ANSI_QUOTES', lock_wait_timeout = 77");
      SessionState before = dialect.sessions().sessionState(connection);
      dialect.sessions().useSchema(connection, other.name());
      statement.execute("SET SESSION sql_mode = ''");
      dialect.locks().limitLockWait(connection, Duration.ofMillis(4_001));
      assertThat(settings(statement)).isEqualTo("," + other.name() + ",5");
      dialect.locks().limitLockWait(connection, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
      assertThat(settings(statement)).isEqualTo("," + other.name() + ",31536000");

      before.restore(connection);

      assertThat(settings(statement)).isEqualTo("ANSI_QUOTES," + one.name() + ",77");
    }
  }

  private static String settings(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT CONCAT_WS(',', @@SESSION.sql_mode, DATABASE(), @@SESSION.lock_wait_timeout)")) {
      row.next();
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5.5.5-10.7.8-MariaDB-1:10.7.8+maria~ubu2004, 10, 7, 8",
    "10.11.6-MariaDB, 10, 11, 6",
    "5.5.5, 5, 5, 5",
    "8.0.15, 8, 0, 15"
  })
  void reads_the_version_behind_the_one_for_old_replicas(
      String text, int major, int minor, int patch) {
    assertThat(ServerVersion.of(text)).isEqualTo(new ServerVersion(text, major, minor, patch));
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void works_in_a_schema_whatever_the_driver_calls_it(TestDatabase kind) throws SQLException {
    String term = kind == TestDatabase.MYSQL ? "databaseTerm=SCHEMA" : "useCatalogTerm=SCHEMA";
    MySqlDialect dialect = kind == TestDatabase.MYSQL ? new MySqlDialect() : new MariaDbDialect();
    try (FreshDatabase one = kind.server().createDatabase();
        FreshDatabase other = kind.server().createDatabase();
        Connection connection = connect(one, with(one.url(), term))) {
      assertThat(dialect.sessions().currentSchema(connection)).contains(one.name());

      dialect.sessions().useSchema(connection, other.name());

      assertThat(dialect.sessions().currentSchema(connection)).contains(other.name());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void finds_no_table_where_no_database_is_selected(TestDatabase kind) throws SQLException {
    MySqlDialect dialect = kind == TestDatabase.MYSQL ? new MySqlDialect() : new MariaDbDialect();
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection =
            connect(database, database.url().replace("/" + database.name(), "/"));
        Statement statement = connection.createStatement()) {
      assertThat(dialect.sessions().currentSchema(connection)).isEmpty();

      SQLException error =
          catchThrowableOfType(
              SQLException.class, () -> statement.executeQuery("SELECT 1 FROM switchback_meta"));

      assertThat(dialect.errors().isMissingTable(error)).isTrue();
    }
  }

  private static Connection connect(FreshDatabase database, String url) throws SQLException {
    return DriverManager.getConnection(url, database.user(), database.password());
  }

  private static String with(String url, String parameter) {
    return url + (url.contains("?") ? "&" : "?") + parameter;
  }

  private static void assertRefusal(MySqlDialect dialect, Operation operation, String message) {
    assertThatThrownBy(
            () -> dialect.rendering().render(operation, new MySqlCatalog(noConnection())))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(message);
  }

  private static void assertTaken(MySqlDialect dialect, Operation operation) {
    assertThatCode(() -> dialect.rendering().render(operation, new MySqlCatalog(noConnection())))
        .doesNotThrowAnyException();
  }

  @Test
  void takes_checks_from_8_0_16_on() {
    Operation operation = new AddConstraint("rooms", check("positive", "size > 0"));

    assertRefusal(
        new MySqlDialect(ServerSettings.inMode(""), ServerVersion.of("8.0.15-log")),
        operation,
        "MySQL cannot do this: keep the check constraint 'positive', which version 8.0.15-log does"
            + " not store. Use version 8.0.16 or a later one, or leave it out");
    assertTaken(new MySqlDialect(ServerSettings.inMode(""), ServerVersion.of("8.0.16")), operation);
    assertTaken(
        new MariaDbDialect(ServerSettings.inMode(""), ServerVersion.of("5.5.5-10.6.5-MariaDB")),
        operation);
  }

  /** MariaDB 10.7 reads DESC, and makes another index. */
  @Test
  void takes_descending_columns_from_mariadb_10_8_on() {
    Operation operation = new AddIndex("rooms", index(column("size").descending()));

    assertRefusal(
        new MariaDbDialect(ServerSettings.inMode(""), ServerVersion.of("10.7.8-MariaDB")),
        operation,
        "MariaDB cannot do this: addIndex 'rooms_size' on 'rooms' with descending(). Leave it out:"
            + " an index is read backwards too");
    assertTaken(
        new MariaDbDialect(ServerSettings.inMode(""), ServerVersion.of("10.8.1-MariaDB")),
        operation);
    assertTaken(new MySqlDialect(ServerSettings.inMode(""), ServerVersion.of("8.0.13")), operation);
  }
}
