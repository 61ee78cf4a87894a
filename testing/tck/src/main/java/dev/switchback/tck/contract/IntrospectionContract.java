package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
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

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a migration and its tests see of the schema: the same shape on every database. */
public abstract class IntrospectionContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected IntrospectionContract(TestedDatabase database) {
    super(database);
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("name", string(100).notNull().defaultValue("a room").comment("it's shown"));
          t.column("topic", string(200));
          t.column("kind", enumeration("open", "it's").notNull().defaultValue("open"));
          t.column("size", integer());
          t.column("made_at", timestamp().notNull().defaultNow());
          t.unique("name", "kind");
          t.index("size", "name");
          t.index(index("topic").unique().named("a topic"));
          t.comment("where people meet");
        });
    members(db);
  }

  private <T> T inMigration(Reading<T> reading) {
    List<T> result = new ArrayList<>();
    Migrator migrator = migrating(db -> result.add(reading.of(db)));
    migrator.up();
    migrator.down();
    return result.get(0);
  }

  private boolean exists(String table) {
    return inMigration(db -> db.tableExists(table));
  }

  private interface Reading<T> {
    T of(QueryInterface db) throws Exception;
  }

  private void given(Body body) {
    Migrator migrator = migrating(body);
    migrator.up();
    migrator.down(); // which does nothing, and leaves it as it is
  }

  @Test
  void describes_the_columns_of_a_table_in_order() {
    given(IntrospectionContract::rooms);

    TableDescription table = inMigration(db -> db.describeTable("rooms"));

    assertThat(table.name()).isEqualTo("rooms");
    assertThat(table.comment()).contains("where people meet");
    assertThat(table.columns())
        .extracting(ColumnDescription::name)
        .containsExactly("id", "name", "topic", "kind", "size", "made_at");
    assertThat(table.columns())
        .extracting(ColumnDescription::isNullable)
        .containsExactly(false, false, true, false, true, false);
    assertThat(table.columns())
        .extracting(ColumnDescription::isAutoIncrement)
        .containsExactly(true, false, false, false, false, false);
    assertThat(table.column("name").orElseThrow().comment()).contains("it's shown");
    assertThat(table.column("name").orElseThrow().defaultOrNull()).startsWith("'a room'");
    assertThat(table.column("topic").orElseThrow().comment()).isEmpty();
    assertThat(table.column("topic").orElseThrow().defaultValue()).isEmpty();
    assertThat(table.column("kind").orElseThrow().enumValues()).containsExactly("open", "it's");
    assertThat(table.column("made_at").orElseThrow().defaultValue()).isPresent();
    assertThat(table.column("made_at").orElseThrow().generated()).isEmpty();
    assertThat(table.column("nothing")).isEmpty();
  }

  @Test
  void shows_types_in_the_words_of_the_catalogue() throws Exception {
    given(IntrospectionContract::rooms);

    Map<String, String> types = new LinkedHashMap<>();
    inMigration(db -> db.describeTable("rooms"))
        .columns()
        .forEach(column -> types.put(column.name(), column.type()));

    assertThat(types).containsExactlyEntriesOf(catalog().columns("rooms"));
  }

  @Test
  void reads_every_value_of_an_enumeration() {
    List<String> values = List.of("a, b", "x', 'y", "c\\d", "grüße", "\"", "(", "E\n", "\ttab");
    given(
        db ->
            db.createTable(
                "odd\tname", t -> t.column("a\tb", enumeration(values.toArray(String[]::new)))));

    assertThat(inMigration(db -> db.describeTable("odd\tname")).columns())
        .singleElement()
        .extracting(ColumnDescription::enumValues)
        .isEqualTo(values);
  }

  /** H2 counts them in texts, in which 10 comes before 2. */
  @Test
  void shows_the_values_of_a_long_enumeration_in_their_order() throws Exception {
    List<String> values = IntStream.range(0, 120).mapToObj(number -> "value " + number).toList();
    given(
        db ->
            db.createTable("long", t -> t.column("a", enumeration(values.toArray(String[]::new)))));

    assertThat(inMigration(db -> db.describeTable("long")).columns().get(0).enumValues())
        .isEqualTo(values);
    assertThat(catalog().enumValues("long", "a")).isEqualTo(values);
  }

  @Test
  void shows_an_array_of_an_enumeration_with_its_values() throws Exception {
    if (engine() == TestDatabase.MARIADB || engine() == TestDatabase.MYSQL) {
      return; // which refuse arrays, see TypesContract
    }
    given(db -> db.createTable("arrays", t -> t.column("a b", arrayOf(enumeration("a", "it's")))));

    ColumnDescription column = inMigration(db -> db.describeTable("arrays")).columns().get(0);
    assertThat(column.type())
        .isEqualTo(catalog().columns("arrays").get("a b"))
        .contains("ENUM('a', 'it''s')");
    assertThat(column.enumValues()).containsExactly("a", "it's");
  }

  /** MySQL 8.0.15 shows nothing of the expression that a text has for its default. */
  @Test
  void shows_that_there_is_a_default_whatever_the_type() {
    given(
        db ->
            db.createTable(
                "defaults",
                t -> {
                  t.column("a", text().defaultValue("a"));
                  t.column("b", binary().defaultValue(new byte[] {1}));
                  t.column("c", json().defaultValue("[1]"));
                  t.column("d", bool().defaultValue(false));
                  t.column("none", text());
                }));

    assertThat(inMigration(db -> db.describeTable("defaults")).columns())
        .filteredOn(column -> column.defaultValue().isPresent())
        .extracting(ColumnDescription::name)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void shows_the_constraints_of_a_table() {
    given(IntrospectionContract::rooms);

    List<ConstraintDescription> ofRooms = inMigration(db -> db.showConstraints("rooms"));
    List<ConstraintDescription> ofMembers = inMigration(db -> db.showConstraints("members"));

    assertThat(of(ConstraintDescription.Kind.PRIMARY_KEY, ofMembers).columns())
        .containsExactly("seat", "room_id");
    assertThat(ofRooms)
        .filteredOn(constraint -> constraint.name().equals("rooms_name_kind_uk"))
        .singleElement()
        .satisfies(
            unique -> {
              assertThat(unique.kind()).isEqualTo(ConstraintDescription.Kind.UNIQUE);
              assertThat(unique.columns()).containsExactly("name", "kind");
              assertThat(unique.referencedTable()).isEmpty();
              assertThat(unique.isDeferrable()).isFalse();
            });
    ConstraintDescription foreignKey = of(ConstraintDescription.Kind.FOREIGN_KEY, ofMembers);
    assertThat(foreignKey.name()).isEqualTo("members_room_id_fk");
    assertThat(foreignKey.columns()).containsExactly("room_id");
    assertThat(foreignKey.referencedTable()).contains("rooms");
    assertThat(foreignKey.referencedColumns()).containsExactly("id");
    assertThat(foreignKey.onDelete()).contains(ReferentialAction.CASCADE);
    assertThat(foreignKey.onUpdate().orElseThrow())
        .isIn(ReferentialAction.NO_ACTION, ReferentialAction.RESTRICT);
  }

  private static ConstraintDescription of(
      ConstraintDescription.Kind kind, List<ConstraintDescription> constraints) {
    return constraints.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
  }

  /** MySQL and MariaDB know no difference between a unique index and a unique constraint. */
  @Test
  void shows_the_indexes_of_a_table_and_marks_those_of_its_constraints() {
    given(IntrospectionContract::rooms);

    List<IndexDescription> indexes = inMigration(db -> db.showIndexes("rooms"));

    assertThat(indexes)
        .filteredOn(each -> each.constraint().isEmpty() && !each.name().equals("a topic"))
        .containsExactly(
            new IndexDescription(
                "rooms_size_name",
                List.of("size", "name"),
                List.of(),
                false,
                true,
                null,
                "btree",
                null,
                ""));
    assertThat(indexes)
        .filteredOn(index -> index.name().equals("a topic"))
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.isUnique()).isTrue();
              assertThat(index.key()).containsExactly("topic");
            });
    assertThat(indexes)
        .filteredOn(index -> index.constraint().equals(Optional.of("rooms_name_kind_uk")))
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.isUnique()).isTrue();
              assertThat(index.key()).containsExactly("name", "kind");
            });
    assertThat(indexes)
        .filteredOn(index -> index.key().equals(List.of("id")))
        .singleElement()
        .satisfies(index -> assertThat(index.constraint()).isPresent());
  }

  @Test
  void shows_tables_without_views_and_without_its_own() {
    given(
        db -> {
          rooms(db);
          db.createView("a view", "SELECT 1 AS one");
        });

    assertThat(inMigration(QueryInterface::showAllTables)).containsExactly("members", "rooms");
    assertThat(exists("rooms")).isTrue();
    assertThat(exists("Rooms")).isFalse();
    assertThat(exists("a view")).isFalse();
    assertThat(exists("no such table")).isFalse();
  }

  /** Sequelize shows the tables of {@code public}, wherever it works. */
  @Test
  void sees_the_current_schema_alone() throws Exception {
    String other = database().name() + "_other";
    execute("CREATE SCHEMA " + quote(other));
    try {
      execute("CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(quote(other), quote("rooms")));

      assertThat(inMigration(QueryInterface::showAllTables)).isEmpty();
      assertThat(exists("rooms")).isFalse();
      assertThat(migrating(db -> {}).snapshot().tables()).isEmpty();
      SchemaSnapshot there =
          configure(M20250601000000_Scripted.class).schema(other).build().snapshot();
      assertThat(there.tables()).extracting(TableDescription::name).containsExactly("rooms");
    } finally {
      execute("DROP TABLE %s.%s".formatted(quote(other), quote("rooms")));
      execute("DROP SCHEMA " + quote(other));
    }
  }

  @Test
  void refuses_to_describe_what_is_no_table() {
    given(db -> db.createView("a view", "SELECT 1 AS one"));

    for (String name : List.of("no such table", "a view")) {
      for (Body reading :
          List.<Body>of(
              db -> db.describeTable(name),
              db -> db.showIndexes(name),
              db -> db.showConstraints(name))) {
        assertThatThrownBy(() -> migrating(reading).up())
            .isInstanceOf(MigrationFailedException.class)
            .rootCause()
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "Table '%s' – the current schema has no table of this name. Check its upper and"
                    + " lower case, or call tableExists(…) first",
                name);
      }
    }
  }

  @Test
  void reads_what_the_steps_before_have_changed_also_when_it_is_continued() {
    List<List<String>> seen = new ArrayList<>();
    boolean[] fails = {true};
    Migrator migrator =
        migrating(
            db -> {
              seen.add(db.showAllTables());
              db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
              seen.add(db.showAllTables());
              if (fails[0]) {
                throw new IllegalStateException("for once");
              }
              db.createTable("seats", t -> t.column("id", integer().primaryKey()));
              seen.add(db.showAllTables());
            });
    assertThatThrownBy(migrator::up).hasMessageContaining("for once");
    fails[0] = false;

    migrator.up();

    assertThat(seen.get(1)).containsExactly("rooms");
    assertThat(seen.get(3)).containsExactly("rooms");
    assertThat(seen.get(4)).containsExactly("rooms", "seats");
  }

  // ---- snapshots

  /** A way up and the way down from there. */
  private record Pair(String name, Body up, Body down) {}

  private List<Pair> pairs() {
    return List.of(
        new Pair(
            "createTable",
            db ->
                db.createTable(
                    "seats",
                    t -> {
                      t.column("no", bigInt().primaryKey().autoIncrement());
                      t.column("room", bigInt().references("rooms", "id"));
                      t.column("label", string(20).unique().comment("on its back"));
                      t.column("class", enumeration("first", "second"));
                      t.column("price", decimal(10, 2));
                      t.column("token", uuid().defaultUuid());
                      t.column("settings", json());
                      t.column("free", bool().notNull().defaultValue(true));
                      t.index("class", "price");
                      t.comment("to sit on");
                    }),
            db -> db.dropTable("seats")),
        new Pair("dropTable", db -> db.dropTable("members"), IntrospectionContract::members),
        new Pair(
            "commentOnTable",
            db -> db.run(new CommentOnTable("rooms", "other words")),
            db -> db.run(new CommentOnTable("rooms", "where people meet"))),
        new Pair(
            "addColumn",
            db -> db.addColumn("rooms", "mood", enumeration("good", "bad").defaultValue("good")),
            db -> db.removeColumn("rooms", "mood")),
        new Pair(
            "addColumn with a reference",
            db -> db.addColumn("rooms", "parent", bigInt().references("rooms", "id")),
            db -> db.removeColumn("rooms", "parent")),
        new Pair(
            "removeColumn",
            db -> db.removeColumn("rooms", "made_at"),
            db -> db.addColumn("rooms", "made_at", timestamp().notNull().defaultNow())),
        new Pair(
            "renameTable",
            db -> db.renameTable("members", "guests"),
            db -> db.renameTable("guests", "members")),
        new Pair(
            "renameColumn",
            db -> db.renameColumn("rooms", "kind", "sort"),
            db -> db.renameColumn("rooms", "sort", "kind")),
        new Pair(
            "changeColumn, its type",
            db -> db.changeColumn("rooms", "topic", string(400)),
            db -> db.changeColumn("rooms", "topic", string(200))),
        new Pair(
            "changeColumn, what is said of it",
            db -> db.changeColumn("members", "seat", c -> c.defaultValue(7).comment("where")),
            db -> db.changeColumn("members", "seat", c -> c.dropDefault().dropComment())),
        new Pair(
            "changeColumn, a wider enumeration",
            db -> db.changeColumn("rooms", "kind", enumeration("open", "it's", "closed")),
            db -> db.changeColumn("rooms", "kind", enumeration("open", "it's"))),
        new Pair(
            "addEnumValue",
            db -> db.addEnumValueBefore("rooms", "kind", "shut", "it's"),
            db -> db.changeColumn("rooms", "kind", enumeration("open", "it's"))),
        new Pair(
            "addConstraint",
            db -> db.addConstraint("rooms", unique("size", "topic")),
            db -> db.removeConstraint("rooms", unique("size", "topic"))),
        new Pair(
            "addConstraint, a foreign key",
            db -> db.addConstraint("members", foreignKey("seat").references("numbers", "no")),
            db -> db.removeConstraint("members", "members_seat_fk")),
        new Pair(
            "removeConstraint",
            db -> db.removeConstraint("members", "members_room_id_fk"),
            db ->
                db.addConstraint(
                    "members",
                    foreignKey("room_id")
                        .references("rooms", "id")
                        .onDelete(ReferentialAction.CASCADE))),
        new Pair(
            "addIndex",
            db -> db.addIndex("rooms", index("topic", "size").unique()),
            db -> db.removeIndex("rooms", "rooms_topic_size")),
        new Pair(
            "removeIndex",
            db -> db.removeIndex("rooms", "rooms_size_name"),
            db -> db.addIndex("rooms", "size", "name")),
        new Pair(
            "renameIndex",
            db -> db.renameIndex("rooms", "rooms_size_name", "by_size"),
            db -> db.renameIndex("rooms", "by_size", "rooms_size_name")),
        new Pair(
            "renameConstraint",
            db -> db.renameConstraint("members", "members_room_id_fk", "of_room"),
            db -> db.renameConstraint("members", "of_room", "members_room_id_fk")),
        new Pair(
            "createView",
            db -> db.createView("more", "SELECT 1 AS one"),
            db -> db.dropView("more")),
        new Pair(
            "replaceView",
            db -> db.replaceView("open rooms", "SELECT 1 AS one, 2 AS two"),
            db -> {
              db.dropView("open rooms");
              db.createView("open rooms", "SELECT 1 AS one");
            }),
        new Pair(
            "renameView",
            db -> db.renameView("open rooms", "free rooms"),
            db -> db.renameView("free rooms", "open rooms")),
        new Pair(
            "execute",
            db -> db.execute("CREATE TABLE raw_one (id INT PRIMARY KEY)"),
            db -> db.execute("DROP TABLE raw_one")));
  }

  private static void members(QueryInterface db) {
    db.createTable(
        "members",
        t -> {
          t.column(
              "room_id",
              bigInt().notNull().references("rooms", "id").onDelete(ReferentialAction.CASCADE));
          t.column("seat", integer());
          t.primaryKey("seat", "room_id");
        });
  }

  @Test
  void finds_the_schema_as_it_was_after_up_and_down_and_the_same_again_after_up() {
    given(
        db -> {
          rooms(db);
          db.createTable("numbers", t -> t.column("no", integer().primaryKey()));
          db.createView("open rooms", "SELECT 1 AS one");
        });
    for (Pair pair : pairs()) {
      Migrator migrator = migrating(pair.up(), pair.down());
      SchemaSnapshot before = migrator.snapshot();
      migrator.up();
      SchemaSnapshot after = migrator.snapshot();
      migrator.down();
      SchemaSnapshot back = migrator.snapshot();
      migrator.up();
      SchemaSnapshot again = migrator.snapshot();
      migrator.down();

      assertThat(after.differencesFrom(before)).as(pair.name()).isNotEmpty();
      assertThat(after).as(pair.name()).isNotEqualTo(before);
      assertThat(back.differencesFrom(before)).as(pair.name() + ", back").isEmpty();
      assertThat(back).as(pair.name()).isEqualTo(before).hasSameHashCodeAs(before);
      assertThat(again.differencesFrom(after)).as(pair.name() + ", again").isEmpty();
    }
  }

  @Test
  void says_the_same_of_a_table_as_the_description_does() throws Exception {
    given(IntrospectionContract::rooms);
    byHand(statements(paragraphs().get(0)));

    assertThat(migrating(db -> {}).snapshot().tables())
        .containsExactly(
            inMigration(db -> db.describeTable("members")),
            inMigration(db -> db.describeTable("rooms")));
  }

  /**
   * A page of SQL in paragraphs: first what this database has beyond the typed operations, on the
   * table {@code rooms}; then changes of one thing each, and below each the lines that tell of it,
   * as comments. {@code -Dswitchback.test.approve=true} writes those lines anew.
   */
  private List<String> paragraphs() throws IOException {
    return List.of(Files.readString(page()).strip().split("\n\n", -1));
  }

  private Path page() {
    String name = dialectName().toLowerCase(Locale.ROOT) + "-changes.sql";
    return Path.of("src", "test", "golden", name);
  }

  private static List<String> statements(String paragraph) {
    return paragraph
        .lines()
        .filter(line -> !line.startsWith("-- "))
        .map(line -> line.substring(0, line.length() - 1)) // the semicolon
        .toList();
  }

  /** Where a change can be rolled back, the same database serves for all of them. */
  @Test
  void names_every_single_change() throws Exception {
    List<String> paragraphs = paragraphs();
    boolean rollsBack = dialect().rendering().hasTransactionalDdl();
    List<String> found = new ArrayList<>(paragraphs.subList(0, 1));
    for (String paragraph : paragraphs.subList(1, paragraphs.size())) {
      if (found.size() == 1 || !rollsBack) {
        dropDatabase();
        createDatabase();
        createEverything(paragraphs.get(0));
      }
      found.add(withDifferences(statements(paragraph), rollsBack));
    }

    String text = String.join("\n\n", found) + "\n";
    if (Boolean.getBoolean("switchback.test.approve")) {
      Files.writeString(page(), text);
    }
    assertThat(text).isEqualTo(Files.readString(page()));
    assertThat(found)
        .hasSizeGreaterThan(30)
        .allMatch(each -> each.contains("\n-- ") || each.equals(found.get(0)));
  }

  private String withDifferences(List<String> change, boolean rollsBack) throws Exception {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      Dialect dialect = dialect().forServer(connection); // which may set up the session
      connection.setAutoCommit(!rollsBack);
      SchemaSnapshot before = dialect.catalog(connection).schema().snapshot();
      for (String sql : change) {
        statement.execute(sql);
      }
      List<String> lines = dialect.catalog(connection).schema().snapshot().differencesFrom(before);
      if (rollsBack) {
        connection.rollback();
      }
      return change.stream().map(sql -> sql + ";").collect(Collectors.joining("\n"))
          + lines.stream().map(line -> "\n-- " + inNewWords(line)).collect(Collectors.joining());
    }
  }

  /** Before version 16, PostgreSQL shows a view with the table before each of its columns. */
  private String inNewWords(String line) {
    boolean isOfView = engine() == TestDatabase.POSTGRESQL && line.startsWith("view ");
    return isOfView ? line.replace("rooms.", "") : line;
  }

  private void byHand(List<String> statements) throws SQLException {
    for (String sql : statements) {
      carryOut(new ExecuteSql(sql, List.of()));
    }
  }

  private void createEverything(String byHand) throws Exception {
    given(
        db -> {
          rooms(db);
          db.createView("open rooms", "SELECT %s FROM %s".formatted(quote("kind"), quote("rooms")));
        });
    byHand(statements(byHand));
  }

  @Test
  void sees_nothing_of_rows() throws Exception {
    given(IntrospectionContract::rooms);
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    execute("INSERT INTO %s (%s) VALUES (1)".formatted(quote("rooms"), quote("size")));

    assertThat(migrating(db -> {}).snapshot().differencesFrom(before)).isEmpty();
  }

  @Test
  void leaves_the_connection_as_it_was() throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      dialect().catalog(connection).schema().snapshot();
      assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
    }
  }
}
