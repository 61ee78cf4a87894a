package dev.switchback.testkit.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.DropOption;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.TableDefinition;
import dev.switchback.testkit.server.TestDatabase;
import dev.switchback.testkit.server.TestedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and columns that change, and what must stay while they do. */
public abstract class ColumnChangesContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected ColumnChangesContract(TestedDatabase database) {
    super(database);
  }

  private boolean isMySqlFamily() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("topic", string(20).notNull().defaultValue("x").comment("it's about").unique());
          t.column("kind", enumeration("open", "it's").notNull().defaultValue("it's"));
          t.column("note", string(20));
        });
  }

  private boolean isUp;

  /** Runs {@code body} as a migration: up and down in turn. */
  private void run(Body body) {
    if (isUp) {
      migrating(db -> {}, body).down();
    } else {
      migrating(body).up();
    }
    isUp = !isUp;
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFails(Body body) {
    return assertThatThrownBy(() -> run(body)).isInstanceOf(MigrationFailedException.class);
  }

  private void insert(String table, String columns, String values) throws SQLException {
    StringBuilder names = new StringBuilder();
    for (String column : columns.split(", ", -1)) {
      names.append(names.isEmpty() ? "" : ", ").append(quote(column));
    }
    execute("INSERT INTO %s (%s) VALUES (%s)".formatted(quote(table), names, values));
  }

  private List<String> all(String table, String column) throws SQLException {
    return rows(
        "SELECT %s FROM %s ORDER BY %s".formatted(quote(column), quote(table), quote(column)));
  }

  private String metadata(String table, String column, String label) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        ResultSet row =
            connection
                .getMetaData()
                .getColumns(
                    connection.getCatalog(),
                    connection.getSchema(),
                    kept(connection, table),
                    kept(connection, column))) {
      assertThat(row.next()).as(table + "." + column).isTrue();
      String value = row.getString(label);
      return value == null ? "" : value;
    }
  }

  private String comment(String table, String column) throws SQLException {
    return metadata(table, column, "REMARKS");
  }

  // ---- renaming

  @Test
  void renames_a_table_and_all_that_refers_to_it_follows() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addIndex("rooms", "note");
          db.createTable("members", t -> t.column("room_id", integer().references("rooms", "id")));
        });
    insert("rooms", "id", "1");
    run(db -> db.renameTable("rooms", "halls"));

    assertThat(tables()).containsExactly("halls", "members");
    assertThat(foreignKeys("members")).containsEntry("members_room_id_fk", "room_id -> halls.id");
    assertThat(indexes("halls")).containsEntry("rooms_note", "(note)");
    insert("members", "room_id", "1");
    assertThatThrownBy(() -> insert("members", "room_id", "2")).isInstanceOf(SQLException.class);
    assertThat(all("halls", "kind")).containsExactly("it's");
  }

  /** On PostgreSQL, Sequelize leaves their types behind under the old name. */
  @Test
  void renames_the_enumerations_of_a_table_too_so_that_they_are_still_its_own() throws Exception {
    Body kinds =
        db ->
            db.createTable(
                "rooms", t -> t.column("kind", enumeration("open", "it's").defaultValue("it's")));
    run(
        db -> {
          kinds.run(db);
          db.renameTable("rooms", "halls");
          db.renameColumn("halls", "kind", "sort");
          kinds.run(db);
        });
    run(
        db -> {
          db.addEnumValue("halls", "sort", "shut");
          db.dropTable("halls");
          db.renameTable("rooms", "halls");
          db.dropTable("halls");
          rooms(db);
        });

    insert("rooms", "id", "1");
    assertThat(all("rooms", "kind")).containsExactly("it's");
  }

  @Test
  void fails_to_rename_a_table_to_a_name_that_is_taken() throws Exception {
    run(
        db -> {
          rooms(db);
          db.createTable("halls", t -> t.column("a", integer()));
        });

    assertFails(db -> db.renameTable("rooms", "halls"))
        .hasMessageContaining("renameTable 'rooms' to 'halls'");
    assertThat(tables()).containsExactly("halls", "rooms");
    assertThat(columns("halls")).containsOnlyKeys("a");
  }

  @Test
  void refuses_to_rename_a_table_that_is_not_there() {
    assertFails(db -> db.renameTable("rooms", "halls"))
        .hasMessageContaining(
            "renameTable 'rooms' to 'halls' – there is no table of this name in the current"
                + " schema");
  }

  @Test
  void renames_a_column_and_keeps_everything_of_it() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addIndex("rooms", "topic", "note");
          db.renameColumn("rooms", "topic", "subject");
          db.renameColumn("rooms", "kind", "sort");
        });

    insert("rooms", "id", "1");
    assertThat(all("rooms", "subject")).containsExactly("x");
    assertThat(all("rooms", "sort")).containsExactly("it's");
    assertThat(columns("rooms"))
        .containsEntry("subject", "not null")
        .containsEntry("sort", "not null")
        .doesNotContainKeys("topic", "kind");
    assertThat(comment("rooms", "subject")).isEqualTo("it's about");
    assertThat(indexes("rooms"))
        .containsEntry("rooms_topic_note", "(subject, note)")
        .containsValue("unique (subject)");
  }

  /** On MySQL, Sequelize loses how it is numbered. */
  @Test
  void renames_a_numbered_column_that_goes_on_counting() throws Exception {
    run(
        db -> {
          db.createTable(
              "counted",
              t -> {
                t.column("id", bigInt().primaryKey().autoIncrement());
                t.column("name", string(9));
              });
          db.execute("INSERT INTO %s (%s) VALUES ('a')".formatted(quote("counted"), quote("name")));
          db.renameColumn("counted", "id", "number");
        });

    insert("counted", "name", "'b'");
    assertThat(all("counted", "number")).containsExactly("1", "2");
  }

  /** On MySQL, Sequelize fails there with "Invalid default value" and with "incompatible". */
  @Test
  void renames_a_column_with_a_time_or_a_key_of_uuids() throws Exception {
    run(
        db -> {
          db.createTable("users", t -> t.column("id", uuid().primaryKey().defaultUuid()));
          db.createTable(
              "posts",
              t -> {
                t.column(
                    "user_id",
                    uuid().notNull().references("users", "id").onDelete(ReferentialAction.CASCADE));
                t.column("made_at", timestamp().notNull().defaultNow());
              });
          db.renameColumn("posts", "made_at", "created_at");
          db.renameColumn("posts", "user_id", "author_id");
          db.renameColumn("users", "id", "uid");
        });

    assertThat(foreignKeys("posts")).containsEntry("posts_user_id_fk", "author_id -> users.uid");
    String id = UUID.randomUUID().toString();
    insert("users", "uid", "'" + id + "'");
    insert("posts", "author_id", "'" + id + "'");
    assertThat(all("posts", "created_at")).doesNotContain("null").hasSize(1);
    execute("DELETE FROM " + quote("users"));
    assertThat(all("posts", "author_id")).isEmpty();
  }

  @Test
  void fails_to_rename_a_column_that_is_missing_or_to_a_name_that_is_taken() throws Exception {
    run(ColumnChangesContract::rooms);

    assertFails(db -> db.renameColumn("rooms", "topic", "note"))
        .hasMessageContaining("renameColumn 'topic' to 'note' on 'rooms'");
    assertFails(db -> db.renameColumn("rooms", "missing", "other"))
        .hasMessageContaining("renameColumn 'missing' to 'other' on 'rooms'");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "kind", "note");
  }

  // ---- a change of one thing

  /** Sequelize's {@code changeColumn} loses what is not said again. */
  @Test
  void makes_a_text_longer_and_keeps_everything_else() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addIndex("rooms", "topic", "note");
        });
    insert("rooms", "id", "1");
    run(db -> db.changeColumn("rooms", "topic", string(400)));

    insert("rooms", "id, topic", "2, '" + "y".repeat(400) + "'");
    assertThat(all("rooms", "topic")).containsExactly("x", "y".repeat(400));
    assertThat(columns("rooms")).containsEntry("topic", "not null");
    assertThat(comment("rooms", "topic")).isEqualTo("it's about");
    assertThat(indexes("rooms")).containsKey("rooms_topic_note").containsValue("unique (topic)");
    assertThatThrownBy(() -> insert("rooms", "id", "3")).isInstanceOf(SQLException.class);
  }

  @Test
  void changes_everything_at_once() throws Exception {
    run(ColumnChangesContract::rooms);
    run(
        db ->
            db.changeColumn(
                "rooms",
                "note",
                string(60).notNull().defaultValue("a;b is NOT NULL today").comment("REFERENCES")));

    insert("rooms", "id", "1");
    assertThat(all("rooms", "note")).containsExactly("a;b is NOT NULL today");
    assertThat(columns("rooms")).containsEntry("note", "not null");
    assertThat(comment("rooms", "note")).isEqualTo("REFERENCES");
    assertThat(metadata("rooms", "note", "COLUMN_SIZE")).isEqualTo("60");
  }

  /** Sequelize takes these words for its own, and changes more or less than was said. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "is NOT NULL today",
        "a;b",
        "my PRIMARY KEY text",
        "COMMENT 'x'",
        "it's \\ back",
        "(x), y REFERENCES z",
        "/* no */ -- end",
        "``\"\""
      })
  void takes_no_word_of_a_text_for_its_own(String words) throws Exception {
    run(ColumnChangesContract::rooms);
    run(db -> db.changeColumn("rooms", "note", c -> c.defaultValue(words).comment(words)));
    run(db -> db.changeColumn("rooms", "note", string(70)));
    run(db -> db.changeColumn("rooms", "note", c -> c.notNull()));

    insert("rooms", "id", "1");
    assertThat(all("rooms", "note")).containsExactly(words);
    assertThat(comment("rooms", "note")).isEqualTo(words);
    assertThat(columns("rooms"))
        .containsEntry("note", "not null")
        .containsEntry("topic", "not null");
    assertThat(metadata("rooms", "note", "COLUMN_SIZE")).isEqualTo("70");
  }

  @Test
  void changes_whether_a_column_takes_null() throws Exception {
    run(ColumnChangesContract::rooms);
    run(
        db -> {
          db.changeColumn("rooms", "topic", c -> c.nullable());
          db.changeColumn("rooms", "note", c -> c.notNull());
        });

    assertThat(columns("rooms"))
        .containsEntry("topic", "nullable")
        .containsEntry("note", "not null");
    assertThat(comment("rooms", "topic")).isEqualTo("it's about");
    insert("rooms", "id, note", "1, 'a'");
    assertThat(all("rooms", "topic")).containsExactly("x");
    assertThatThrownBy(() -> insert("rooms", "id, topic", "2, 'b'"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void fails_to_refuse_null_where_a_row_has_it_and_changes_nothing() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id", "1");

    assertFails(db -> db.changeColumn("rooms", "note", c -> c.notNull()))
        .hasMessageContaining("changeColumn 'note' of 'rooms': not null");
    assertThat(all("rooms", "note")).containsExactly("null");
    assertThat(columns("rooms")).containsEntry("note", "nullable");
  }

  @Test
  void gives_changes_and_drops_defaults() throws Exception {
    run(
        db -> {
          db.createTable(
              "rooms",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("doc", json());
                t.column("long", text().comment("long"));
                t.column("at", timestamp());
                t.column("uid", uuid());
                t.column("sum", integer().defaultValue(7));
                t.column("none", integer().notNull().defaultValue(1));
                t.column("empty", string(9).defaultValue("full"));
              });
          db.changeColumn("rooms", "doc", c -> c.defaultValue("{\"a\": \"it's\"}"));
          db.changeColumn("rooms", "long", c -> c.defaultValue("it's \\ long"));
          db.changeColumn("rooms", "at", c -> c.defaultNow().notNull());
          db.changeColumn("rooms", "uid", c -> c.defaultUuid());
          db.changeColumn("rooms", "sum", c -> c.defaultExpression("1 + 2"));
          db.changeColumn("rooms", "none", c -> c.dropDefault());
          db.changeColumn("rooms", "empty", c -> c.dropDefault());
        });
    insert("rooms", "id, none", "1, 5");

    assertThat(all("rooms", "doc").get(0)).contains("\"it's\"").doesNotContain("\\\"");
    assertThat(all("rooms", "long")).containsExactly("it's \\ long");
    assertThat(comment("rooms", "long")).isEqualTo("long");
    assertThat(all("rooms", "at")).doesNotContain("null").hasSize(1);
    assertThat(UUID.fromString(all("rooms", "uid").get(0))).isNotNull();
    assertThat(all("rooms", "sum")).containsExactly("3");
    assertThat(all("rooms", "empty")).containsExactly("null");
    assertThatThrownBy(() -> insert("rooms", "id", "2")).isInstanceOf(SQLException.class);
    run(
        db -> {
          for (String column : List.of("doc", "long", "at", "uid", "sum")) {
            db.changeColumn("rooms", column, c -> c.comment("still"));
          }
        });
    insert("rooms", "id, none", "2, 5");
    assertThat(all("rooms", "long")).containsExactly("it's \\ long", "it's \\ long");
    assertThat(all("rooms", "sum")).containsExactly("3", "3");
    assertThat(all("rooms", "uid")).doesNotHaveDuplicates().doesNotContain("null");
    assertThat(all("rooms", "doc").get(1)).contains("\"it's\"").doesNotContain("\\\"");
  }

  @Test
  void keeps_a_default_when_the_type_changes() throws Exception {
    run(
        db -> {
          db.createTable(
              "rooms",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("a", string(20).defaultValue("it's"));
                t.column("b", text().defaultValue("it's"));
                t.column("c", integer().defaultValue(7));
                t.column("d", enumeration("x", "it's").defaultValue("it's"));
              });
          db.changeColumn("rooms", "a", text());
          db.changeColumn("rooms", "b", string(30));
          db.changeColumn("rooms", "c", bigInt());
          db.changeColumn("rooms", "d", string(30));
        });

    insert("rooms", "id", "1");
    assertThat(rows("SELECT * FROM " + quote("rooms"))).containsExactly("1, it's, it's, 7, it's");
  }

  @Test
  void gives_changes_and_drops_comments() throws Exception {
    run(
        db -> {
          db.createTable(
              "rooms",
              t -> {
                t.column("a", integer().comment("one"));
                t.column("b", integer().comment("two").defaultValue(5));
                t.comment("rooms");
              });
          db.changeColumn("rooms", "a", c -> c.comment("it's another"));
          db.changeColumn("rooms", "b", c -> c.dropComment());
          db.commentOnTable("rooms", "halls");
        });
    assertThat(comment("rooms", "a")).isEqualTo("it's another");
    assertThat(comment("rooms", "b")).isEmpty();
    assertThat(commentOfTable()).isEqualTo("halls");

    run(db -> db.dropTableComment("rooms"));
    assertThat(commentOfTable()).isEmpty();
    insert("rooms", "a", "1");
    assertThat(all("rooms", "b")).containsExactly("5");
  }

  private String commentOfTable() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        ResultSet row =
            connection
                .getMetaData()
                .getTables(
                    connection.getCatalog(),
                    connection.getSchema(),
                    kept(connection, "rooms"),
                    null)) {
      assertThat(row.next()).isTrue();
      String comment = row.getString("REMARKS");
      return comment == null ? "" : comment;
    }
  }

  @Test
  void makes_a_numbered_column_wider_and_it_goes_on_counting() throws Exception {
    run(
        db ->
            db.createTable(
                "counted",
                t -> {
                  t.column("id", integer().primaryKey().autoIncrement());
                  t.column("name", string(9));
                }));
    insert("counted", "name", "'a'");
    run(db -> db.changeColumn("counted", "id", bigInt().comment("wide")));
    insert("counted", "name", "'b'");

    assertThat(all("counted", "id")).containsExactly("1", "2");
    assertThat(indexes("counted")).containsValue("unique (id)");
    assertThat(catalog().columns("counted").get("id")).isEqualToIgnoringCase("bigint");
  }

  @Test
  void keeps_a_reference_and_an_index_when_what_is_around_them_changes() throws Exception {
    run(
        db -> {
          rooms(db);
          db.createTable(
              "members",
              t -> {
                t.column("room_id", integer().references("rooms", "id"));
                t.index("room_id");
              });
          db.changeColumn("members", "room_id", c -> c.notNull().comment("where").defaultValue(1));
        });

    assertThat(foreignKeys("members")).containsEntry("members_room_id_fk", "room_id -> rooms.id");
    assertThat(indexes("members")).containsEntry("members_room_id", "(room_id)");
    assertThat(columns("members")).containsEntry("room_id", "not null");
    assertThatThrownBy(() -> insert("members", "room_id", "99")).isInstanceOf(SQLException.class);
  }

  @Test
  void fails_to_make_a_text_too_short_for_a_row_and_loses_nothing() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id, topic", "1, 'too long for it'");

    assertFails(db -> db.changeColumn("rooms", "topic", string(5)))
        .hasMessageContaining("changeColumn 'topic' of 'rooms': string(5)");
    assertThat(all("rooms", "topic")).containsExactly("too long for it");
  }

  @Test
  void fails_on_a_column_that_is_not_there() throws Exception {
    run(ColumnChangesContract::rooms);

    assertFails(db -> db.changeColumn("rooms", "missing", string(5)))
        .hasMessageContaining("changeColumn 'missing' of 'rooms': string(5)");
    if (engine() != TestDatabase.H2) {
      assertFails(db -> db.changeColumn("Rooms", "topic", string(5)))
          .hasMessageContaining("– there is no such column in the current schema");
    }
  }

  /** Sequelize has no {@code USING}, and says "cannot be cast automatically". */
  @Test
  void converts_values_by_an_expression() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id, note", "1, '42'");
    String sum = "CAST(" + quote("note") + " AS INTEGER) + 1";
    Body conversion =
        db -> db.changeColumn("rooms", "note", c -> c.to(integer()).using(sum).defaultValue(7));
    if (isMySqlFamily()) {
      assertFails(conversion)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              "Add another column, fill it by execute(\"UPDATE …\"), remove this one, and rename"
                  + " that");
      return;
    }
    run(conversion);

    insert("rooms", "id, topic", "2, 'y'");
    assertThat(all("rooms", "note")).containsExactly("7", "43");
  }

  @Test
  void changes_a_collation_where_columns_have_one() throws Exception {
    run(ColumnChangesContract::rooms);
    String collation = isMySqlFamily() ? "utf8mb4_bin" : "C";
    Body change = db -> db.changeColumn("rooms", "topic", c -> c.collate(collation));
    if (engine() == TestDatabase.H2) {
      assertFails(change)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              "H2 cannot do this: changeColumn 'topic' of 'rooms': collation, because only a whole"
                  + " database has a collation. Leave out collate(…)");
      return;
    }
    run(change);
    run(db -> db.changeColumn("rooms", "topic", string(30)));

    assertThat(
            rows(
                "SELECT collation_name FROM information_schema.columns"
                    + " WHERE table_name = 'rooms' AND column_name = 'topic'"))
        .containsExactly(collation);
    assertThat(comment("rooms", "topic")).isEqualTo("it's about");
  }

  /** What only this database has, made by hand; each column is changed and renamed. */
  @Test
  void keeps_what_no_operation_says() throws Exception {
    String before =
        switch (engine()) {
          case MYSQL, MARIADB ->
              """
              CREATE TABLE by_hand (id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
                exact varchar(10) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL
                  DEFAULT 'it''s \\\\' COMMENT 'it''s (here), NOT NULL',
                touched timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
                  ON UPDATE CURRENT_TIMESTAMP(6),
                plus int GENERATED ALWAYS AS (1 + 2) STORED,
                word varchar(40) DEFAULT (concat('it''s', ' (x)')),
                doc json DEFAULT ('{"a": 1}'),
                small tinyint(3) unsigned DEFAULT '7')
              """;
          case POSTGRESQL ->
              """
              CREATE TABLE by_hand (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                exact varchar(10) COLLATE "C" NOT NULL DEFAULT 'it''s \\' CHECK (exact <> 'no'),
                plus int GENERATED ALWAYS AS (1 + 2) STORED,
                word varchar(40) DEFAULT concat('it''s', ' (x)'))
              """;
          case H2 ->
              """
              CREATE TABLE by_hand (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                exact varchar(10) DEFAULT 'it''s \\' NOT NULL CHECK (exact <> 'no'),
                touched timestamp(6) DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
                plus int GENERATED ALWAYS AS (1 + 2),
                word varchar(40) DEFAULT concat('it''s', ' (x)'))
              """;
        };
    execute(before);
    List<String> columns = List.copyOf(columns("by_hand").keySet());
    String shown = definition();
    run(
        db -> {
          for (String column : columns) {
            db.changeColumn("by_hand", column, c -> c.comment("for a while"));
            db.renameColumn("by_hand", column, column + " 2");
          }
        });
    assertThat(definition()).isNotEqualTo(shown).contains("for a while");
    run(
        db -> {
          for (String column : columns) {
            db.renameColumn("by_hand", column + " 2", column);
            db.changeColumn(
                "by_hand",
                column,
                c ->
                    isMySqlFamily() && column.equals("exact")
                        ? c.comment("it's (here), NOT NULL")
                        : c.dropComment());
          }
        });

    assertThat(definition()).isEqualTo(shown);
  }

  /** All of a table in the server's own words. */
  private String definition() throws SQLException {
    return switch (engine()) {
      case MYSQL, MARIADB -> String.join("", rows("SHOW CREATE TABLE by_hand"));
      case H2 -> String.join("", rows("SCRIPT NODATA NOSETTINGS TABLE by_hand"));
      case POSTGRESQL ->
          String.join(
              "",
              rows(
                  """
                  SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                    a.attidentity, a.attgenerated, a.attcollation,
                    pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum),
                    (SELECT string_agg(pg_get_constraintdef(c.oid), ',') FROM pg_constraint c
                      WHERE c.conrelid = a.attrelid)
                  FROM pg_attribute a LEFT JOIN pg_attrdef d
                    ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                  WHERE a.attrelid = 'by_hand'::regclass AND a.attnum > 0 ORDER BY a.attnum
                  """));
    };
  }

  /** A server that is not strict cuts off what does not fit; one that writes half, loses half. */
  @Test
  void refuses_to_change_a_column_where_the_session_would_lose_something() throws Exception {
    if (!isMySqlFamily()) {
      return;
    }
    run(ColumnChangesContract::rooms);
    run(db -> db.changeColumn("rooms", "note", c -> c.comment("a \\ b")));
    assertThat(inSession("", "topic", ColumnChange.none().to(string(5))))
        .isEqualTo(
            dialectName()
                + " cannot do this: changeColumn 'topic' of 'rooms': string(5) without losing"
                + " values that do not fit, because the sql_mode of this session is not strict."
                + " Nothing was sent. Connect with STRICT_TRANS_TABLES in sql_mode");
    assertThat(inSession("", "topic", ColumnChange.none().notNull())).contains("is not strict");
    assertThat(inSession("", "topic", ColumnChange.none().comment("x"))).isEqualTo("done");
    assertThat(inSession("NO_BACKSLASH_ESCAPES", "note", ColumnChange.none().defaultValue("x")))
        .isEqualTo(
            dialectName()
                + " cannot do this: changeColumn 'note' of 'rooms': default without losing a part"
                + " of it, because the server does not show all of the column under this sql_mode."
                + " Nothing was sent. Connect without NO_FIELD_OPTIONS and NO_BACKSLASH_ESCAPES in"
                + " sql_mode, or write execute(\"ALTER TABLE …\")");
    assertThat(inSession("NO_BACKSLASH_ESCAPES", "topic", ColumnChange.none().defaultValue("\\")))
        .isEqualTo("done");
    insert("rooms", "id", "1");
    assertThat(all("rooms", "topic")).containsExactly("\\");
    assertThat(inSession("ANSI_QUOTES", "topic", ColumnChange.none().defaultValue("y")))
        .isEqualTo("done");
    assertThat(comment("rooms", "topic")).isEqualTo("x");
  }

  private String inSession(String sqlMode, String column, ColumnChange change) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = '" + sqlMode + "'");
      Dialect dialect = dialect().forServer(connection);
      Operation operation = new ChangeColumn("rooms", column, change);
      for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(connection))) {
        statement.execute(sql.sql());
      }
      return "done";
    } catch (UnsupportedByDialectException e) {
      return String.valueOf(e.getMessage());
    }
  }

  // ---- enumerations

  /** On PostgreSQL, Sequelize's {@code changeColumn} does nothing there and says nothing. */
  @Test
  void widens_and_reorders_an_enumeration_really() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id, topic, kind", "1, 'a', 'open'");
    run(
        db -> {
          db.changeColumn("rooms", "kind", enumeration("shut", "it's", "open"));
          db.execute(
              "INSERT INTO %s (%s, %s, %s) VALUES (2, 'b', 'shut')"
                  .formatted(quote("rooms"), quote("id"), quote("topic"), quote("kind")));
        });
    insert("rooms", "id, topic", "3, 'c'");

    assertThat(all("rooms", "kind")).containsExactly("shut", "it's", "open");
    assertThat(columns("rooms")).containsEntry("kind", "not null");
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("shut", "it's", "open");
  }

  @Test
  void narrows_an_enumeration_to_what_rows_hold_and_no_further() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id", "1");
    run(db -> db.changeColumn("rooms", "kind", enumeration("it's")));
    assertThat(all("rooms", "kind")).containsExactly("it's");

    assertFails(db -> db.changeColumn("rooms", "kind", enumeration("x").defaultValue("x")))
        .hasMessageContaining("changeColumn 'kind' of 'rooms': enumeration[x]");
    assertThat(all("rooms", "kind")).containsExactly("it's");
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("it's");
  }

  /**
   * On PostgreSQL, Sequelize fails there ("default … cannot be cast"), or keeps the type for ever.
   */
  @Test
  void makes_an_enumeration_of_a_text_and_a_text_of_it_again() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id", "1");
    run(db -> db.changeColumn("rooms", "topic", enumeration("a", "x")));
    insert("rooms", "id, topic", "2, 'a'");
    assertThat(all("rooms", "topic")).containsExactly("a", "x");
    assertThatThrownBy(() -> insert("rooms", "id, topic", "3, 'b'"))
        .isInstanceOf(SQLException.class);

    run(
        db -> {
          db.changeColumn("rooms", "topic", string(20));
          db.changeColumn("rooms", "kind", string(20));
        });
    execute("DELETE FROM %s WHERE %s = 1".formatted(quote("rooms"), quote("id")));
    insert("rooms", "id", "3");
    assertThat(all("rooms", "topic")).containsExactly("a", "x");
    assertThat(comment("rooms", "topic")).isEqualTo("it's about");
    run(
        db -> {
          db.changeColumn("rooms", "topic", enumeration("x", "a", "z"));
          db.removeColumn("rooms", "kind");
          db.addColumn("rooms", "kind", enumeration("p").defaultValue("p"));
        });
    assertThat(all("rooms", "kind")).containsExactly("p", "p");
  }

  @Test
  void an_enumeration_does_not_lose_the_value_that_is_its_default() throws Exception {
    run(ColumnChangesContract::rooms);
    assertFails(db -> db.changeColumn("rooms", "kind", enumeration("p", "open")));
    insert("rooms", "id", "1");
    assertThat(all("rooms", "kind")).containsExactly("it's");
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("open", "it's");
  }

  @Test
  void replaces_values_and_default_of_an_enumeration_together() throws Exception {
    run(ColumnChangesContract::rooms);
    run(db -> db.changeColumn("rooms", "kind", enumeration("p", "q").defaultValue("q")));

    insert("rooms", "id", "1");
    assertThat(all("rooms", "kind")).containsExactly("q");
  }

  @Test
  void adds_values_to_an_enumeration_at_any_place() throws Exception {
    run(ColumnChangesContract::rooms);
    run(
        db -> {
          db.addEnumValue("rooms", "kind", "last");
          db.addEnumValueBefore("rooms", "kind", "first", "open");
          db.addEnumValueAfter("rooms", "kind", "mid\\dle", "open");
        });

    assertThat(catalog().enumValues("rooms", "kind"))
        .containsExactly("first", "open", "mid\\dle", "it's", "last");
    insert("rooms", "id, topic, kind", "1, 'a', 'last'");
    insert("rooms", "id", "2");
    insert("rooms", "id, topic, kind", "3, 'b', 'first'");
    assertThat(all("rooms", "kind")).containsExactly("first", "it's", "last");
    assertThat(columns("rooms")).containsEntry("kind", "not null");
  }

  @Test
  void adds_a_value_to_a_long_enumeration_whose_others_stay_in_their_order() throws Exception {
    List<String> values = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    run(
        db ->
            db.createTable("long", t -> t.column("a", enumeration(values.toArray(String[]::new)))));
    insert("long", "a", "'k'");
    insert("long", "a", "'b'");
    run(db -> db.addEnumValue("long", "a", "last"));

    List<String> longer = new ArrayList<>(values);
    longer.add("last");
    assertThat(catalog().enumValues("long", "a")).isEqualTo(longer);
    assertThat(all("long", "a")).containsExactly("b", "k");
  }

  /** MySQL and MariaDB show a question mark in its place, which a change would write. */
  @Test
  void keeps_a_default_with_a_character_beyond_the_first_plane_or_refuses_the_change()
      throws Exception {
    run(
        db ->
            db.createTable(
                "faces",
                t -> {
                  t.column("id", integer());
                  t.column("face", string(9).defaultValue("é😀"));
                }));
    Body change = db -> db.changeColumn("faces", "face", c -> c.notNull());
    if (engine() == TestDatabase.MARIADB || (engine() == TestDatabase.MYSQL && !isVersion(9, 7))) {
      assertFails(change)
          .hasMessageContaining(
              dialectName()
                  + " cannot do this: changeColumn 'face' of 'faces': not null without losing a"
                  + " part of it, because the server shows a question mark, which may stand for a"
                  + " character beyond U+FFFF. Nothing was sent. Name the default, or all values,"
                  + " in the same change");
      run(db -> db.changeColumn("faces", "face", c -> c.notNull().defaultValue("é😀")));
    } else {
      run(change);
    }
    insert("faces", "id", "1");

    assertThat(all("faces", "face")).containsExactly("é😀");
  }

  @Test
  void refuses_a_value_that_is_there_or_has_no_place() throws Exception {
    run(ColumnChangesContract::rooms);

    assertFails(db -> db.addEnumValue("rooms", "kind", "open"))
        .hasMessageContaining(
            "addEnumValue 'open' to 'kind' of 'rooms' – it has this value: [open, it's]");
    assertFails(db -> db.addEnumValueAfter("rooms", "kind", "a", "b"))
        .hasMessageContaining(
            "addEnumValue 'a' to 'kind' of 'rooms' – it has no value 'b': [open, it's]");
    assertFails(db -> db.addEnumValue("rooms", "topic", "a"))
        .hasMessageContaining(
            "addEnumValue 'a' to 'topic' of 'rooms' – the column is not an enumeration");
  }

  @Test
  void a_new_value_can_be_used_in_the_same_migration() throws Exception {
    run(ColumnChangesContract::rooms);
    insert("rooms", "id", "1");
    String update = "UPDATE %s SET %s = '%s'";
    run(
        db -> {
          db.addEnumValue("rooms", "kind", "shut");
          db.execute(update.formatted(quote("rooms"), quote("kind"), "shut"));
        });
    assertThat(all("rooms", "kind")).containsExactly("shut");
    run(
        db -> {
          db.changeColumn("rooms", "kind", enumeration("open", "it's", "shut", "now"));
          db.execute(update.formatted(quote("rooms"), quote("kind"), "now"));
        });
    assertThat(all("rooms", "kind")).containsExactly("now");
  }

  @Test
  void a_new_value_can_be_used_where_the_same_migration_made_its_table() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addEnumValue("rooms", "kind", "shut");
          db.execute(
              "INSERT INTO %s (%s, %s) VALUES (1, 'shut')"
                  .formatted(quote("rooms"), quote("id"), quote("kind")));
        });
    assertThat(all("rooms", "kind")).containsExactly("shut");
  }

  // ---- what is refused, or done only when it is asked for

  @Test
  void drops_a_table_that_may_be_missing_only_when_asked() throws Exception {
    assertFails(db -> db.dropTable("rooms")).hasMessageContaining("dropTable 'rooms'");
    run(db -> db.dropTable("rooms", DropOption.IF_EXISTS));
    run(
        db -> {
          rooms(db);
          db.dropTable("rooms", DropOption.IF_EXISTS);
        });
    assertThat(tables()).isEmpty();
  }

  /** On MySQL, Sequelize ignores {@code cascade}. */
  @Test
  void drops_what_depends_on_a_table_only_when_asked() throws Exception {
    run(
        db -> {
          rooms(db);
          db.createTable("members", t -> t.column("room_id", integer().references("rooms", "id")));
        });
    assertFails(db -> db.dropTable("rooms")).hasMessageContaining("dropTable 'rooms'");
    assertThat(tables()).containsExactly("members", "rooms");
    assertThat(catalog().foreignKeysTo("rooms")).containsOnlyKeys("members_room_id_fk");

    Body cascade = db -> db.dropTable("rooms", DropOption.WITH_DEPENDENTS);
    if (isMySqlFamily()) {
      assertFails(cascade)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              dialectName()
                  + " cannot do this: dropTable 'rooms' with what depends on it, because it drops"
                  + " tables alone. Remove the foreign keys that refer to it first:"
                  + " 'members_room_id_fk' of 'members'");
      assertThat(tables()).containsExactly("members", "rooms");
    } else {
      run(cascade);
      assertThat(tables()).containsExactly("members");
      insert("members", "room_id", "99");
    }
  }

  private static void roomsUnlessThere(TableDefinition t) {
    t.ifNotExists();
    t.column("id", integer().primaryKey());
    t.column("topic", string(20).notNull().defaultValue("x").unique());
    t.column("kind", enumeration("open", "it's"));
    t.column("note", string(20));
    t.comment("rooms");
  }

  @Test
  void takes_a_table_that_is_there_for_the_one_it_is_asked_for() throws Exception {
    run(db -> db.createTable("rooms", ColumnChangesContract::roomsUnlessThere));
    insert("rooms", "id", "1");
    run(db -> db.createTable("rooms", ColumnChangesContract::roomsUnlessThere));

    assertThat(all("rooms", "id")).containsExactly("1");
  }

  /** Sequelize's tables are all made so, and a table with other columns is one for the taking. */
  @Test
  void does_not_hide_another_table() throws Exception {
    run(
        db ->
            db.createTable(
                "rooms",
                t -> {
                  t.column("id", integer().primaryKey());
                  t.column("topic", string(21));
                  t.column("size", integer());
                  t.column("note", string(20));
                }));

    assertFails(db -> db.createTable("rooms", ColumnChangesContract::roomsUnlessThere))
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "createTable 'rooms' if it does not exist – it exists, and differs: its column 'topic'"
                + " is ")
        .hasMessageContaining(
            "; it has no column 'kind'; it has a column 'size'; it does not have the unique"
                + " constraint 'rooms_topic_uk'. Nothing was sent. Change it, or choose another"
                + " name");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "size", "note");
  }

  /** MySQL and MariaDB would put '' and 0 into the rows, silently. */
  @Test
  void adds_no_column_that_refuses_null_without_a_value_for_the_rows() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addColumn("rooms", "size", integer().notNull());
        });
    insert("rooms", "id, size", "1, 2");

    AbstractThrowableAssert<?, ? extends Throwable> failure =
        assertFails(db -> db.addColumn("rooms", "seats", integer().notNull()))
            .hasMessageContaining("addColumn 'seats' on 'rooms'");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "kind", "note", "size");
    if (isMySqlFamily()) {
      failure.hasMessageContaining(
          "addColumn 'seats' on 'rooms' – it refuses NULL and has no default, and the table has"
              + " rows, in which "
              + dialectName()
              + " would store '' or 0 silently. Nothing was sent. Give it a default. Or add it"
              + " nullable(), fill it, and then changeColumn(…, c -> c.notNull())");
    }
  }

  /** The check of the old type would stay, and refuse what the new one takes. */
  @Test
  void leaves_no_check_of_a_type_behind() throws Exception {
    run(
        db ->
            db.createTable(
                "counted",
                t -> {
                  t.column("hits", integer().unsigned());
                  t.column("size", integer());
                }));
    if (isMySqlFamily()) {
      run(db -> db.changeColumn("counted", "hits", integer()));
      run(db -> db.changeColumn("counted", "size", integer().unsigned()));
      execute("INSERT INTO %s VALUES (-1, 1)".formatted(quote("counted")));
      return;
    }
    assertFails(db -> db.changeColumn("counted", "hits", integer()))
        .hasMessageContaining(
            "changeColumn 'hits' of 'counted': integer() – its present type has the check"
                + " 'counted_hits_type'. Nothing was sent. Remove that first, by"
                + " removeConstraint(\"counted\", \"counted_hits_type\")");
    assertFails(db -> db.changeColumn("counted", "size", integer().unsigned()))
        .hasMessageContaining("integer().unsigned(), a type that needs a check here")
        .hasMessageContaining(
            "Change it to a type without a check, and addConstraint(\"counted\", check(…, \"%s >= 0\"))"
                .formatted(quote("size").replace("\"", "\\\"")));
    run(
        db -> {
          db.removeConstraint("counted", "counted_hits_type");
          db.changeColumn("counted", "hits", integer());
        });
    execute("INSERT INTO %s VALUES (-1, 1)".formatted(quote("counted")));
  }

  // ---- what became of it

  private Probe.Result probe(Operation operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  private void carryOutAll(Operation operation) throws SQLException {
    for (Operation step : dialect().rendering().stepsOf(operation)) {
      carryOut(step);
    }
  }

  private static CreateTable table(String name) {
    TableDefinition t = new TableDefinition(name);
    t.column("topic", string(20));
    t.column("kind", enumeration("open", "it's"));
    return new CreateTable(t.table());
  }

  @Test
  void tells_whether_a_table_or_a_column_was_renamed() throws Exception {
    Operation table = new RenameTable("rooms", "halls");
    Operation column = new RenameColumn("halls", "kind", "sort");
    assertThat(probe(table)).isEqualTo(UNKNOWN);
    assertThat(probe(column)).isEqualTo(UNKNOWN);
    carryOut(table("rooms"));
    assertThat(probe(table)).isEqualTo(NOT_APPLIED);
    carryOut(table);
    assertThat(probe(table)).isEqualTo(APPLIED);
    assertThat(probe(column)).isEqualTo(NOT_APPLIED);
    carryOut(column);
    assertThat(probe(column)).isEqualTo(APPLIED);
    assertThat(probe(new RenameColumn("halls", "topic", "sort"))).isEqualTo(UNKNOWN);
    carryOut(table("rooms"));
    assertThat(probe(table)).isEqualTo(UNKNOWN);
  }

  @Test
  void tells_whether_a_column_was_changed_or_can_be_changed_again() throws Exception {
    Operation type = new ChangeColumn("rooms", "topic", ColumnChange.none().to(string(40)));
    Operation comment = new ChangeColumn("rooms", "topic", ColumnChange.none().comment("what"));
    Operation both =
        new ChangeColumn("rooms", "topic", ColumnChange.none().to(string(40).comment("it")));
    Operation using =
        new ChangeColumn("rooms", "topic", ColumnChange.none().to(string(40)).using("topic"));
    assertThat(probe(type)).isEqualTo(NOT_APPLIED);
    carryOut(table("rooms"));
    for (Operation change : List.of(type, comment, both, using)) {
      assertThat(probe(change)).isEqualTo(NOT_APPLIED);
    }
    carryOut(type);
    carryOut(comment);
    assertThat(probe(type)).isEqualTo(APPLIED);
    assertThat(probe(comment)).isEqualTo(NOT_APPLIED);
    assertThat(probe(both)).isEqualTo(NOT_APPLIED);
    assertThat(probe(using)).isEqualTo(UNKNOWN);
    carryOutAll(both);
    carryOutAll(both);
    assertThat(comment("rooms", "topic")).isEqualTo("it");
    assertThat(probe(new ChangeColumn("rooms", "no", ColumnChange.none().notNull())))
        .isEqualTo(NOT_APPLIED);
  }

  @Test
  void tells_whether_a_value_was_added_to_an_enumeration() throws Exception {
    Operation addition = new AddEnumValue("rooms", "kind", "shut", null, null);
    assertThat(probe(addition)).isEqualTo(UNKNOWN);
    carryOut(table("rooms"));
    assertThat(probe(addition)).isEqualTo(NOT_APPLIED);
    carryOut(addition);
    assertThat(probe(addition)).isEqualTo(APPLIED);
    assertThat(probe(new AddEnumValue("rooms", "topic", "a", null, null))).isEqualTo(UNKNOWN);
    assertThat(probe(new DropTable("rooms", true, false))).isEqualTo(NOT_APPLIED);
  }

  @Test
  void a_column_that_a_generated_one_uses_gets_another_name_or_the_step_says_why_not()
      throws Exception {
    createMade();
    Migrator rename = migrating(db -> db.renameColumn("made", "id", "number"));
    if (engine() == TestDatabase.MYSQL) {
      assertThat(rename.plan().isRefused()).isTrue();
      assertThatThrownBy(rename::up)
          .hasMessageContaining(
              "renameColumn 'id' to 'number' on 'made' – MySQL refuses it, because the column is"
                  + " used by generated column 'g'. Nothing was sent. Remove that first, rename the"
                  + " column, and add it again with the new name");
      return;
    }
    assertThat(rename.plan().isRefused()).isFalse();
    rename.up();

    execute("INSERT INTO %s (%s) VALUES (2)".formatted(quote("made"), quote("number")));
    assertThat(all("made", "g")).containsExactly("2", "3");
  }

  @Test
  void a_column_that_a_generated_one_uses_stays() throws Exception {
    createMade();
    Migrator removal = migrating(db -> db.removeColumn("made", "id"));

    if (engine() != TestDatabase.POSTGRESQL) { // which names it in its own words
      assertThat(removal.plan().isRefused()).isTrue();
    }
    assertThatThrownBy(removal::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            engine() == TestDatabase.POSTGRESQL
                ? "column g of table made depends on column id of table made"
                : "removeColumn 'id' from 'made' – "
                    + dialectName()
                    + " refuses it, because the column is used by generated column 'g'. Nothing was"
                    + " sent. Remove that first");
    migrating(
            db -> {
              db.removeColumn("made", "g");
              db.addColumn("made", "n", integer().nullable());
              db.removeColumn("made", "id");
            })
        .up();
    assertThat(all("made", "n")).hasSize(1);
  }

  /** What other databases do not have, or follow. */
  @Test
  void what_uses_a_column_of_a_table_made_by_hand_is_named() throws Exception {
    if (!isMySqlFamily()) {
      return;
    }
    boolean isMySql = engine() == TestDatabase.MYSQL;
    execute(
        "CREATE TABLE used (id INT, n INT, o INT DEFAULT (n + 1), t VARCHAR(50) DEFAULT 'it''s"
            + " `id`,'"
            + (isMySql ? ", KEY odd ((n + id)), KEY part (t(10))" : ", CHECK (t <> '`id`')")
            + ")");
    execute(
        "CREATE TABLE cut (id INT, n INT) PARTITION BY RANGE (n)"
            + " (PARTITION a VALUES LESS THAN (10), PARTITION id VALUES LESS THAN MAXVALUE)");
    execute("CREATE TABLE cut_key (id INT, n INT) PARTITION BY KEY (n) PARTITIONS 2");

    String used = isMySql ? "default of 'o', index 'odd'" : "default of 'o'";
    assertUsed("used", "n", used);
    assertUsed("cut", "n", "the partitioning of the table");
    assertUsed("cut_key", "n", "the partitioning of the table");
    if (!isMySql) {
      migrating(db -> db.removeColumn("used", "id")).up();
      execute("DELETE FROM " + quote("switchback_meta"));
    }
    migrating(
            db -> {
              db.removeColumn("used", "t");
              db.removeColumn("cut", "id");
              db.removeColumn("cut_key", "id");
            })
        .up();
  }

  private void assertUsed(String table, String column, String uses) throws SQLException {
    String because =
        " – "
            + dialectName()
            + " refuses it, because the column is used by "
            + uses
            + ". Nothing was sent.";
    assertThatThrownBy(migrating(db -> db.removeColumn(table, column))::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("removeColumn '%s' from '%s'".formatted(column, table) + because);
    Migrator rename = migrating(db -> db.renameColumn(table, column, "other"));
    if (engine() == TestDatabase.MYSQL) {
      assertThatThrownBy(rename::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining("renameColumn '%s' to 'other'".formatted(column))
          .hasMessageContaining(because);
    } else {
      rename.up();
      execute("DELETE FROM " + quote("switchback_meta"));
    }
  }

  private void createMade() throws SQLException {
    migrating(
            db -> {
              db.createTable(
                  "made",
                  t -> {
                    t.column("id", integer().notNull());
                    t.column("g", integer().generatedAs("id + 1"));
                  });
              db.bulkInsert("made", row("id", 1));
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
  }

  private String made() throws SQLException {
    return rows("SELECT " + quote("g") + " FROM " + quote("made")).get(0);
  }

  @Test
  void changes_the_expression_of_a_generated_column_and_back_or_says_what_to_write()
      throws Exception {
    createMade();
    Migrator changing =
        configure(M20250601000000_Changing.class)
            .factory(
                type ->
                    new M20250601000000_Changing(
                        db ->
                            db.changeColumn(
                                "made",
                                "g",
                                integer().generatedAs("id + 2"),
                                previously(integer().generatedAs("id + 1")))))
            .build();
    boolean isChangeable =
        engine() != TestDatabase.H2 && (engine() != TestDatabase.POSTGRESQL || isVersion(17));
    if (!isChangeable) {
      assertThatThrownBy(changing::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(" cannot do this: changeColumn 'g' of 'made'")
          .hasMessageContaining("the expression of a generated column")
          .hasMessageContaining(
              "Nothing was sent. Remove the column, and add it with generatedAs(…).");
      assertThat(made()).isEqualTo("2");
      return;
    }
    changing.up();
    assertThat(made()).isEqualTo("3");
    changing.down();
    assertThat(made()).isEqualTo("2");
  }

  @Test
  void makes_no_column_generated_by_a_change() throws Exception {
    createMade();

    assertThatThrownBy(
            () ->
                migrating(db -> db.changeColumn("made", "id", integer().generatedAs("1 + 1"))).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(" cannot do this: changeColumn 'id' of 'made'")
        .hasMessageContaining("Remove the column, and add it with generatedAs(…).");
    assertThat(made()).isEqualTo("2");
  }
}
