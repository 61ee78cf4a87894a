package dev.switchback.dialect;

import dev.switchback.schema.Params;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the names in raw SQL, such as {@code :kind}, by question marks. Rejects SQL in which the
 * names cannot be found with certainty.
 */
final class NamedValues extends SqlTokens {

  /** The words before a question mark that is a value, where a question mark can be an operator. */
  private static final Set<String> BEFORE_VALUE =
      Set.of(
          "SELECT",
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "ON",
          "BETWEEN",
          "LIKE",
          "ILIKE",
          "IN",
          "WHEN",
          "THEN",
          "ELSE",
          "LIMIT",
          "OFFSET",
          "BY",
          "RETURNING");

  private final Params params;
  private final boolean hasQuestionMarkOperators;
  private final List<Place> places = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Set<String> used = new LinkedHashSet<>();

  /** The end of the part of the SQL that is copied. */
  private int copied;

  /** A token and its position. */
  private record Place(Token token, int at) {}

  NamedValues(String sql, Params params, SqlSyntax syntax, boolean hasQuestionMarkOperators) {
    super(sql, syntax);
    this.params = params;
    this.hasQuestionMarkOperators = hasQuestionMarkOperators;
  }

  /** Returns the values by name that are passed to a statement, if there are any. */
  static Optional<Params> among(List<@Nullable Object> values) {
    for (Object value : values) {
      if (value instanceof Params params) {
        if (values.size() > 1) {
          throw refused(
              "params(…) is passed together with other values",
              "Pass params(…) alone, and give a name to each value");
        }
        return Optional.of(params);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the statement with question marks, and the values in their order.
   *
   * @throws IllegalArgumentException if names and values do not correspond
   */
  SqlStatement statement() {
    read();
    for (int i = 0; i < places.size(); i++) {
      if (isNext(i, ':', ':') || isNext(i, ':', '=')) {
        i++;
      } else if (isName(i)) {
        i++;
        bind(i);
      } else if (isSign(i, '?')) {
        i += keepQuestionMark(i);
      }
    }
    requireUsed();
    return SqlStatement.of(text.append(sql, copied, sql.length()).toString(), values);
  }

  private void bind(int i) {
    String name = places.get(i).token().text();
    if (!params.names().contains(name)) {
      throw refused(
          "The statement has ':" + name + "', and params(…) has no value for it",
          "Add the value. If ':" + name + "' is not a name, write a space after the colon");
    }
    used.add(name);
    Object value = params.value(name);
    if (value instanceof List<?> list) {
      requireInList(i, name);
      replace(i, String.join(", ", Collections.nCopies(list.size(), "?")));
      values.addAll(list);
    } else {
      replace(i, "?");
      values.add(value);
    }
    if (values.size() > ConditionParts.MOST_VALUES) {
      throw refused(
          "The statement has more than %d values, which is the limit of a statement"
              .formatted(ConditionParts.MOST_VALUES),
          "Write several statements with fewer values each");
    }
  }

  private void replace(int i, String marks) {
    text.append(sql, copied, places.get(i).at() - 1).append(marks);
    copied = places.get(i).at() + places.get(i).token().text().length();
  }

  /** Refuses a list whose elements would not be elements of a list of SQL. */
  private void requireInList(int i, String name) {
    boolean isInside = isAny(i - 2, "([,") && isAny(i + 1, ")],");
    boolean isQuantified =
        isSign(i - 2, '(')
            && (isWord(i - 3, "ANY") || isWord(i - 3, "ALL") || isWord(i - 3, "SOME"));
    if (!isInside || isQuantified) {
      throw refused(
          "The value of ':%s' is a list, and is not in a list of SQL".formatted(name),
          "Write IN (:%s). To bind an array, pass an array".formatted(name));
    }
  }

  /**
   * Keeps a question mark that is an operator. The driver requires that it is doubled.
   *
   * @return the number of further tokens that belong to it
   */
  private int keepQuestionMark(int i) {
    if (!hasQuestionMarkOperators || isPlaceOfValue(i)) {
      throw refused(
          "The statement has a question mark for a value, and params(…) has values by name",
          "Give a name to each value");
    }
    int end = places.get(i).at() + 1;
    if (isNext(i, '?', '?')) {
      return 1;
    }
    text.append(sql, copied, end).append('?');
    copied = end;
    return 0;
  }

  /** Returns whether a question mark has no operand on one of its sides. */
  private boolean isPlaceOfValue(int i) {
    if (i == 0 || i + 1 == places.size()) {
      return true;
    }
    Token before = places.get(i - 1).token();
    boolean isAfterOperand =
        before.kind() == Kind.SIGN
            ? before.isSign(')') || before.isSign(']')
            : !(before.kind() == Kind.WORD
                && BEFORE_VALUE.contains(before.text().toUpperCase(Locale.ROOT)));
    return !isAfterOperand || isAny(i + 1, "),=");
  }

  private void requireUsed() {
    for (String name : params.names()) {
      if (!used.contains(name)) {
        throw refused(
            "params(…) has a value for '%1$s', and the statement has no ':%1$s'".formatted(name),
            "Leave out the value, or write the name outside of quotes and comments");
      }
    }
  }

  private boolean isSign(int i, char sign) {
    return i >= 0 && i < places.size() && places.get(i).token().isSign(sign);
  }

  private boolean isAny(int i, String signs) {
    return signs.chars().anyMatch(sign -> isSign(i, (char) sign));
  }

  private boolean isWord(int i, String word) {
    return i >= 0 && places.get(i).token().is(word);
  }

  /** Returns whether two signs are next to each other. */
  private boolean isNext(int i, char first, char second) {
    return isSign(i, first) && isSign(i + 1, second) && isAdjacent(i);
  }

  private boolean isAdjacent(int i) {
    return places.get(i + 1).at() == places.get(i).at() + 1;
  }

  private boolean isName(int i) {
    if (!isSign(i, ':') || i + 1 == places.size() || !isAdjacent(i)) {
      return false;
    }
    Token next = places.get(i + 1).token();
    return next.kind() == Kind.WORD && !Character.isDigit(next.text().charAt(0));
  }

  @Override
  void add(Kind kind, String shown) {
    super.add(kind, shown);
    places.add(new Place(tokens.get(tokens.size() - 1), at));
  }

  /** Skips a hint like any comment. */
  @Override
  boolean skipsBlockComment() {
    if (isExecutable()) {
      throw unreadable(Doubt.BY_SETTING);
    }
    skipComment();
    return true;
  }

  @Override
  RuntimeException unreadable(Doubt doubt) {
    String why =
        switch (doubt) {
          case IN_QUOTE -> "a quote begins in line %d and does not end";
          case IN_COMMENT -> "a comment begins in line %d and does not end";
          case BY_SETTING -> "a setting of the server decides what the text in line %d means";
        };
    return refused(
        "The names in the statement cannot be found, because " + why.formatted(line),
        "Write question marks, and pass the values in their order");
  }

  private static IllegalArgumentException refused(String what, String remedy) {
    return new IllegalArgumentException(what + ". Nothing was sent. " + remedy + ".");
  }
}
