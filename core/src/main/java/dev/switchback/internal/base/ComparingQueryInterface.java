package dev.switchback.internal.base;

import dev.switchback.DatabaseInfo;
import dev.switchback.DatabaseProduct;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.InverseComparison;
import dev.switchback.operation.Operation;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A query interface that compares what a step removes with what its declared inverse restores. */
public abstract class ComparingQueryInterface implements Looking {

  /** Whether the undo is derived from the steps, so that they must declare all that they remove. */
  private boolean comparesInverse;

  /** The declared inverse of the running operation. */
  private List<? extends Operation> declared = List.of();

  /** The choice by database that the last call of the migration belongs to. */
  private @Nullable Choice choice;

  protected abstract Dialect dialect();

  /** Returns whether an earlier run has begun the next step. */
  protected boolean isNextBegun() {
    return false;
  }

  /** Sets whether to compare, which is required if the undo is derived from the steps. */
  public final void compareInverse(boolean isWanted) {
    comparesInverse = isWanted;
  }

  @Override
  public QueryInterface.DatabaseChoice on(
      Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
    requireChosen();
    return new Choice().on(products, work);
  }

  /**
   * Handles a branch of a choice by database. By default, executes it if it is chosen.
   *
   * @param products its databases; empty for {@code otherwise}
   */
  protected void branch(
      Set<DatabaseProduct> products, boolean isChosen, Consumer<QueryInterface> work) {
    if (isChosen) {
      work.accept(this);
    }
  }

  protected final DatabaseInfo databaseInUse() {
    return new DatabaseInfo(new DatabaseProduct(dialect().name()), dialect().version());
  }

  /** Ends the last choice by database. Rejects a choice that had no branch for this database. */
  public final void requireChosen() {
    Choice last = choice;
    choice = null;
    if (last != null) {
      last.requireChosen();
    }
  }

  /** The branches of a choice, of which one at most is chosen. */
  private final class Choice extends Branches {

    /** Where the migration begins this choice. */
    private final StackTraceElement[] place = new Throwable().getStackTrace();

    private boolean isChosen;

    @Override
    protected void branch(Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
      boolean isHere = products.isEmpty() ? !isChosen : products.stream().anyMatch(this::isInUse);
      isChosen |= isHere;
      choice = null;
      ComparingQueryInterface.this.branch(products, isHere, work);
      ComparingQueryInterface.this.requireChosen(); // a choice within the branch
      choice = this;
    }

    private boolean isInUse(DatabaseProduct product) {
      return dialect().isCalled(product.name());
    }

    private void requireChosen() {
      end();
      if (!isChosen) {
        RuntimeException refusal =
            new IllegalArgumentException(
                "on(%s, …) – it has no branch for %s, the database in use. Nothing was sent for it. Add on(%2$s, …) or otherwise(…)"
                    .formatted(String.join(", ", named()), dialect().name()));
        refusal.setStackTrace(place);
        throw refusal;
      }
    }
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
        new InverseComparison(dialect().mapping(), catalog.get())
            .differences(
                operation.inCurrentSchema(),
                inverse.stream().map(Operation::inCurrentSchema).toList());
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
