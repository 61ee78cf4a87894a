package dev.switchback.postgresql;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.citext;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DropOption.IF_EXISTS;
import static dev.switchback.schema.DropOption.WITH_DEPENDENTS;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Fleet;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.Target;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema that is named comes first in the search path, and what was in the path stays. */
class SearchPathTest {

  private FreshDatabase database;
  private PGSimpleDataSource source;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    sql("CREATE SCHEMA tenant");
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  static final class M20250101000000_Path extends ScriptedMigration {
    M20250101000000_Path(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private MigratorBuilder migrating(Consumer<QueryInterface> body) {
    return Migrator.configure()
        .migrations(List.of(M20250101000000_Path.class))
        .factory(type -> new M20250101000000_Path(body));
  }

  private Migrator inTenant(Consumer<QueryInterface> body) {
    return migrating(body).dataSource(source).schema("tenant").build();
  }

  private static void usesExtensions(QueryInterface db) {
    db.createTable(
        "people",
        t -> {
          t.column("name", citext().notNull());
          t.column("note", string(20));
        });
    db.execute("CREATE INDEX ON people USING gin (note gin_trgm_ops)");
    db.bulkInsert("people", row("name", "Ann"));
    assertThat(db.query("SELECT 1 FROM people WHERE similarity(name, 'Ann') = 1", r -> 1))
        .hasSize(1);
  }

  @Test
  void finds_extensions_in_the_rest_of_the_path() throws SQLException {
    sql("CREATE EXTENSION citext; CREATE EXTENSION pg_trgm");

    inTenant(SearchPathTest::usesExtensions).up();

    assertThat(rows("SELECT name FROM tenant.people")).containsExactly("Ann");
  }

  @Test
  void finds_them_where_the_url_the_role_or_the_database_names_their_schema() throws SQLException {
    sql(
        "CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA"
            + " ext");
    source.setCurrentSchema("public,ext");
    inTenant(SearchPathTest::usesExtensions).up();
    sql("DROP SCHEMA tenant CASCADE; CREATE SCHEMA tenant");

    source.setCurrentSchema(null);
    sql(
        "ALTER DATABASE \""
            + rows("SELECT current_database()").get(0)
            + "\" SET search_path = ext");
    inTenant(SearchPathTest::usesExtensions).up();

    assertThat(rows("SELECT name FROM tenant.people")).containsExactly("Ann");
  }

  @Test
  void finds_them_for_each_schema_of_a_fleet_and_no_schema_stays_in_the_path() throws SQLException {
    List<String> paths = Collections.synchronizedList(new ArrayList<>());
    Consumer<QueryInterface> body =
        db -> {
          usesExtensions(db);
          paths.addAll(db.query("SHOW search_path", row -> row.getString(1)));
        };
    sql("CREATE EXTENSION citext; CREATE EXTENSION pg_trgm; CREATE SCHEMA other");

    Fleet.of(migrating(body), Target.schemas(source, List.of("tenant", "other", "public")))
        .up()
        .requireComplete();

    assertThat(rows("SELECT schemaname FROM pg_tables WHERE tablename = 'people' ORDER BY 1"))
        .containsExactly("other", "public", "tenant");
    assertThat(paths)
        .containsExactlyInAnyOrder(
            "\"tenant\", \"$user\", public",
            "\"other\", \"$user\", public",
            "\"public\", \"$user\", public");
  }

  @Test
  void puts_the_schema_in_front_and_keeps_the_rest_as_it_is_written() throws SQLException {
    List<String> paths = new ArrayList<>();
    Consumer<QueryInterface> asking =
        db -> paths.addAll(db.query("SHOW search_path", row -> row.getString(1)));

    inTenant(asking).up();
    source.setOptions("-c search_path=");
    inTenant(asking).redo();

    assertThat(paths).containsExactly("\"tenant\", \"$user\", public", "\"tenant\"");
  }

  @Test
  void a_schema_that_does_not_exist_is_not_another_one() {
    Migrator migrator = migrating(db -> {}).dataSource(source).schema("tenat").build();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(migrator::up)
        .withMessageStartingWith("Schema 'tenat' – it does not exist");
  }

  /** Every operation that needs a table, a view or a materialized view. */
  private static Map<String, Consumer<QueryInterface>> operations() {
    Map<String, Consumer<QueryInterface>> all = new LinkedHashMap<>();
    all.put("dropTable 't'", db -> db.dropTable("t"));
    all.put("dropTable 't' cascade", db -> db.dropTable("t", WITH_DEPENDENTS));
    all.put("commentOnTable 't'", db -> db.commentOnTable("t", "c"));
    all.put("renameTable 't' to 'w'", db -> db.renameTable("t", "w"));
    all.put("commentOnTable", db -> db.commentOnTable("t", "of the tenant"));
    all.put("addColumn 'b' on 't'", db -> db.addColumn("t", "b", integer()));
    all.put("removeColumn 'a' on 't'", db -> db.removeColumn("t", "a"));
    all.put("renameColumn 'a' to 'b' on 't'", db -> db.renameColumn("t", "a", "b"));
    all.put("changeColumn 'a' on 't'", db -> db.changeColumn("t", "a", c -> c.notNull()));
    all.put("addEnumValue 'z' to 'k' on 't'", db -> db.addEnumValue("t", "k", "z"));
    all.put("addIndex 't_a' on 't'", db -> db.addIndex("t", "a"));
    all.put("removeIndex 't_i' on 't'", db -> db.removeIndex("t", "t_i"));
    all.put("addConstraint", db -> db.addConstraint("t", check("c", "a > 0")));
    all.put("removeConstraint 't_pkey'", db -> db.removeConstraint("t", "t_pkey"));
    all.put("bulkInsert", db -> db.bulkInsert("t", row("id", 2)));
    all.put("bulkUpdate", db -> db.bulkUpdate("t", row("a", 2), where("id", 1)));
    all.put("bulkDelete", db -> db.bulkDelete("t", where("id", 1)));
    all.put("upsert", db -> db.upsert("t", List.of("id"), row("id", 1, "a", 9)));
    all.put("dropView 'v'", db -> db.dropView("v"));
    all.put("refreshMaterializedView 'm'", db -> db.refreshMaterializedView("m"));
    all.put("dropMaterializedView", db -> db.dropMaterializedView("m"));
    all.put(
        "createTable",
        db -> db.createTable("n", t -> t.column("t_id", integer().references("t", "id"))));
    return all;
  }

  @Test
  void a_typed_operation_leaves_alone_what_only_another_schema_of_the_path_has()
      throws SQLException {
    sql(
        "CREATE TYPE enum_t_k AS ENUM ('x')",
        "CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT t_c CHECK (a > 0), k enum_t_k)",
        "CREATE INDEX t_i ON t (a)",
        "INSERT INTO t VALUES (1, 1)",
        "CREATE VIEW v AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one");
    String before = image();

    operations()
        .forEach(
            (name, body) -> {
              assertThatExceptionOfType(MigrationFailedException.class)
                  .as(name)
                  .isThrownBy(inTenant(body)::up)
                  .withMessageContaining("schema 'public' of the search path has one")
                  .withMessageContaining("Nothing was sent.");
              source.setCurrentSchema("tenant,public");
              assertThatExceptionOfType(MigrationFailedException.class)
                  .as(name + " without schema(…)")
                  .isThrownBy(migrating(body).dataSource(source).build()::up)
                  .withMessageContaining("schema 'public' of the search path has one");
              source.setCurrentSchema(null);
            });

    assertThat(image()).isEqualTo(before);
  }

  private String image() throws SQLException {
    return String.join(
        "; ",
        rows(
            """
            SELECT concat(c.oid, ' ', c.relname, ' ', c.relkind, ' ', obj_description(c.oid), ' ',
              (SELECT string_agg(concat(a.attname, a.atttypid, a.attnotnull), ',')
                FROM pg_attribute a WHERE a.attrelid = c.oid),
              (SELECT string_agg(k.conname, ',') FROM pg_constraint k WHERE k.conrelid = c.oid))
            FROM pg_class c WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT t::text FROM public.t
            UNION ALL SELECT enumlabel FROM pg_enum ORDER BY 1\
            """));
  }

  @Test
  void works_on_its_own_where_both_have_one() throws SQLException {
    sql(
        "CREATE TABLE t (id int PRIMARY KEY, a int, k text)",
        "INSERT INTO t VALUES (1, 1, 'x')",
        "CREATE VIEW v AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one");
    String before = image();

    inTenant(
            db -> {
              assertThat(db.tableExists("t")).isFalse();
              assertThat(db.showAllTables()).isEmpty();
              db.dropTable("t", IF_EXISTS);
              db.createTable(
                  "t",
                  t -> {
                    t.column("id", integer().primaryKey().autoIncrement());
                    t.column("a", integer().references("t", "id"));
                    t.column("k", enumeration("x", "y"));
                  });
              db.createView("v", "SELECT 2 AS two");
              db.createMaterializedView("m", "SELECT 2 AS two");
              db.bulkInsert("t", row("k", "x"));
              db.upsert("t", List.of("id"), row("id", 1, "k", "y"));
              db.bulkUpdate("t", row("a", 1), where("k", "y"));
              db.addEnumValue("t", "k", "z");
              db.addIndex("t", "a");
              db.addColumn("t", "b", integer());
              db.changeColumn("t", "b", c -> c.comment("of the tenant"));
              db.renameColumn("t", "b", "c");
              db.removeColumn("t", "c");
              db.removeIndex("t", "t_a");
              db.addConstraint("t", check("t_c", "id > 0"));
              db.removeConstraint("t", "t_c");
              db.commentOnTable("t", "of the tenant");
              db.refreshMaterializedView("m");
              db.createTable("n", t -> t.column("t_id", integer().references("t", "id")));
              db.addConstraint("n", foreignKey("t_id").references("t", "id").named("n_t"));
              db.dropTable("n");
              db.bulkDelete("t", where("k", "y"));
              db.dropView("v");
              db.dropMaterializedView("m");
              db.renameTable("t", "u");
              db.dropTable("u");
              db.dropTable("t", IF_EXISTS);
            })
        .up();

    assertThat(image()).isEqualTo(before);
    assertThat(rows("SELECT relname FROM pg_class WHERE relnamespace = 'tenant'::regnamespace"))
        .allMatch(name -> name.startsWith("switchback_"));
    assertThat(rows("SELECT typname FROM pg_type WHERE typtype = 'e'")).isEmpty();
  }

  @Test
  void a_plan_says_it_too_and_knows_what_the_plan_creates() throws SQLException {
    sql("CREATE TABLE t (id int)", "CREATE TABLE tenant.u (id int)", "CREATE TABLE u (id int)");

    assertThat(planned(db -> db.addColumn("t", "b", integer())))
        .contains("schema 'public' of the search path has one");
    assertThat(
            planned(
                db -> {
                  db.dropTable("u");
                  db.bulkInsert("u", row("id", 1));
                }))
        .contains("schema 'public' of the search path has one");
    assertThat(
            planned(
                db -> {
                  db.createTable("t", t -> t.column("id", integer()));
                  db.addColumn("t", "b", integer());
                  db.renameTable("t", "w");
                  db.bulkInsert("w", row("id", 1));
                }))
        .contains("ADD COLUMN")
        .doesNotContain("search path");
  }

  private String planned(Consumer<QueryInterface> body) {
    return inTenant(body).plan().migrations().toString();
  }

  @Test
  void its_own_tables_in_another_schema_are_not_those_of_this_one() throws SQLException {
    migrating(db -> db.createTable("t", t -> t.column("id", integer())))
        .dataSource(source)
        .build()
        .up();

    Migrator tenant = inTenant(db -> db.createTable("t", t -> t.column("id", integer())));

    assertThat(tenant.executed()).isEmpty();
    assertThat(tenant.up().names()).hasSize(1);
    assertThat(
            rows(
                "SELECT table_schema FROM information_schema.tables WHERE table_name = 't' ORDER BY"
                    + " 1"))
        .containsExactly("public", "tenant");
  }

  @Test
  void does_not_adopt_the_history_of_another_schema() throws SQLException {
    sql(
        "CREATE TABLE \"SequelizeMeta\" (name varchar(255) PRIMARY KEY)",
        "INSERT INTO \"SequelizeMeta\" VALUES ('20250101000000-path.js')");
    Migrator tenant = inTenant(db -> {});

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> tenant.adoption(MigrationTool.SEQUELIZE))
        .withMessageContaining("Table 'SequelizeMeta' – it does not exist in this schema.");
  }
}
