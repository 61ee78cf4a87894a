package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Index;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Row;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.GeneratedTables.Generated;
import dev.switchback.tck.contract.TypeSamples.Sample;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tables that nobody thought of: each is described as it was asked for and leaves nothing when it
 * is dropped, or is refused before anything is sent.
 *
 * <p>{@code -Dswitchback.test.generated=5000} makes more of them, {@code -Dswitchback.test.seed=…}
 * others. A failure says with which the same tables come first.
 */
public abstract class GeneratedTablesContract extends DatabaseContract {

  private static final String SEED = "switchback.test.seed";
  private static final String COUNT = "switchback.test.generated";

  /** Further ones would only be read after these. */
  private static final int ENOUGH_WRONG = 10;

  private Dialect dialect;
  private Catalog catalog;
  private SchemaSnapshot before;
  private List<Sample> samples = List.of();
  private int created;
  private int refused;
  private int withRows;
  private final List<String> wrong = new ArrayList<>();

  /** The contract on one kind of database. */
  protected GeneratedTablesContract(TestedDatabase database) {
    super(database);
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
    execute("CREATE TABLE canary (id INTEGER)");
    execute("INSERT INTO canary VALUES (7)");
    catalog = catalog();
    dialect = dialect();
    before = migrating(db -> {}).snapshot();
  }

  private boolean hasType(Sample sample) {
    try {
      Column column = new Column("a", sample.type());
      render(List.of(new CreateTable(new Table("t", List.of(column), List.of()))));
      return true;
    } catch (UnsupportedByDialectException e) {
      return false;
    }
  }

  private void render(List<Operation> operations) {
    operations.forEach(operation -> dialect.rendering().render(operation, catalog));
  }

  @Test
  void describes_each_table_as_it_was_asked_for_or_refuses_it_before_it_sends_anything()
      throws Exception {
    long seed = Long.getLong(SEED, 20_260_726L);
    int count = Integer.getInteger(COUNT, 300);
    long start = System.nanoTime();
    samples = TypeSamples.all().stream().filter(this::hasType).toList();
    for (long next = seed;
        created + refused < count && wrong.size() < ENOUGH_WRONG;
        next = new Random(next).nextLong()) {
      checkFamily(next);
    }

    System.out.printf(
        Locale.ROOT,
        "%s: %,d generated tables of seed %d: %,d described as asked for, %,d of them with a row of"
            + " defaults, %,d refused before anything was sent; %,d s%n",
        dialectName(),
        created + refused,
        seed,
        created,
        withRows,
        refused,
        (System.nanoTime() - start) / 1_000_000_000);
    assertThat(wrong).isEmpty();
    assertThat(rows("SELECT id FROM canary")).containsExactly("7");
    if (count >= 100) {
      assertThat(created).isGreaterThan(count / 2);
      assertThat(withRows).isGreaterThan(count / 3);
      assertThat(refused).isGreaterThan(count / 50);
    }
  }

