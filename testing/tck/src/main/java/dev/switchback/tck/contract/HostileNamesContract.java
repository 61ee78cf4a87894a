package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import dev.switchback.servers.DriverManagerDataSource;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names and texts that try to get out of their quotes, at every place of the operations. Each is
 * kept exactly as it is, or refused before anything is sent; never a third thing.
 */
public abstract class HostileNamesContract extends DatabaseContract {

  private static final String CONNECTOR_J = "MySQL Connector/J";

  /** What Connector/J takes for its own syntax where it stands in the name of a statement. */
  private static final String MISREAD = "[^'\"#]*\\{ *(fn|\\?=|d|t|ts|call) .*}.*|.*\\\\(`.*)?";

  private Connection connection;
  private Dialect dialect;
  private int kept;
  private int refused;
  private final List<String> wrong = new ArrayList<>();

  /** The contract on one kind of database. */
  protected HostileNamesContract(TestedDatabase database) {
    super(database);
  }

  /** Statements that change how the server reads quotes, each for a session of its own. */
  protected List<String> sessions() {
    return switch (engine()) {
      case H2 -> List.of("SET LOCK_TIMEOUT 1000");
      case POSTGRESQL ->
          List.of("SET standard_conforming_strings = on", "SET standard_conforming_strings = off");
      case MARIADB, MYSQL ->
          List.of(
              "SET SESSION sql_mode = 'STRICT_ALL_TABLES'",
              "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,STRICT_ALL_TABLES'");
    };
  }

  @BeforeEach
  void createCanary() throws SQLException {
    connection = dataSource().getConnection();
    execute("CREATE TABLE canary (id INTEGER)");
    execute("INSERT INTO canary VALUES (7)");
    begin(sessions().get(0));
    carry(new CreateTable(new Table("fixed", List.of(new Column("id", integer())), List.of())));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void begin(String setting) throws SQLException {
    send(setting);
    dialect = dialect().forServer(connection);
  }

  private void send(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private void carry(Operation operation) throws SQLException {
    for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(connection))) {
      send(sql.sql());
    }
  }

  /** What is true afterwards of the names that were to be kept. */
  private interface Check {
    boolean isKept(Catalog catalog) throws SQLException;
  }

  /**
   * Carries out an operation that has {@code inputs} hostile inputs.
   *
   * @return whether it was carried out
   */
  private boolean check(
      String what, String input, int inputs, Supplier<Operation> operation, Check check)
      throws SQLException {
    List<SqlStatement> statements;
    try {
      statements = dialect.rendering().render(operation.get(), dialect.catalog(connection));
    } catch (IllegalArgumentException | UnsupportedByDialectException e) {
      refused += inputs;
      return false;
    }
    try {
      for (SqlStatement sql : statements) {
        send(sql.sql());
      }
      if (check.isKept(dialect.catalog(connection))) {
        kept += inputs;
      } else {
        wrong.add(what + " «" + input + "» is not kept as it is");
      }
      return true;
    } catch (SQLException e) {
      if (!isLeftToTheServer(input)) {
        wrong.add(what + " «" + input + "» is sent, and refused: " + e.getMessage());
      }
      send("DROP TABLE IF EXISTS " + q("words"));
      return false;
    }
  }

  /** MySQL and MariaDB make file names of tables, five bytes of one character: 255 is the end. */
  private boolean isLeftToTheServer(String input) {
    boolean hasFiles = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    return hasFiles
        && input.chars().filter(c -> !Character.isLetterOrDigit(c) || c > 127).count() > 50;
  }

  @Test
  void keeps_every_name_as_it_is_or_refuses_it_before_it_sends_anything() throws Exception {
    for (String name : HostileNames.all()) {
      boolean isThere =
          check(
              "table, column and foreign key",
              name,
              3,
              () -> new CreateTable(referringToItself(name)),
              catalog ->
                  catalog.hasTable(name)
                      && catalog.columns(name).keySet().equals(columnsBeside(name))
                      && catalog.constraints(name).containsKey(shown(name, name)));
      if (isThere) {
        check(
            "dropped table",
            name,
            1,
            () -> new DropTable(name),
            catalog -> !catalog.hasTable(name));
      }
      addsAndRemovesAnIndex(name);
      addsAndRemovesAColumn(name);
    }
    assertAllKeptOrRefused("names");
  }

