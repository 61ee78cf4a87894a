package dev.switchback.dialect;

import dev.switchback.dialect.SqlTokens.Statement;
import dev.switchback.dialect.SqlTokens.Token;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds mistakes in raw SQL that a server only reports unclearly: commands of client programs,
 * invisible characters, and question marks without values. Finds less if the SQL cannot be
 * tokenized with certainty.
 */
final class RawSqlMistakes {

  private static final Map<String, String> COMMANDS =
      Map.of(
          "DELIMITER",
          "Leave it out, and send each routine by a separate execute(…), without the delimiter"
              + " after it.",
          "SOURCE",
          "Read the file, and send each of its statements by a separate execute(…).");

  /** Matches the statements that must be tokenized. Most statements do not match. */
  private static final Pattern SUSPECT =
      Pattern.compile("(?im)(?:^|;)\\s*(?:delimiter\\b|source\\b|\\\\)|\\p{Cf}");

  private static final int UNKNOWN = -1;

  private final String sql;
  private final String dialect;
  private final SqlSyntax syntax;

  RawSqlMistakes(String sql, String dialect, SqlSyntax syntax) {
    this.sql = sql;
    this.dialect = dialect;
    this.syntax = syntax;
  }

  private Optional<List<Statement>> statements() {
    return SqlTokens.statements(sql, syntax);
  }

  /** Rejects commands of client programs, and invisible characters. */
  void refuse() {
    if (SUSPECT.matcher(sql).find()) {
      refuseHidden(sql.codePointAt(0), 1); // also if the rest cannot be tokenized
      statements().orElse(List.of()).forEach(this::refuse);
    }
  }

  private void refuse(Statement statement) {
    Token first = statement.tokens().get(0);
    refuseHidden(first.text().codePointAt(0), first.line());
    if (first.isSign('\\')) {
      throw refused(
          "send a command with a backslash in line %d of the statement. A client program"
                  .formatted(first.line())
              + " such as psql interprets it, and no server does",
          "Leave it out.");
    }
    COMMANDS.forEach(
        (command, remedy) -> {
          if (first.is(command)) {
            throw refused(
                "send '%s' in line %d of the statement. The client program mysql interprets it, and no server does"
                    .formatted(command, first.line()),
                remedy);
          }
        });
  }

  private void refuseHidden(int character, int line) {
    if (Character.getType(character) == Character.FORMAT) {
      throw refused(
          "send a statement that begins with an invisible character, U+%04X%s, in line %d"
              .formatted(character, character == 0xFEFF ? " (a byte order mark)" : "", line),
          "Take it out.");
    }
  }

  private UnsupportedByDialectException refused(String what, String remedy) {
    return new UnsupportedByDialectException(dialect, what, "Nothing was sent. " + remedy);
  }

  /**
   * Rejects a number of values that differs from the number of parameters.
   *
   * @param doubled whether two question marks stand for one that is an operator
   */
  void requireValues(List<@Nullable Object> values, boolean doubled) {
    Optional<List<Statement>> statements = statements();
    if (statements.isEmpty()) {
      return;
    }
    List<Token> all = statements.get().stream().flatMap(each -> each.tokens().stream()).toList();
    int places = places(all, doubled);
    if (places != UNKNOWN && places != values.size()) {
      throw new IllegalArgumentException(
          "The statement has %s, and received %s. Nothing was sent. Pass one value for each.%s%s"
              .formatted(
                  number(places, "question mark"),
                  number(values.size(), "value"),
                  values.stream().anyMatch(RawSqlMistakes::isSeveral)
                      ? " A list or an array is one value: pass its elements one by one."
                      : "",
                  doubled && places > values.size()
                      ? " If one of them is an operator, write it as '??'."
                      : ""));
    }
    if (places != UNKNOWN && isListForIn(all, values)) {
      throw new IllegalArgumentException(
          "The statement has 'IN (?)', and received a list for it, which is one value. Nothing was"
              + " sent. Write IN (:name), and pass the list by params(…).");
    }
  }

  private static boolean isSeveral(@Nullable Object value) {
    return value instanceof Collection<?> || value instanceof Object[];
  }

  /** Returns whether a list is the value of a single question mark in {@code IN (?)}. */
  private static boolean isListForIn(List<Token> tokens, List<@Nullable Object> values) {
    int place = 0;
    for (int i = 0; i < tokens.size() && place < values.size(); i++) {
      if (tokens.get(i).isSign('?')
          && isSeveral(values.get(place++))
          && i > 1
          && i + 1 < tokens.size()
          && tokens.get(i - 2).is("IN")
          && tokens.get(i - 1).isSign('(')
          && tokens.get(i + 1).isSign(')')) {
        return true;
      }
    }
    return false;
  }

  private static String number(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  private static int places(List<Token> tokens, boolean doubled) {
    int places = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isSign('?')) {
        Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : tokens.get(i);
        if (next.kind() == SqlTokens.Kind.WORD && Character.isDigit(next.text().charAt(0))) {
          return UNKNOWN; // H2's numbered parameters: ?1
        }
        if (doubled && i + 1 < tokens.size() && next.isSign('?')) {
          i++;
        } else {
          places++;
        }
      }
    }
    return places;
  }

  /** Returns how to send several statements to a server that accepts one at a time. */
  Optional<String> ofSeveral() {
    int count = statements().map(List::size).orElse(RawSql.isSingle(sql) ? 1 : 2);
    return count < 2
        ? Optional.empty()
        : Optional.of(
            "The string has several statements, which the driver sends only with"
                + " allowMultiQueries=true in its URL. Send each statement by a separate"
                + " execute(…).");
  }

  /**
   * Returns a hint that names a character outside quotes that looks like a space, but is not one.
   */
  Optional<String> ofOddBlanks() {
    return statements().orElse(List.of()).stream()
        .flatMap(statement -> statement.tokens().stream())
        .filter(token -> token.kind() == SqlTokens.Kind.SIGN || token.kind() == SqlTokens.Kind.WORD)
        .flatMap(
            token ->
                token
                    .text()
                    .codePoints()
                    .filter(RawSqlMistakes::isOdd)
                    .mapToObj(
                        character ->
                            "Line %d has the character U+%04X, which looks like a blank or is invisible. Write a plain blank."
                                .formatted(token.line(), character)))
        .findFirst();
  }

  private static boolean isOdd(int character) {
    return Character.getType(character) == Character.FORMAT
        || (Character.isSpaceChar(character) && !Character.isWhitespace(character));
  }
}
