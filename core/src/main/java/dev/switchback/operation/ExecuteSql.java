package dev.switchback.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one statement in the database's own SQL, unchanged. Only the server knows its effect.
 *
 * @param parameters the values for its question marks, which may be {@code null}; or a {@link
 *     dev.switchback.schema.Params} alone
 * @param placeOrNull the file and the line that it is from: {@code views/rooms.sql:3}. It is not in
 *     the fingerprint
 * @param isOutside whether it runs outside the transaction, because it commits parts of itself
 */
public record ExecuteSql(
    String sql, List<@Nullable Object> parameters, @Nullable String placeOrNull, boolean isOutside)
    implements Operation {

  private static final int SHOWN = 60;

  /** The number of characters that are read, enough for the shown text despite indentation. */
  private static final int LOOKED_AT = 1_000;

  public ExecuteSql {
    if (sql.isBlank()) {
      throw new IllegalArgumentException("execute – the statement is empty");
    }
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** Creates a statement that a migration contains. */
  public ExecuteSql(String sql, List<@Nullable Object> parameters) {
    this(sql, parameters, null);
  }

  /** Creates a statement of a file. */
  public ExecuteSql(String sql, List<@Nullable Object> parameters, @Nullable String placeOrNull) {
    this(sql, parameters, placeOrNull, false);
  }

  /** Creates a statement that runs outside the transaction. */
  public static ExecuteSql outside(String sql, List<@Nullable Object> parameters) {
    return new ExecuteSql(sql, parameters, null, true);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.executeSql(this);
  }

  @Override
  public <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.executeSql(this);
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMFUL;
  }

  @Override
  public Optional<ExecuteSql> raw() {
    return Optional.of(this);
  }

  @Override
  public boolean isDefinition() {
    return false;
  }

  @Override
  public String describe() {
    return "execute '"
        + shorten(sql)
        + "'"
        + (isOutside ? " outside the transaction" : "")
        + (placeOrNull == null ? "" : " at " + placeOrNull);
  }

  /**
   * Returns the beginning of a statement, up to the first quote or dollar sign. Quoted text may be
   * a secret, and the meaning of a quote depends on the database and its settings.
   */
  public static String shorten(String sql) {
    String text = sql.strip();
    int end = 0;
    while (end < text.length() && end < LOOKED_AT && "'\"$".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String line = inOneLine(text.substring(0, end));
    if (line.length() > SHOWN) {
      return line.substring(0, SHOWN) + "…";
    }
    return end < text.length() ? line + "…" : line;
  }

  /** Replaces each sequence of whitespace by a space, and removes leading whitespace. */
  public static String inOneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean isBehindBlank = true;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      boolean isBlank = Character.isWhitespace(next);
      if (!isBlank) {
        line.append(next);
      } else if (!isBehindBlank) {
        line.append(' ');
      }
      isBehindBlank = isBlank;
    }
    return line.toString();
  }
}
