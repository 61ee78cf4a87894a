package dev.switchback.tck.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.servers.ClientProgram;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DatabaseImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many SQL files give the same catalogue and rows through {@code executeResource} as statement by
 * statement, and as through the client program of the database.
 */
public abstract class ResourceCorpusContract extends DatabaseContract {

  private static final int FILES = 50;

  @TempDir private Path folder;

  /** The contract on one kind of database. */
  protected ResourceCorpusContract(TestedDatabase database) {
    super(database);
    written = new WrittenFiles(database.engine());
  }

  private final WrittenFiles written;

  private List<SqlCorpus.File> generated() throws SQLException {
    boolean hasAtomicBodies = isVersion(14);
    return new SqlCorpus(engine(), hasAtomicBodies).files(FILES);
  }

  @Test
  void generated_files_give_what_their_statements_and_the_client_program_give() throws Exception {
    List<SqlCorpus.File> files = generated();
    List<String> parts = files.stream().flatMap(file -> file.parts().stream()).toList();
    List<String> planned = send(files);

    assertThat(onlyIn(planned, parts)).isEmpty();
    assertThat(planned).isEqualTo(parts);
    try (FreshDatabase other = server().createDatabase()) {
      sendOneByOne(parts, other);
      requireSame(other);
    }
    requireSameAsClient(files);
  }

  @Test
  void written_files_give_what_the_client_program_gives() throws Exception {
    List<SqlCorpus.File> files = written.files();
    assertThat(files).hasSizeGreaterThanOrEqualTo(engine() == TestDatabase.H2 ? 10 : 80);
    List<String> planned = send(files);

    if (engine() == TestDatabase.H2) {
      requireSameAsClient(files);
      return;
    }
    try (FreshDatabase other = server().createDatabase()) {
      Optional<Map<String, List<String>>> sent = sendByClient(files, other);
      if (sent.isPresent() && Boolean.getBoolean("switchback.test.approve")) {
        WrittenFiles.write(written.sentPage(), sent.orElseThrow());
      }
      Map<String, List<String>> page = WrittenFiles.read(written.sentPage());
      sent.ifPresent(now -> assertThat(plain(now)).isEqualTo(plain(page)));
      assertThat(page.keySet())
          .containsExactlyElementsOf(files.stream().map(SqlCorpus.File::name).toList());
      requireSplitAs(planned, plain(page));
      if (sent.isEmpty()) {
        sendOneByOne(page.values().stream().flatMap(List::stream).toList(), other);
      }
      requireSame(other);
    }
  }

  /** Returns the statements that the client program sent from each file, if it is there. */
  private Optional<Map<String, List<String>>> sendByClient(
      List<SqlCorpus.File> files, FreshDatabase to) throws Exception {
    Optional<ClientProgram> client = ClientProgram.of(engine());
    if (client.isEmpty()) {
      return Optional.empty();
    }
    URI address = ClientProgram.server(to);
    Map<String, List<String>> sent = new LinkedHashMap<>();
    try (SentSql wire = new SentSql(engine(), address.getHost(), address.getPort())) {
      for (SqlCorpus.File file : files) {
        byte[] text = file.forClient().getBytes(UTF_8);
        client.get().send(text, to, wire.port(), to.user(), to.password());
        sent.put(
            file.name(),
            wire.taken().stream().filter(each -> !written.plain(each).isEmpty()).toList());
      }
    }
    return Optional.of(sent);
  }

