package dev.switchback.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatServerTest {

  private static final int MIGRATIONS = 4;

  /** Indexes that H2 makes for keys. Their names change with each column. */
  private static final String MADE_BY_H2 = ".* INDEX_NAME (PRIMARY_KEY_\\w+|\\w+_INDEX_\\w+)";

  private static final String APPLIED =
      """
      20250101000000-initial-schema           applied  N ms
      20250102090000-add-topic-to-rooms       applied  N ms
      20250103143000-add-replies-to-messages  applied  N ms
      20250106101500-name-api-keys-once       applied  N ms
      4 migrations applied in N ms
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void goes_forward_and_all_the_way_back_and_forward_again(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      assertThat(printed(database, "up")).isEqualTo(APPLIED);
      assertThat(printed(database, "status"))
          .isEqualTo(
              """
              applied  20250101000000-initial-schema           TIME
              applied  20250102090000-add-topic-to-rooms       TIME
              applied  20250103143000-add-replies-to-messages  TIME
              applied  20250106101500-name-api-keys-once       TIME
              4 applied, 0 pending
              """);
      assertThat(writtenNames(database))
          .contains("rooms", "users", "messages", "sdp_signals", "ice_candidates")
          .contains("banned_users", "room_moderators", "api_keys");

      assertThat(printed(database, "down:all"))
          .isEqualTo(
              """
              20250106101500-name-api-keys-once       reverted  N ms
              20250103143000-add-replies-to-messages  reverted  N ms
              20250102090000-add-topic-to-rooms       reverted  N ms
              20250101000000-initial-schema           reverted  N ms
              4 migrations reverted in N ms
              """);
      assertThat(writtenNames(database)).allMatch(table -> table.startsWith("switchback_"));

      assertThat(printed(database, "up")).isEqualTo(APPLIED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_migration_takes_back_exactly_what_it_did(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      printed(database, "up", "--step", "1");
      printed(database, "down");
      Deque<Set<String>> before = new ArrayDeque<>();
      for (int i = 0; i < MIGRATIONS; i++) {
        before.push(shape(database));
        printed(database, "up", "--step", "1");
        assertThat(shape(database)).isNotEqualTo(before.peek());
      }
      for (int i = 0; i < MIGRATIONS; i++) {
        printed(database, "down");
        assertThat(shape(database)).isEqualTo(before.pop());
      }
    }
  }

  @Test
  void uses_a_file_of_h2_where_the_environment_names_no_database() {
    assertThat(printed(Map.of(), "up")).isEqualTo(APPLIED);

    assertThat(folder.resolve("target")).isDirectoryContaining("glob:**/chat.mv.db");
    assertThat(folder.resolve("target")).isDirectoryNotContaining("glob:**/*.trace.db");
    assertThat(printed(Map.of(), "up")).isEqualTo("up to date\n");
  }

  @Test
  void shows_a_database_out_of_reach_in_a_sentence_without_the_password() {
    StringWriter err = new StringWriter();
    Map<String, String> environment =
        Map.of(
            "SWITCHBACK_URL", "jdbc:postgresql://127.0.0.1:1/chat?password=hush",
            "SWITCHBACK_USER", "chat",
            "SWITCHBACK_PASSWORD", "hush");

    assertThat(run(environment, new StringWriter(), err, "up")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("No connection to the database. Nothing was run.")
        .hasLineCount(1)
        .doesNotContain("hush");
  }

  @Test
  void a_plan_that_blocks_others_exits_with_3_where_lint_is_asked_for() throws SQLException {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      printed(database, "up", "--step", "1");
      StringWriter out = new StringWriter();

      assertThat(run(environment(database), out, new StringWriter(), "plan")).isZero();
      assertThat(run(environment(database), out, new StringWriter(), "plan", "--lint"))
          .isEqualTo(3);
      assertThat(out.toString()).contains("index-blocks-writes: SHARE lock, blocks writes");
    }
  }

  private static Map<String, String> environment(FreshDatabase database) {
    return Map.of(
        "SWITCHBACK_URL", database.url(),
        "SWITCHBACK_USER", database.user(),
        "SWITCHBACK_PASSWORD", database.password());
  }

  private String printed(FreshDatabase database, String... arguments) {
    return printed(environment(database), arguments);
  }

  /** What a command prints, with all times alike. It must succeed. */
  private String printed(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode = run(environment, out, err, arguments);

    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(0);
    return out.toString()
        .replace(System.lineSeparator(), "\n")
        .replaceAll("(applied|reverted) +\\d+ ms", "$1  N ms")
        .replaceAll("in \\d+ ms", "in N ms")
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z", "TIME");
  }

  private int run(
      Map<String, String> environment, StringWriter out, StringWriter err, String... arguments) {
    return new ChatServer(folder, environment)
        .migrate()
        .output(new PrintWriter(out), new PrintWriter(err))
        .run(arguments);
  }

  /** The tables by the names that the migrations write, which H2 keeps in upper case. */
  private static Set<String> writtenNames(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      Set<String> names = new TreeSet<>();
      for (String table : tables(connection)) {
        names.add(table.toLowerCase(Locale.ROOT));
      }
      return names;
    }
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (ResultSet row =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (row.next()) {
        tables.add(row.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  /** The tables with their columns, foreign keys and indexes, a line for each. */
  private static Set<String> shape(FreshDatabase database) throws SQLException {
    Set<String> shape = new TreeSet<>();
    try (Connection connection = database.dataSource().getConnection()) {
      DatabaseMetaData catalog = connection.getMetaData();
      String place = connection.getCatalog();
      String schema = connection.getSchema();
      for (String table : tables(connection)) {
        shape.addAll(cells(catalog.getColumns(place, schema, table, "%"), "COLUMN_NAME"));
        shape.addAll(cells(catalog.getImportedKeys(place, schema, table), "FK_NAME"));
        shape.addAll(cells(catalog.getIndexInfo(place, schema, table, false, true), "INDEX_NAME"));
      }
    }
    shape.removeIf(line -> line.matches(MADE_BY_H2));
    return shape;
  }

  private static Set<String> cells(ResultSet rows, String column) throws SQLException {
    Set<String> cells = new TreeSet<>();
    try (rows) {
      while (rows.next()) {
        String table = rows.getString(column.equals("FK_NAME") ? "FKTABLE_NAME" : "TABLE_NAME");
        cells.add(table + " " + column + " " + rows.getString(column));
      }
    }
    return cells;
  }
}
