package dev.switchback;

import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import java.util.List;

/** Makes each operation an online one, and passes it on. */
record OnlineSchema(OperationRunner runner) implements SchemaInterface {

  @Override
  public void run(Operation operation) {
    runner.run(Online.of(operation));
  }

  @Override
  public void run(Operation operation, List<? extends Operation> inverse) {
    runner.run(Online.of(operation), Online.all(inverse));
  }

  @Override
  public void runAll(List<? extends Operation> operations) {
    runner.runAll(Online.all(operations));
  }
}
