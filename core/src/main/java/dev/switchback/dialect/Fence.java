package dev.switchback.dialect;

/**
 * The fencing token of a run, and the table that keeps the highest one. Each run gets a higher
 * token than every run before it. The gate keeps it in column {@code fence} of the row with {@code
 * id} 2. A run whose token is no longer there has lost its lock to another run.
 *
 * @param table the table with the gate, with its schema and quoted
 */
public record Fence(String table, long number) {

  /** The {@code id} of the row that a run locks and compares. */
  public static final int GATE = 2;
}
