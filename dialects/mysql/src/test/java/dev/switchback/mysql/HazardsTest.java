package dev.switchback.mysql;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.TableOption;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the rules call a hazard is refused by the server if nobody may be held up. */
class HazardsTest {

  private static final int NOT_IN_PLACE = 1845;
  private static final int NOT_IN_PLACE_BECAUSE = 1846;

  private static ChangeColumn change(String column, ColumnDefinition to) {
    return new ChangeColumn("rooms", column, ColumnChange.none().to(to));
  }

  private static AddColumn add(ColumnDefinition definition) {
    return new AddColumn("rooms", new Column("added", definition));
  }

  /** Places before a virtual column. */
  private static final List<Operation> PLACES =
      List.of(
          ChangeColumn.by("made", "id", c -> c.after("seen")),
          new AddColumn("made", new Column("added", integer().first())),
          ChangeColumn.by("made", "seen", c -> c.first()));

  private static boolean isInPlace(Operation operation, Dialect dialect) {
    return PLACES.contains(operation)
        && dialect.name().equals("MySQL")
        && !dialect.version().startsWith("8.");
  }

  private static List<Operation> hazardous() {
    return List.of(
        new AddIndex("rooms", index("name").fulltext()),
        new AddConstraint("rooms", foreignKey("hall_id").references("halls", "id")),
        new AddConstraint("rooms", check("positive", "size > 0")),
        add(integer().generatedAs("size + 1")),
        PLACES.get(0),
        PLACES.get(1),
        PLACES.get(2),
        change("size", bigInt()),
        change("name", string(100)),
        change("name", text()),
        new AddEnumValue("rooms", "kind", "c", "b", null),
        new RenameConstraint("rooms", "of_owner", "rooms_owner"),
        new RemoveConstraint("rooms", "rooms_pk", true),
        new SetTableOptions("words", List.of(new TableOption.Engine("InnoDB"))));
  }

  private static List<Operation> harmless() {
    return List.of(
        new AddEnumValue("rooms", "kind", "c", null, "b"),
        new AddEnumValue("rooms", "kind", "c", null, null),
        new ChangeColumn("rooms", "name", ColumnChange.none().collate("utf8mb4_bin")),
        new AddIndex("rooms", index("name")),
        new RenameIndex("rooms", "code", "by_code"),
        new SetIndexVisible("rooms", "code", false),
        new SetTableOptions(
            "rooms",
            List.of(
                new TableOption.Engine("innodb"),
                new TableOption.RowFormat("COMPACT"),
                new TableOption.DefaultCollation("latin2_bin"))),
        new SetTableOptions("rooms", List.of(new TableOption.DefaultCollation("latin2_bin"))),
        new RenameConstraint("rooms", "code", "one_of_a_code"),
        add(integer().nullable()),
        add(integer().notNull().defaultValue(7)),
        add(integer().generatedAs("size + 1").virtual()),
        add(integer().nullable().first()),
        add(string(20).notNull().defaultValue("a").after("name")),
        ChangeColumn.by("rooms", "name", c -> c.after("id")),
        ChangeColumn.by("made", "id", c -> c.after("kept")),
        new AddColumn("made", new Column("added", integer().after("seen"))),
        ChangeColumn.by("rooms", "size", c -> c.first().comment("moved")),
        ChangeColumn.by("rooms", "long_name", c -> c.to(string(400)).first()),
        change("long_name", string(400)),
        change("short_name", string(60)),
        change("size", integer()));
  }

  private static List<Operation> with(Operation more, List<Operation> others) {
    return Stream.concat(Stream.of(more), others.stream()).toList();
  }

  /** Another collation of a column in an index: MariaDB does it in place, MySQL does not. */
  private static final Operation COLLATION =
      new ChangeColumn("rooms", "code", ColumnChange.none().collate("utf8mb4_bin"));

  /** MySQL 8.0.15 keeps no check. */
  private static final Operation CHECK = new RenameConstraint("rooms", "by_hand", "by_rule");

