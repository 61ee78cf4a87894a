package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.citext;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.real;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.tinyInt;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.QueryInterface;
import dev.switchback.RowMapper;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.DataType;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.TypeSamples.Sample;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each type keeps: all of a value, or nothing, because the type is refused with a way out. */
public abstract class TypesContract extends DatabaseContract {

  private static final long SEED = 20_260_726L;

  /** The contract on one kind of database. */
  protected TypesContract(TestedDatabase database) {
    super(database);
  }

  /** What this database does not have, each by its description with what is said then. */
  protected abstract Map<String, String> refused();

  /** How a bound value is written for a column of this type. */
  protected String parameter(String table, DataType type) {
    return "?";
  }

  /** What a database needs to have all its types. */
  protected List<String> preparation() {
    return List.of();
  }

  @BeforeEach
  void prepare() throws SQLException {
    for (String sql : preparation()) {
      execute(sql);
    }
  }

  private List<Sample> samples() {
    return TypeSamples.all().stream()
        .filter(sample -> !refused().containsKey(sample.toString()))
        .toList();
  }

  private static CreateTable table(String name, ColumnDefinition... columns) {
    TableDefinition t = new TableDefinition(name);
    t.column("k", integer().primaryKey());
    for (int i = 0; i < columns.length; i++) {
      t.column("v" + i, columns[i]);
    }
    return new CreateTable(t.table());
  }

  private void assertRefused(ColumnDefinition definition, String message) {
    assertThatThrownBy(() -> dialect().rendering().render(table("t", definition), catalog()))
        .as(definition.type().describe())
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(dialectName() + " cannot do this: " + message);
  }

  @Test
  void refuses_the_types_that_it_lacks_and_says_what_to_use() {
    Map<String, String> untested = new LinkedHashMap<>(refused());
    untested
        .keySet()
        .removeAll(List.of("virtual()", "identityAlways()", "NaN")); // which are no types
    for (Sample sample : TypeSamples.all()) {
      String message = untested.remove(sample.toString());
      if (message != null) {
        assertRefused(sample.type(), message);
      }
    }
    assertThat(untested).as("refused, and no type at all").isEmpty();
  }

  @Test
  void shows_each_type_as_the_dialect_says() throws Exception {
    List<Sample> samples = samples();
    for (int i = 0; i < samples.size(); i++) {
      CreateTable operation = table("t" + i, samples.get(i).type());
      carryOut(operation);

      Map<String, String> expected = new LinkedHashMap<>();
      for (Column column : operation.table().columns()) {
        expected.put(column.name(), dialect().mapping().typeInCatalog("t" + i, column));
      }
      assertThat(catalog().columns("t" + i))
          .as(samples.get(i).toString())
          .containsExactlyEntriesOf(expected);
      assertThat(operation.<Probe.Result>accept(new Probe(dialect(), catalog())))
          .isEqualTo(Probe.Result.APPLIED);
    }
  }

  @Test
  void keeps_each_value_that_is_bound() throws Exception {
    List<Sample> samples = samples();
    SoftAssertions all = new SoftAssertions();
    migrating(
            db -> {
              for (int i = 0; i < samples.size(); i++) {
                String table = "t" + i;
                ColumnDefinition type = samples.get(i).type();
                db.run(table(table, type));
                int key = 0;
                for (Object value : samples.get(i).edges()) {
                  db.execute(insert(table, type), ++key, value);
                  all.assertThat(isKept(db, table, type, "v0", key, value))
                      .as(type.type().describe() + " keeps " + value)
                      .isEqualTo("kept");
                }
              }
            })
        .up();
    all.assertAll();
  }

  @Test
  void finds_a_row_again_by_each_value_that_it_was_given() throws Exception {
    List<Sample> samples = samples();
    SoftAssertions all = new SoftAssertions();
    migrating(
            db -> {
              for (int i = 0; i < samples.size(); i++) {
                db.run(table("t" + i, samples.get(i).type()));
                for (Object value : samples.get(i).edges()) {
                  if (!isLong(value) && !(value instanceof List)) {
                    all.assertThat(trace(db, "t" + i, value))
                        .as(samples.get(i) + " finds " + value)
                        .containsExactly("4", "2");
                  }
                }
              }
            })
        .up();
    all.assertAll();
  }

