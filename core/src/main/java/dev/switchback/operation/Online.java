package dev.switchback.operation;

import java.util.List;

/**
 * A change of a table that is executed only if other sessions can write to the table meanwhile, and
 * the table is not copied. Otherwise it is refused, and nothing is changed.
 */
public record Online(TableChange change) implements Operation {

  /**
   * Returns the operation as an online one.
   *
   * @throws IllegalArgumentException if the operation is not a change of one table
   */
  public static Operation of(Operation operation) {
    if (operation instanceof TableChange change) {
      return new Online(change);
    }
    throw new IllegalArgumentException(
        operation.describe()
            + " – online() is for changes of a table and for its indexes. Nothing was sent. Leave"
            + " out online()");
  }

  /** Returns each of {@code operations} as an online one; see {@link #of}. */
  public static List<Operation> all(List<? extends Operation> operations) {
    return operations.stream().map(Online::of).toList();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.online(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.online(this);
  }

  @Override
  public Repetition repetition() {
    return change.repetition();
  }

  @Override
  public boolean isDefinition() {
    return change.isDefinition();
  }

  @Override
  public boolean isOnline() {
    return true;
  }

  @Override
  public Operation bare() {
    return change;
  }

  @Override
  public String describe() {
    return change.describe() + " online";
  }
}
