package dev.switchback.h2;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.TableDescription;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names H2 has for what migrations call by theirs. */
class H2NamesTest {

  private final String name = "mem:" + UUID.randomUUID();
  private final DataSource source = database("");

  /** As Spring Boot's tests connect. */
  private DataSource database(String settings) {
    return at("jdbc:h2:" + name + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE" + settings);
  }

  private static DataSource at(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser("sa");
    return source;
  }

  static final class M20250101000000_Create extends ScriptedMigration {
    M20250101000000_Create(Consumer<QueryInterface> up) {
      super(up);
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("people");
      db.dropTable("places");
    }
  }

  static final class M20250102000000_Change extends ScriptedMigration {
    M20250102000000_Change(Consumer<QueryInterface> up) {
      super(up);
    }

    @Override
    public void down(QueryInterface db) {
      db.dropView("adults");
      db.dropTable("pets");
      db.renameColumn("people", "years", "age");
      db.removeColumn("people", "value");
      db.addConstraint("people", check("positive_size", "\"userId\" > 0"));
    }
  }

  private static Migrator first(DataSource source) {
    return with(source, H2NamesTest::create, db -> {}, List.of(M20250101000000_Create.class));
  }

  private static Migrator both(DataSource source, Consumer<QueryInterface> second) {
    return with(
        source,
        H2NamesTest::create,
        second,
        List.of(M20250101000000_Create.class, M20250102000000_Change.class));
  }

  private static Migrator with(
      DataSource source,
      Consumer<QueryInterface> first,
      Consumer<QueryInterface> second,
      List<Class<? extends Migration>> migrations) {
    MigratorBuilder builder = Migrator.configure().dataSource(source).migrations(migrations);
    return builder
        .factory(
            type ->
                type.equals(M20250101000000_Create.class)
                    ? new M20250101000000_Create(first)
                    : new M20250102000000_Change(second))
        .build();
  }

  private static void create(QueryInterface db) {
    db.createTable("places", t -> t.column("id", integer().primaryKey()));
    db.createTable(
        "people",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("name", string(60).notNull());
          t.column("age", integer());
          t.column("size", integer());
          t.column("place_id", integer().references("places", "id"));
          t.column("userId", integer());
          t.index("name");
        });
    db.addConstraint("people", check("positive_size", "size > 0")); // README's
    db.execute("INSERT INTO people (name, age, \"userId\") VALUES ('Ann', 33, 7)");
  }

  private static void change(QueryInterface db) {
    change(db, "SELECT name FROM people WHERE years > 17");
  }

