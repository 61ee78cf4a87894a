package dev.switchback.postgresql;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DropOption.WITH_DEPENDENTS;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The enum type of a column, of its arrays too, and what else depends on it. */
class EnumTypesTest {

  private FreshDatabase database;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  static final class M20250101000000_First extends ScriptedMigration {
    M20250101000000_First(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  static final class M20250102000000_Second extends ScriptedMigration {
    M20250102000000_Second(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private Migrator migrating(Consumer<QueryInterface> first, Consumer<QueryInterface> second) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_First.class, M20250102000000_Second.class))
        .factory(
            type ->
                type == M20250101000000_First.class
                    ? new M20250101000000_First(first)
                    : new M20250102000000_Second(second))
        .build();
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

  /** As Sequelize leaves it: the type is called as one that the column owns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ARRAY[]::enum_t_x[]         | {}
          '{}'                        | {}
          ARRAY['a', 'b']::enum_t_x[] | {a,b}
          """)
  void a_column_with_a_default_changes_to_an_array_of_a_type_made_by_hand(
      String value, String inserted) throws Exception {
    migrating(
            db -> {
              db.execute("CREATE TYPE enum_t_x AS ENUM ('a', 'b')");
              db.execute("CREATE TYPE \"Reason\" AS ENUM ('a', 'b', 'c')");
              db.execute(
                  "CREATE TABLE t (y INT, x enum_t_x[] NOT NULL DEFAULT %s)".formatted(value));
              db.execute("INSERT INTO t VALUES (1, ARRAY['b', 'a']::enum_t_x[])");
            },
            db -> {
              db.changeColumn("t", "x", custom("\"Reason\"[]"));
              db.execute("INSERT INTO t (y) VALUES (2)");
            })
        .up();

    assertThat(rows("SELECT x::text FROM t ORDER BY y")).containsExactly("{b,a}", inserted);
    assertThat(types()).containsExactly("Reason a,b,c");
  }

  /** A cast to it would cut off what does not fit. */
  @Test
  void an_enumeration_is_not_cut_to_the_length_of_a_type_of_ones_own() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              db.createTable("t", t -> t.column("k", enumeration("long")));
              db.execute("INSERT INTO t VALUES ('long')");
            },
            db -> db.changeColumn("t", "k", custom("varchar(2)")));

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining("value too long for type character varying(2)");
    assertThat(rows("SELECT k::text FROM t")).containsExactly("long");
  }

  @Test
  void an_array_without_a_type_of_its_own_changes_to_one_made_by_hand() throws Exception {
    migrating(
            db -> {
              db.execute("CREATE TYPE \"reason\" AS ENUM ('a', 'b', 'c')");
              db.execute("CREATE TABLE t (x text[] NOT NULL DEFAULT ARRAY[]::text[], y INT)");
              db.execute("INSERT INTO t (x, y) VALUES (ARRAY['b', 'a'], 1)");
            },
            db -> {
              db.changeColumn(
                  "t", "x", c -> c.to(custom("\"reason\"[]")).using("x::text[]::\"reason\"[]"));
              db.execute("INSERT INTO t (y) VALUES (2)");
              db.changeColumn("t", "x", custom("\"reason\"[]").defaultValue("{c}"));
              db.execute("INSERT INTO t (y) VALUES (3)");
            })
        .up();

    assertThat(rows("SELECT x::text FROM t ORDER BY y")).containsExactly("{b,a}", "{}", "{c}");
  }

  private List<String> types() throws SQLException {
    return rows(
        "SELECT typname || ' ' || array_to_string(enum_range(NULL::enum_t_k), ',')"
                .replace(
                    "array_to_string(enum_range(NULL::enum_t_k), ',')",
                    "(SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE"
                        + " enumtypid = t.oid)")
            + " FROM pg_type t WHERE typtype = 'e' ORDER BY 1");
  }

  private static void tags(QueryInterface db) {
    db.createTable(
        "t",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("k", arrayOf(enumeration("x", "y")).defaultValue(List.of("x")));
          t.column("s", arrayOf(text()).defaultValue(List.of("x", "it's")));
        });
    db.execute("INSERT INTO t (id, k, s) VALUES (1, '{x,y}', '{x,y}')");
  }

  @Test
  void an_array_of_an_enumeration_changes_as_an_enumeration_does() throws SQLException {
    migrating(
            EnumTypesTest::tags,
            db -> {
              db.changeColumn("t", "k", arrayOf(enumeration("z", "y", "x")));
              db.execute("INSERT INTO t (id) VALUES (2)");
              db.execute("UPDATE t SET k = k || 'z'::enum_t_k WHERE id = 1");
              db.changeColumn("t", "s", arrayOf(enumeration("x", "y", "it's")));
              db.execute("INSERT INTO t (id) VALUES (3)");
              db.changeColumn("t", "k", arrayOf(text()));
              db.execute("INSERT INTO t (id) VALUES (4)");
              db.renameColumn("t", "s", "tags");
              db.renameTable("t", "u");
            })
        .up();

    assertThat(rows("SELECT concat_ws(' ', id, k, tags, pg_typeof(k)) FROM u ORDER BY id"))
        .containsExactly(
            "1 {x,y,z} {x,y} text[]",
            "2 {x} {x,it's} text[]",
            "3 {x} {x,it's} text[]",
            "4 {x} {x,it's} text[]");
    assertThat(types()).containsExactly("enum_u_tags x,y,it's");
  }

  @Test
  void a_value_is_added_to_an_array_of_an_enumeration() throws SQLException {
    migrating(
            EnumTypesTest::tags,
            db -> {
              db.addEnumValue("t", "k", "w");
            })
        .up();

    assertThat(types()).containsExactly("enum_t_k x,y,w");
  }

  @Test
  void a_default_of_single_values_goes_along() throws SQLException {
    migrating(
            db -> {
              tags(db);
              db.execute("ALTER TABLE t ALTER k SET DEFAULT ARRAY['x'::enum_t_k, 'y'::enum_t_k]");
            },
            db -> {
              db.changeColumn("t", "k", arrayOf(text()));
              db.changeColumn("t", "k", arrayOf(enumeration("y", "x")));
              db.execute("INSERT INTO t (id) VALUES (2)");
            })
        .up();

    assertThat(rows("SELECT k::text FROM t WHERE id = 2")).containsExactly("{x,y}");
  }

  @Test
  void the_type_of_an_array_goes_with_its_column_and_its_table() throws SQLException {
    migrating(
            EnumTypesTest::tags,
            db -> {
              db.removeColumn("t", "k");
              db.addColumn("t", "k", arrayOf(enumeration("p")));
              db.dropTable("t");
            })
        .up();

    assertThat(types()).isEmpty();
  }

  // ---- who owns a type

  private static void kinds(QueryInterface db) {
    db.createTable(
        "t",
        t -> {
          t.column("id", integer());
          t.column("k", enumeration("a", "b").notNull().defaultValue("a"));
        });
  }

  @Test
  void a_view_a_partition_and_an_inheriting_table_are_no_owners() throws SQLException {
    migrating(
            db -> {
              kinds(db);
              db.execute("CREATE VIEW v AS SELECT k FROM t");
              db.execute("CREATE MATERIALIZED VIEW m AS SELECT k FROM t");
              db.execute("CREATE TABLE child () INHERITS (t)");
              db.execute("CREATE DOMAIN d AS enum_t_k");
            },
            db -> {
              db.addEnumValue("t", "k", "c");
              db.renameColumn("t", "k", "l");
              db.renameTable("t", "u");
            })
        .up();
    assertThat(types()).containsExactly("enum_u_l a,b,c");
  }

  @Test
  void the_type_goes_with_a_table_whose_views_go_too() throws SQLException {
    migrating(
            db -> {
              kinds(db);
              db.execute("CREATE VIEW v AS SELECT k FROM t");
              db.execute(
                  "CREATE TYPE enum_p_k AS ENUM ('a'); CREATE TABLE p (id int, k enum_p_k)"
                      + " PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
                      + " CREATE TABLE p2 (id int, k enum_p_k);"
                      + " ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)");
            },
            db -> {
              db.addEnumValue("p", "k", "b");
              db.dropTable("t", WITH_DEPENDENTS);
              db.dropTable("p");
              kinds(db);
            })
        .up();

    assertThat(types()).containsExactly("enum_t_k a,b");
  }

  @Test
  void a_column_of_another_table_is_an_owner_too() {
    Migrator migrator =
        migrating(
            db -> {
              kinds(db);
              db.execute("CREATE TABLE other (k enum_t_k)");
            },
            db -> db.addEnumValue("t", "k", "c"));

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining("the column does not own its type");
  }

  @Test
  void a_type_that_another_table_uses_gets_more_values_only() throws SQLException {
    for (String type : List.of("enum_t_k", "enum_t_k[]")) {
      Consumer<QueryInterface> tables =
          db -> {
            kinds(db);
            db.execute("CREATE TABLE other (k " + type + ")");
          };
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrating(tables, db -> db.changeColumn("t", "k", enumeration("a")))::up)
          .withMessageContaining(
              "other objects depend on its enumeration, so that values can only be added: table"
                  + " column 'public.other.k'. Nothing was sent. ");
      migrating(tables, db -> db.changeColumn("t", "k", enumeration("a", "b", "c"))).up();

      assertThat(types()).containsExactly("enum_t_k a,b,c");
      disconnect();
      connect();
    }
  }

  @Test
  void a_type_that_another_table_uses_stays_when_its_column_leaves_it() throws SQLException {
    migrating(
            db -> {
              kinds(db);
              db.execute("CREATE TABLE other (k enum_t_k)");
            },
            db -> db.changeColumn("t", "k", string(9)))
        .up();

    assertThat(types()).containsExactly("enum_t_k a,b");
  }

  @Test
  void a_type_that_stayed_for_another_table_is_explained_when_it_is_created_again() {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(
            migrating(
                    db -> {
                      kinds(db);
                      db.execute("CREATE TABLE other (k enum_t_k)");
                    },
                    db -> {
                      db.dropTable("t");
                      kinds(db);
                    })
                ::up)
        .withMessageContaining(
            "Hint: A column of another table may still use the enumeration's type. Change that"
                + " column first, or rename the type by execute(\"ALTER TYPE … RENAME TO …\").");
  }

  /** The value is added in the transaction, because others depend on the type. */
  @Test
  void a_value_that_a_change_adds_for_others_is_explained_when_it_is_used_at_once() {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(
            migrating(
                    EnumTypesTest::depended,
                    db -> {
                      db.changeColumn("t", "k", enumeration("a", "b", "c"));
                      db.bulkUpdate("t", row("k", "c"), everyRow());
                    })
                ::up)
        .withMessageContaining(
            "Hint: Add the value by addEnumValue(…) or by a separate execute(…), or use it in a"
                + " later migration.");
  }

  // ---- others that depend on it

  private static void depended(QueryInterface db) {
    kinds(db);
    db.execute("INSERT INTO t VALUES (1, 'b')");
    db.execute("CREATE INDEX t_part ON t (id) WHERE k = 'a'");
    db.execute("CREATE INDEX t_plain ON t (k)");
    db.execute("ALTER TABLE t ADD CONSTRAINT ch CHECK (k <> 'b' OR id > 0)");
    db.execute("CREATE VIEW v AS SELECT id FROM t WHERE k = 'a'");
    db.execute("CREATE VIEW w AS SELECT k FROM t");
    db.execute("CREATE POLICY p ON t USING (k = 'a')");
    db.execute("CREATE FUNCTION f(enum_t_k) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    db.execute("CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
    db.execute(
        "CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.k = 'a')"
            + " EXECUTE FUNCTION tf()");
    db.execute("ALTER TABLE t ADD COLUMN g boolean GENERATED ALWAYS AS (k = 'a') STORED");
    db.execute("CREATE DOMAIN d AS enum_t_k");
    db.execute("CREATE TYPE c AS (k enum_t_k)");
  }

  @Test
  void an_enumeration_that_others_depend_on_gets_more_values() throws SQLException {
    migrating(
            EnumTypesTest::depended,
            db ->
                db.changeColumn(
                    "t",
                    "k",
                    enumeration("0", "a", "a1", "a2", "b", "c", "d")
                        .nullable()
                        .defaultValue("b")
                        .comment("all")))
        .up();

    assertThat(types()).containsExactly("enum_t_k 0,a,a1,a2,b,c,d");
    assertThat(
            rows(
                "SELECT concat(attnotnull, ' ', col_description(attrelid, attnum), ' ',"
                    + " pg_get_expr(adbin, adrelid)) FROM pg_attribute JOIN pg_attrdef ON"
                    + " adrelid = attrelid AND adnum = attnum WHERE attrelid = 't'::regclass AND"
                    + " attname = 'k'"))
        .containsExactly("f all 'b'::enum_t_k");
  }

  @Test
  void is_refused_by_the_names_of_the_others_where_values_go_or_change_places() {
    List.<Consumer<QueryInterface>>of(
            db -> db.changeColumn("t", "k", enumeration("a", "c")),
            db -> db.changeColumn("t", "k", enumeration("b", "a")),
            db -> db.changeColumn("t", "k", string(9)),
            db -> db.changeColumn("t", "k", arrayOf(enumeration("a", "b"))))
        .forEach(
            change ->
                assertThatExceptionOfType(MigrationFailedException.class)
                    .isThrownBy(migrating(EnumTypesTest::depended, change)::up)
                    .withMessageContaining(
                        "other objects depend on its enumeration, so that values can only be added:"
                            + " composite type column 'public.c.k', function"
                            + " 'public.f(public.enum_t_k)', index 'public.t_part', policy 'p on"
                            + " public.t', table column 'public.t.g', table constraint 'ch on"
                            + " public.t', trigger 'trg on public.t', type 'public.d', view"
                            + " 'public.v', view 'public.w'. Nothing was sent. Drop them first, and"
                            + " create them again after the change")
                    .matches(e -> !String.valueOf(e.getMessage()).contains("switchback_left")));
  }

  // ---- types that no column owns

  private static void people(QueryInterface db) {
    db.createEnumType("Mood \"1", "sad", "it's", "happy");
    db.createTable(
        "people",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("mood", custom("\"Mood \"\"1\"").notNull().defaultValue("happy"));
          t.column("moods", custom("\"Mood \"\"1\"[]").nullable());
        });
  }

  @Test
  void a_type_is_shared_by_columns_and_is_not_dropped_while_they_use_it() throws Exception {
    List<List<EnumTypeDescription>> shown = new ArrayList<>();
    Consumer<QueryInterface> uses =
        db -> {
          people(db);
          db.bulkInsert("people", row("id", 1, "mood", "it's"));
          db.createView("moods", "SELECT mood FROM people");
          shown.add(db.showEnumTypes());
        };
    Migrator migrator = migrating(uses, db -> db.dropEnumType("Mood \"1"));

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining(
            "dropEnumType 'Mood \"1' – it is in use: column 'mood' of 'people', column 'moods' of"
                + " 'people', ")
        .withMessageContaining("view")
        .withMessageContaining(". Nothing was sent. Change or remove that first");
    assertThat(shown)
        .containsExactly(
            List.of(new EnumTypeDescription("Mood \"1", List.of("sad", "it's", "happy"))));

    migrating(
            uses,
            db -> {
              db.dropView("moods");
              db.dropTable("people");
              db.dropEnumType("Mood \"1");
              assertThat(db.showEnumTypes()).isEmpty();
            })
        .up();
    assertThat(types()).isEmpty();
  }

  @Test
  void what_is_no_enum_type_of_the_current_schema_is_not_dropped() throws Exception {
    Consumer<QueryInterface> others =
        db -> {
          db.execute("CREATE DOMAIN age AS int");
          db.execute("CREATE SCHEMA other");
          db.execute("CREATE TYPE other.mood AS ENUM ('a')");
          db.execute("SET search_path = public, other");
        };
    for (String name : List.of("age", "mood", "nothing")) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(() -> migrating(others.andThen(db -> db.dropEnumType(name)), db -> {}).up())
          .withMessageContaining(
              "dropEnumType '%s' – the current schema has no enum type of this name. Nothing was sent. See showEnumTypes() for its name"
                  .formatted(name));
    }
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(() -> migrating(db -> db.createEnumType("mood", "x".repeat(64)), db -> {}).up())
        .withMessageContaining("as a value of an enumeration it has 64 bytes");
  }

  @Test
  void a_type_with_a_condition_is_compared_by_its_values() throws Exception {
    migrating(
            db -> db.createEnumType("mood", "a", "b"),
            db -> {
              db.ifNotExists().createEnumType("mood", "a", "b");
              db.ifNotExists().createEnumType("tone", "c");
              db.ifExists().dropEnumType("nothing");
            })
        .up();
    assertThat(types()).containsExactly("mood a,b", "tone c");

    String differs = "it exists, and is another one: its values 'a', 'b', not 'b', 'a'";
    for (Consumer<QueryInterface> each :
        List.<Consumer<QueryInterface>>of(
            db -> db.ifNotExists().createEnumType("mood", "b", "a"),
            db -> db.ifExists().dropEnumType("mood", previously(List.of("b", "a"))))) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migratingThird(each)::up)
          .withMessageContaining(differs);
    }
    migratingThird(db -> db.ifExists().dropEnumType("mood", previously(List.of("a", "b")))).up();
    assertThat(types()).containsExactly("tone c");
  }

  static final class M20250103000000_Third extends ScriptedMigration {
    M20250103000000_Third(Consumer<QueryInterface> body) {
      super(body);
    }
  }

  private Migrator migratingThird(Consumer<QueryInterface> third) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(
            List.of(
                M20250101000000_First.class,
                M20250102000000_Second.class,
                M20250103000000_Third.class))
        .factory(
            type ->
                type == M20250103000000_Third.class
                    ? new M20250103000000_Third(third)
                    : new M20250101000000_First(db -> {}))
        .build();
  }

  @Test
  void a_plan_follows_the_types_that_it_creates() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              people(db);
              db.createEnumType("tone", "c");
              db.ifNotExists().createEnumType("tone", "c");
              db.dropEnumType("tone");
            },
            db -> {
              db.dropTable("people");
              db.dropEnumType("Mood \"1");
              db.showEnumTypes();
            });

    Plan plan = migrator.plan();

    assertThat(plan.migrations().get(0).end()).isEmpty();
    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::description)
        .containsExactly(
            "createEnumType 'Mood \"1'",
            "createTable 'people'",
            "createEnumType 'tone'",
            "createEnumType 'tone' if it does not exist: it exists already",
            "dropEnumType 'tone'");
    assertThat(plan.migrations().get(1).end())
        .contains(new Plan.End(false, "the next steps depend on the result of showEnumTypes"));
    migrator.up();
    assertThat(migrator.plan().migrations()).isEmpty();
    assertThat(types()).isEmpty();
  }

  @Test
  void a_plan_refuses_a_type_that_is_there_and_one_that_is_in_use() throws Exception {
    migrating(EnumTypesTest::people, db -> {}).up();

    assertThat(
            migratingThird(db -> db.createEnumType("Mood \"1", "a"))
                .plan()
                .migrations()
                .get(0)
                .end())
        .get()
        .asString()
        .contains("there is an enum type of this name");
    assertThat(migratingThird(db -> db.dropEnumType("Mood \"1")).plan().migrations().get(0).end())
        .get()
        .asString()
        .contains("it is in use: column 'mood' of 'people'");
    assertThat(
            migratingThird(
                    db -> {
                      db.dropTable("people");
                      db.dropEnumType("Mood \"1");
                    })
                .plan()
                .migrations()
                .get(0)
                .end())
        .isEmpty();
  }
}