  private interface Look {
    void at(Operation operation, Dialect dialect, Connection connection) throws SQLException;
  }

  private static void onEach(TestDatabase kind, List<Operation> operations, Look look)
      throws SQLException {
    for (Operation operation : operations) {
      try (FreshDatabase database = kind.server().createDatabase();
          Connection connection = database.dataSource().getConnection()) {
        send(
            connection,
            "CREATE TABLE halls (id integer PRIMARY KEY)",
            "CREATE TABLE rooms (id integer PRIMARY KEY, name varchar(200), long_name varchar(300),"
                + " short_name varchar(50), size integer, hall_id integer, kind enum('a', 'b'),"
                + " code varchar(20) UNIQUE, owner_id integer, CONSTRAINT by_hand CHECK (id > 0),"
                + " CONSTRAINT of_owner FOREIGN KEY (owner_id) REFERENCES halls (id))",
            "CREATE TABLE made (id integer PRIMARY KEY, kept integer AS (id + 1) STORED,"
                + " seen integer AS (id + 2) VIRTUAL)",
            "CREATE TABLE words (id integer PRIMARY KEY) ENGINE = MyISAM",
            "INSERT INTO halls VALUES (1)",
            "INSERT INTO rooms VALUES (1, 'a', 'a', 'a', 1, 1, 'b', 'a', 1)");
        look.at(operation, dialect(connection), connection);
      }
    }
  }

  private static Dialect dialect(Connection connection) throws SQLException {
    for (Dialect dialect : ServiceLoader.load(Dialect.class)) {
      if (dialect.supports(connection)) {
        return dialect.forServer(connection);
      }
    }
    throw new AssertionError("no dialect");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void a_hazard_cannot_be_done_while_others_write(TestDatabase kind) throws SQLException {
    onEach(
        kind,
        with(kind == TestDatabase.MYSQL ? COLLATION : CHECK, hazardous()),
        (operation, dialect, connection) -> {
          String sql = rendered(operation, dialect, connection);
          if (sql == null) {
            return;
          }
          if (isInPlace(operation, dialect)) {
            assertThat(dialect.rendering().hazards(operation, dialect.catalog(connection)))
                .isEmpty();
            send(connection, withoutLock(sql));
            return;
          }
          assertThat(dialect.rendering().hazards(operation, dialect.catalog(connection)))
              .as(operation.describe())
              .hasSize(1);
          Throwable refused = catchThrowable(() -> send(connection, withoutLock(sql)));
          assertThat(refused).as(sql).isInstanceOf(SQLException.class);
          assertThat(((SQLException) refused).getErrorCode())
              .as(sql + ": " + refused)
              .isIn(NOT_IN_PLACE, NOT_IN_PLACE_BECAUSE);
          send(connection, sql);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void what_is_no_hazard_can_be_done_while_others_write(TestDatabase kind) throws SQLException {
    onEach(
        kind,
        kind == TestDatabase.MARIADB ? with(COLLATION, harmless()) : harmless(),
        (operation, dialect, connection) -> {
          assertThat(dialect.rendering().hazards(operation, dialect.catalog(connection)))
              .as(operation.describe())
              .isEmpty();
          send(
              connection,
              withoutLock(
                  dialect.rendering().render(operation, dialect.catalog(connection)).get(0).sql()));
        });
  }

  /** Nothing if this version cannot do it at all, such as MySQL before 8.0.16 a check. */
  private static @Nullable String rendered(
      Operation operation, Dialect dialect, Connection connection) {
    try {
      return dialect.rendering().render(operation, dialect.catalog(connection)).get(0).sql();
    } catch (UnsupportedByDialectException e) {
      return null;
    }
  }

  private static String withoutLock(String sql) {
    return sql.startsWith("CREATE")
        ? sql + " ALGORITHM=INPLACE LOCK=NONE"
        : sql + ", ALGORITHM=INPLACE, LOCK=NONE";
  }

  private static void send(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
