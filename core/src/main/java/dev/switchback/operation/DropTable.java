package dev.switchback.operation;

import dev.switchback.schema.DropOption;
import java.util.EnumSet;
import java.util.List;

/**
 * Drops a table with its indexes and the enum types it owns.
 *
 * @param ifExists whether it is no error that there is none
 * @param isCascading whether what depends on it goes too
 */
public record DropTable(String table, boolean ifExists, boolean isCascading) implements Operation {

  /** Fails if there is none, and if something depends on it. */
  public DropTable(String table) {
    this(table, false, false);
  }

  /** With what is asked for. */
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
  public String describe() {
    return "dropTable '"
        + table
        + "'"
        + (ifExists ? " if it exists" : "")
        + (isCascading ? " with what depends on it" : "");
  }
}
