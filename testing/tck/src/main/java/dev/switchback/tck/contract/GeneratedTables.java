package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.time;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.tinyInt;
import static dev.switchback.schema.DataTypes.varBinary;

import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Constraints;
import dev.switchback.schema.DataType;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDefinition;
import dev.switchback.tck.contract.TypeSamples.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables out of chance, which may refer to each other. The same numbers make the same tables. */
final class GeneratedTables {

  /**
   * A table as a migration asks for it.
   *
   * @param needed what a row has to bring along
   * @param isFree whether a row can stand there without one in another table
   */
  record Generated(
      Table table,
      List<Index> indexes,
      Optional<String> comment,
      Map<String, Object> needed,
      boolean isFree) {

    /** What {@code createTable} makes of it. */
    List<Operation> operations() {
      List<Operation> operations = new ArrayList<>();
      operations.add(new CreateTable(table));
      comment.ifPresent(text -> operations.add(new CommentOnTable(table.name(), text)));
      indexes.forEach(index -> operations.add(new AddIndex(table.name(), index)));
      return operations;
    }
  }

  private final Random random;
  private final List<Sample> samples;
  private final GeneratedNames names;

  /** Tables with columns of the types of {@code samples}, among others. */
  GeneratedTables(Random random, List<Sample> samples) {
    this.random = random;
    this.samples = samples;
    this.names = new GeneratedNames(random);
  }

  /**
   * Another table.
   *
   * @param there what it may refer to
   * @throws IllegalArgumentException if what chance wants is refused where it is written
   */
  Generated next(List<Table> there) {
    names.hostile(oneIn(6));
    return new Draft(names.name()).complete(there);
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> List<T> some(List<T> choices, int most) {
    List<T> some = new ArrayList<>(choices);
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(Math.min(most, some.size())));
  }

  /** One table while it is made. */
  private final class Draft {

    private final TableDefinition t;
    private final Map<String, Sample> columns = new LinkedHashMap<>();
    private final List<String> keyable = new ArrayList<>();
    private boolean isFree = true;
    private boolean hasPrimaryKey;

    Draft(String name) {
      this.t = new TableDefinition(name);
    }

    Generated complete(List<Table> there) {
      if (oneIn(4)) {
        counted();
      }
      for (int i = 1 + random.nextInt(7); i > 0; i--) {
        column();
      }
      keys();
      if (oneIn(2)) {
        there.stream().flatMap(GeneratedTables::keysOf).forEach(this::mayReferTo);
      }
      if (oneIn(25)) {
        t.check(names.name(), "1 < 2");
      }
      if (oneIn(3)) {
        t.comment(names.text(10_000));
      }
      Table table = t.table();
      names.hostile(false); // a row is to be taken
      return new Generated(table, t.indexes(), t.comment(), needed(table), isFree);
    }

    private void counted() {
      ColumnDefinition number =
          one(List.of(tinyInt(), smallInt(), integer(), bigInt(), integer().unsigned(), integer()));
      String column = names.name();
      ColumnDefinition counted = withComment(number.autoIncrement());
      switch (random.nextInt(20)) {
        case 0 -> t.column(column, counted);
        case 1 -> t.column(column, counted.nullable().unique());
        case 2, 3 -> t.column(column, counted.unique());
        default -> {
          hasPrimaryKey = true;
          t.column(column, counted.primaryKey());
        }
      }
    }

    private void column() {
      boolean isTwin = !columns.isEmpty() && oneIn(80);
      String column = isTwin ? names.twin(columns.keySet().iterator().next()) : names.name();
      Sample sample = oneIn(3) ? generated() : one(samples);
      ColumnDefinition definition = withComment(sample.type());
      if (oneIn(2)) {
        definition = definition.defaultValue(defaultOf(sample));
      }
      boolean isKeyable = isKeyable(sample.type().type());
      if (oneIn(3)) {
        definition = definition.notNull();
      } else if (oneIn(isKeyable ? 30 : 6)) {
        definition = definition.nullable();
      }
      if (isKeyable) {
        keyable.add(column);
        if (oneIn(8)) {
          definition = definition.unique();
        }
      }
      columns.put(column, sample);
      t.column(column, definition);
    }

