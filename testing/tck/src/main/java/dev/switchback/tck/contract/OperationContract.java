package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.servers.TestedDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each operation does to the schema, read from the server's own catalogue. */
public abstract class OperationContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected OperationContract(TestedDatabase database) {
    super(database);
  }

  /** Runs {@code up}, and afterwards {@code down} in the same database. */
  private void upAndDown(Body up, Check between, Body down) throws Exception {
    var migrator = migrating(up, down);
    migrator.up();
    between.run();
    migrator.down();
  }

  private interface Check {
    void run() throws Exception;
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(100).notNull());
        });
  }

  @Test
  void creates_and_drops_a_table_with_its_constraints_and_indexes() throws Exception {
    upAndDown(
        db -> {
          rooms(db);
          db.createTable(
              "members",
              t -> {
                t.column(
                    "room_id",
                    integer()
                        .notNull()
                        .references("rooms", "id")
                        .onDelete(ReferentialAction.CASCADE)
                        .onUpdate(ReferentialAction.CASCADE));
                t.column("nick", string(30).notNull().comment("as others see it"));
                t.column("email", string(120).unique());
                t.column("rank", integer());
                t.primaryKey("room_id", "nick");
                t.unique("room_id", "rank");
                t.index("rank");
                t.index(index("email", "rank").unique().named("members_ix"));
                t.comment("who is in a room, and whose words these aren't");
              });
        },
        () -> {
          assertThat(tables()).containsExactly("members", "rooms");
          assertThat(columns("members"))
              .containsOnly(
                  entry("room_id", "not null"),
                  entry("nick", "not null"),
                  entry("email", "nullable"),
                  entry("rank", "nullable"));
          assertThat(foreignKeys("members"))
              .containsOnly(entry("members_room_id_fk", "room_id -> rooms.id"));
          assertThat(indexes("members"))
              .containsEntry("members_rank", "(rank)")
              .containsEntry("members_ix", "unique (email, rank)")
              .containsValue("unique (room_id, nick)")
              .containsValue("unique (room_id, rank)")
              .containsValue("unique (email)");
          insert("rooms", "1, 'lobby'");
          insert("members", "1, 'ann', 'a@b', 1");
          execute("DELETE FROM " + quote("rooms"));
          assertThat(rows("SELECT * FROM " + quote("members"))).isEmpty();
        },
        db -> {
          db.dropTable("members");
          db.dropTable("rooms");
        });

    assertThat(tables()).isEmpty();
  }

  private void insert(String table, String values) throws SQLException {
    execute("INSERT INTO " + quote(table) + " VALUES (" + values + ")");
  }

  @Test
  void refers_with_several_columns_to_several() throws Exception {
    migrating(
            db -> {
              db.createTable(
                  "seats",
                  t -> {
                    t.column("row_no", integer().primaryKey());
                    t.column("seat_no", integer().primaryKey());
                  });
              db.createTable(
                  "tickets",
                  t -> {
                    t.column("row_no", integer().notNull());
                    t.column("seat_no", integer().notNull());
                    t.foreignKey(
                        List.of("row_no", "seat_no"),
                        "seats",
                        List.of("row_no", "seat_no"),
                        ReferentialAction.RESTRICT,
                        ReferentialAction.NO_ACTION);
                  });
            })
        .up();

    assertThat(foreignKeys("tickets")).containsOnlyKeys("tickets_row_no_seat_no_fk");
    assertThat(indexes("seats")).containsValue("unique (row_no, seat_no)");
    assertThatThrownBy(() -> insert("tickets", "1, 1")).isInstanceOf(SQLException.class);
  }

  @Test
  void puts_every_default_into_the_database() throws Exception {
    UUID id = UUID.fromString("0b9f8a52-1111-4222-8333-444455556666");
    Instant instant = Instant.parse("2025-03-30T01:30:00.123456Z");
    migrating(
            db ->
                db.createTable(
                    "defaults",
                    t -> {
                      t.column("k", integer().primaryKey());
                      t.column("made_uuid", uuid().notNull().defaultUuid());
                      t.column("made_at", timestamp().notNull().defaultNow());
                      t.column("a_uuid", uuid().defaultValue(id));
                      t.column("a_string", string(60).defaultValue("it's \"a\" \\ b; -- c"));
                      t.column("a_text", text().defaultValue("long 'text' \\ here"));
                      t.column("a_bool", bool().defaultValue(true));
                      t.column("an_int", integer().defaultValue(-7));
                      t.column("a_long", bigInt().defaultValue(Long.MAX_VALUE));
                      t.column("a_time", timestamp().defaultValue(instant));
                      t.column("a_date", date().defaultValue(LocalDate.of(2024, 2, 29)));
                      t.column("a_price", decimal(10, 2).defaultValue(new BigDecimal("12.50")));
                      t.column("a_doc", json().defaultValue("{\"theme\": \"it's \\\\ dark\"}"));
                      t.column("a_word", enumeration("offer", "it's").defaultValue("it's"));
                      t.column("a_sum", integer().defaultExpression("1 + 2"));
                    }))
        .up();
    execute("INSERT INTO %s (%s) VALUES (1)".formatted(quote("defaults"), quote("k")));

    assertThat(value("a_uuid")).isEqualTo(id.toString());
    assertThat(value("a_string")).isEqualTo("it's \"a\" \\ b; -- c");
    assertThat(value("a_text")).isEqualTo("long 'text' \\ here");
    assertThat(value("an_int")).isEqualTo("-7");
    assertThat(value("a_long")).isEqualTo(Long.toString(Long.MAX_VALUE));
    assertThat(value("a_date")).isEqualTo("2024-02-29");
    assertThat(value("a_price")).isEqualTo("12.50");
    assertThat(value("a_word")).isEqualTo("it's");
    assertThat(value("a_sum")).isEqualTo("3");
    assertThat(value("a_doc")).contains("it's \\\\ dark");
    assertThat(UUID.fromString(value("made_uuid"))).isNotEqualTo(id);
    assertThat(rows("SELECT 1 FROM %s WHERE %s".formatted(quote("defaults"), quote("a_bool"))))
        .hasSize(1);
    assertThat(instant("defaults", "a_time")).isEqualTo(instant);
    assertThat(instant("defaults", "made_at"))
        .isBetween(
            Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(5)));
  }

  private String value(String column) throws SQLException {
    return rows("SELECT %s FROM %s".formatted(quote(column), quote("defaults"))).get(0);
  }

  private Instant instant(String table, String column) throws SQLException {
    String sql = "SELECT %s FROM %s".formatted(quote(column), quote(table));
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return dialect().driver().instant(rows, 1);
    }
  }

  @Test
  void numbers_rows_where_an_insert_does_not() throws Exception {
    migrating(
            db ->
                db.createTable(
                    "counted",
                    t -> {
                      t.column("id", bigInt().primaryKey().autoIncrement());
                      t.column("name", string(10));
                    }))
        .up();
    for (String name : List.of("a", "b")) {
      execute("INSERT INTO %s (%s) VALUES ('%s')".formatted(quote("counted"), quote("name"), name));
    }

    assertThat(rows("SELECT * FROM %s ORDER BY 1".formatted(quote("counted"))))
        .containsExactly("1, a", "2, b");
  }

  @Test
  void binds_values_of_every_type_that_a_column_holds() throws Exception {
    Instant instant = Instant.parse("2025-10-26T00:30:00.654321Z");
    UUID id = UUID.randomUUID();
    migrating(
            db -> {
              db.createTable(
                  "bound",
                  t -> {
                    t.column("u", uuid());
                    t.column("s", string(20));
                    t.column("b", bool());
                    t.column("i", integer());
                    t.column("l", bigInt());
                    t.column("t", timestamp());
                    t.column("d", date());
                    t.column("p", decimal(20, 2));
                    t.column("n", string(20));
                  });
              db.execute(
                  "INSERT INTO " + quote("bound") + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  id,
                  "it's ?",
                  true,
                  7,
                  8L,
                  instant,
                  LocalDate.of(2024, 2, 29),
                  new BigDecimal("1.25"),
                  null);
              List<String> found =
                  db.query(
                      "SELECT %s FROM %s WHERE %s = ? AND %s = ?"
                          .formatted(quote("s"), quote("bound"), quote("t"), quote("u")),
                      row -> row.getString(1),
                      instant,
                      id);
              assertThat(found).containsExactly("it's ?");
            })
        .up();

    assertThat(instant("bound", "t")).isEqualTo(instant);
    assertThat(rows("SELECT * FROM " + quote("bound")))
        .singleElement()
        .asString()
        .startsWith(id + ", it's ?, ")
        .contains(", 7, 8, ")
        .endsWith(", 2024-02-29, 1.25, null");
  }

  @Test
  void adds_and_removes_a_column_that_refers_to_another_table() throws Exception {
    upAndDown(
        db -> {
          rooms(db);
          db.createTable("notes", t -> t.column("id", integer().primaryKey()));
          db.addColumn(
              "notes",
              "room_id",
              integer().references("rooms", "id").onDelete(ReferentialAction.SET_NULL));
        },
        () -> {
          assertThat(foreignKeys("notes"))
              .containsOnly(entry("notes_room_id_fk", "room_id -> rooms.id"));
          assertThatThrownBy(() -> insert("notes", "1, 99")).isInstanceOf(SQLException.class);
        },
        db -> db.removeColumn("notes", "room_id"));

    assertThat(columns("notes")).containsOnlyKeys("id");
    assertThat(indexes("notes")).hasSize(1);
  }

  @Test
  void adds_columns_with_every_attribute_to_a_table_with_rows() throws Exception {
    migrating(
            db -> {
              rooms(db);
              db.execute("INSERT INTO " + quote("rooms") + " VALUES (1, 'lobby')");
              db.addColumn("rooms", "kind", enumeration("open", "closed").defaultValue("open"));
              db.addColumn("rooms", "made_at", timestamp().notNull().defaultNow());
              db.addColumn("rooms", "slug", string(50).unique().comment("it's in the URL"));
              db.addColumn("rooms", "size", integer().notNull().defaultValue(5));
            })
        .up();

    assertThat(columns("rooms"))
        .containsEntry("kind", "nullable")
        .containsEntry("made_at", "not null")
        .containsEntry("slug", "nullable")
        .containsEntry("size", "not null");
    assertThat(indexes("rooms")).containsValue("unique (slug)");
    assertThat(
            rows("SELECT %s, %s FROM %s".formatted(quote("kind"), quote("size"), quote("rooms"))))
        .containsExactly("open, 5");
  }

  @Test
  void removes_a_column_with_its_own_index_and_constraint() throws Exception {
    migrating(
            db -> {
              rooms(db);
              db.addColumn("rooms", "slug", string(50).unique());
              db.addColumn("rooms", "kind", enumeration("open", "closed"));
              db.addIndex("rooms", "kind");
              db.removeColumn("rooms", "slug");
              db.removeColumn("rooms", "kind");
              db.addColumn("rooms", "kind", enumeration("big", "small").defaultValue("big"));
            })
        .up();

    assertThat(columns("rooms")).containsOnlyKeys("id", "name", "kind");
    assertThat(indexes("rooms")).hasSize(1).containsValue("unique (id)");
    execute(
        "INSERT INTO %s (%s, %s) VALUES (1, 'a')"
            .formatted(quote("rooms"), quote("id"), quote("name")));
    assertThat(rows("SELECT " + quote("kind") + " FROM " + quote("rooms"))).containsExactly("big");
  }

  @ParameterizedTest
  @ValueSource(strings = {"an index", "a unique constraint", "the primary key"})
  void refuses_to_remove_a_column_whose_index_covers_others(String kindOf) throws Exception {
    Migrator migrator =
        migrating(
            db ->
                db.createTable(
                    "rooms",
                    t -> {
                      t.column("a", integer().notNull());
                      t.column("b", integer().notNull());
                      switch (kindOf) {
                        case "an index" -> t.index("a", "b");
                        case "a unique constraint" -> t.unique("a", "b");
                        default -> t.primaryKey("a", "b");
                      }
                    }),
            db -> db.removeColumn("rooms", "b"));
    migrator.up();

    assertThatThrownBy(migrator::down)
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("removeColumn 'b' from 'rooms' – '")
        .hasMessageEndingWith(
            "' covers other columns too, and would change or disappear silently. Nothing was sent."
                + " Remove it first: an index by removeIndex, a constraint by removeConstraint");
    assertThat(columns("rooms")).containsOnlyKeys("a", "b");
  }

  @Test
  void leaves_nothing_of_an_enumeration_behind_when_its_table_goes() throws Exception {
    migrating(
            db -> {
              db.createTable("signals", t -> t.column("type", enumeration("offer", "answer")));
              db.dropTable("signals");
              db.createTable("signals", t -> t.column("type", enumeration("x", "y", "z")));
              db.execute("INSERT INTO " + quote("signals") + " VALUES ('z')");
            })
        .up();

    assertThat(rows("SELECT * FROM " + quote("signals"))).containsExactly("z");
  }

  @Test
  void adds_and_removes_indexes() throws Exception {
    upAndDown(
        db -> {
          rooms(db);
          db.addIndex("rooms", "name", "id");
          db.addIndex("rooms", index("name").unique().named("one of a name"));
        },
        () ->
            assertThat(indexes("rooms"))
                .containsEntry("rooms_name_id", "(name, id)")
                .containsEntry("one of a name", "unique (name)"),
        db -> {
          db.removeIndex("rooms", "rooms_name_id");
          db.removeIndex("rooms", "one of a name");
        });

    assertThat(indexes("rooms")).hasSize(1);
  }

  @Test
  void does_not_remove_an_index_of_another_table() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              rooms(db);
              db.createTable("users", t -> t.column("name", string(9)));
              db.addIndex("users", index("name").named("by_name"));
            },
            db -> db.removeIndex("rooms", "by_name"));
    migrator.up();

    assertThatThrownBy(migrator::down)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("at step 1 (removeIndex 'by_name' from 'rooms'");
    assertThat(indexes("users")).containsKey("by_name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select",
        "Upper Case",
        "it's",
        "double \"quote\"",
        "back`tick",
        "semi;colon--",
        "grüße",
        "名前",
        "a.b",
        "q?m",
        "back\\slash",
        "{brace}"
      })
  void takes_names_exactly_as_they_are(String name) throws Exception {
    upAndDown(
        db -> {
          db.createTable(
              name,
              t -> {
                t.column(name, enumeration("a", "b").comment(name));
                t.column("id", integer().primaryKey().comment(name));
                t.column("other", integer());
                t.comment(name);
                t.index("other");
                t.unique("id", "other");
              });
          db.addColumn(name, name + "2", integer().unique());
          db.createTable(name + "2", t -> t.column(name, integer().references(name, "id")));
        },
        () -> {
          assertThat(tables()).containsExactly(name, name + "2");
          assertThat(columns(name)).containsOnlyKeys(name, "id", "other", name + "2");
          assertThat(indexes(name)).containsKey(name + "_other");
          assertThat(foreignKeys(name + "2")).containsKey(name + "2_" + name + "_fk");
        },
        db -> {
          db.removeIndex(name, name + "_other");
          db.removeColumn(name, name);
          db.dropTable(name + "2");
          db.dropTable(name);
        });

    assertThat(tables()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nul\0here", "half \ud83d surrogate"})
  void refuses_names_that_no_database_keeps_before_it_sends_anything(String name) throws Exception {
    assertRefused(name);
  }

  @Test
  void refuses_names_that_are_too_long_and_says_the_limit() throws Exception {
    assertRefused("x".repeat(257));
  }

  private void assertRefused(String name) throws Exception {
    ColumnDefinition column = integer();
    assertThatThrownBy(() -> migrating(db -> db.createTable(name, t -> t.column("a", column))).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(dialectName() + " cannot keep it: ");
    assertThat(tables()).isEmpty();
  }

  @Test
  void sends_raw_sql_whole_and_as_it_is() throws Exception {
    migrating(
            db -> {
              db.createTable("words", t -> t.column("w", string(40)));
              db.execute("INSERT INTO " + quote("words") + " VALUES ('{a} ? ; -- b')");
            })
        .up();

    assertThat(rows("SELECT * FROM " + quote("words"))).containsExactly("{a} ? ; -- b");
  }
}
