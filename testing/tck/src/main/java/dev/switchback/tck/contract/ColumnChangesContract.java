package dev.switchback.tck.contract;

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
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.Operation;
import dev.switchback.schema.ColumnChange;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code changeColumn}, and what must not change with it. */
public abstract class ColumnChangesContract extends ChangesContract {

  /** The contract on one kind of database. */
  protected ColumnChangesContract(TestedDatabase database) {
    super(database);
  }

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
                    + " WHERE table_name = 'rooms' AND column_name = 'topic'"
                    + (isMySqlFamily() ? " AND table_schema = DATABASE()" : "")))
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

  private void carryOutAll(Operation operation) throws SQLException {
    for (Operation step : dialect().rendering().stepsOf(operation)) {
      carryOut(step);
    }
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