  private static void change(QueryInterface db, String adults) {
    db.addColumn("people", "value", integer().notNull().defaultValue(1));
    db.renameColumn("people", "age", "years");
    db.changeColumn("people", "name", c -> c.to(string(90)));
    db.addConstraint("people", unique("name", "years"));
    db.removeConstraint("people", unique("name", "years"));
    db.removeConstraint("people", "positive_size");
    db.addIndex("people", index("years").named("people_by_years"));
    db.removeIndex("people", index("years").named("people_by_years"));
    db.createTable(
        "animals",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("owner_id", bigInt());
        });
    db.renameTable("animals", "pets");
    db.addConstraint("pets", foreignKey("owner_id").references("people", "id"));
    db.createView("adults", adults);
    db.bulkInsert("people", row("name", "Bob", "years", 3));
    db.bulkUpdate("people", row("size", 5), where("name", "Ann"));
    db.upsert("places", List.of("id"), row("id", 1));
    db.bulkDelete("people", where("name", "Bob"));
  }

  private static List<String> rows(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final List<String> UP = List.of("20250102000000-change");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";DATABASE_TO_LOWER=TRUE",
        ";DATABASE_TO_UPPER=FALSE",
        ";CASE_INSENSITIVE_IDENTIFIERS=TRUE",
        ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
        ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
        ";MODE=PostgreSQL",
        ";MODE=MySQL;DATABASE_TO_LOWER=TRUE",
        ";MODE=MySQL",
        ";MODE=Oracle",
        ";MODE=STRICT",
        ";NON_KEYWORDS=VALUE,USER"
      })
  void finds_by_sql_without_quotes_what_a_migration_makes(String settings) throws SQLException {
    DataSource folding = database(settings);
    Migrator migrator = both(folding, H2NamesTest::change);
    migrator.up();

    assertThat(rows(folding, "SELECT name FROM people WHERE years = 33 AND size = 5"))
        .containsExactly("Ann");
    assertThat(rows(folding, "SELECT name FROM adults")).containsExactly("Ann");
    assertThat(rows(folding, "SELECT COUNT(owner_id) FROM pets")).containsExactly("0");
    assertThat(rows(folding, "SELECT name FROM switchback_meta ORDER BY name")).hasSize(2);
    assertShownAsWritten(migrator);
    migrator.redo();
    assertThat(migrator.up().names()).isEmpty();
    assertThat(migrator.verify().isClean()).isTrue();
    migrator.downAll();
    assertThat(migrator.snapshot().tables()).isEmpty();
  }

  private static void assertShownAsWritten(Migrator migrator) {
    assertThat(migrator.snapshot().tables())
        .extracting(TableDescription::name)
        .containsExactly("people", "pets", "places");
    TableDescription people = migrator.snapshot().tables().get(0);
    assertThat(people.columns())
        .extracting(ColumnDescription::name)
        .containsExactly("id", "name", "years", "size", "place_id", "userId", "value");
    assertThat(people.constraints())
        .extracting(ConstraintDescription::name)
        .containsExactlyInAnyOrder("people_pk", "people_place_id_fk");
    assertThat(people.indexes()).extracting(IndexDescription::name).contains("people_name");
    assertThat(migrator.snapshot().views().get(0).columns()).containsExactly("name");
  }

  @Test
  void goes_on_where_a_step_failed() throws SQLException {
    Consumer<QueryInterface> failing =
        db -> {
          db.addColumn("people", "value", integer().notNull().defaultValue(1));
          db.renameColumn("people", "nothing", "years");
        };
    assertThatThrownBy(() -> both(source, failing).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("at step 2 (renameColumn 'nothing' to 'years' on 'people'");

    assertThat(both(source, H2NamesTest::change).up().names()).isEqualTo(UP);

    assertThat(rows(source, "SELECT years FROM people")).containsExactly("33");
  }

  @Test
  void asks_one_query_when_nothing_is_pending() throws SQLException {
    first(source).up();
    RecordingDataSource watched = new RecordingDataSource(source);

    assertThat(first(watched).up().isEmpty()).isTrue();

    assertThat(watched.sent())
        .containsExactly(
            "SELECT `name`, CASE WHEN `reason` LIKE 'replaced by %' THEN `reason` END FROM"
                + " `switchback_meta` UNION ALL SELECT `migration`, 'unfinished' FROM"
                + " `switchback_journal`");
  }

  @Test
  void shows_the_names_of_the_migration_in_a_plan() {
    assertThat(first(source).plan().toString())
        .contains("CREATE TABLE `people` (", "`userId`".replace('`', '"'))
        .doesNotContain("PEOPLE");
  }

  @Test
  void tells_tables_of_both_names_apart() throws SQLException {
    execute(source, "CREATE TABLE \"people\" (\"id\" INT, ID INT)");
    execute(source, "CREATE TABLE PEOPLE (a INT)");
    List<Object> seen = new ArrayList<>();
    Consumer<QueryInterface> look =
        db -> {
          seen.add(db.showAllTables());
          seen.add(db.tableExists("people"));
          seen.add(db.tableExists("PEOPLE"));
          seen.add(db.tableExists("People"));
          db.addColumn("people", "b", integer());
          db.addColumn("PEOPLE", "c", integer());
        };
    Migrator migrator =
        with(
            source,
            look,
            db -> {},
            List.<Class<? extends Migration>>of(M20250101000000_Create.class));

    migrator.up();

    assertThat(seen.get(0).toString()).contains("PEOPLE").contains("people");
    assertThat(seen.subList(1, 4)).containsExactly(true, true, false);
    assertThat(rows(source, "SELECT COUNT(\"b\") FROM \"people\"")).containsExactly("0");
    assertThat(rows(source, "SELECT COUNT(c) FROM PEOPLE")).containsExactly("0");
    assertThat(migrator.snapshot().tables())
        .extracting(TableDescription::name)
        .containsExactly("PEOPLE", "people");
    assertThat(migrator.snapshot().tables().get(1).columns())
        .extracting(ColumnDescription::name)
        .containsExactly("id", "ID", "b");
  }

  @Test
  void fills_a_table_of_an_exact_name_in_batches() throws SQLException {
    execute(source, "CREATE TABLE \"halls\" (\"id\" INT PRIMARY KEY, \"size\" INT)");
    execute(source, "INSERT INTO \"halls\" SELECT x, 0 FROM SYSTEM_RANGE(1, 10)");

    with(
            source,
            db -> db.backfill("halls", b -> b.set("size", 5).batchesOf(3)),
            db -> {},
            List.<Class<? extends Migration>>of(M20250101000000_Create.class))
        .up();

    assertThat(rows(source, "SELECT COUNT(*) FROM \"halls\" WHERE \"size\" = 5"))
        .containsExactly("10");
  }

  // ---- what earlier versions made

  /** Gives all that is there the exact names that an earlier version gave it. */
  private static void makeExact(DataSource source) throws SQLException {
    for (String table : rows(source, kept("TABLE_NAME FROM INFORMATION_SCHEMA.TABLES", ""))) {
      String of = "' AND TABLE_NAME = '" + table;
      for (String column : rows(source, kept("COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS", of))) {
        execute(source, "ALTER TABLE " + table + " ALTER COLUMN " + renamed(column));
      }
      String constraints = "CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS";
      for (String constraint : rows(source, kept(constraints, of))) {
        execute(source, "ALTER TABLE " + table + " RENAME CONSTRAINT " + both(constraint));
      }
      String indexes = "INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES";
      for (String index : rows(source, kept(indexes, of + "' AND INDEX_TYPE_NAME = 'INDEX"))) {
        execute(source, "ALTER INDEX " + renamed(index));
      }
      execute(source, "ALTER TABLE " + renamed(table));
    }
  }

  private static String kept(String what, String of) {
    String name = what.substring(0, what.indexOf(' '));
    String all = "SELECT " + what + " WHERE TABLE_SCHEMA = 'PUBLIC" + of + "'";
    return all + " AND REGEXP_LIKE(" + name + ", '^[A-Z_]+$') ORDER BY 1";
  }

  private static String renamed(String name) {
    return "\"" + name + "\" RENAME TO \"" + name.toLowerCase(Locale.ROOT) + "\"";
  }

  private static String both(String name) {
    return "\"" + name + "\" TO \"" + name.toLowerCase(Locale.ROOT) + "\"";
  }

  @Test
  void goes_on_with_a_history_and_with_tables_that_an_earlier_version_made() throws SQLException {
    first(source).up();
    makeExact(source);
    assertThat(first(source).up().isEmpty()).isTrue();
    assertThat(first(source).status())
        .extracting(MigrationStatus::state)
        .containsExactly(MigrationStatus.State.APPLIED);
    String adults = "SELECT \"name\" FROM \"people\" WHERE \"years\" > 17";
    Migrator migrator = both(source, db -> change(db, adults));
    assertThat(migrator.plan().toString()).contains("ALTER TABLE \"people\" ADD COLUMN \"value\"");

    assertThat(migrator.up().names()).isEqualTo(UP);

    assertThat(rows(source, "SELECT \"value\" FROM \"people\" WHERE \"years\" = 33"))
        .containsExactly("1");
    assertThat(rows(source, "SELECT COUNT(owner_id) FROM pets")).containsExactly("0");
    assertThat(rows(source, "SELECT \"name\" FROM \"switchback_meta\"")).hasSize(2);
    assertShownAsWritten(migrator);
    migrator.redo();
    migrator.downAll();
    assertThat(migrator.snapshot().tables()).isEmpty();
    assertThat(rows(source, "SELECT \"name\" FROM \"switchback_meta\"")).isEmpty();
    assertThat(
            rows(
                source,
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME"
                    + " LIKE 'SWITCHBACK%'"))
        .isEmpty();
  }

  @Test
  void asks_three_queries_when_nothing_is_pending_in_an_older_history() throws SQLException {
    first(source).up();
    makeExact(source);
    RecordingDataSource watched = new RecordingDataSource(source);

    assertThat(first(watched).up().isEmpty()).isTrue();

    assertThat(watched.sent())
        .hasSize(3)
        .last()
        .asString()
        .startsWith(
            "SELECT \"name\", CASE WHEN \"reason\" LIKE 'replaced by %' THEN \"reason\" END FROM"
                + " \"switchback_meta\" UNION ALL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "\"acme\"", "\"Acme\""})
  void works_in_a_schema_whether_its_name_is_folded_or_exact(String quoted) throws SQLException {
    execute(source, "CREATE SCHEMA " + quoted);
    MigratorBuilder builder =
        Migrator.configure()
            .dataSource(source)
            .schema(quoted.replace("\"", ""))
            .migrations(List.of(M20250101000000_Create.class))
            .factory(type -> new M20250101000000_Create(H2NamesTest::create));
    Migrator migrator = builder.build();

    migrator.up();

    assertThat(rows(source, "SELECT name FROM " + quoted + ".people")).containsExactly("Ann");
    assertThat(builder.build().up().isEmpty()).isTrue();
    assertThat(builder.build().status())
        .extracting(MigrationStatus::state)
        .containsExactly(MigrationStatus.State.APPLIED);
    assertThat(migrator.snapshot().tables())
        .extracting(TableDescription::name)
        .containsExactly("people", "places");
    assertThatThrownBy(
            () ->
                with(
                        source,
                        db -> db.dropSchema("public"),
                        db -> {},
                        List.<Class<? extends Migration>>of(M20250101000000_Create.class))
                    .up())
        .hasMessageContaining("it is the schema of this migration");
    migrator.downAll();
  }

  @Test
  void creates_and_drops_schemas_under_either_name() throws SQLException {
    execute(source, "CREATE SCHEMA \"older\"");
    Consumer<QueryInterface> schemas =
        db -> {
          db.createSchema("acme");
          db.execute("CREATE TABLE acme.t (a INT)");
          db.dropSchemaCascade("acme");
          db.dropSchema("older");
        };
    with(source, schemas, db -> {}, List.of(M20250101000000_Create.class)).up();

    assertThat(rows(source, "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA"))
        .containsExactlyInAnyOrder("INFORMATION_SCHEMA", "PUBLIC");
  }

  @Test
  void does_not_make_a_second_table_beside_an_older_one() throws SQLException {
    execute(source, "CREATE TABLE \"people\" (\"id\" INT)");

    assertThatThrownBy(() -> first(source).up())
        .hasMessageContaining("Table \"people\" already exists");
  }

  @Test
  void does_not_give_a_table_the_name_of_an_older_one() throws SQLException {
    execute(source, "CREATE TABLE \"people\" (\"id\" INT)");
    execute(source, "CREATE TABLE humans (id INT)");
    Consumer<QueryInterface> rename = db -> db.renameTable("humans", "people");
    assertThatThrownBy(
            () ->
                with(
                        source,
                        rename,
                        db -> {},
                        List.<Class<? extends Migration>>of(M20250101000000_Create.class))
                    .up())
        .hasMessageContaining("Table \"people\" already exists");
  }

  @Test
  void does_the_same_over_a_server() throws SQLException {
    Server server = Server.createTcpServer("-tcpPort", "0").start();
    try {
      DataSource remote = at("jdbc:h2:tcp://localhost:" + server.getPort() + "/" + name);
      execute(source, "CREATE TABLE \"pets\" (\"id\" INT, AGE INT)");
      Consumer<QueryInterface> more =
          db -> {
            create(db);
            db.removeColumn("pets", "age");
            db.renameColumn("pets", "id", "no");
          };
      Migrator migrator = with(remote, more, db -> {}, List.of(M20250101000000_Create.class));
      migrator.up();
      RecordingDataSource watched = new RecordingDataSource(remote);

      assertThat(first(watched).up().isEmpty()).isTrue();

      assertThat(watched.sent()).hasSize(1);
      assertThat(rows(source, "SELECT \"no\" FROM \"pets\"")).isEmpty();
      assertThat(rows(source, "SELECT name FROM people")).containsExactly("Ann");
    } finally {
      server.stop();
    }
  }
}