  private List<String> plain(Map<String, List<String>> byFile) {
    return byFile.values().stream()
        .flatMap(List::stream)
        .map(written::plain)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static void requireSplitAs(List<String> planned, List<String> sent) {
    List<String> ours = planned.stream().map(WrittenFiles::withoutBlanks).toList();
    for (int i = 0; i < Math.min(ours.size(), sent.size()); i++) {
      String statement = ours.get(i);
      assertThat(sent.get(i)).matches(each -> WrittenFiles.isSame(statement, each), statement);
    }
    assertThat(ours).hasSameSizeAs(sent);
  }

  @Test
  void files_that_cannot_be_sent_are_refused_by_name() throws Exception {
    Map<String, List<String>> messages = new LinkedHashMap<>();
    for (SqlCorpus.File file : written.refused()) {
      Plan plan =
          new SqlFolder(folder)
              .with(file.name(), file.text())
              .configure(dataSource(), db -> db.executeResource(file.name()))
              .build()
              .plan();
      assertThat(plan.isRefused()).as(file.name()).isTrue();
      messages.put(
          file.name(), List.of(plan.toString().replaceFirst("(?s).*-- it would be refused: ", "")));
    }
    if (Boolean.getBoolean("switchback.test.approve")) {
      WrittenFiles.write(written.refusedPage(), messages);
    }

    assertThat(messages).isNotEmpty().isEqualTo(WrittenFiles.read(written.refusedPage()));
  }

  /** Sends the files by a migration. Returns the statements of its plan. */
  private List<String> send(List<SqlCorpus.File> files) throws IOException {
    SqlFolder resources = new SqlFolder(folder);
    for (SqlCorpus.File file : files) {
      resources.with(file.name(), file.text());
    }
    Migrator migrator =
        resources
            .configure(dataSource(), db -> files.forEach(file -> db.executeResource(file.name())))
            .build();
    List<String> planned = migrator.plan().sql();
    migrator.up();
    return planned;
  }

  private static void sendOneByOne(List<String> parts, FreshDatabase to) throws SQLException {
    try (Connection connection = to.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String part : parts) {
        statement.execute(part);
      }
    }
  }

  /** Compares with the client program, if this machine has it. */
  private void requireSameAsClient(List<SqlCorpus.File> files) throws Exception {
    try (FreshDatabase other = server().createDatabase()) {
      switch (engine()) {
        case H2 -> {
          sendByRunScript(files, other);
          requireSame(other);
        }
        case MYSQL -> {
          if (hasNativePasswords()) {
            requireSameAs(other.name(), files, other);
          }
        }
        case POSTGRESQL, MARIADB -> requireSame(files, other, other.user(), other.password());
      }
    }
  }

  private void requireSame(
      List<SqlCorpus.File> files, FreshDatabase other, String user, String password)
      throws Exception {
    Optional<ClientProgram> client =
        engine() == TestDatabase.POSTGRESQL
            ? ClientProgram.of(engine())
            : Optional.of(ClientProgram.ofMariaDb());
    if (client.isPresent()) {
      int port = ClientProgram.server(other).getPort();
      for (SqlCorpus.File file : files) {
        client.get().send(file.forClient().getBytes(UTF_8), other, port, user, password);
      }
      requireSame(other, user, password);
    }
  }

  private boolean hasNativePasswords() throws SQLException {
    return rows("SELECT PLUGIN_STATUS FROM INFORMATION_SCHEMA.PLUGINS WHERE PLUGIN_NAME ="
            + " 'mysql_native_password'")
        .contains("ACTIVE");
  }

  /** Sends as another account, because the client of MariaDB lacks the password plugin of MySQL. */
  private void requireSameAs(String user, List<SqlCorpus.File> files, FreshDatabase other)
      throws Exception {
    execute("CREATE USER " + user + " IDENTIFIED WITH mysql_native_password BY 'corpus'");
    try {
      execute("GRANT ALL ON *.* TO " + user);
      requireSame(files, other, user, "corpus");
    } finally {
      execute("DROP USER " + user);
    }
  }

  private void sendByRunScript(List<SqlCorpus.File> files, FreshDatabase to) throws Exception {
    try (Connection connection = to.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (SqlCorpus.File file : files) {
        Path script = Files.writeString(folder.resolve(file.name()), file.forClient());
        statement.execute("RUNSCRIPT FROM '" + script + "' CHARSET 'UTF-8'");
      }
    }
  }

  // ---- what there is afterwards

  private void requireSame(FreshDatabase other) throws SQLException {
    requireSame(other, other.user(), other.password());
  }

