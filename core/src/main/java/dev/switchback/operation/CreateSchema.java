package dev.switchback.operation;

/** Creates a schema; on MySQL and MariaDB, a database. Fails if the name is taken. */
public record CreateSchema(String schema) implements Operation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createSchema(this);
  }

  @Override
  public String describe() {
    return "createSchema '" + schema + "'";
  }
}
