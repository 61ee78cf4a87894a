package dev.switchback.operation;

import dev.switchback.schema.Table;
import java.util.Optional;

/**
 * Creates a table with its constraints. Fails if the name is taken.
 *
 * @param ifNotExists whether an existing table of this name is accepted, if it has the same columns
 *     and constraints
 */
public record CreateTable(Table table, boolean ifNotExists) implements Operation {

  /** Creates an operation that fails if the name is taken. */
  public CreateTable(Table table) {
    this(table, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createTable(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.createTable(this);
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public Optional<ExecuteSql> raw() {
    return Optional.empty();
  }

  @Override
  public String describe() {
    return "createTable '" + table.name() + (ifNotExists ? "' if it does not exist" : "'");
  }
}
