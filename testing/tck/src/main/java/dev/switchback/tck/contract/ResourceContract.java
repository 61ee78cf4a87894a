package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.SwitchbackException;
import dev.switchback.Verification;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL files: how they are found, split, sent, planned and compared. */
public abstract class ResourceContract extends DatabaseContract {

  private static final String TWO_TABLES =
      """
      CREATE TABLE one (n INTEGER);
      -- a comment; with a semicolon
      CREATE TABLE two (n INTEGER);
      """;

  @TempDir private Path folder;
  private SqlFolder files;

  /** The contract on one kind of database. */
  protected ResourceContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createFolder() {
    files = new SqlFolder(folder);
  }

  private static Consumer<QueryInterface> file(String name) {
    return db -> db.executeResource(name);
  }

  private Migrator migrator(String file) {
    return files.configure(dataSource(), file(file)).build();
  }

  private MigrationFailedException failure(Consumer<QueryInterface> up) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(files.configure(dataSource(), up).build()::up)
        .actual();
  }

  private String word() throws SQLException {
    return dialect().name().toLowerCase(Locale.ROOT);
  }

  private Verification.Entry verified(String file) {
    return migrator(file).verify().migrations().get(0);
  }

  @Test
  void a_file_beside_the_class_is_sent_statement_by_statement() throws Exception {
    PlannedRun run = new PlannedRun(dataSource(), db -> db.executeResource("rooms.sql"), db -> {});
    Plan plan = run.migrator().plan();

    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::description)
        .containsExactly(
            "execute 'CREATE TABLE rooms ( id INTEGER NOT NULL PRIMARY KEY, -- one…' at"
                + " rooms.sql:2",
            "execute 'INSERT INTO rooms VALUES (1, …' at rooms.sql:7",
            "execute 'INSERT INTO rooms VALUES (2, …' at rooms.sql:7");
    assertThat(plan.isComplete()).isTrue();
    run.migrator().up();

    assertThat(run.sent()).isEqualTo(plan.sql());
    assertThat(run.sent())
        .last()
        .isEqualTo("INSERT INTO rooms\nVALUES (2, '${name} it''s -- no comment')");
    assertThat(rows("SELECT * FROM rooms ORDER BY 1"))
        .containsExactly("1, semi;colon", "2, ${name} it's -- no comment");
  }

  @Test
  void a_name_is_relative_to_the_class_or_absolute() throws Exception {
    files
        .with("deeper/folder/one.sql", "CREATE TABLE one (n INTEGER)")
        .with("/sql/two.sql", "CREATE TABLE two (n INTEGER)");

    files
        .configure(
            dataSource(),
            db -> {
              db.executeResource("deeper/folder/one.sql");
              db.executeResource("/sql/two.sql");
            })
        .build()
        .up();

    assertThat(tables()).containsExactly("one", "two");
  }

  @Test
  void the_name_of_the_database_chooses_the_file() throws Exception {
    for (String each : List.of("h2", "mariadb", "mysql", "postgresql")) {
      files.with("views/v." + each + ".sql", "CREATE TABLE of_" + each + " (n INTEGER)");
    }

    Plan plan = migrator("views/v.{dialect}.sql").plan();
    migrator("views/v.{dialect}.sql").up();

    assertThat(tables()).containsExactly("of_" + word());
    assertThat(plan.migrations().get(0).steps().get(0).description())
        .endsWith(" at views/v." + word() + ".sql:1");
  }

  @Test
  void the_fingerprint_is_the_same_on_every_database() throws Exception {
    for (String each : List.of("h2", "mariadb", "mysql", "postgresql")) {
      files.with("v." + each + ".sql", "CREATE TABLE of_" + each + " (n INTEGER)");
    }

    migrator("v.{dialect}.sql").up();

    assertThat(rows("SELECT %s FROM %s".formatted(quote("fingerprint"), quote("switchback_meta"))))
        .containsExactly("v1:74dc4bebb3cdd3456dece043ad404b58c2ca098da6ac1bef94b4c26be4c699a1");
  }

  @Test
  void the_text_for_another_database_is_compared_too() throws Exception {
    String other = word().equals("h2") ? "mysql" : "h2";
    files.with("v." + word() + ".sql", "CREATE TABLE one (n INTEGER)");
    files.with("v." + other + ".sql", "CREATE TABLE other (n INTEGER)");
    migrator("v.{dialect}.sql").up();
    assertThat(verified("v.{dialect}.sql").state()).isEqualTo(Verification.State.UNCHANGED);

    files.with("v." + other + ".sql", "CREATE TABLE different (n INTEGER)");

    assertThat(verified("v.{dialect}.sql").differences())
        .containsExactly(
            "- executeResource 'v.{dialect}.sql'", "+ executeResource 'v.{dialect}.sql'");
  }

  @Test
  void line_ends_and_a_byte_order_mark_change_nothing() throws Exception {
    files.with("t.sql", TWO_TABLES);
    migrator("t.sql").up();
    files.with("t.sql", "\uFEFF" + TWO_TABLES.replace("\n", "\r\n"));

    assertThat(verified("t.sql").state()).isEqualTo(Verification.State.UNCHANGED);
    files.with("t.sql", TWO_TABLES + "-- changed\n");
    assertThat(verified("t.sql").state()).isEqualTo(Verification.State.CHANGED);
  }

  @Test
  void a_file_with_windows_line_ends_and_a_byte_order_mark_is_sent() throws Exception {
    files.with("t.sql", "\uFEFF" + TWO_TABLES.replace("\n", "\r\n"));

    migrator("t.sql").up();

    assertThat(tables()).containsExactly("one", "two");
  }

  @Test
  void a_file_that_was_applied_and_is_gone_is_a_change() throws Exception {
    files.with("t.sql", TWO_TABLES);
    migrator("t.sql").up();
    SqlFolder empty = new SqlFolder(folder.resolve("empty"));

    Migrator later = empty.configure(dataSource(), file("t.sql")).build();

    assertThat(later.verify().migrations().get(0).differences())
        .containsExactly(
            "- executeResource 't.sql'", "+ executeResource 't.sql', which cannot be read");
  }

  @Test
  void an_error_names_the_file_and_the_line_of_the_statement() throws Exception {
    files.with("views/t.sql", TWO_TABLES + "\nINSERT INTO\n  three VALUES ('secret')");

    MigrationFailedException failure = failure(file("views/t.sql"));

    assertThat(failure)
        .hasMessageContaining(
            " failed at step 3 (execute 'INSERT INTO three VALUES (…' at views/t.sql:5,")
        .hasMessageContaining("\nSQL: INSERT INTO\n  three VALUES ('********')");
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @Test
  void a_corrected_file_is_resumed() throws Exception {
    files.with("t.sql", TWO_TABLES + "INSERT INTO three VALUES (1);");
    failure(file("t.sql"));
    files.with("t.sql", "-- other lines\n\n" + TWO_TABLES + "INSERT INTO two VALUES (1);");

    migrator("t.sql").up();

    assertThat(tables()).containsExactly("one", "two");
    assertThat(rows("SELECT n FROM two")).containsExactly("1");
  }

  @Test
  void a_killed_run_is_resumed_at_the_statement_that_is_next() throws Exception {
    files.with("t.sql", TWO_TABLES + "INSERT INTO two VALUES (1);");
    for (String at : List.of("CREATE TABLE one", "CREATE TABLE two", "INSERT INTO two")) {
      DeadManDataSource process =
          new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().startsWith(at));
      Migrator dying = files.configure(process, file("t.sql")).build();
      assertThatExceptionOfType(SwitchbackException.class).isThrownBy(dying::up);
      assertThat(process.isDead()).isTrue();
    }

    migrator("t.sql").up();

    assertThat(tables()).containsExactly("one", "two");
    assertThat(rows("SELECT n FROM two")).containsExactly("1");
  }

  @Test
  void marks_keep_several_statements_in_one_step() throws Exception {
    files.with(
        "t.sql",
        """
        CREATE TABLE one (n INTEGER);
        -- switchback: begin
        INSERT INTO one
        VALUES (1)
        -- switchback: end
        """);

    assertThat(migrator("t.sql").plan().sql())
        .containsExactly("CREATE TABLE one (n INTEGER)", "INSERT INTO one\nVALUES (1)");
    migrator("t.sql").up();
    assertThat(rows("SELECT n FROM one")).containsExactly("1");
  }

  /** The class and the files of {@code docs/sql-files.md}. */
  @Test
  void the_page_shows_what_runs() throws Exception {
    String page = Files.readString(Path.of("..", "..", "docs", "sql-files.md"));
    List<String> sql = listings(page, "sql");
    Path classes = folder.resolve("classes/com/acme/migrations");
    Files.createDirectories(classes);
    Map.of("postgresql", 0, "mysql", 1, "mariadb", 1, "h2", 2)
        .forEach((word, i) -> write(classes, "active_users.%s.sql".formatted(word), sql.get(i)));
    String imports =
        """
        import static dev.switchback.schema.DataTypes.*;
        import dev.switchback.*;
        """;
    ClassLoader loader =
        new CompiledMigrations(folder)
            .add("M20250301090000_AddActiveUsers", imports + listings(page, "java").get(0))
            .load();

    Migrator migrator =
        Migrator.configure()
            .dataSource(dataSource())
            .packages("com.acme.migrations")
            .classLoader(loader)
            .build();

    assertThat(migrator.plan().isComplete()).isTrue();
    assertThat(migrator.plan().toString())
        .contains(
            "-- execute 'CREATE VIEW active_users AS SELECT id, name FROM users WHERE…' at"
                + " active_users."
                + word()
                + ".sql:1\n"
                + "CREATE VIEW active_users AS SELECT id, name FROM users WHERE seen > 0;");
    migrator.up();
    execute("INSERT INTO users VALUES (1, ' ann', 1)");
    assertThat(rows("SELECT name FROM active_users"))
        .containsExactly(word().equals("h2") ? " ann" : "ann");
    migrator.down();
    assertThat(tables()).isEmpty();
  }

  private static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> listings(String page, String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(listing -> listing.group(1))
        .toList();
  }

  // ---- undo

  /** A reversible migration with a file. */
  private static final class M20250603000000_Reversible implements ReversibleMigration {

    private final boolean hasUndo;

    M20250603000000_Reversible(boolean hasUndo) {
      this.hasUndo = hasUndo;
    }

    @Override
    public void change(QueryInterface db) {
      if (hasUndo) {
        db.reversibly(up -> up.executeResource("rooms.sql"), down -> down.dropTable("rooms"));
      } else {
        db.executeResource("rooms.sql");
      }
    }
  }

  private Migrator reversible(boolean hasUndo) {
    return configure(M20250603000000_Reversible.class)
        .factory(type -> new M20250603000000_Reversible(hasUndo))
        .onChangedMigration(ChangedMigrationPolicy.IGNORE)
        .build();
  }

  @Test
  void the_undo_of_a_file_is_written_by_hand() throws Exception {
    reversible(true).up();
    assertThat(tables()).containsExactly("rooms");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(reversible(false)::down)
        .withMessageContaining(
            "executeResource 'rooms.sql' – only the server knows its effect. Write reversibly(up ->"
                + " …, down -> …) with the steps that undo it");

    reversible(true).down();

    assertThat(tables()).isEmpty();
  }

  // ---- what is refused

  /** Nothing is done, although a step that commits precedes the file. */
  private void requireRefused(Consumer<QueryInterface> up, String message) throws SQLException {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Consumer<QueryInterface> after =
        db -> {
          db.createTable("before_it", t -> t.column("id", integer()));
          up.accept(db);
        };
    for (Consumer<QueryInterface> each : List.of(up, after)) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(files.configure(watched, each).build()::up)
          .withMessageContaining("Cause: " + message);
      assertThat(tables()).isEmpty();
      assertThat(recorded()).isEmpty();
      Plan plan = files.configure(dataSource(), each).build().plan();
      assertThat(plan.isRefused()).isTrue();
      assertThat(plan).asString().endsWith("-- it would be refused: " + message);
    }
    assertThat(watched.sentByMigrations())
        .allMatch(sql -> sql.contains("before_it") && dialectHasTransactions());
  }

  private boolean dialectHasTransactions() {
    try {
      return dialect().rendering().hasTransactionalDdl();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void requireRefused(String text, String message) throws Exception {
    files.with("a/t.sql", text);
    requireRefused(file("a/t.sql"), message);
  }

  @Test
  void a_file_that_is_not_there_is_refused_with_the_place() throws Exception {
    files.with("there.sql", TWO_TABLES);

    requireRefused(
        file("a/missing.sql"),
        "SQL file 'a/missing.sql' – it is not there: the class loader of"
            + " 'dev.switchback.tck.contract.M20250602000000_OfFiles' has no"
            + " 'dev/switchback/tck/contract/a/missing.sql'. Nothing was sent. Add it to the"
            + " resources");
    requireRefused(
        file("/there.{dialect}.sql"),
        "SQL file '/there."
            + word()
            + ".sql' – it is not there: the class loader of"
            + " 'dev.switchback.tck.contract.M20250602000000_OfFiles' has no 'there."
            + word()
            + ".sql'. Nothing was sent. Add it to the resources");
  }

  @Test
  void a_name_that_is_no_plain_path_is_refused() throws Exception {
    for (String name : List.of("../t.sql", "a\\t.sql", "./t.sql", "a//t.sql", "/")) {
      requireRefused(
          file(name),
          "SQL file '"
              + name
              + "' – the name is not a plain path. Nothing was sent. Write it with '/', and without"
              + " '..' and '.'; a leading '/' means the root of the class path");
    }
    requireRefused(file(" "), "executeResource – the name of the file is empty. Nothing was sent");
  }

  @Test
  void a_file_that_is_not_utf_8_is_refused() throws Exception {
    files.with("t.sql", "SELECT 'é'".getBytes(ISO_8859_1));

    requireRefused(
        file("t.sql"), "SQL file 't.sql' – it is not UTF-8. Nothing was sent. Save it in UTF-8");
  }

  @Test
  void a_file_without_a_statement_is_refused() throws Exception {
    for (String text : List.of("", "\uFEFF \n", "-- only a comment\n;;\n/* and another */")) {
      requireRefused(
          text,
          "SQL file 'a/t.sql' – it has no statement. Nothing was sent. Write one, or leave out the"
              + " call");
    }
  }

  @Test
  void a_file_that_ends_in_a_quote_or_a_comment_is_refused_with_its_line() throws Exception {
    requireRefused(
        TWO_TABLES + "INSERT INTO one VALUES ('a);\n\n",
        "SQL file 'a/t.sql:4' – the file ends in a quote that begins here. No statement of the file"
            + " was sent");
    requireRefused(
        TWO_TABLES + "/* INSERT INTO one;\n\n",
        "SQL file 'a/t.sql:4' – the file ends in a comment that begins here. No statement of the"
            + " file was sent");
    requireRefused(
        "-- switchback: begin\nSELECT 1",
        "SQL file 'a/t.sql:1' – '-- switchback: begin' has no '-- switchback: end' after it. No"
            + " statement of the file was sent");
  }

  @Test
  void transaction_control_is_refused_before_the_first_statement() throws Exception {
    requireRefused(
        TWO_TABLES + "\nCOMMIT;",
        "SQL file 'a/t.sql:5' – 'commit' is refused: the connection and its transaction belong to"
            + " Switchback, which ends them together with the record of the migration. Leave it"
            + " out. No statement of the file was sent");
  }

  @Test
  void a_probe_by_the_author_is_for_one_statement() throws Exception {
    files.with("t.sql", TWO_TABLES);

    requireRefused(
        db -> db.verifiedBy("SELECT 1").executeResource("t.sql"),
        "executeResource 't.sql': verifiedBy is for one statement, and each statement of a file is"
            + " a step. Nothing was sent. Leave it out, or put it before execute(…) with that"
            + " statement");
  }

  @Test
  void a_plan_without_a_database_shows_the_statements() throws Exception {
    files.with("t.sql", TWO_TABLES);
    Class<? extends Migration> type = files.load();
    Migrator offline =
        Migrator.configure()
            .dataSource(dataSource())
            .migrations(List.of(type))
            .factory(any -> SqlFolder.create(type, file("t.sql"), db -> {}))
            .build();

    assertThat(offline.planOffline(Direction.UP, dialect().name(), offlineVersion()).toString())
        .endsWith(
            """
            -- execute 'CREATE TABLE one (n INTEGER)' at t.sql:1
            CREATE TABLE one (n INTEGER);

            -- execute 'CREATE TABLE two (n INTEGER)' at t.sql:3
            CREATE TABLE two (n INTEGER);\
            """);
  }

  private String offlineVersion() {
    return switch (engine()) {
      case H2 -> "2.3";
      case POSTGRESQL -> "15";
      case MYSQL -> "8.0.36";
      case MARIADB -> "11.4";
    };
  }
}
