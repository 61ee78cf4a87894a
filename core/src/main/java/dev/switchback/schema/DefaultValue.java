package dev.switchback.schema;

import java.util.List;

/**
 * What the database puts into a column that an {@code INSERT} does not name. Every one of these is
 * a default of the database itself, not of a program that writes to it.
 */
public sealed interface DefaultValue {

  /** Calls the method of {@code visitor} that is made for this kind of default. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of default. */
  interface Visitor<R> {
    R constant(Constant constant);

    R autoIncrement(AutoIncrement autoIncrement);

    R expression(Expression expression);

    R now(Now now);

    R randomUuid(RandomUuid randomUuid);

    R generated(Generated generated);
  }

  /**
   * The same value for every row.
   *
   * @param value bytes are kept as {@link Bytes}, also in a list, which is copied
   */
  record Constant(Object value) implements DefaultValue {
    public Constant {
      value = immutable(value);
    }

    private static Object immutable(Object value) {
      if (value instanceof List<?> list) {
        return list.stream().map(Constant::immutable).toList();
      }
      return value instanceof byte[] bytes ? Bytes.of(bytes) : value;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /**
   * The next whole number.
   *
   * @param isAlways whether an insert that brings a number of its own is refused
   */
  record AutoIncrement(boolean isAlways) implements DefaultValue {
    public AutoIncrement() {
      this(false);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.autoIncrement(this);
    }
  }

  /** An expression in the database's own SQL, which is passed on as it is. */
  record Expression(String sql) implements DefaultValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.expression(this);
    }
  }

  /** The time of the insert, in UTC, by the database's clock. */
  record Now() implements DefaultValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.now(this);
    }
  }

  /** A new UUID, made by the database. */
  record RandomUuid() implements DefaultValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.randomUuid(this);
    }
  }

  /**
   * What an expression over other columns of the row makes of them, also after an update.
   *
   * @param sql the expression in the database's own SQL, which is passed on as it is
   * @param isVirtual whether it is made when it is read, and takes no room
   */
  record Generated(String sql, boolean isVirtual) implements DefaultValue {
    public Generated {
      Check.that(!sql.isBlank(), "generatedAs() – the expression is empty");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.generated(this);
    }
  }
}
