package dev.switchback.schema;

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
  }

  /** The same value for every row. */
  record Constant(Object value) implements DefaultValue {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** The next whole number. */
  record AutoIncrement() implements DefaultValue {
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
}