  /** Connector/J reads escapes in braces between backticks too. */
  @Test
  void reaches_rows_of_the_table_and_the_column_that_it_names_and_no_others() throws Exception {
    for (Map.Entry<String, DataSource> driver : drivers().entrySet()) {
      List<String> names = HostileNames.forDrivers().stream().filter(this::fits).toList();
      List<String> misread =
          driver.getKey().equals(CONNECTOR_J)
              ? names.stream().filter(name -> name.matches(MISREAD)).toList()
              : List.of();
      HostileRows rows = new HostileRows(driver.getValue(), dialect, names, misread);
      assertThat(rows.findWrong()).as(driver.getKey()).isEmpty();
    }
  }

  @Test
  void changes_a_column_by_what_the_catalogue_has_of_that_table_and_of_no_other() throws Exception {
    for (DataSource driver : drivers().values()) {
      migrate(
          driver,
          db -> {
            for (String name : List.of("{fn x}", "x")) {
              db.createTable(
                  name, t -> t.column("v", string(100).notNull().defaultValue("of " + name)));
            }
            db.changeColumn("{fn x}", "v", c -> c.comment("changed"));
            db.execute("INSERT INTO %s (%s) VALUES (DEFAULT)".formatted(q("{fn x}"), q("v")));
            assertThat(db.query("SELECT * FROM " + q("{fn x}"), row -> row.getString(1)))
                .containsExactly("of {fn x}");
            db.dropTable("{fn x}");
            db.dropTable("x");
          });
    }
  }

  private static void migrate(DataSource driver, Body body) {
    Migrator migrator =
        Migrator.configure()
            .dataSource(driver)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(type -> new M20250601000000_Scripted(body, db -> {}))
            .build();
    migrator.up();
    migrator.down(); // so that the next one is pending
  }

