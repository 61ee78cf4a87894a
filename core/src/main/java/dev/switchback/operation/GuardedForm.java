package dev.switchback.operation;

import dev.switchback.operation.Guarded.Condition;
import java.util.Optional;

/** Gives a condition to an operation that creates or removes something. */
record GuardedForm(Condition condition, Optional<Operation> definition)
    implements Operation.KindVisitor<Operation> {

  private Operation guard(Operation operation) {
    return new Guarded(condition, operation, definition);
  }

  @Override
  public Operation createTable(CreateTable operation) {
    return new CreateTable(operation.table(), true);
  }

  @Override
  public Operation dropTable(DropTable operation) {
    return new DropTable(operation.table(), true, operation.isCascading());
  }

  @Override
  public Operation tableChange(TableChange operation) {
    return guard(operation);
  }

  @Override
  public Operation view(ViewOperation operation) {
    return guard(operation);
  }

  @Override
  public Operation schema(SchemaOperation operation) {
    return guard(operation);
  }

  @Override
  public Operation type(TypeOperation operation) {
    return guard(operation);
  }

  @Override
  public Operation data(DataOperation operation) {
    return guard(operation);
  }

  @Override
  public Operation renameTable(RenameTable operation) {
    return guard(operation);
  }

  @Override
  public Operation executeSql(ExecuteSql operation) {
    return guard(operation);
  }

  @Override
  public Operation guarded(Guarded operation) {
    return guard(operation);
  }

  @Override
  public Operation inSchema(InSchema operation) {
    return guard(operation);
  }

  @Override
  public Operation online(Online operation) {
    return guard(operation);
  }
}