  /** The keys after each way to find one row of two. */
  private List<String> trace(QueryInterface db, String table, Object value) throws SQLException {
    db.bulkInsert(table, row("k", 1, "v0", value));
    db.bulkInsert(table, row("k", 2));
    db.bulkUpdate(table, row("k", 3, "v0", value), where("v0", value));
    db.bulkUpdate(table, row("k", 4), where("v0", List.of(value)).and("k", 3));
    List<String> keys = new ArrayList<>(keys(db, table));
    db.bulkDelete(table, where("v0", value));
    keys.retainAll(List.of("4"));
    keys.addAll(keys(db, table));
    db.bulkDelete(table, everyRow());
    return keys;
  }

  private List<String> keys(QueryInterface db, String table) throws SQLException {
    return db.query(
        "SELECT %s FROM %s ORDER BY 1".formatted(quote("k"), quote(table)),
        row -> row.getString(1));
  }

  private String insert(String table, ColumnDefinition type) throws SQLException {
    return "INSERT INTO %s (%s, %s) VALUES (?, %s)"
        .formatted(quote(table), quote("k"), quote("v0"), parameter(table, type.type()));
  }

  /** What is wrong, so that it can be read. Arrays are compared by the server. */
  private String isKept(
      QueryInterface db, String table, ColumnDefinition type, String column, int key, Object value)
      throws SQLException {
    String row =
        "FROM %s WHERE %s = ?".formatted(quote(table), quote("k"))
            + (value instanceof List
                ? " AND %s = %s".formatted(quote(column), parameter(table, type.type()))
                : "");
    ReadValue values = new ReadValue(dialect());
    RowMapper<String> reader =
        found -> value instanceof List ? "kept" : values.compare(found, 1, type.type(), value);
    String sql = "SELECT %s %s".formatted(quote(column), row);
    List<String> found =
        value instanceof List ? db.query(sql, reader, key, value) : db.query(sql, reader, key);
    return found.isEmpty() ? "not found" : found.get(0);
  }

  @Test
  void keeps_each_value_that_is_a_default() throws Exception {
    List<Sample> samples = samples();
    SoftAssertions all = new SoftAssertions();
    migrating(
            db -> {
              for (int i = 0; i < samples.size(); i++) {
                List<Object> defaults = new ArrayList<>(samples.get(i).edges());
                defaults.removeIf(TypesContract::isLong);
                ColumnDefinition type = samples.get(i).type();
                db.run(
                    table(
                        "t" + i,
                        defaults.stream()
                            .map(type::defaultValue)
                            .toArray(ColumnDefinition[]::new)));
                assertDefaults(db, "t" + i, type, defaults, all);
              }
            })
        .up();
    all.assertAll();
  }

  /** Servers have a limit for the length of a default. */
  static boolean isLong(Object value) {
    return (value instanceof String text && text.length() > 1_000)
        || (value instanceof byte[] bytes && bytes.length > 1_000);
  }

  private void assertDefaults(
      QueryInterface db,
      String table,
      ColumnDefinition type,
      List<Object> values,
      SoftAssertions all)
      throws SQLException {
    db.execute("INSERT INTO %s (%s) VALUES (1)".formatted(quote(table), quote("k")));
    for (int i = 0; i < values.size(); i++) {
      all.assertThat(isKept(db, table, type, "v" + i, 1, values.get(i)))
          .as(type.type().describe() + " has the default " + values.get(i))
          .isEqualTo("kept");
    }
  }

  @Test
  void keeps_the_values_of_tables_that_nobody_thought_of() throws Exception {
    List<Sample> samples = samples();
    Random random = new Random(SEED);
    SoftAssertions all = new SoftAssertions();
    migrating(
            db -> {
              for (int table = 0; table < 30; table++) {
                Sample sample = samples.get(random.nextInt(samples.size()));
                assertRandom(db, "t" + table, sample, random, all);
              }
            })
        .up();
    all.assertAll();
  }

