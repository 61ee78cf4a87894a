package dev.switchback.internal.base;

import dev.switchback.operation.DataOperation;
import dev.switchback.operation.Operation;
import java.util.AbstractList;
import java.util.function.Supplier;

/**
 * The numbers of rows that are not inserted now, so that only their count is known. Each access to
 * a number throws.
 */
public final class UnknownNumbers extends AbstractList<Long> {

  private final int count;
  private final Supplier<? extends Throwable> refusal;

  /**
   * @param operation what would insert the rows
   * @param refusal what an access throws: a {@link RuntimeException} or an {@link Error}
   */
  public UnknownNumbers(Operation operation, Supplier<? extends Throwable> refusal) {
    count = operation.bare() instanceof DataOperation data ? data.rowCount() : 0;
    this.refusal = refusal;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Long get(int index) {
    Throwable thrown = refusal.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