  private boolean fits(String name) {
    try {
      return !dialect.rendering().quote(name).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Every driver that is known to reach this database. */
  private Map<String, DataSource> drivers() {
    String url = database().url();
    String place = url.replaceFirst("^jdbc:[a-z]+:", "").replaceFirst("\\?.*", "");
    return switch (engine()) {
      case H2 -> Map.of("h2", dataSource());
      case POSTGRESQL -> Map.of("pgjdbc", dataSource());
      case MYSQL ->
          Map.of(
              CONNECTOR_J,
              dataSource(),
              "MariaDB Connector/J",
              to("jdbc:mariadb:" + place + "?sslMode=disable&allowPublicKeyRetrieval=true"));
      case MARIADB ->
          Map.of(
              "MariaDB Connector/J",
              dataSource(),
              CONNECTOR_J,
              to("jdbc:mysql:" + place + "?sslMode=DISABLED&allowPublicKeyRetrieval=true"));
    };
  }

  private DataSource to(String url) {
    return new DriverManagerDataSource(url, database().user(), database().password());
  }

  /** H2 shows what it folds as it was written before, and what was written folded too. */
  private String shown(String table, String name) {
    return dialect.mapping().nameInCatalog(table, name);
  }

  private Set<String> columnsBeside(String name) {
    return Set.of("the id", shown(name, name));
  }

  private static Table referringToItself(String name) {
    return new Table(
        name,
        List.of(new Column("the id", integer().primaryKey()), new Column(name, integer())),
        List.of(
            Constraint.PrimaryKey.of("t", List.of("the id")),
            new Constraint.ForeignKey(
                name,
                List.of(name),
                name,
                List.of("the id"),
                ReferentialAction.NO_ACTION,
                ReferentialAction.NO_ACTION)));
  }

  private void addsAndRemovesAnIndex(String name) throws SQLException {
    boolean isThere =
        check(
            "index",
            name,
            1,
            () -> new AddIndex("fixed", index("id").named(name)),
            catalog ->
                catalog.indexes("fixed").stream()
                    .anyMatch(i -> i.name().equals(shown("fixed", name))));
    if (isThere) {
      check(
          "removed index",
          name,
          1,
          () -> new RemoveIndex("fixed", name),
          catalog -> catalog.indexes("fixed").isEmpty());
    }
  }

  private void addsAndRemovesAColumn(String name) throws SQLException {
    boolean isThere =
        check(
            "column",
            name,
            1,
            () -> new AddColumn("fixed", new Column(name, integer())),
            catalog -> catalog.columns("fixed").containsKey(shown("fixed", name)));
    if (isThere) {
      check(
          "removed column",
          name,
          1,
          () -> new RemoveColumn("fixed", name),
          catalog -> catalog.columns("fixed").size() == 1);
    }
  }

  @ParameterizedTest
  @MethodSource("sessionNumbers")
  void keeps_every_text_as_it_is_or_refuses_it_before_it_sends_anything(int session)
      throws Exception {
    if (session >= sessions().size()) {
      return; // it knows one way to read quotes alone
    }
    begin(sessions().get(session));
    for (String text : HostileNames.all()) {
      keepsDefaults(text);
      keepsAnEnumeration(text);
      keepsComments(text);
    }
    assertAllKeptOrRefused("texts with " + sessions().get(session));
  }

  static List<Integer> sessionNumbers() {
    return List.of(0, 1);
  }

  private static Table words(ColumnDefinition first, ColumnDefinition second) {
    return new Table(
        "words",
        List.of(new Column("id", integer()), new Column("a", first), new Column("b", second)),
        List.of());
  }

  private void keepsDefaults(String text) throws SQLException {
    boolean isThere =
        check(
            "defaults",
            text,
            2,
            () -> new CreateTable(words(string(300).defaultValue(text), text().defaultValue(text))),
            catalog -> {
              send("INSERT INTO %s (%s) VALUES (1)".formatted(q("words"), q("id")));
              return ask("SELECT %s, %s FROM %s".formatted(q("a"), q("b"), q("words")))
                  .equals(List.of(text, text));
            });
    dropWords(isThere);
  }

  private String q(String name) {
    return dialect.rendering().quote(name);
  }

  private void dropWords(boolean isThere) throws SQLException {
    if (isThere) {
      carry(new DropTable("words"));
    }
  }

  private void keepsAnEnumeration(String text) throws SQLException {
    boolean isThere =
        check(
            "enumeration",
            text,
            2,
            () ->
                new CreateTable(
                    words(enumeration("other", text).defaultValue(text), enumeration("x", text))),
            catalog -> {
              insertSecondValue(text);
              return ask("SELECT %s, %s FROM %s".formatted(q("a"), q("b"), q("words")))
                  .equals(List.of(text, text));
            });
    dropWords(isThere);
  }

  /** MySQL's driver does not learn that backslashes are no escapes, and is given a number. */
  private void insertSecondValue(String text) throws SQLException {
    boolean hasNumbers = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    String value = hasNumbers ? "2" : "?";
    if (engine() == TestDatabase.POSTGRESQL) {
      value = "CAST(? AS " + q("enum_words_b") + ")";
    }
    String insert =
        "INSERT INTO %s (%s, %s) SELECT 1, %s".formatted(q("words"), q("id"), q("b"), value);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      if (!hasNumbers) {
        statement.setString(1, text);
      }
      statement.executeUpdate();
    }
  }

  private void keepsComments(String text) throws SQLException {
    boolean isThere =
        check(
            "comment of a column",
            text,
            1,
            () -> new CreateTable(words(integer().comment(text), integer())),
            catalog -> ask(columnComment()).equals(List.of(text)));
    if (isThere) {
      check(
          "comment of a table",
          text,
          1,
          () -> new CommentOnTable("words", text),
          catalog -> ask(tableComment()).equals(List.of(text)));
    }
    dropWords(isThere);
  }

  private String columnComment() {
    return switch (engine()) {
      case H2 ->
          "SELECT COALESCE(REMARKS, '') FROM INFORMATION_SCHEMA.COLUMNS"
              + " WHERE TABLE_NAME = 'WORDS' AND COLUMN_NAME = 'A'";
      case POSTGRESQL -> "SELECT coalesce(col_description('words'::regclass, 2), '')";
      case MARIADB, MYSQL ->
          "SELECT COLUMN_COMMENT FROM information_schema.COLUMNS"
              + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'words' AND COLUMN_NAME = 'a'";
    };
  }

  private String tableComment() {
    return switch (engine()) {
      case H2 ->
          "SELECT COALESCE(REMARKS, '') FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'WORDS'";
      case POSTGRESQL -> "SELECT coalesce(obj_description('words'::regclass, 'pg_class'), '')";
      case MARIADB, MYSQL ->
          "SELECT TABLE_COMMENT FROM information_schema.TABLES"
              + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'words'";
    };
  }

  /** The columns of the first row. */
  private List<String> ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      if (row.next()) {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(row.getString(i)));
        }
      }
      return values;
    }
  }

  private void assertAllKeptOrRefused(String what) throws SQLException {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d hostile %s: %,d kept exactly, %,d refused before anything was sent%n",
        dialectName(),
        kept + refused,
        what,
        kept,
        refused);
    assertThat(wrong).isEmpty();
    assertThat(kept).isGreaterThan(500);
    assertThat(rows("SELECT id FROM canary")).containsExactly("7");
    assertThat(tables()).containsExactly("canary", "fixed");
  }
}
