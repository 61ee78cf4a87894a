package dev.switchback.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement as the driver receives it.
 *
 * @param batch the values for its question marks, one list for each execution; a value may be
 *     {@code null}. Empty for a statement that is sent as it is
 */
public record SqlStatement(String sql, List<List<@Nullable Object>> batch) {

  /** Returns the values of the first execution. Empty if the statement is sent as it is. */
  public List<@Nullable Object> values() {
    return batch.isEmpty() ? List.of() : batch.get(0);
  }

  /** Creates a statement without parameters. */
  public static SqlStatement of(String sql) {
    return new SqlStatement(sql, List.of());
  }

  /** Creates a statement that is executed once. */
  public static SqlStatement of(String sql, List<@Nullable Object> parameters) {
    return new SqlStatement(sql, parameters.isEmpty() ? List.of() : List.of(parameters));
  }
}
