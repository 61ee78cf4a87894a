package dev.switchback.postgresql;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TableSize;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Operation;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.TableOption;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules say of an operation is what the server does. */
class HazardsTest {

  private static final Map<String, String> LOCKS =
      Map.of(
          "SHARE lock", "ShareLock",
          "SHARE ROW EXCLUSIVE lock, on both tables", "ShareRowExclusiveLock",
          "ACCESS EXCLUSIVE lock", "AccessExclusiveLock");

  private FreshDatabase database;
  private Connection migrating;
  private Connection using;
  private Dialect dialect;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    migrating = database.dataSource().getConnection();
    using = database.dataSource().getConnection();
    dialect = new PostgreSqlDialect().forServer(migrating);
    send(
        migrating,
        "CREATE TABLE halls (id integer PRIMARY KEY)",
        "CREATE TABLE rooms (id integer PRIMARY KEY, name varchar(200), size integer, price"
            + " numeric(10,2), hall_id integer)",
        "INSERT INTO halls VALUES (1)",
        "INSERT INTO rooms VALUES (1, 'a', 1, 1, 1)");
    send(using, "SET lock_timeout = '100ms'");
  }

  @AfterEach
  void drop() throws SQLException {
    migrating.close();
    using.close();
    database.close();
  }

  private static ChangeColumn change(String column, ColumnDefinition to) {
    return new ChangeColumn("rooms", column, ColumnChange.none().to(to));
  }

  private static AddColumn add(ColumnDefinition definition) {
    return new AddColumn("rooms", new Column("added", definition));
  }

  private static final Constraint.ForeignKey OWNER =
      foreignKey("hall_id").references("halls", "id");
  private static final Constraint.Check POSITIVE = check("positive", "size > 0 AND name <> 'a  b'");

  static List<Operation> hazardous() {
    return List.of(
        new AddIndex("rooms", index("name")),
        new AddConstraint("rooms", OWNER),
        new AddConstraint("rooms", POSITIVE),
        new AddConstraint("rooms", unique("name")),
        new InSchema("public", new AddIndex("rooms", index("name"))),
        new InSchema("public", new AddConstraint("rooms", check("positive", "size > 0"))),
        add(uuid().defaultUuid()),
        add(bigInt().autoIncrement()),
        add(integer().generatedAs("size + 1")),
        add(timestamp().notNull().defaultExpression("clock_timestamp()")),
        add(varBinary(10).nullable()),
        change("size", bigInt()),
        change("name", string(100)),
        change("price", decimal(10, 4)),
        new SetTableOptions("rooms", List.of(new TableOption.Unlogged())),
        new ChangeColumn("rooms", "size", ColumnChange.none().notNull()));
  }

  static List<Operation> harmless() {
    return List.of(
        new AddIndex("rooms", index("name").concurrently()),
        new AddConstraint("rooms", OWNER.notValid()),
        new AddConstraint("rooms", POSITIVE.notValid()),
        add(integer().nullable()),
        add(integer().notNull().defaultValue(7)),
        change("name", string(400)),
        change("name", text()),
        change("price", decimal(12, 2)),
        change("size", integer()),
        new SetTableOptions(
            "rooms",
            List.of(
                new TableOption.Logged(),
                new TableOption.Tablespace("pg_default"),
                new TableOption.StorageParameter("fillfactor", "70"),
                new TableOption.DefaultStorageParameter("autovacuum_enabled"))),
        new ChangeColumn("rooms", "size", ColumnChange.none().nullable()));
  }

  @ParameterizedTest
  @MethodSource("hazardous")
  void a_hazard_takes_that_lock_blocks_those_and_rewrites_or_not(Operation operation)
      throws SQLException {
    List<Hazard> hazards = dialect.rendering().hazards(operation, dialect.catalog(migrating));
    assertThat(hazards).hasSize(1);
    Hazard hazard = hazards.get(0);
    String before = one(migrating, "SELECT pg_relation_filenode('rooms')");

    migrating.setAutoCommit(false);
    for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(migrating))) {
      send(migrating, sql.sql());
    }

    assertThat(locks()).contains(LOCKS.get(hazard.lock()));
    assertThat(isBlocked("UPDATE rooms SET size = size")).isTrue();
    assertThat(isBlocked("SELECT id FROM rooms"))
        .isEqualTo(hazard.blocks() == Hazard.Blocks.READS_AND_WRITES);
    String after = one(migrating, "SELECT pg_relation_filenode('rooms')");
    assertThat(!after.equals(before)).isEqualTo(hazard.rewrites());
    migrating.rollback();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void what_is_no_hazard_rewrites_nothing(Operation operation) throws SQLException {
    assertThat(dialect.rendering().hazards(operation, dialect.catalog(migrating))).isEmpty();
    String before = one(migrating, "SELECT pg_relation_filenode('rooms')");

    for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(migrating))) {
      send(migrating, sql.sql());
    }

    assertThat(one(migrating, "SELECT pg_relation_filenode('rooms')")).isEqualTo(before);
  }

  @Test
  void the_safe_way_of_a_foreign_key_a_check_and_a_key_keeps_nobody_waiting() throws SQLException {
    assertThat(safeWay(new AddConstraint("rooms", OWNER)))
        .isEqualTo(
            "add notValid() to the foreign key 'rooms_hall_id_fk' of 'rooms', and write"
                + " validateConstraint(\"rooms\", \"rooms_hall_id_fk\") behind it");
    assertThat(safeWay(new AddConstraint("rooms", POSITIVE)))
        .isEqualTo(
            "add notValid() to the check constraint 'positive' of 'rooms', and write"
                + " validateConstraint(\"rooms\", \"positive\") behind it");
    carryOut(new AddConstraint("rooms", OWNER.notValid()));
    carryOut(new AddConstraint("rooms", POSITIVE.notValid()));

    assertThat(safeWay(new AddConstraint("rooms", unique("name"))))
        .isEqualTo(
            "addIndex(\"rooms\", index(\"name\").unique().concurrently().named(\"rooms_name_uk\")),"
                + " and behind it addConstraint(\"rooms\","
                + " unique(\"name\").usingIndex(\"rooms_name_uk\"))");
    assertThat(safeWay(new AddConstraint("rooms", unique("name", "size").named("a \"name\""))))
        .contains("named(\"a \\\"name\\\"\")")
        .endsWith(
            "unique(\"name\", \"size\").named(\"a \\\"name\\\"\").usingIndex(\"a \\\"name\\\"\"))");
    carryOut(new AddIndex("rooms", index("name").unique().concurrently().named("rooms_name_uk")));
    carryOut(new AddConstraint("rooms", unique("name").usingIndex("rooms_name_uk")));

    migrating.setAutoCommit(false);
    carryOut(new ValidateConstraint("rooms", "rooms_hall_id_fk"));
    carryOut(new ValidateConstraint("rooms", "positive"));

    assertThat(isBlocked("UPDATE rooms SET size = size")).isFalse();
    assertThat(isBlocked("UPDATE halls SET id = id")).isFalse();
    migrating.commit();
  }

  private String safeWay(Operation operation) {
    return dialect.rendering().hazards(operation, dialect.catalog(migrating)).get(0).safeWay();
  }

  private void carryOut(Operation operation) throws SQLException {
    assertThat(dialect.rendering().hazards(operation, dialect.catalog(migrating))).isEmpty();
    for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(migrating))) {
      send(migrating, sql.sql());
    }
  }

  @Test
  void the_safe_way_in_another_schema_names_it() {
    assertThat(
            dialect
                .rendering()
                .hazards(
                    new InSchema("public", new AddIndex("rooms", index("name"))),
                    dialect.catalog(migrating))
                .get(0)
                .safeWay())
        .startsWith("in schema 'public', add concurrently()");
  }

  @Test
  void the_size_of_a_table_is_known_once_it_was_analyzed() throws SQLException {
    send(migrating, "ANALYZE rooms");

    assertThat(dialect.catalog(migrating).size("rooms"))
        .hasValueSatisfying(size -> assertThat(size.rows()).isEqualTo(1))
        .map(TableSize::bytes)
        .hasValueSatisfying(bytes -> assertThat(bytes).isGreaterThan(8_000));
    assertThat(dialect.catalog(migrating).size("nothing")).isEmpty();
  }

  private List<String> locks() throws SQLException {
    List<String> modes = new ArrayList<>();
    try (Statement statement = using.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT mode FROM pg_locks WHERE granted AND pid <> pg_backend_pid()"
                    + " AND relation = (SELECT oid FROM pg_class WHERE relname = 'rooms')")) {
      while (rows.next()) {
        modes.add(rows.getString(1));
      }
    }
    return modes;
  }

  private boolean isBlocked(String sql) throws SQLException {
    try {
      send(using, sql);
      return false;
    } catch (SQLException e) {
      if ("55P03".equals(e.getSQLState())) {
        return true;
      }
      throw e;
    }
  }

  private static void send(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** As its own remedy says it. */
  @Test
  void a_validated_check_proves_that_a_column_has_no_null() throws SQLException {
    Operation notNull = new ChangeColumn("rooms", "size", ColumnChange.none().notNull());
    assertThat(safeWay(notNull))
        .isEqualTo(
            "addConstraint(\"rooms\", check(\"rooms_size_set\", \"\\\"size\\\" IS NOT"
                + " NULL\").notValid()) and validateConstraint(\"rooms\", \"rooms_size_set\"); in"
                + " the next migration, the check is the proof that there is no NULL, and you can"
                + " remove it then");
    carryOut(new AddConstraint("rooms", check("c", "\"size\" IS NOT NULL").notValid()));
    assertThat(rules(notNull)).containsExactly("not-null-scans");
    carryOut(new ValidateConstraint("rooms", "c"));
    assertThat(rules(notNull)).isEmpty();

    send(
        migrating,
        "ALTER TABLE rooms DROP CONSTRAINT c",
        "ALTER TABLE rooms ADD CONSTRAINT c CHECK (size > 0 AND size IS NOT NULL)");
    assertThat(rules(notNull)).isEmpty();
    send(
        migrating,
        "ALTER TABLE rooms DROP CONSTRAINT c",
        "ALTER TABLE rooms ADD CONSTRAINT c CHECK (size IS NOT NULL OR name IS NULL)",
        "ALTER TABLE rooms ADD CONSTRAINT d CHECK (name IS NOT NULL)");
    assertThat(rules(notNull)).containsExactly("not-null-scans");
  }

  @Test
  void a_primary_key_by_its_index_reads_the_rows_of_a_column_that_may_be_null()
      throws SQLException {
    send(
        migrating,
        "CREATE TABLE seats (a integer NOT NULL, b integer, c integer)",
        "ALTER TABLE seats ADD CONSTRAINT c CHECK (c IS NOT NULL)",
        "CREATE UNIQUE INDEX one_of_a_seat ON seats (a, b, c)");
    Operation key =
        new AddConstraint("seats", primaryKey("a", "b", "c").usingIndex("one_of_a_seat"));

    assertThat(rules(key)).containsExactly("not-null-scans");
    assertThat(safeWay(key)).contains("check(\"seats_b_set\", \"\\\"b\\\" IS NOT NULL\")");
    send(migrating, "ALTER TABLE seats ADD CONSTRAINT seats_b_set CHECK (\"b\" IS NOT NULL)");

    carryOut(key);
  }

  private List<String> rules(Operation operation) {
    return dialect.rendering().hazards(operation, dialect.catalog(migrating)).stream()
        .map(Hazard::rule)
        .toList();
  }
}