    private ColumnDefinition withComment(ColumnDefinition column) {
      return oneIn(4) ? column.comment(names.text(10_000)) : column;
    }

    private void keys() {
      if (keyable.isEmpty()) {
        return;
      }
      if (!hasPrimaryKey && oneIn(2)) {
        Constraint.PrimaryKey key = Constraints.primaryKey(array(some(keyable, 3)));
        t.constraint(oneIn(2) ? key.named(names.name()) : key);
      }
      if (oneIn(3)) {
        Constraint.Unique unique = Constraints.unique(array(some(keyable, 3)));
        t.constraint(oneIn(2) ? unique.named(names.name()) : unique);
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        t.index(index());
      }
    }

    private Index index() {
      Index index =
          Index.index(
              some(keyable, 3).stream()
                  .map(
                      column -> oneIn(4) ? Index.column(column).descending() : Index.column(column))
                  .toArray(IndexPart[]::new));
      index = oneIn(4) ? index.unique() : index;
      return oneIn(2) ? index.named(names.name()) : index;
    }

    /** MariaDB does not let a key that may become NULL cascade to columns that refuse it. */
    private void mayReferTo(Target target) {
      if (oneIn(2)) {
        return;
      }
      boolean isNotNull = oneIn(5);
      List<String> own = new ArrayList<>();
      for (DataType type : target.types()) {
        String column = names.name();
        ColumnDefinition definition = plain(type);
        t.column(column, isNotNull ? definition.notNull() : definition);
        own.add(column);
      }
      isFree = isFree && !isNotNull;
      Constraint.ForeignKey key =
          Constraints.foreignKey(array(own))
              .references(target.table(), array(target.columns()))
              .onDelete(action())
              .onUpdate(isNotNull ? ReferentialAction.NO_ACTION : action());
      t.constraint(oneIn(2) ? key.named(names.name()) : key);
    }

    private ReferentialAction action() {
      return oneIn(30)
          ? ReferentialAction.SET_DEFAULT
          : one(
              List.of(
                  ReferentialAction.NO_ACTION,
                  ReferentialAction.RESTRICT,
                  ReferentialAction.CASCADE,
                  ReferentialAction.SET_NULL));
    }

    private Map<String, Object> needed(Table table) {
      Map<String, Object> needed = new LinkedHashMap<>();
      for (Column column : table.columns()) {
        Sample sample = columns.get(column.name());
        boolean isNotNull = !column.definition().isNullable() || isInPrimaryKey(table, column);
        if (isNotNull && sample != null && column.definition().defaultOrNull() == null) {
          needed.put(column.name(), sample.random().apply(random));
        }
      }
      return needed;
    }
  }

  static boolean isInPrimaryKey(Table table, Column column) {
    return table.constraints().stream()
        .anyMatch(
            constraint ->
                constraint instanceof Constraint.PrimaryKey
                    && constraint.columns().contains(column.name()));
  }

  private static String[] array(List<String> columns) {
    return columns.toArray(String[]::new);
  }

  private static ColumnDefinition plain(DataType type) {
    return new ColumnDefinition(
        type,
        ColumnDefinition.Nullability.UNSPECIFIED,
        ColumnDefinition.Key.NONE,
        null,
        null,
        null,
        null,
        null);
  }

  /** Servers have limits for the bytes of a key, and do not take each type for one. */
  private static boolean isKeyable(DataType type) {
    return type instanceof DataType.WholeNumber
        || type instanceof DataType.Uuid
        || type instanceof DataType.Date
        || type instanceof DataType.Time
        || type instanceof DataType.Timestamp
        || type instanceof DataType.LocalTimestamp
        || type instanceof DataType.Decimal
        || type instanceof DataType.Bool
        || type instanceof DataType.Enumeration
        || type instanceof DataType.FixedBinary
        || (type instanceof DataType.Varchar text && text.length() <= 100)
        || (type instanceof DataType.FixedString text && text.length() <= 100)
        || (type instanceof DataType.VarBinary bytes && bytes.length() <= 100);
  }

