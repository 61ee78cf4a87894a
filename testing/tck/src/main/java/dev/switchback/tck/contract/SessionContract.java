package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What a migration does to its session and to its thread: neither the next migration nor the pool
 * meets it.
 */
public abstract class SessionContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  /** The contract on one kind of database. */
  protected SessionContract(TestedDatabase database) {
    super(database);
  }

  private List<String> changes() throws SQLException {
    String rooms = quote("rooms");
    return switch (engine()) {
      case H2 ->
          List.of(
              "SET SCHEMA INFORMATION_SCHEMA",
              "SET LOCK_TIMEOUT 1",
              "SET @a = 1",
              "SET @b = (SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES)",
              "CREATE LOCAL TEMPORARY TABLE tt (n INTEGER)",
              "SET TIME ZONE 'GMT+03:00'",
              "SET LOCK_TIMEOUT 3000");
      case POSTGRESQL ->
          List.of(
              "SET search_path = nowhere",
              "SET ROLE pg_read_all_data",
              "SET default_transaction_read_only = on",
              "SET default_transaction_isolation = serializable",
              "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
              "SET standard_conforming_strings = off",
              "SET statement_timeout = 70000",
              "SET lock_timeout = 1",
              "SET TIME ZONE 'Asia/Kathmandu'",
              "SET IntervalStyle = iso_8601",
              "SET session_replication_role = replica",
              "SET my.tenant = 'a ''b'''",
              "SELECT set_config('search_path', 'pg_catalog', false)",
              "LISTEN news",
              "PREPARE p AS SELECT 1",
              "CREATE TEMP TABLE tt (n INTEGER)",
              "DO $$ BEGIN CREATE TEMP TABLE tt (n INTEGER); END $$",
              "LOCK TABLE " + rooms + " IN ACCESS EXCLUSIVE MODE",
              "SET LOCAL search_path = nowhere");
      case MARIADB, MYSQL ->
          List.of(
              "USE information_schema",
              "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
              "SET SESSION foreign_key_checks = 0, unique_checks = 0",
              "SET SESSION time_zone = '-07:00'",
              "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
              "SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1",
              "SET SESSION sql_safe_updates = 1",
              "SET NAMES utf8mb3",
              "SET character_set_results = NULL",
              "SET SESSION group_concat_max_len = 70",
              "SET @@session.max_heap_table_size = 70000",
              "SET div_precision_increment = 7, SESSION sql_auto_is_null = 1",
              "SET SESSION default_storage_engine = MyISAM");
    };
  }

  private String settings() {
    return switch (engine()) {
      case H2 ->
          "SELECT 'all', CURRENT_SCHEMA || LOCK_TIMEOUT() UNION ALL SELECT STATE_KEY, STATE_COMMAND"
              + " FROM INFORMATION_SCHEMA.SESSION_STATE WHERE STATE_KEY <> 'SCHEMA'";
      case POSTGRESQL ->
          "SELECT name, setting FROM pg_settings WHERE name NOT LIKE 'transaction%'"
              + " AND name NOT LIKE 'plpgsql.%' AND NOT"
              + " (name LIKE 'my.%' AND setting = '')"
              + " UNION ALL SELECT 'role', current_setting('role')"
              + " UNION ALL SELECT 'listening', count(*)::text FROM pg_listening_channels()"
              + " UNION ALL SELECT 'prepared', count(*)::text FROM pg_prepared_statements"
              + " WHERE from_sql"
              + " UNION ALL SELECT 'temporary', count(*)::text FROM pg_class"
              + " WHERE relpersistence = 't'"
              + " UNION ALL SELECT 'locks', count(*)::text FROM pg_locks l"
              + " WHERE pid = pg_backend_pid() AND relation = (SELECT oid FROM pg_class"
              + " WHERE relname = 'rooms')";
      case MARIADB, MYSQL ->
          "SHOW SESSION VARIABLES WHERE Variable_name NOT IN ('timestamp', 'rand_seed1',"
              + " 'rand_seed2', 'last_insert_id', 'identity', 'insert_id', 'pseudo_thread_id',"
              + " 'warning_count', 'error_count', 'last_gtid', 'gtid_binlog_pos', 'in_transaction',"
              + " 'statement_id', 'proxy_user', 'gtid_executed') AND Variable_name NOT LIKE"
              + " 'innodb\\_%flush%' AND Variable_name NOT LIKE 'gtid%'";
    };
  }

  private Map<String, String> settings(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(settings())) {
      Map<String, String> found = new TreeMap<>();
      while (rows.next()) {
        found.put(rows.getString(1), String.valueOf(rows.getString(2)));
      }
      found.put("schema", dialect().sessions().currentSchema(connection).orElse("none"));
      found.put("autocommit", String.valueOf(connection.getAutoCommit()));
      return found;
    }
  }

  @Test
  void the_next_migration_and_the_pool_find_the_session_as_it_was() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();
    for (String change : changes()) {
      try (Connection connection = dataSource().getConnection()) {
        Map<String, String> before = settings(connection);
        Migrator migrator =
            Migrator.configure()
                .dataSource(new SameConnection(connection, dataSource()))
                .migrations(List.of(M20250601000000_Scripted.class, M20250701000000_Next.class))
                .factory(
                    type ->
                        type == M20250601000000_Scripted.class
                            ? new M20250601000000_Scripted(
                                db -> db.execute(change), db -> db.execute(change))
                            : new M20250701000000_Next())
                .build();

        if (change.startsWith("SET ROLE")) { // which may not write the record
          assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up);
          assertThat(settings(connection)).as(change).isEqualTo(before);
          assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
          continue;
        }
        assertThat(migrator.up().names()).as(change).hasSize(2);

        assertThat(settings(connection)).as(change).isEqualTo(before);
        assertThat(columns("users")).as(change).containsOnlyKeys("id");
        assertThat(migrator.down(2).names()).as(change).hasSize(2);
        assertThat(settings(connection)).as(change).isEqualTo(before);
      }
    }
  }

  private List<String> refusedByDrivers() {
    return switch (engine()) {
      case H2 -> List.of(); // its driver depends on no setting
      case POSTGRESQL ->
          List.of(
              "SET DateStyle = 'German'",
              "set local DATESTYLE to sql, dmy",
              "SET SESSION \"datestyle\" TO 'Postgres, MDY'",
              "SELECT pg_catalog.set_config('DateStyle', 'German', true)",
              "SET client_encoding = 'LATIN1'",
              "SET NAMES 'LATIN1'",
              "SET LOCAL CLIENT_ENCODING TO SQL_ASCII",
              "SELECT 1; SELECT set_config('client_encoding', 'win1252', false)");
      case MARIADB, MYSQL ->
          List.of(
              "SET NAMES latin1",
              "set names 'latin1' COLLATE 'latin1_swedish_ci'",
              "SET NAMES DEFAULT",
              "SET NAMES binary",
              "SET CHARACTER SET utf8mb4",
              "SET CHARSET latin1",
              "SET character_set_client = latin1",
              "SET @a = 1, SESSION CHARACTER_SET_RESULTS = 'latin1'",
              "SET @@session.character_set_connection := latin1",
              "SET collation_connection = latin1_swedish_ci",
              "/*!40101 SET NAMES latin1 */");
    };
  }

  @Test
  void a_setting_with_which_the_driver_does_not_work_is_refused_before_anything_is_sent()
      throws Exception {
    for (String sql : refusedByDrivers()) {
      List<Body> bodies =
          List.of(db -> db.execute(sql), db -> db.query(sql, row -> 1), db -> throughJdbc(db, sql));
      for (Body body : bodies) {
        assertThatExceptionOfType(MigrationFailedException.class)
            .isThrownBy(migrating(body)::up)
            .as(sql)
            .withMessageContaining("cannot do this: send '")
            .withMessageContaining(
                engine() == TestDatabase.POSTGRESQL
                    ? "because the driver closes a connection with a "
                    : "because drivers send text in UTF-8: MariaDB's driver closes the connection,"
                        + " and with Connector/J the server reads text wrongly. Nothing was sent."
                        + " Leave it out, or write SET NAMES utf8mb4.");
      }
      assertThat(migrating(bodies.get(0)).plan().toString())
          .as(sql)
          .contains("cannot do this: send '");
    }
    assertThat(tables()).isEmpty();
  }

  @Test
  void a_setting_with_which_the_driver_works_is_sent() throws Exception {
    List<String> harmless =
        switch (engine()) {
          case H2 -> List.of();
          case POSTGRESQL ->
              List.of(
                  "SET DateStyle = 'ISO, DMY'",
                  "SET DateStyle = DMY",
                  "RESET DateStyle",
                  "SET NAMES 'UTF-8'",
                  "SET client_encoding TO DEFAULT",
                  "SELECT 'set datestyle = german'",
                  "SELECT set_config('my.encoding', 'latin1', true)");
          case MARIADB, MYSQL ->
              List.of(
                  "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
                  "SET @old_character_set_client = @@character_set_client, NAMES utf8mb3",
                  "SET character_set_client = @old_character_set_client",
                  "SET @names = 'latin1', @character_set_client = 'latin1'",
                  "SET collation_connection = 'utf8mb4_general_ci'",
                  "SET character_set_database = latin1",
                  "SELECT 'set names latin1'");
        };
    assertThat(migrating(db -> harmless.forEach(sql -> db.execute(sql)), db -> {}).up().names())
        .containsExactly(SCRIPTED);
  }

  @Test
  void an_error_of_a_driver_that_closes_its_connection_names_the_setting() throws Exception {
    String sql =
        switch (engine()) {
          case H2, MYSQL -> ""; // they do not close it
          case POSTGRESQL -> "DO $$ BEGIN SET DateStyle = 'German'; END $$";
          case MARIADB -> "EXECUTE IMMEDIATE 'SET NAMES latin1'";
        };
    if (sql.isEmpty()) {
      return;
    }

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(db -> db.execute(sql))::up)
        .withMessageContaining(
            "The driver closed the connection, because the statement changed a setting that the"
                + " driver depends on. Remove that change, and run 'up' again")
        .withMessageContaining(
            engine() == TestDatabase.POSTGRESQL ? "DateStyle" : "character set was changed");
    assertThat(recorded()).isEmpty();
  }

  /** With the characters before which Connector/J writes a backslash. */
  private static final String ESCAPED = "a\\b\nc\rd'e\"f";

  private static final String NO_BACKSLASHES = "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'";

  private void assertKeptOrRefused(Migrator migrator) throws Exception {
    if (engine() == TestDatabase.MARIADB) { // whose driver hears of the mode
      migrator.up();
      assertThat(rows("SELECT body FROM notes")).containsExactly(ESCAPED);
      return;
    }
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining(
            "MySQL cannot do this: bind a text with a backslash, a line break or a NUL, because SQL"
                + " has set NO_BACKSLASH_ESCAPES in sql_mode, and the driver does not know that: it"
                + " would send a different text. Nothing was sent. Set it in the URL, by"
                + " sessionVariables=sql_mode='…', or write useServerPrepStmts=true into the URL.");
    assertThat(rows("SELECT COUNT(*) FROM notes")).containsExactly("0");
  }

  @Test
  void a_value_with_a_backslash_is_kept_or_refused_whatever_sql_mode_is() throws Exception {
    if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
      return; // they read no backslash in a text
    }
    List<Body> bodies =
        List.of(
            db -> db.execute("INSERT INTO notes (body) VALUES (?)", ESCAPED),
            db -> db.bulkInsert("notes", row("body", ESCAPED)),
            db ->
                db.query("SELECT ?", row -> row.getString(1), ESCAPED)
                    .forEach(read -> db.bulkInsert("notes", row("body", read))));
    for (Body body : bodies) {
      execute("DROP TABLE IF EXISTS notes");
      execute("CREATE TABLE notes (body VARCHAR(99))");
      assertKeptOrRefused(
          migrating(
              db -> {
                db.execute(NO_BACKSLASHES);
                db.execute("INSERT INTO notes (body) VALUES (?)", "plain");
                db.execute("DELETE FROM notes");
                body.run(db);
              }));
      forget(SCRIPTED);
      execute("DELETE FROM notes");
      assertKeptOrRefused(
          Migrator.configure()
              .dataSource(OtherConnections.after(dataSource(), NO_BACKSLASHES))
              .migrations(List.of(M20250601000000_Scripted.class))
              .factory(type -> new M20250601000000_Scripted(body, db -> {}))
              .build());
      forget(SCRIPTED);
    }
  }

  private void forget(String migration) throws SQLException {
    execute("DELETE FROM switchback_meta WHERE name = '" + migration + "'");
    execute("DELETE FROM switchback_journal");
  }

  @Test
  void a_text_in_an_operation_is_refused_if_the_migration_has_changed_how_it_is_read()
      throws Exception {
    if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
      return; // they read no backslash in a text
    }
    Migrator migrator =
        migrating(
            db -> {
              db.execute(NO_BACKSLASHES);
              db.createTable("kept", t -> t.column("a", string(9).notNull().defaultValue("plain")));
              db.createTable("notes", t -> t.column("a", string(9).notNull().defaultValue("a\\b")));
            });

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining(
            " cannot do this: write a text with a backslash, because a statement of the migration"
                + " has changed NO_BACKSLASH_ESCAPES in sql_mode. Nothing was sent. Set sql_mode"
                + " back before this step, or put the step into a separate migration.");

    assertThat(tables()).containsExactly("kept");
  }

  @Test
  void what_a_migration_read_comes_back_as_it_was_whatever_sql_mode_is() throws Exception {
    if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
      return; // they read no backslash in a text
    }
    AtomicBoolean fails = new AtomicBoolean(true);
    List<String> read = new ArrayList<>();
    Body body =
        db -> {
          db.execute(NO_BACKSLASHES);
          read.addAll(
              db.query("SELECT CONCAT('a', CHAR(92), 'b', CHAR(10))", row -> row.getString(1)));
          db.createTable("one", t -> t.column("id", integer()));
          if (fails.getAndSet(false)) {
            throw new IllegalStateException("stops");
          }
        };
    Migrator migrator = migrating(body.unrehearsed());
    assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up);

    migrator.up();

    assertThat(read).hasSizeGreaterThan(1).containsOnly("a\\b\n");
  }

  @Test
  void a_connection_with_what_cannot_be_taken_away_is_closed_and_not_given_back() throws Exception {
    List<String> left =
        switch (engine()) {
          case H2 -> List.of(); // its variables and temporary tables can be dropped
          case POSTGRESQL -> List.of("SELECT pg_advisory_lock(7)", "SELECT setseed(0.5)");
          case MARIADB, MYSQL ->
              List.of(
                  "SET @a = 1",
                  "CREATE TEMPORARY TABLE tt (n INTEGER)",
                  "SELECT GET_LOCK('mine', 1)",
                  "PREPARE p FROM 'SELECT 1'");
        };
    for (String each : left) {
      for (Body body : List.<Body>of(db -> db.execute(each), db -> throughJdbc(db, each))) {
        try (Connection connection = dataSource().getConnection()) {
          Migrator migrator =
              Migrator.configure()
                  .dataSource(new SameConnection(connection, dataSource()))
                  .migrations(List.of(M20250601000000_Scripted.class))
                  .factory(type -> new M20250601000000_Scripted(body, db -> {}))
                  .build();

          migrator.up();

          assertThat(connection.isClosed()).as(each).isTrue();
        }
        assertThat(recorded()).containsExactly(SCRIPTED);
        migrating(body).down();
      }
    }
  }

  private static void throughJdbc(QueryInterface db, String sql) {
    db.withConnection(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }

  @Test
  void the_connection_of_a_step_ends_with_the_step() throws Exception {
    List<Statement> kept = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    Migrator migrator =
        migrating(
            db -> {
              db.withConnection(
                  connection -> {
                    connections.add(connection);
                    kept.add(connection.createStatement());
                  });
              kept.get(0).execute("CREATE TABLE rooms (id INTEGER)");
            });

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining(
            "This connection ended with its withConnection step. Nothing was sent. Do all of the"
                + " work before that step returns, or in a separate withConnection(…).");

    assertThat(tables()).isEmpty();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> connections.get(0).createStatement());
    kept.get(0).close();
    assertThat(kept.get(0).isClosed()).isTrue();
  }

  /** Comes behind the one that changed the session. */
  static final class M20250701000000_Next implements Migration {
    @Override
    public void up(QueryInterface db) {
      new M20250103000000_CreateUsers().up(db);
    }

    @Override
    public void down(QueryInterface db) {
      new M20250103000000_CreateUsers().down(db);
    }
  }

  @Test
  void refuses_a_session_that_works_in_no_schema() throws Exception {
    String url = database().url();
    String none = url.replace("/" + database().name(), "/");
    List<DataSource> sources =
        switch (engine()) {
          case H2 -> List.of(); // it always works in one
          case POSTGRESQL ->
              List.of(
                  OtherConnections.after(dataSource(), "SET search_path = ''"),
                  OtherConnections.after(dataSource(), "SET search_path = nowhere"),
                  OtherConnections.after(dataSource(), "SET search_path = \"$user\""));
          case MARIADB, MYSQL ->
              List.of(OtherConnections.as(none, database().user(), database().password()));
        };
    for (DataSource source : sources) {
      Migrator migrator =
          Migrator.configure()
              .dataSource(source)
              .migrations(List.of(M20250101000000_CreateRooms.class))
              .build();

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(migrator::up)
          .withMessage(
              "The connection has no current schema: its search path is empty, or its URL names no"
                  + " database. Nothing was run. Set one by schema(…), or in the URL.");
    }
    assertThat(tables()).isEmpty();
  }

  @Test
  void locked_tables_are_unlocked_before_the_pool_gets_its_connection_back() throws Exception {
    if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
      return; // they have no such locks outside a transaction
    }
    migrator(M20250101000000_CreateRooms.class).up();
    try (Connection connection = dataSource().getConnection()) {
      Migrator locking =
          Migrator.configure()
              .dataSource(new SameConnection(connection, dataSource()))
              .migrations(List.of(M20250601000000_Scripted.class))
              .factory(
                  type ->
                      new M20250601000000_Scripted(
                          db ->
                              db.withConnection(
                                  own -> {
                                    try (Statement lock = own.createStatement()) {
                                      lock.execute("LOCK TABLES " + quote("rooms") + " WRITE");
                                    }
                                  }),
                          db -> {}))
              .build();

      assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(locking::up);

      assertThat(rows("SELECT COUNT(*) FROM " + quote("rooms"))).containsExactly("0");
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT COUNT(*) FROM " + quote("switchback_meta"));
      }
    }
    assertThat(recorded()).doesNotContain(SCRIPTED);
  }

  @Test
  void a_migration_that_waits_for_itself_on_another_connection_ends_and_names_its_session()
      throws Exception {
    execute("CREATE TABLE " + quote("rooms") + " (" + quote("id") + " INTEGER)");
    execute("INSERT INTO " + quote("rooms") + " VALUES (1)");
    String update = "UPDATE %s SET %s = 2".formatted(quote("rooms"), quote("id"));
    Migrator migrator =
        configure(M20250601000000_Scripted.class)
            .factory(
                type ->
                    new M20250601000000_Scripted(
                        db -> {
                          try (Connection own = dataSource().getConnection();
                              Statement statement = own.createStatement()) {
                            own.setAutoCommit(false);
                            statement.execute(update);
                            db.addColumn("rooms", "topic", integer().nullable());
                          }
                        },
                        db -> {}))
            .statementLockTimeout(Duration.ofSeconds(1), 0)
            .build();
    long begin = System.nanoTime();

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up).actual();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
    assertThat(failure).hasMessageContaining("at step 1 (addColumn 'topic' on 'rooms'");
    if (engine() != TestDatabase.MARIADB) { // whose performance schema is off by default
      assertThat(failure).hasMessageContaining("(held by session ");
    }
    assertThat(recorded()).isEmpty();
    assertThat(columns("rooms")).containsOnlyKeys("id");
  }

  @Test
  void an_interrupt_before_a_run_is_kept_and_one_within_it_leaves_nothing_half_done()
      throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Body interrupted =
        db -> {
          runs.incrementAndGet();
          db.createTable("one", t -> t.column("id", integer()));
          if (runs.get() == 1) {
            Thread.currentThread().interrupt();
          }
          db.createTable("two", t -> t.column("id", integer()));
        };
    Migrator migrator = migrating(interrupted.unrehearsed());
    boolean wasStopped = false;
    try {
      migrator.up();
    } catch (SwitchbackException e) {
      wasStopped = true;
    }
    boolean isKept = Thread.interrupted();

    assertThat(wasStopped || isKept).isTrue();
    if (wasStopped) {
      assertThat(recorded()).isEmpty();
      migrator.up();
    }
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(tables()).containsExactly("one", "two");
    assertThat(rows("SELECT COUNT(*) FROM " + quote("switchback_journal"))).containsExactly("0");
    Thread.currentThread().interrupt();
    try {
      assertThat(migrator.up().isEmpty()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatever_a_migration_throws_is_the_cause_and_a_rerun_completes() throws Exception {
    List<Throwable> all =
        List.of(
            new Exception("checked"),
            new Error("bare"),
            new OutOfMemoryError("no heap, it says"),
            new NoClassDefFoundError("com/acme/Gone"),
            new StackOverflowError(),
            new AssertionError("wrong"),
            new LinkageError(),
            new IllegalStateException());
    for (Throwable thrown : all) {
      AtomicBoolean throwing = new AtomicBoolean(true);
      Migrator migrator =
          migrating(
              db -> {
                db.createTable("kept", t -> t.column("id", integer()));
                if (throwing.get()) {
                  SessionContract.<RuntimeException>sneak(thrown);
                }
              },
              db -> db.dropTable("kept"));

      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withCause(thrown);

      throwing.set(false);
      assertThat(recorded()).isEmpty();
      assertThat(migrator.up().names()).containsExactly(SCRIPTED);
      assertThat(tables()).containsExactly("kept");
      migrator.down();
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