  /** Reads as the account that created the other objects: MySQL shows a view to its definer. */
  private void requireSame(FreshDatabase other, String user, String password) throws SQLException {
    List<String> here = catalogue(database(), database().user(), database().password());
    List<String> there = catalogue(other, user, password);

    assertThat(onlyIn(here, there)).isEmpty();
    assertThat(onlyIn(there, here)).isEmpty();
    assertThat(here).isEqualTo(there).hasSizeGreaterThan(20);
  }

  private static List<String> onlyIn(List<String> some, List<String> others) {
    return some.stream().filter(each -> !others.contains(each)).toList();
  }

  private List<String> catalogue(FreshDatabase of, String user, String password)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(of.url(), user, password)) {
      List<String> facts = new ArrayList<>();
      DatabaseImage.of(connection)
          .facts()
          .forEach((what, is) -> facts.add((what + ": " + is).replace(of.name(), "the_database")));
      for (String query : definitions()) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            facts.add(String.valueOf(rows.getString(1)).replace(of.name(), "the_database"));
          }
        }
      }
      facts.sort(null);
      return facts;
    }
  }

  private List<String> definitions() {
    return switch (engine()) {
      case H2 ->
          List.of(
              "SELECT CONCAT_WS('|', TABLE_NAME, VIEW_DEFINITION) FROM INFORMATION_SCHEMA.VIEWS",
              "SELECT CONCAT_WS('|', ROUTINE_NAME, ROUTINE_DEFINITION) FROM"
                  + " INFORMATION_SCHEMA.ROUTINES",
              "SELECT CONCAT_WS('|', SEQUENCE_NAME, INCREMENT) FROM INFORMATION_SCHEMA.SEQUENCES",
              "SELECT CONCAT_WS('|', DOMAIN_NAME, DOMAIN_DEFAULT) FROM INFORMATION_SCHEMA.DOMAINS",
              "SELECT CONCAT_WS('|', CONSTANT_NAME, VALUE_DEFINITION) FROM"
                  + " INFORMATION_SCHEMA.CONSTANTS",
              "SELECT CONCAT_WS('|', TABLE_NAME, REMARKS) FROM INFORMATION_SCHEMA.TABLES WHERE"
                  + " TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME NOT LIKE 'SWITCHBACK%'");
      case POSTGRESQL ->
          List.of(
              "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE prokind <> 'a' AND"
                  + " pronamespace = 'public'::regnamespace",
              "SELECT relname || pg_get_viewdef(oid) FROM pg_class WHERE relkind = 'v' AND"
                  + " relnamespace = 'public'::regnamespace",
              "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
              "SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class::regclass::text LIKE 'f%'",
              "SELECT relname || obj_description(oid) FROM pg_class WHERE obj_description(oid) IS"
                  + " NOT NULL AND relnamespace = 'public'::regnamespace AND relname NOT LIKE"
                  + " 'switch%'",
              "SELECT t.typname || e.enumlabel FROM pg_type t JOIN pg_enum e ON e.enumtypid ="
                  + " t.oid");
      case MYSQL, MARIADB ->
          List.of(
              "SELECT CONCAT_WS('|', TABLE_NAME, VIEW_DEFINITION) FROM INFORMATION_SCHEMA.VIEWS"
                  + " WHERE TABLE_SCHEMA = DATABASE()",
              "SELECT CONCAT_WS('|', ROUTINE_TYPE, ROUTINE_NAME, DTD_IDENTIFIER,"
                  + " ROUTINE_DEFINITION) FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA ="
                  + " DATABASE()",
              "SELECT CONCAT_WS('|', TRIGGER_NAME, EVENT_MANIPULATION, ACTION_STATEMENT) FROM"
                  + " INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()",
              "SELECT CONCAT_WS('|', EVENT_NAME, EVENT_DEFINITION) FROM INFORMATION_SCHEMA.EVENTS"
                  + " WHERE EVENT_SCHEMA = DATABASE()",
              "SELECT CONCAT_WS('|', TABLE_NAME, TABLE_COMMENT) FROM INFORMATION_SCHEMA.TABLES"
                  + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'switchback%'");
    };
  }
}
