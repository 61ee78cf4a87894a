package dev.switchback.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement as the driver gets it.
 *
 * @param parameters the values for its question marks; a value may be {@code null}
 */
public record SqlStatement(String sql, List<@Nullable Object> parameters) {

  /** A statement without parameters. */
  public static SqlStatement of(String sql) {
    return new SqlStatement(sql, List.of());
  }
}
