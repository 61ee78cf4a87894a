package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredCommandTest {

  private static final String PACKAGE = "dev.switchback.cli.rooms";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void migrates_the_configured_database_in_the_configured_schema() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(url());
    database.setUser("sa");
    database.setPassword("hush hush");
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA \"acme\"");

      assertThat(run(all(Map.of("schema", "acme", "tablePrefix", "own")), "up")).isEqualTo(0);

      assertThat(statement.executeQuery("TABLE \"acme\".own_meta").next()).isTrue();
    }
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("20250101000000-create-rooms  applied");
  }

  @Test
  void keeps_the_metadata_tables_in_the_configured_schema() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(url());
    database.setUser("sa");
    database.setPassword("hush hush");
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA ops");

      assertThat(run(all(Map.of("metadataSchema", "ops")), "up")).isEqualTo(0);

      assertThat(statement.executeQuery("TABLE ops.switchback_meta").next()).isTrue();
      assertThat(statement.executeQuery("TABLE rooms").next()).isFalse();
    }
  }

  @Test
  void refuses_a_wrong_password_and_does_not_show_it() throws SQLException {
    assertThat(run(all(Map.of()), "up")).isEqualTo(0);

    assertThat(run(all(Map.of("password", "secret word")), "status")).isEqualTo(2);
    assertThat(err.toString()).contains("Wrong user name or password").doesNotContain("secret");
  }

  @Test
  void plans_without_a_database_if_no_url_is_configured() {
    Map<String, String> settings = Map.of("packages", PACKAGE, "url", "");

    assertThat(run(settings, "plan", "--offline", "h2:2.3")).isEqualTo(0);
    assertThat(out.toString()).contains("CREATE TABLE `rooms`");
  }

  @Test
  void refuses_a_command_that_needs_a_database_if_no_url_is_configured() {
    assertThat(run(Map.of("packages", PACKAGE), "up")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "No URL – the command needs a database, and none is configured. Nothing was run."
                + " Configure 'url', 'user' and 'password'.");
  }

  @Test
  void refuses_to_search_no_package() {
    assertThat(run(Map.of("url", url(), "packages", " , "), "up")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "No packages – the command searches packages for migrations, and none is configured."
                + " Nothing was run. Configure 'packages'.");
  }

  @Test
  void refuses_a_setting_that_it_does_not_know() {
    assertThat(run(Map.of("packages", PACKAGE, "pakages", "x"), "up")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "Setting 'pakages' – this version does not know it. Nothing was run. Use a version of"
                + " switchback-cli that does.");
  }

  @Test
  void creates_a_class_in_the_first_package() throws Exception {
    Map<String, String> settings =
        Map.of("packages", "acme.first, acme.second", "sources", folder.toString());

    assertThat(run(settings, "create", "add-topic")).isEqualTo(0);
    try (Stream<Path> files = Files.list(folder.resolve("acme/first"))) {
      assertThat(files).singleElement().asString().endsWith("_AddTopic.java");
    }
  }

  @Test
  void shows_the_configured_name_in_its_help() {
    assertThat(run(Map.of("name", "switchback-cli"), "--help")).isEqualTo(0);
    assertThat(out.toString()).startsWith("Usage: switchback-cli ");
  }

  private int run(Map<String, String> settings, String... arguments) {
    return ConfiguredCommand.run(settings, new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private Map<String, String> all(Map<String, String> others) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of("url", url(), "user", "sa", "password", "hush hush", "packages", PACKAGE));
    settings.putAll(others);
    return settings;
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("rooms").toAbsolutePath();
  }
}