  // ---- what a foreign key can refer to

  private record Target(String table, List<String> columns, List<DataType> types) {}

  /** Without enumerations, which are a type of their own for each column on PostgreSQL. */
  private static Stream<Target> keysOf(Table table) {
    Map<String, DataType> types =
        table.columns().stream()
            .collect(Collectors.toMap(Column::name, column -> column.definition().type()));
    return table.constraints().stream()
        .filter(
            constraint ->
                constraint instanceof Constraint.PrimaryKey
                    || constraint instanceof Constraint.Unique)
        .map(Constraint::columns)
        .map(
            columns -> new Target(table.name(), columns, columns.stream().map(types::get).toList()))
        .filter(
            target -> target.types().stream().noneMatch(DataType.Enumeration.class::isInstance));
  }

  // ---- types and values

  /** A type whose parameters are left to chance. */
  private Sample generated() {
    int length = 1 + random.nextInt(oneIn(4) ? 300 : 30);
    int digits = random.nextInt(7);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 ->
          new Sample(
              string(length), // H2 counts a character beyond U+FFFF twice
              List.of("", names.text(length)),
              random -> names.text((length + 1) / 2));
      case 3 -> new Sample(text(), List.of(""), random -> names.text(10_000));
      case 4, 5 -> words();
      case 6 -> number();
      case 7 ->
          one(
              List.of(
                  new Sample(time(digits), List.of(), r -> TypeSamples.timeOf(r, digits)),
                  new Sample(timestamp(digits), List.of(), r -> TypeSamples.instantOf(r, digits)),
                  new Sample(
                      localTimestamp(digits),
                      List.of(),
                      r -> TypeSamples.dayOf(r).atTime(TypeSamples.timeOf(r, digits)))));
      case 8 ->
          new Sample(
              fixedString(1 + digits),
              List.of(),
              random -> fixed(names.text(digits), digits) + "x");
      default ->
          oneIn(2)
              ? new Sample(
                  varBinary(length), List.of(), r -> TypeSamples.bytesOf(r, r.nextInt(length + 1)))
              : new Sample(binary(1 + digits), List.of(), r -> TypeSamples.bytesOf(r, 1 + digits));
    };
  }

  /** So many characters, all of which H2 counts once. */
  private static String fixed(String text, int length) {
    String counted = text.replaceAll("[^\\x01-\\x{d7ff}]", "x");
    return (counted + "x".repeat(length)).substring(0, length);
  }

  private Sample words() {
    List<String> words = new ArrayList<>();
    for (int i = oneIn(8) ? 14 : 1 + random.nextInt(5); i > 0; i--) {
      words.add(names.name());
    }
    return new Sample(enumeration(array(words)), List.of(), random -> one(words));
  }

  private Sample number() {
    int precision = 1 + random.nextInt(oneIn(4) ? 65 : 20);
    int scale = random.nextInt(Math.min(precision, 30) + 1);
    BigInteger end = BigInteger.TEN.pow(precision);
    return new Sample(
        decimal(precision, scale),
        List.of(
            new BigDecimal(end.subtract(BigInteger.ONE), scale),
            new BigDecimal(end.subtract(BigInteger.ONE).negate(), scale)),
        r -> new BigDecimal(new BigInteger(220, r).mod(end), scale));
  }

  /** An edge, or anything. Where edges are long, so that no server takes them, others. */
  private Object defaultOf(Sample sample) {
    if (!sample.edges().isEmpty() && oneIn(2)) {
      Object edge = one(sample.edges());
      if (!TypesContract.isLong(edge)) {
        return edge;
      }
    }
    return sample.random().apply(random);
  }
}
