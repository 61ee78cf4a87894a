package dev.switchback.operation;

import dev.switchback.schema.Table;
import dev.switchback.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
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

  /** Returns the steps that create a table, and then its comment and its indexes. */
  public static List<Operation> withIndexes(TableDefinition definition) {
    Table table = definition.table();
    List<Operation> steps = new ArrayList<>();
    steps.add(new CreateTable(table, definition.isIfNotExists()));
    definition.comment().ifPresent(text -> steps.add(new CommentOnTable(table.name(), text)));
    definition.indexes().forEach(index -> steps.add(new AddIndex(table.name(), index)));
    return steps;
  }

  @Override
  public Optional<String> createdTable() {
    return Optional.of(table.name());
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
  public boolean isDefinition() {
    return true;
  }

  @Override
  public String describe() {
    return "createTable '" + table.name() + (ifNotExists ? "' if it does not exist" : "'");
  }
}
