package dev.switchback.dialect;

/**
 * The number of a run, higher than that of every run before it, and where the server keeps the
 * highest: in the column {@code fence} of the row with {@code id} 2, the gate. A run whose number
 * is not there any more has lost its lock to another.
 *
 * @param table the table with the gate, with its schema and quoted
 */
public record Fence(String table, long number) {

  /** The row that is to be locked and compared. */
  public static final int GATE = 2;
}
