package dev.switchback.internal.base;

import dev.switchback.QueryInterface;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.InverseComparison;
import dev.switchback.operation.Operation;
import java.util.List;
import java.util.function.Supplier;

/** A query interface that compares what a step removes with what its declared inverse restores. */
public abstract class ComparingQueryInterface implements QueryInterface {

  /** Whether the undo is derived from the steps, so that they must declare all that they remove. */
  private boolean comparesInverse;

  /** The declared inverse of the running operation. */
  private List<? extends Operation> declared = List.of();

  protected abstract Dialect dialect();

  /** Returns whether an earlier run has begun the next step. */
  protected boolean isNextBegun() {
    return false;
  }

  /** Sets whether to compare, which is required if the undo is derived from the steps. */
  public final void compareInverse(boolean isWanted) {
    comparesInverse = isWanted;
  }

  /** Runs {@code work} without comparing, because its undo is written by hand. */
  protected final void withoutComparing(Runnable work) {
    boolean comparedInverse = comparesInverse;
    comparesInverse = false;
    work.run();
    comparesInverse = comparedInverse;
  }

  @Override
  public void run(Operation operation, List<? extends Operation> inverse) {
    if (comparesInverse && !isNextBegun()) {
      declared = inverse;
    }
    try {
      run(operation);
    } finally {
      declared = List.of();
    }
  }

  /** Rejects the running operation if its declared inverse would not restore what exists. */
  protected final void requireInverse(Operation operation, Supplier<Catalog> catalog) {
    List<? extends Operation> inverse = declared;
    declared = List.of(); // only the first step of the operation compares
    if (inverse.isEmpty()) {
      return;
    }
    List<String> differences =
        new InverseComparison(dialect().mapping(), catalog.get()).differences(inverse);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – its undo would not restore "
              + String.join(", ", differences)
              + ". Nothing was sent. Declare it in previously(…), remove it by an earlier step, or"
              + " write reversibly(up -> …, down -> …)");
    }
  }
}
