package dev.switchback.internal.base;

import dev.switchback.QueryInterface;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.WasComparison;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Index;
import dev.switchback.schema.Previous;
import dev.switchback.schema.TableDefinition;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A query interface that compares what a step removes with what its {@code previously(…)} declares.
 */
public abstract class ComparingQueryInterface implements QueryInterface {

  /** Whether the undo is derived from the steps, so that they must declare all that they remove. */
  private boolean comparesWas;

  private @Nullable Look wanted;

  /** A comparison that finds what the undo would not restore. */
  private interface Look {
    List<String> differences(WasComparison comparison);
  }

  protected abstract Dialect dialect();

  /** Returns whether an earlier run has begun the next step. */
  protected boolean isNextBegun() {
    return false;
  }

  /** Sets whether to compare, which is required if the undo is derived from the steps. */
  public final void compareWas(boolean isWanted) {
    comparesWas = isWanted;
  }

  /** Runs {@code work} without comparing, because its undo is written by hand. */
  protected final void withoutWas(Runnable work) {
    boolean comparedWas = comparesWas;
    comparesWas = false;
    work.run();
    comparesWas = comparedWas;
  }

  private void run(Operation operation, Look look) {
    if (comparesWas && !isNextBegun()) {
      wanted = look;
    }
    try {
      run(operation);
    } finally {
      wanted = null;
    }
  }

  /** Rejects the running operation if its {@code previously(…)} declares less than exists. */
  protected final void requireWas(Operation operation, Supplier<Catalog> catalog) {
    Look look = wanted;
    wanted = null; // only the first step of the operation compares
    List<String> differences =
        look == null
            ? List.of()
            : look.differences(new WasComparison(dialect().mapping(), catalog.get()));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – its way back would not bring "
              + String.join(", ", differences)
              + ". Nothing was sent. Say what was there, take it away by a step of its own before,"
              + " or write reversibly(up -> …, down -> …)");
    }
  }

  @Override
  public void dropTable(String table, Previous<Consumer<TableDefinition>> was) {
    TableDefinition before = new TableDefinition(table);
    was.value().accept(before);
    run(DropTable.with(table), comparison -> comparison.dropped(before));
  }

  @Override
  public void commentOnTable(String table, String comment, Previous<String> was) {
    run(new CommentOnTable(table, comment), comparison -> comparison.commented(table, was.value()));
  }

  @Override
  public void removeColumn(String table, String column, Previous<ColumnDefinition> was) {
    run(
        new RemoveColumn(table, column),
        comparison -> comparison.removed(table, column, was.value()));
  }

  @Override
  public void changeColumn(
      String table,
      String column,
      UnaryOperator<ColumnChange> change,
      Previous<UnaryOperator<ColumnChange>> was) {
    ColumnChange before = was.value().apply(ColumnChange.none());
    run(
        new ChangeColumn(table, column, change.apply(ColumnChange.none())),
        comparison -> comparison.changed(table, column, before));
  }

  @Override
  public void removeIndex(String table, Index index) {
    run(
        new RemoveIndex(table, index.nameOn(table), index.isConcurrent()),
        comparison -> comparison.removed(table, index));
  }

  @Override
  public void removeConstraint(String table, Constraint constraint) {
    run(
        new RemoveConstraint(
            table, constraint.on(table).name(), constraint instanceof Constraint.PrimaryKey),
        comparison -> comparison.removed(table, constraint));
  }
}
