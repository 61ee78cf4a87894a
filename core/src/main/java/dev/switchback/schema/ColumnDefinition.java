package dev.switchback.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type with attributes: {@code string(120).notNull().unique()}. Made by {@link DataTypes}.
 *
 * <p>Immutable and thread-safe: each method returns a new definition, so that one can be kept in a
 * constant and used again. A contradiction is refused with an {@link IllegalArgumentException} at
 * the call that makes it.
 *
 * @param type what the column holds
 * @param nullability whether it may hold nothing, as far as that was said
 * @param key whether it is a key by itself
 * @param defaultOrNull its default
 * @param referenceOrNull what it points at
 * @param commentOrNull its comment
 * @param collationOrNull its collation, by the database's own name
 */
public record ColumnDefinition(
    DataType type,
    Nullability nullability,
    Key key,
    @Nullable DefaultValue defaultOrNull,
    @Nullable Reference referenceOrNull,
    @Nullable String commentOrNull,
    @Nullable String collationOrNull) {

  /** What a definition says of {@code NULL}. */
  public enum Nullability {
    /** Nothing: a new column allows it, unless it is the primary key. */
    UNSPECIFIED,
    /** It is allowed. */
    NULLABLE,
    /** It is refused. */
    NOT_NULL
  }

  /** Which key a column is by itself. */
  public enum Key {
    /** None. */
    NONE,
    /** The primary key, or a part of it. */
    PRIMARY,
    /** A unique constraint over this column alone. */
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

  /** Why a default does not fit a type; nothing if it does. */
  private record DefaultCheck(DataType type) implements DefaultValue.Visitor<Optional<String>> {
    @Override
    public Optional<String> constant(DefaultValue.Constant constant) {
      Object value = constant.value();
      return unless(
          type.accepts(value),
          "it cannot hold the default '" + value + "' (" + value.getClass().getSimpleName() + ")");
    }

    @Override
    public Optional<String> autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
      return unless(
          type instanceof DataType.WholeNumber,
          (autoIncrement.isAlways() ? "identityAlways()" : "autoIncrement()")
              + " is for whole numbers: smallInt(), integer() and bigInt()");
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
    this(type, Nullability.UNSPECIFIED, Key.NONE, null, null, null, null);
  }

  /** Allows {@code NULL}, which a new column does unless something else is said. */
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
    return new ColumnDefinition(
        type, said, key, defaultOrNull, referenceOrNull, commentOrNull, collationOrNull);
  }

  /** Makes this the primary key; in a table with several such columns, a part of it. */
  public ColumnDefinition primaryKey() {
    return with(Key.PRIMARY);
  }

  /** Adds a unique constraint over this column alone, named {@code table_column_uk}. */
  public ColumnDefinition unique() {
    return with(Key.UNIQUE);
  }

  private ColumnDefinition with(Key other) {
    refuse(key != Key.NONE && key != other, type, "a primary key is unique: leave out unique()");
    return new ColumnDefinition(
        type, nullability, other, defaultOrNull, referenceOrNull, commentOrNull, collationOrNull);
  }

  /**
   * Gives a constant as the default: a {@link String} for texts, enumerations and JSON documents, a
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

  /** Lets the database number the rows, from 1, where an insert does not. */
  public ColumnDefinition autoIncrement() {
    return withDefault(new DefaultValue.AutoIncrement());
  }

  /** Gives an expression in the database's own SQL as the default. It is passed on as it is. */
  public ColumnDefinition defaultExpression(String sql) {
    return withDefault(new DefaultValue.Expression(sql));
  }

  /** Makes the time of the insert the default, in UTC, by the database's clock. */
  public ColumnDefinition defaultNow() {
    return withDefault(new DefaultValue.Now());
  }

  /** Makes a new UUID the default, made by the database. */
  public ColumnDefinition defaultUuid() {
    return withDefault(new DefaultValue.RandomUuid());
  }

  /**
   * Lets the database number the rows, and refuse an insert that brings a number of its own.
   * PostgreSQL and H2 can.
   */
  public ColumnDefinition identityAlways() {
    return withDefault(new DefaultValue.AutoIncrement(true));
  }

  /**
   * Lets the database make the value from other columns of the row and store it, at each insert and
   * update. The expression is in the database's own SQL, and is passed on as it is.
   */
  public ColumnDefinition generatedAs(String sql) {
    return withDefault(new DefaultValue.Generated(sql, false));
  }

  /**
   * Makes the value when it is read, and does not store it; after {@link #generatedAs}. MySQL,
   * MariaDB and PostgreSQL from 18 on can.
   */
  public ColumnDefinition virtual() {
    if (defaultOrNull instanceof DefaultValue.Generated generated) {
      return with(type, new DefaultValue.Generated(generated.sql(), true));
    }
    throw new IllegalArgumentException(
        type.describe() + " – virtual() is for a generated column: call generatedAs first");
  }

  /**
   * Leaves out the numbers below zero, and takes others twice as high. Where the database has no
   * such type, as PostgreSQL and H2, it is the next larger one, with a check that is named {@code
   * table_column_type} and refuses what is below zero.
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
   * Keeps a UUID in 16 bytes also where the database has no type for it: as {@code BINARY(16)} in
   * MySQL, instead of the text of 36 characters. It is bound and read there as bytes, or by
   * functions of SQL: {@code UNHEX(REPLACE(?, '-', ''))} and {@code HEX(id)}.
   */
  public ColumnDefinition asBinary() {
    refuse(!(type instanceof DataType.Uuid), type, "asBinary() is for uuid()");
    return with(new DataType.Uuid(true), defaultOrNull);
  }

  private ColumnDefinition with(DataType other, @Nullable DefaultValue value) {
    return new ColumnDefinition(
        other, nullability, key, value, referenceOrNull, commentOrNull, collationOrNull);
  }

  /** The type of a part of another type, which has no attributes. */
  DataType typeAlone(String whole) {
    refuse(
        !equals(new ColumnDefinition(type)),
        type,
        whole + " takes a type alone: say its attributes of the whole column");
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
    return new ColumnDefinition(
        type, nullability, key, value, referenceOrNull, commentOrNull, collationOrNull);
  }

  /** Makes this a foreign key to {@code column} of {@code table}, named {@code table_column_fk}. */
  public ColumnDefinition references(String table, String column) {
    if (referenceOrNull != null) {
      refuse(
          !referenceOrNull.table().equals(table) || !referenceOrNull.column().equals(column),
          type,
          "it refers to '%s.%s' and to '%s.%s': say the second by foreignKey() of the table"
              .formatted(referenceOrNull.table(), referenceOrNull.column(), table, column));
      return this;
    }
    return with(
        new Reference(table, column, ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION));
  }

  /** What happens to this row when the one it refers to is deleted; after {@code references}. */
  public ColumnDefinition onDelete(ReferentialAction action) {
    Reference target = referenceFor("onDelete");
    refuseSecond("onDelete", target.onDelete(), action);
    return with(new Reference(target.table(), target.column(), action, target.onUpdate()));
  }

  /** What happens to this row when the key it refers to changes; after {@code references}. */
  public ColumnDefinition onUpdate(ReferentialAction action) {
    Reference target = referenceFor("onUpdate");
    refuseSecond("onUpdate", target.onUpdate(), action);
    return with(new Reference(target.table(), target.column(), target.onDelete(), action));
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
          type.describe() + " – " + method + " says what a reference does: call references first");
    }
    return referenceOrNull;
  }

  private ColumnDefinition with(Reference target) {
    return new ColumnDefinition(
        type, nullability, key, defaultOrNull, target, commentOrNull, collationOrNull);
  }

  /** Explains the column to whoever reads the database. */
  public ColumnDefinition comment(String text) {
    return new ColumnDefinition(
        type, nullability, key, defaultOrNull, referenceOrNull, text, collationOrNull);
  }

  /** Sets how texts compare and sort, by the database's own name for it. */
  public ColumnDefinition collate(String collation) {
    refuse(
        collationOrNull != null && !collationOrNull.equals(collation),
        type,
        "it has two collations: leave one of them out");
    return new ColumnDefinition(
        type, nullability, key, defaultOrNull, referenceOrNull, commentOrNull, collation);
  }

  /** Whether the column takes {@code NULL}. */
  public boolean isNullable() {
    return nullability != Nullability.NOT_NULL && key != Key.PRIMARY;
  }

  /** The default, if it has one. */
  public Optional<DefaultValue> defaultValue() {
    return Optional.ofNullable(defaultOrNull);
  }

  /** What it points at, if it is a foreign key. */
  public Optional<Reference> reference() {
    return Optional.ofNullable(referenceOrNull);
  }

  /** Its comment, if it has one. */
  public Optional<String> comment() {
    return Optional.ofNullable(commentOrNull);
  }

  /** Its collation, if one was named. */
  public Optional<String> collation() {
    return Optional.ofNullable(collationOrNull);
  }
}
