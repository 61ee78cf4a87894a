package dev.switchback.operation;

/** Creates a schema; on MySQL and MariaDB, a database. Fails if the name is taken. */
public record CreateSchema(String schema) implements SchemaOperation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createSchema(this);
  }

  @Override
  public boolean isDrop() {
    return false;
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "createSchema '" + schema + "'";
  }
}
