package dev.switchback;

import dev.switchback.operation.Operation;
import dev.switchback.schema.Previous;
import java.util.List;

/** Executes operations. The methods with names of their own call these. */
public interface OperationRunner {

  /** Executes an operation. Methods for several operations call {@link #runAll}. */
  void run(Operation operation);

  /**
   * Executes an operation, and declares its undo: {@code run(new BulkInsert("kinds", kinds),
   * List.of(new BulkDelete("kinds", everyRow())))}. A {@link ReversibleMigration} executes {@code
   * inverse} in this order when it is reverted. All methods with a {@link Previous} call this
   * method.
   */
  default void run(Operation operation, List<? extends Operation> inverse) {
    run(operation);
  }

  /**
   * Executes operations in order. All of them are checked first: if one would be refused without
   * asking the server, none is sent.
   */
  default void runAll(List<? extends Operation> operations) {
    operations.forEach(this::run);
  }
}