  private void assertRandom(
      QueryInterface db, String table, Sample sample, Random random, SoftAssertions all)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      values.add(sample.random().apply(random));
      ColumnDefinition column = sample.type().defaultValue(values.get(i));
      columns.add(random.nextBoolean() ? column.notNull().comment("it's " + i) : column);
    }
    db.run(table(table, columns.toArray(ColumnDefinition[]::new)));
    assertDefaults(db, table, sample.type(), values, all);
    for (int i = 0; i < 6; i++) {
      Object value = sample.random().apply(random);
      db.execute(insert(table, sample.type()), i + 2, value);
      all.assertThat(isKept(db, table, sample.type(), "v0", i + 2, value))
          .as("seed %d: %s keeps %s", SEED, sample, value)
          .isEqualTo("kept");
    }
  }

  // ---- what others lose

  /** Sequelize writes plain INTEGER and BIGINT on PostgreSQL, and the upper half does not fit. */
  @Test
  void keeps_no_negative_number_in_an_unsigned_column_on_any_database() throws Exception {
    List<ColumnDefinition> types =
        List.of(
            tinyInt().unsigned(),
            smallInt().unsigned(),
            integer().unsigned(),
            bigInt().unsigned().notNull().comment("it's counted"));
    carryOut(table("t", types.toArray(ColumnDefinition[]::new)));
    carryOut(new AddColumn("t", new Column("added", smallInt().unsigned())));

    execute("INSERT INTO " + quote("t") + " VALUES (1, 0, 0, 0, 0, 0)");
    for (String column : List.of("v0", "v1", "v2", "v3", "added")) {
      assertThatThrownBy(
              () -> execute("UPDATE %s SET %s = -1".formatted(quote("t"), quote(column))))
          .as(column)
          .isInstanceOf(SQLException.class);
    }
    migrating(db -> db.removeColumn("t", "added")).up();
    assertThat(columns("t")).doesNotContainKey("added");
  }

  @Test
  void refuses_bytes_that_are_too_many() throws Exception {
    carryOut(table("t", varBinary(2), binary(2)));

    for (String column : List.of("v0", "v1")) {
      assertThatThrownBy(() -> insertBytes(column, new byte[3]))
          .as(column)
          .isInstanceOf(SQLException.class);
      insertBytes(column, new byte[] {1, 2});
      execute("DELETE FROM " + quote("t"));
    }
  }

  private void insertBytes(String column, byte[] bytes) throws SQLException {
    String sql = "INSERT INTO %s (%s, %s) VALUES (1, ?)";
    try (Connection connection = dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(sql.formatted(quote("t"), quote("k"), quote(column)))) {
      dialect().driver().bind(insert, 1, bytes);
      insert.execute();
    }
  }

  /** Sequelize's DATE(3) is any timestamp on PostgreSQL. */
  @Test
  void rounds_a_time_to_the_digits_that_its_column_has() throws Exception {
    carryOut(table("t", timestamp(3)));
    Instant instant = Instant.parse("2025-01-01T00:00:00.123456Z");
    migrating(db -> db.execute(insert("t", timestamp(3)), 1, instant)).up();

    assertThat(rows("SELECT %s FROM %s".formatted(quote("v0"), quote("t"))))
        .singleElement()
        .asString()
        .contains(":00.123") // in whatever time zone the driver shows it
        .doesNotContain("1234");
  }

  @Test
  void makes_the_value_of_a_generated_column_from_others() throws Exception {
    String sum = quote("k") + " + " + quote("v0");
    carryOut(table("t", integer(), integer().generatedAs(sum)));
    carryOut(
        new AddColumn(
            "t", new Column("added", bigInt().generatedAs(quote("v0") + " * 2").comment("it's"))));
    String row = "INSERT INTO %s (%s, %s) VALUES (1, 5)";
    execute(row.formatted(quote("t"), quote("k"), quote("v0")));
    assertThat(rows("SELECT * FROM " + quote("t"))).containsExactly("1, 5, 6, 10");

    execute("UPDATE %s SET %s = 7".formatted(quote("t"), quote("v0")));
    assertThat(rows("SELECT * FROM " + quote("t"))).containsExactly("1, 7, 8, 14");
    assertThatThrownBy(() -> execute("UPDATE %s SET %s = 7".formatted(quote("t"), quote("v1"))))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void makes_a_virtual_column_when_it_is_read_or_says_that_it_cannot() throws Exception {
    ColumnDefinition virtual = integer().generatedAs(quote("k") + " + 1").virtual();
    if (engine() == TestDatabase.POSTGRESQL && !isVersion(18)) {
      assertRefused(
          virtual,
          "make a generated column virtual() before version 18. Leave out virtual(), so that it is"
              + " stored");
      return;
    }
    if (isRefused("virtual()", virtual)) {
      return;
    }
    carryOut(table("t", virtual));
    execute("INSERT INTO %s (%s) VALUES (1)".formatted(quote("t"), quote("k")));

    assertThat(rows("SELECT * FROM " + quote("t"))).containsExactly("1, 2");
  }

  @Test
  void numbers_the_rows_of_every_whole_number_that_has_numbers() throws Exception {
    List<ColumnDefinition> types =
        List.of(tinyInt(), smallInt(), integer(), integer().unsigned(), bigInt());
    for (int i = 0; i < types.size(); i++) {
      TableDefinition t = new TableDefinition("t" + i);
      t.column("id", types.get(i).primaryKey().autoIncrement());
      t.column("name", string(10));
      carryOut(new CreateTable(t.table()));
      execute("INSERT INTO %s (%s) VALUES ('a')".formatted(quote("t" + i), quote("name")));

      assertThat(rows("SELECT * FROM " + quote("t" + i))).containsExactly("1, a");
    }
  }

  @Test
  void takes_a_type_in_its_own_words() throws Exception {
    CreateTable operation =
        table("t", custom("DECIMAL(7, 3)").notNull().defaultValue(new BigDecimal("1.5")));
    carryOut(operation);
    execute("INSERT INTO %s (%s) VALUES (1)".formatted(quote("t"), quote("k")));

    assertThat(rows("SELECT * FROM " + quote("t"))).containsExactly("1, 1.500");
    assertThat(probe(table("t", custom("NUMERIC(7)")))).isEqualTo(Probe.Result.UNKNOWN);
  }

  private Probe.Result probe(CreateTable operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  @Test
  void compares_texts_that_ignore_case() throws Exception {
    if (isRefused("citext()", citext())) {
      return;
    }
    carryOut(table("t", citext().unique()));
    migrating(db -> db.execute(insert("t", citext()), 1, "Ann")).up();

    assertThat(rows("SELECT %s FROM %s WHERE %2$s.%1$s = 'aNN'".formatted(quote("v0"), quote("t"))))
        .containsExactly("Ann");
  }

  @Test
  void keeps_as_a_default_what_is_no_number() throws Exception {
    ColumnDefinition nan = real().defaultValue(Float.NaN);
    if (isRefused("NaN", nan)) {
      return;
    }
    carryOut(table("t", nan, doublePrecision().defaultValue(Double.NEGATIVE_INFINITY)));
    execute("INSERT INTO %s (%s) VALUES (1)".formatted(quote("t"), quote("k")));

    assertThat(rows("SELECT * FROM " + quote("t"))).containsExactly("1, NaN, -Infinity");
  }

  /** Asserts what is said, if it is refused here. */
  private boolean isRefused(String what, ColumnDefinition definition) {
    String message = refused().get(what);
    if (message != null) {
      assertRefused(definition, message);
    }
    return message != null;
  }

  @Test
  void numbers_rows_and_refuses_other_numbers() throws Exception {
    TableDefinition t = new TableDefinition("t");
    t.column("id", integer().identityAlways().primaryKey());
    t.column("name", string(10));
    CreateTable operation = new CreateTable(t.table());
    String message = refused().get("identityAlways()");
    if (message != null) {
      assertThatThrownBy(() -> dialect().rendering().render(operation, catalog()))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(dialectName() + " cannot do this: " + message);
      return;
    }
    carryOut(operation);
    execute("INSERT INTO %s (%s) VALUES ('a')".formatted(quote("t"), quote("name")));

    assertThat(rows("SELECT * FROM " + quote("t"))).containsExactly("1, a");
    assertThatThrownBy(() -> execute("INSERT INTO %s VALUES (7, 'b')".formatted(quote("t"))))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void lets_an_array_of_an_enumeration_come_and_go_with_its_type() throws Exception {
    ColumnDefinition words = arrayOf(enumeration("a", "it's"));
    if (isRefused(words.type().describe(), words)) {
      return;
    }
    migrating(
            db -> {
              db.run(table("t", words, words));
              db.removeColumn("t", "v0");
              db.dropTable("t");
              db.run(table("t", arrayOf(enumeration("x")), enumeration("y")));
            })
        .up();

    assertThat(tables()).containsExactly("t");
  }
}
