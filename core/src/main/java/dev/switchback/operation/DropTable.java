package dev.switchback.operation;

import dev.switchback.schema.DropOption;
import java.util.EnumSet;
import java.util.List;

/**
 * Drops a table with its indexes and the enum types that it owns.
 *
 * @param ifExists whether a missing table is accepted
 * @param isCascading whether objects that depend on the table are dropped too
 */
public record DropTable(String table, boolean ifExists, boolean isCascading) implements Operation {

  /** Creates an operation that fails if the table does not exist or if something depends on it. */
  public DropTable(String table) {
    this(table, false, false);
  }

  /** Returns an operation with these options. */
  public static DropTable with(String table, DropOption... options) {
    EnumSet<DropOption> asked = EnumSet.noneOf(DropOption.class);
    asked.addAll(List.of(options));
    return new DropTable(
        table, asked.contains(DropOption.IF_EXISTS), asked.contains(DropOption.WITH_DEPENDENTS));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropTable(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.dropTable(this);
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public boolean isDefinition() {
    return true;
  }

  @Override
  public String describe() {
    return "dropTable '"
        + table
        + "'"
        + (ifExists ? " if it exists" : "")
        + (isCascading ? " with what depends on it" : "");
  }
}