  /** Up to three tables, which may refer to those before them. */
  private void checkFamily(long seed) throws SQLException {
    GeneratedTables generator = new GeneratedTables(new Random(seed), samples);
    List<Generated> family = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        add(family, generator);
      }
      check(family);
      created += family.size();
    } catch (MigrationFailedException | AssertionError e) {
      wrong.add("-D%s=%d -D%s=1%n%s%n%s".formatted(SEED, seed, COUNT, shown(family), shown(e)));
      dropDatabase();
      createDatabase();
      prepare();
    }
  }

  private void add(List<Generated> family, GeneratedTables generator) {
    List<Table> there = family.stream().map(Generated::table).toList();
    try {
      Generated next = generator.next(there);
      if (isRefused(next)) {
        refused++;
      } else {
        family.add(next);
      }
    } catch (IllegalArgumentException e) {
      refused++;
    }
  }

  /** As a migration is that asks for it: the schema is compared later. */
  private boolean isRefused(Generated asked) {
    try {
      render(asked.operations());
      return false;
    } catch (IllegalArgumentException | UnsupportedByDialectException e) {
      assertThatThrownBy(() -> migrating(db -> db.runAll(asked.operations())).up())
          .rootCause()
          .isInstanceOf(e.getClass())
          .hasMessage(e.getMessage());
      return true;
    }
  }

  private void check(List<Generated> family) {
    Map<Generated, TableDescription> found = new LinkedHashMap<>();
    List<String> lost = new ArrayList<>();
    List<Generated> backwards = new ArrayList<>(family);
    Collections.reverse(backwards);
    Migrator migrator =
        migrating(
            db -> {
              for (Generated asked : family) {
                String table = asked.table().name();
                db.runAll(asked.operations());
                TableDescription description = db.describeTable(table);
                if (found.isEmpty()) {
                  assertThat(db.showIndexes(table)).isEqualTo(description.indexes());
                  assertThat(db.showConstraints(table)).isEqualTo(description.constraints());
                }
                found.put(asked, description);
                lost.addAll(lostDefaults(db, asked));
              }
            },
            db -> backwards.forEach(asked -> db.dropTable(asked.table().name())));
    migrator.up();
    for (Map.Entry<Generated, TableDescription> each : found.entrySet()) {
      assertDescribed(each.getKey(), each.getValue());
    }
    assertThat(lost).as("lost defaults").isEmpty();
    migrator.down();
    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
  }

  // ---- defaults: what a row has that brings nothing else

  private List<String> lostDefaults(QueryInterface db, Generated asked) throws Exception {
    if (!asked.isFree()) {
      return List.of();
    }
    String table = asked.table().name();
    if (asked.needed().isEmpty()) {
      boolean isStandard = engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL;
      db.execute(
          "INSERT INTO "
              + dialect.rendering().quote(table)
              + (isStandard ? " DEFAULT VALUES" : " () VALUES ()"));
    } else {
      Map<String, Object> needed = new LinkedHashMap<>(asked.needed());
      needed.replaceAll((column, value) -> bound(asked.table(), column, value));
      db.bulkInsert(table, Row.of(needed));
    }
    withRows++;
    List<String> lost = new ArrayList<>();
    for (Column column : asked.table().columns()) {
      if (column.definition().defaultOrNull() instanceof DefaultValue.Constant constant) {
        String kept = kept(db, table, column, constant.value());
        if (!kept.equals("kept")) {
          lost.add(column.name() + ": expected " + constant.value() + ", found " + kept);
        }
      }
    }
    return lost;
  }

  /** A UUID that MySQL keeps in bytes is bound as such. */
  private Object bound(Table table, String name, Object value) {
    boolean isBytes =
        engine() == TestDatabase.MYSQL
            && table.columns().stream()
                .anyMatch(
                    column ->
                        column.name().equals(name)
                            && column.definition().type().equals(new DataType.Uuid(true)));
    return isBytes && value instanceof UUID uuid
        ? ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array()
        : value;
  }

  /** Arrays are compared by the server. */
  private String kept(QueryInterface db, String table, Column column, Object value)
      throws Exception {
    DataType type = column.definition().type();
    String sql =
        "SELECT %s FROM %s"
            .formatted(dialect.rendering().quote(column.name()), dialect.rendering().quote(table));
    if (value instanceof List) {
      String equal = sql + " WHERE " + dialect.rendering().quote(column.name()) + " = ?";
      return db.query(equal, row -> 1, value).size() == 1 ? "kept" : "something else";
    }
    ReadValue reader = new ReadValue(dialect);
    return db.query(sql, row -> reader.compare(row, 1, type, value)).get(0);
  }

  // ---- descriptions: what was asked for and what was found, in the same words

  private record ShownColumn(
      String name,
      String type,
      boolean isNullable,
      boolean isCounted,
      boolean hasDefault,
      Optional<String> comment,
      List<String> enumValues) {}

  private record ShownKey(
      ConstraintDescription.Kind kind,
      String name,
      List<String> columns,
      Optional<String> referencedTable,
      List<String> referencedColumns,
      Optional<ReferentialAction> onDelete,
      Optional<ReferentialAction> onUpdate) {}

  private record ShownIndex(String name, List<String> key, boolean isUnique) {}

  private void assertDescribed(Generated asked, TableDescription found) {
    assertThat(found.name()).isEqualTo(asked.table().name());
    assertThat(found.comment()).isEqualTo(asked.comment().filter(text -> !text.isEmpty()));
    assertThat(found.columns().stream().map(ColumnDescription::name).toList())
        .isEqualTo(asked.table().columns().stream().map(Column::name).toList());
    for (int i = 0; i < found.columns().size(); i++) {
      assertThat(shown(found.columns().get(i)))
          .isEqualTo(askedColumn(asked.table(), asked.table().columns().get(i)));
    }
    assertThat(foundKeys(asked, found)).isEqualTo(askedKeys(asked.table()));
    assertThat(foundChecks(asked.table(), found)).isEqualTo(askedChecks(asked.table()));
    assertThat(foundIndexes(asked, found)).isEqualTo(askedIndexes(asked));
  }

  private static ShownColumn shown(ColumnDescription found) {
    return new ShownColumn(
        found.name(),
        found.type(),
        found.isNullable(),
        found.isAutoIncrement(),
        !found.isAutoIncrement() && found.defaultValue().isPresent(),
        found.comment(),
        found.enumValues());
  }

  private ShownColumn askedColumn(Table table, Column column) {
    ColumnDefinition definition = column.definition();
    boolean isCounted = definition.defaultOrNull() instanceof DefaultValue.AutoIncrement;
    return new ShownColumn(
        column.name(),
        shownType(table, column),
        definition.nullability() == ColumnDefinition.Nullability.NULLABLE
            || (definition.isNullable()
                && !isCounted
                && !GeneratedTables.isInPrimaryKey(table, column)),
        isCounted,
        definition.defaultOrNull() != null && !isCounted,
        definition.comment().filter(text -> !text.isEmpty()),
        valuesOf(definition.type()));
  }

  /** An array shows the values of its elements. */
  private static List<String> valuesOf(DataType type) {
    if (type instanceof DataType.ArrayOf array) {
      return valuesOf(array.element());
    }
    return type instanceof DataType.Enumeration words ? words.values() : List.of();
  }

  /** What is compared calls a text that ignores case a text on H2, and what is shown does not. */
  private String shownType(Table table, Column column) {
    return engine() == TestDatabase.H2
            && column.definition().type() instanceof DataType.CaseInsensitiveText
        ? "VARCHAR_IGNORECASE"
        : dialect.mapping().typeInCatalog(table.name(), column);
  }

  /** MySQL and MariaDB know no difference between a unique index and a unique constraint. */
  private static Set<ShownKey> foundKeys(Generated asked, TableDescription found) {
    return found.constraints().stream()
        .filter(each -> each.kind() != ConstraintDescription.Kind.CHECK)
        .filter(
            each ->
                each.kind() != ConstraintDescription.Kind.UNIQUE
                    || !uniqueIndexes(asked).contains(each.name()))
        .map(
            each ->
                new ShownKey(
                    each.kind(),
                    each.name(),
                    each.columns(),
                    each.referencedTable(),
                    each.referencedColumns(),
                    each.onDelete().map(GeneratedTablesContract::action),
                    each.onUpdate().map(GeneratedTablesContract::action)))
        .collect(Collectors.toSet());
  }

  private static Set<String> uniqueIndexes(Generated asked) {
    return asked.indexes().stream()
        .filter(Index::isUnique)
        .map(index -> index.nameOn(asked.table().name()))
        .collect(Collectors.toSet());
  }

  /** Some servers show both alike. */
  private static ReferentialAction action(ReferentialAction action) {
    return action == ReferentialAction.RESTRICT ? ReferentialAction.NO_ACTION : action;
  }

  private Set<ShownKey> askedKeys(Table table) {
    return table.constraints().stream()
        .filter(each -> !(each instanceof Constraint.Check))
        .map(each -> shown(dialect.mapping().nameInCatalog(each), each))
        .collect(Collectors.toSet());
  }

  private static ShownKey shown(String name, Constraint asked) {
    if (asked instanceof Constraint.ForeignKey key) {
      return new ShownKey(
          ConstraintDescription.Kind.FOREIGN_KEY,
          name,
          key.columns(),
          Optional.of(key.referencedTable()),
          key.referencedColumns(),
          Optional.of(action(key.onDelete())),
          Optional.of(action(key.onUpdate())));
    }
    return new ShownKey(
        asked instanceof Constraint.PrimaryKey
            ? ConstraintDescription.Kind.PRIMARY_KEY
            : ConstraintDescription.Kind.UNIQUE,
        name,
        asked.columns(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Without those that belong to a type; that of a JSON document has its name on MariaDB. */
  private static Set<String> foundChecks(Table asked, TableDescription found) {
    Set<String> ofTypes =
        asked.columns().stream()
            .map(
                column ->
                    column.definition().type() instanceof DataType.Json
                        ? column.name()
                        : asked.name() + "_" + column.name() + "_type")
            .collect(Collectors.toSet());
    return found.constraints().stream()
        .filter(each -> each.kind() == ConstraintDescription.Kind.CHECK)
        .map(ConstraintDescription::name)
        .filter(name -> !ofTypes.contains(name))
        .collect(Collectors.toSet());
  }

  private static Set<String> askedChecks(Table table) {
    return table.constraints().stream()
        .filter(Constraint.Check.class::isInstance)
        .map(Constraint::name)
        .collect(Collectors.toSet());
  }

  private static Set<ShownIndex> foundIndexes(Generated asked, TableDescription found) {
    return found.indexes().stream()
        .filter(each -> each.constraint().isEmpty() || uniqueIndexes(asked).contains(each.name()))
        .map(each -> new ShownIndex(each.name(), each.key(), each.isUnique()))
        .collect(Collectors.toSet());
  }

  private static Set<ShownIndex> askedIndexes(Generated asked) {
    return asked.indexes().stream()
        .map(
            index ->
                new ShownIndex(
                    index.nameOn(asked.table().name()),
                    index.parts().stream()
                        .map(part -> part.text() + (part.isDescending() ? " DESC" : ""))
                        .toList(),
                    index.isUnique()))
        .collect(Collectors.toSet());
  }

  // ---- failures

  private static String shown(List<Generated> family) {
    return family.stream()
        .map(each -> legible(each.toString()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String shown(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .map(each -> legible(String.valueOf(each.getMessage())))
        .collect(Collectors.joining(System.lineSeparator() + "  caused by: "));
  }

  /** As it stands in Java between quotes, and not too long to be read. */
  private static String legible(String text) {
    StringBuilder legible = new StringBuilder();
    text.chars()
        .limit(6_000)
        .forEach(
            c ->
                legible.append(
                    (c >= ' ' && c < 0x7F) || c == '\n'
                        ? String.valueOf((char) c)
                        : "\\u%04x".formatted(c)));
    return legible.toString();
  }
}
