package dev.switchback.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement as the driver gets it.
 *
 * @param batch the values for its question marks, once for each time that it is carried out; a
 *     value may be {@code null}. Empty for a statement that is sent as it is
 */
public record SqlStatement(String sql, List<List<@Nullable Object>> batch) {

  /** A statement without parameters. */
  public static SqlStatement of(String sql) {
    return new SqlStatement(sql, List.of());
  }

  /** A statement that is carried out once. */
  public static SqlStatement of(String sql, List<@Nullable Object> parameters) {
    return new SqlStatement(sql, parameters.isEmpty() ? List.of() : List.of(parameters));
  }
}
