package dev.switchback.schema;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A data type with attributes: {@code string(120).notNull().unique()}. Created by {@link
 * DataTypes}.
 *
 * <p>Immutable and thread-safe: each method returns a new definition, so a definition can be a
 * constant and be used several times. A contradiction throws an {@link IllegalArgumentException} in
 * the call that causes it.
 *
 * @param type the data type
 * @param nullability whether the column allows {@code NULL}, if it was named
 * @param key the key that consists of this column alone
 * @param defaultOrNull the default
 * @param referenceOrNull the column that a foreign key refers to
 * @param commentOrNull the comment
 * @param collationOrNull the collation, by the database's own name
 * @param positionOrNull the position among the columns of the table
 */
public record ColumnDefinition(
    DataType type,
    Nullability nullability,
    Key key,
    @Nullable DefaultValue defaultOrNull,
    @Nullable Reference referenceOrNull,
    @Nullable String commentOrNull,
    @Nullable String collationOrNull,
    @Nullable ColumnPosition positionOrNull) {

  /** Whether a column allows {@code NULL}. */
  public enum Nullability {
    /** Not named: a new column allows {@code NULL}, unless it is in the primary key. */
    UNSPECIFIED,
    /** {@code NULL} is allowed. */
    NULLABLE,
    /** {@code NULL} is refused. */
    NOT_NULL
  }

  /** The key that a column declares. */
  public enum Key {
    /** No key. */
    NONE,
    /** The primary key, or a part of it. */
    PRIMARY,
    /** A unique constraint on this column. */
    UNIQUE
  }

  public ColumnDefinition {
    refuse(
        key == Key.PRIMARY && nullability == Nullability.NULLABLE,
        type,
        "a primary key cannot be nullable");
    refuse(
        nullability == Nullability.NULLABLE && defaultOrNull instanceof DefaultValue.AutoIncrement,
        type,
        "a column whose rows are numbered cannot be nullable");
    refuse(
        collationOrNull != null
            && !(type instanceof DataType.Varchar
                || type instanceof DataType.Text
                || type instanceof DataType.FixedString),
        type,
        "only string(), fixedString() and text() have a collation");
    if (defaultOrNull != null) {
      defaultOrNull.accept(new DefaultCheck(type)).ifPresent(why -> refuse(true, type, why));
    }
    if (referenceOrNull != null) {
      boolean refusesNull = nullability == Nullability.NOT_NULL || key == Key.PRIMARY;
      refuse(
          refusesNull
              && (referenceOrNull.onDelete() == ReferentialAction.SET_NULL
                  || referenceOrNull.onUpdate() == ReferentialAction.SET_NULL),
          type,
          "a column that refuses NULL cannot be SET_NULL by its reference");
    }
  }

  /** Returns why a default does not fit the type; empty if it fits. */
  private record DefaultCheck(DataType type) implements DefaultValue.Visitor<Optional<String>> {
    @Override
    public Optional<String> constant(DefaultValue.Constant constant) {
      Object value = constant.value();
      return unless(
          type.accept(new ConstantFit(value)),
          "it cannot hold the default '" + value + "' (" + value.getClass().getSimpleName() + ")");
    }

    @Override
    public Optional<String> autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
      return type instanceof DataType.WholeNumber number
          ? unless(
              autoIncrement.start() <= number.highest(),
              "startingAt(%d) is beyond its highest number %d"
                  .formatted(autoIncrement.start(), number.highest()))
          : Optional.of(
              autoIncrement.call() + " is for whole numbers: smallInt(), integer() and bigInt()");
    }

    @Override
    public Optional<String> expression(DefaultValue.Expression expression) {
      return Optional.empty();
    }

    @Override
    public Optional<String> now(DefaultValue.Now now) {
      return unless(type instanceof DataType.Timestamp, "defaultNow() is for timestamp()");
    }

    @Override
    public Optional<String> randomUuid(DefaultValue.RandomUuid randomUuid) {
      return unless(type instanceof DataType.Uuid, "defaultUuid() is for uuid()");
    }

    @Override
    public Optional<String> generated(DefaultValue.Generated generated) {
      return Optional.empty();
    }

    private static Optional<String> unless(boolean fits, String why) {
      return fits ? Optional.empty() : Optional.of(why);
    }
  }

  private static void refuse(boolean contradiction, DataType type, String why) {
    Check.that(!contradiction, "%s – %s", type.describe(), why);
  }

  ColumnDefinition(DataType type) {
    this(type, Nullability.UNSPECIFIED, Key.NONE, null, null, null, null, null);
  }

  /** Allows {@code NULL}, which is the default of a new column. */
  public ColumnDefinition nullable() {
    return with(Nullability.NULLABLE);
  }

  /** Refuses {@code NULL}. */
  public ColumnDefinition notNull() {
    return with(Nullability.NOT_NULL);
  }

  private ColumnDefinition with(Nullability said) {
    refuse(
        nullability != Nullability.UNSPECIFIED && nullability != said,
        type,
        "it cannot be nullable() and notNull(): leave one of them out");
    return copy(to -> to.nullability = said);
  }

  /**
   * Makes this column the primary key. If several columns of a table call it, together they are the
   * primary key.
   */
  public ColumnDefinition primaryKey() {
    return with(Key.PRIMARY);
  }

  /** Adds a unique constraint on this column, named {@code table_column_uk}. */
  public ColumnDefinition unique() {
    return with(Key.UNIQUE);
  }

  private ColumnDefinition with(Key other) {
    refuse(key != Key.NONE && key != other, type, "a primary key is unique: leave out unique()");
    return copy(to -> to.key = other);
  }

  /**
   * Sets a constant as the default: a {@link String} for texts, enumerations and JSON documents, a
   * {@link Boolean}, an {@link Integer}, a {@link Long}, a {@link java.math.BigDecimal}, a {@link
   * java.util.UUID}, an {@link java.time.Instant} of whole microseconds, a {@link
   * java.time.LocalDate}, {@link java.time.LocalTime} or {@link java.time.LocalDateTime}, a {@link
   * Float}, a {@link Double}, a {@code byte[]}, and for an array a {@link java.util.List}.
   */
  @SuppressWarnings("RedundantNullCheck") // callers need not check nulls as we do
  public ColumnDefinition defaultValue(Object value) {
    refuse(value == null, type, "NULL is the default of a column that has none: leave it out");
    return withDefault(new DefaultValue.Constant(value));
  }

  /** Makes the database number the rows from 1, unless an insert supplies a number. */
  public ColumnDefinition autoIncrement() {
    return withDefault(new DefaultValue.AutoIncrement());
  }

  /** Sets an expression in the database's own SQL as the default. It is sent unchanged. */
  public ColumnDefinition defaultExpression(String sql) {
    return withDefault(new DefaultValue.Expression(sql));
  }

  /** Sets the time of the insert as the default, in UTC, by the clock of the database. */
  public ColumnDefinition defaultNow() {
    return withDefault(new DefaultValue.Now());
  }

  /** Sets a new UUID as the default, generated by the database. */
  public ColumnDefinition defaultUuid() {
    return withDefault(new DefaultValue.RandomUuid());
  }

  /**
   * Makes the database number the rows, and refuse an insert that supplies a number. PostgreSQL and
   * H2 only.
   */
  public ColumnDefinition identityAlways() {
    return withDefault(new DefaultValue.AutoIncrement(true));
  }

  /**
   * Sets the first number: {@code bigInt().autoIncrement().startingAt(1_000)}. Call it after {@link
   * #autoIncrement} or {@link #identityAlways}. On MySQL and MariaDB, the first number is the next
   * one that the {@code auto_increment_increment} of the server allows.
   */
  public ColumnDefinition startingAt(long first) {
    DefaultValue.AutoIncrement numbering = numbering("startingAt");
    refuseSecond("first numbers", numbering.start(), first);
    return with(
        type, new DefaultValue.AutoIncrement(numbering.isAlways(), first, numbering.increment()));
  }

  /**
   * Sets the distance between two numbers. Call it after {@link #autoIncrement} or {@link
   * #identityAlways}. PostgreSQL and H2 only: MySQL and MariaDB have one distance for all tables.
   */
  public ColumnDefinition incrementedBy(long distance) {
    DefaultValue.AutoIncrement numbering = numbering("incrementedBy");
    refuseSecond("distances", numbering.increment(), distance);
    return with(
        type, new DefaultValue.AutoIncrement(numbering.isAlways(), numbering.start(), distance));
  }

  private void refuseSecond(String what, long said, long now) {
    refuse(
        said != 1 && said != now,
        type,
        "its numbering has two " + what + ": leave one of them out");
  }

  private DefaultValue.AutoIncrement numbering(String method) {
    if (defaultOrNull instanceof DefaultValue.AutoIncrement numbering) {
      return numbering;
    }
    throw new IllegalArgumentException(
        "%s – %s is for a numbered column: call autoIncrement or identityAlways first"
            .formatted(type.describe(), method));
  }

  /**
   * Makes the database compute the value from other columns of the row, and store it, at each
   * insert and update. The expression is in the database's own SQL, and is sent unchanged.
   */
  public ColumnDefinition generatedAs(String sql) {
    return withDefault(new DefaultValue.Generated(sql, false));
  }

  /**
   * Makes the database compute the value when it is read, without storing it. Call it after {@link
   * #generatedAs}. MySQL, MariaDB, and PostgreSQL from version 18 only.
   */
  public ColumnDefinition virtual() {
    if (defaultOrNull instanceof DefaultValue.Generated generated) {
      return with(type, new DefaultValue.Generated(generated.sql(), true));
    }
    throw new IllegalArgumentException(
        type.describe() + " – virtual() is for a generated column: call generatedAs first");
  }

  /**
   * Makes a whole number unsigned: it refuses negative numbers, and its maximum is twice as high.
   * PostgreSQL and H2 have no unsigned types. There, the column has the next larger type, and a
   * check named {@code table_column_type} that refuses negative numbers.
   */
  public ColumnDefinition unsigned() {
    if (type instanceof DataType.WholeNumber number) {
      return with(number.unsigned(), defaultOrNull);
    }
    throw new IllegalArgumentException(
        type.describe()
            + " – unsigned() is for whole numbers: tinyInt(), smallInt(), integer() and bigInt()");
  }

  /**
   * Stores a UUID in 16 bytes, also if the database has no UUID type. On MySQL it is {@code
   * BINARY(16)} instead of a text of 36 characters. There it is bound and read as bytes, or by SQL
   * functions: {@code UNHEX(REPLACE(?, '-', ''))} and {@code HEX(id)}.
   */
  public ColumnDefinition asBinary() {
    refuse(!(type instanceof DataType.Uuid), type, "asBinary() is for uuid()");
    return with(new DataType.Uuid(true), defaultOrNull);
  }

  private ColumnDefinition with(DataType other, @Nullable DefaultValue value) {
    return copy(
        to -> {
          to.type = other;
          to.defaultOrNull = value;
        });
  }

  /** Returns the type, for use as a part of another type. Attributes are refused. */
  DataType typeAlone(String whole) {
    refuse(
        !equals(new ColumnDefinition(type)),
        type,
        whole + " takes only a type: set its attributes on the whole column");
    return type;
  }

  private ColumnDefinition withDefault(DefaultValue value) {
    refuse(
        defaultOrNull != null
            && !defaultOrNull.equals(value)
            && (defaultOrNull instanceof DefaultValue.Generated
                || value instanceof DefaultValue.Generated),
        type,
        "a generated column has one expression and no default: leave one of them out");
    refuse(
        defaultOrNull != null && !defaultOrNull.equals(value),
        type,
        "it has two defaults: leave one of them out; autoIncrement() is one");
    return copy(to -> to.defaultOrNull = value);
  }

  /** Adds a foreign key to {@code column} of {@code table}, named {@code table_column_fk}. */
  public ColumnDefinition references(String table, String column) {
    if (referenceOrNull != null) {
      refuse(
          !referenceOrNull.table().equals(table) || !referenceOrNull.column().equals(column),
          type,
          "it refers to '%s.%s' and to '%s.%s': declare the second by foreignKey() of the table"
              .formatted(referenceOrNull.table(), referenceOrNull.column(), table, column));
      return this;
    }
    return with(
        new Reference("", table, column, ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION));
  }

  /**
   * Refers to a table of another schema: {@code uuid().references("rooms",
   * "id").inSchema("hotel")}. Call it after {@code references}.
   */
  public ColumnDefinition inSchema(String schema) {
    Reference target = referenceFor("inSchema");
    refuse(schema.isEmpty(), type, "the name of the schema is empty");
    return with(
        new Reference(
            schema, target.table(), target.column(), target.onDelete(), target.onUpdate()));
  }

  /**
   * Sets what happens to this row when the referenced row is deleted. Call it after {@code
   * references}.
   */
  public ColumnDefinition onDelete(ReferentialAction action) {
    Reference target = referenceFor("onDelete");
    refuseSecond("onDelete", target.onDelete(), action);
    return with(
        new Reference(target.schema(), target.table(), target.column(), action, target.onUpdate()));
  }

  /**
   * Sets what happens to this row when the referenced key changes. Call it after {@code
   * references}.
   */
  public ColumnDefinition onUpdate(ReferentialAction action) {
    Reference target = referenceFor("onUpdate");
    refuseSecond("onUpdate", target.onUpdate(), action);
    return with(
        new Reference(target.schema(), target.table(), target.column(), target.onDelete(), action));
  }

  private void refuseSecond(String method, ReferentialAction said, ReferentialAction action) {
    refuse(
        said != ReferentialAction.NO_ACTION && said != action,
        type,
        "it has two actions for " + method + ": leave one of them out");
  }

  private Reference referenceFor(String method) {
    if (referenceOrNull == null) {
      throw new IllegalArgumentException(
          type.describe() + " – " + method + " is an action of a reference: call references first");
    }
    return referenceOrNull;
  }

  private ColumnDefinition with(Reference target) {
    return copy(to -> to.referenceOrNull = target);
  }

  /** Sets the comment of the column. */
  public ColumnDefinition comment(String text) {
    return copy(to -> to.commentOrNull = text);
  }

  /** Sets the collation, by the database's own name. */
  public ColumnDefinition collate(String collation) {
    refuse(
        collationOrNull != null && !collationOrNull.equals(collation),
        type,
        "it has two collations: leave one of them out");
    return copy(to -> to.collationOrNull = collation);
  }

  /**
   * Makes this column the first one of an existing table. MySQL and MariaDB; H2 only for a new
   * column. PostgreSQL refuses it, because it adds every column as the last one.
   */
  public ColumnDefinition first() {
    return at(ColumnPosition.FIRST);
  }

  /**
   * Places this column after {@code column} of an existing table. MySQL and MariaDB; H2 only for a
   * new column. PostgreSQL refuses it, because it adds every column as the last one.
   */
  public ColumnDefinition after(String column) {
    return at(ColumnPosition.after(column));
  }

  private ColumnDefinition at(ColumnPosition position) {
    refuse(
        positionOrNull != null && !positionOrNull.equals(position),
        type,
        "it has two positions: leave one of them out");
    return copy(to -> to.positionOrNull = position);
  }

  /** Returns whether the column allows {@code NULL}. */
  public boolean isNullable() {
    return nullability != Nullability.NOT_NULL && key != Key.PRIMARY;
  }

  /** Returns the default, if there is one. */
  public Optional<DefaultValue> defaultValue() {
    return Optional.ofNullable(defaultOrNull);
  }

  /** Returns the referenced column, if this is a foreign key. */
  public Optional<Reference> reference() {
    return Optional.ofNullable(referenceOrNull);
  }

  /** Returns the comment, if there is one. */
  public Optional<String> comment() {
    return Optional.ofNullable(commentOrNull);
  }

  /** Returns the collation, if one was named. */
  public Optional<String> collation() {
    return Optional.ofNullable(collationOrNull);
  }

  /** Returns the position among the columns of the table, if one was named. */
  public Optional<ColumnPosition> position() {
    return Optional.ofNullable(positionOrNull);
  }

  /** The attributes of a copy, before it is made. */
  private static final class Copy {
    private DataType type;
    private Nullability nullability;
    private Key key;
    private @Nullable DefaultValue defaultOrNull;
    private @Nullable Reference referenceOrNull;
    private @Nullable String commentOrNull;
    private @Nullable String collationOrNull;
    private @Nullable ColumnPosition positionOrNull;

    Copy(ColumnDefinition from) {
      type = from.type;
      nullability = from.nullability;
      key = from.key;
      defaultOrNull = from.defaultOrNull;
      referenceOrNull = from.referenceOrNull;
      commentOrNull = from.commentOrNull;
      collationOrNull = from.collationOrNull;
      positionOrNull = from.positionOrNull;
    }

    ColumnDefinition made() {
      return new ColumnDefinition(
          type,
          nullability,
          key,
          defaultOrNull,
          referenceOrNull,
          commentOrNull,
          collationOrNull,
          positionOrNull);
    }
  }

  /** Returns a copy with the attributes that {@code edit} changes. */
  private ColumnDefinition copy(Consumer<Copy> edit) {
    Copy to = new Copy(this);
    edit.accept(to);
    return to.made();
  }
}
