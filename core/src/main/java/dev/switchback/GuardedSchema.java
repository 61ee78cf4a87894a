package dev.switchback;

import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.Operation;
import dev.switchback.schema.TableDefinition;
import java.util.List;
import java.util.function.Consumer;

/** Gives a condition to each operation, and passes it on. */
record GuardedSchema(OperationRunner runner, Guarded.Condition condition)
    implements SchemaInterface {

  private Operation guarded(Operation operation) {
    return Guarded.of(condition, operation, List.of());
  }

  @Override
  public void run(Operation operation) {
    runner.run(guarded(operation));
  }

  /** Passes no inverse on, because the operation may not be needed. */
  @Override
  public void run(Operation operation, List<? extends Operation> inverse) {
    runner.run(Guarded.of(condition, operation, inverse));
  }

  @Override
  public void runAll(List<? extends Operation> operations) {
    runner.runAll(operations.stream().map(this::guarded).toList());
  }

  /** Gives no condition to the comment of the table. */
  @Override
  public void createTable(String table, Consumer<TableDefinition> definition) {
    TableDefinition defined = new TableDefinition(table);
    definition.accept(defined);
    runner.runAll(
        CreateTable.withIndexes(defined).stream()
            .map(step -> Guarded.isPossible(step) ? guarded(step) : step)
            .toList());
  }
}
