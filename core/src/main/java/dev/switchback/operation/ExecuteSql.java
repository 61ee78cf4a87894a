package dev.switchback.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a statement in the database's own SQL, whole and as it is. It is opaque: nobody but the
 * server knows what it does.
 *
 * @param parameters the values for its question marks; a value may be {@code null}
 */
public record ExecuteSql(String sql, List<@Nullable Object> parameters) implements Operation {

  private static final int SHOWN = 60;

  public ExecuteSql {
    if (sql.isBlank()) {
      throw new IllegalArgumentException("execute – the statement is empty");
    }
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.executeSql(this);
  }

  @Override
  public String describe() {
    return "execute '" + shorten(sql) + "'";
  }

  /** The beginning of a statement, without the texts in it: they may be secrets. */
  public static String shorten(String sql) {
    String line = sql.strip().replaceAll("'(?:[^']|'')*'", "'…'").replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
