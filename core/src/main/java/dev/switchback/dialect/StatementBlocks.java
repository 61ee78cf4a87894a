package dev.switchback.dialect;

import dev.switchback.dialect.SqlScript.Feature;
import dev.switchback.dialect.SqlTokens.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The open {@code BEGIN} and {@code CASE} in one statement of a file, within which a semicolon does
 * not end the statement. Rejects a statement in which that is not certain.
 */
final class StatementBlocks {

  private enum Open {
    BEGIN,
    CASE
  }

  private static final Set<String> BODIES =
      Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "LIBRARY");

  /** The words of which the first one after {@code CREATE} or {@code ALTER} is the kind. */
  private static final Set<String> KINDS =
      Set.of(
          "PROCEDURE",
          "FUNCTION",
          "TRIGGER",
          "EVENT",
          "PACKAGE",
          "LIBRARY",
          "TABLE",
          "VIEW",
          "INDEX",
          "DATABASE",
          "SCHEMA",
          "SEQUENCE",
          "USER",
          "ROLE",
          "SERVER",
          "TABLESPACE",
          "LOGFILE",
          "INSTANCE",
          "RESOURCE",
          "SPATIAL");

  /** First words of statements that only the body of a routine has, or MariaDB outside of one. */
  private static final Set<String> COMPOUND =
      Set.of("DECLARE", "IF", "LOOP", "WHILE", "REPEAT", "UNTIL", "FOR", "CASE");

  /** The words after {@code END} of a block that is not counted. */
  private static final Set<String> UNCOUNTED = Set.of("IF", "LOOP", "WHILE", "FOR");

  /** The words after which a statement of a body begins. */
  private static final Set<String> BEFORE_STATEMENT =
      Set.of("BEGIN", "ATOMIC", "THEN", "ELSE", "DO", "LOOP", "REPEAT");

  /** The first words of a body without {@code BEGIN}. */
  private static final Set<String> PLAIN =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "REPLACE",
          "SET",
          "CALL",
          "RETURN",
          "DO",
          "SIGNAL",
          "TRUNCATE",
          "DROP",
          "ALTER",
          "RENAME",
          "ANALYZE",
          "OPTIMIZE",
          "FLUSH",
          "KILL",
          "WITH",
          "VALUES",
          "SHOW",
          "CASE",
          "SONAME");

  private final Set<Feature> features;
  private final Deque<Open> open = new ArrayDeque<>();

  /** What the last {@code END} closed, if the next word may show that it closed something else. */
  private Optional<Open> closed = Optional.empty();

  /** An {@code END} that is a name, unless the next word shows what it ends. */
  private Optional<Token> doubtful = Optional.empty();

  /** Whether the last {@code END} may have closed a {@code CASE} in an expression. */
  private boolean isExpression;

  private boolean hasBlock;
  private boolean hasFlow;

  StatementBlocks(Set<Feature> features) {
    this.features = features;
  }

  /** Returns whether a semicolon ends the statement with these tokens. */
  boolean areClosed(List<Token> tokens) {
    refuseDoubtful();
    if (!open.isEmpty()) {
      return false;
    }
    if (features.contains(Feature.BLOCKS) && !tokens.isEmpty()) {
      requirePlain(tokens);
    }
    return true;
  }

  /** Reads the last token, which is a word. */
  void add(List<Token> tokens) {
    Token last = tokens.get(tokens.size() - 1);
    if (features.contains(Feature.ATOMIC_BODIES) && hasBody(tokens)) {
      addAtomic(last, before(tokens));
    } else if (features.contains(Feature.BLOCKS) && hasBody(tokens)) {
      addBlock(last, tokens);
    }
  }

  private static Token before(List<Token> tokens) {
    return tokens.get(Math.max(0, tokens.size() - 2));
  }

  private boolean hasBody(List<Token> tokens) {
    Token first = tokens.get(0);
    if (first.is("BEGIN")) {
      return tokens.size() > 2 && tokens.get(1).is("NOT") && tokens.get(2).is("ATOMIC");
    }
    return (first.is("CREATE") || first.is("ALTER"))
        && kind(tokens).filter(BODIES::contains).isPresent();
  }

  private static Optional<String> kind(List<Token> tokens) {
    return IntStream.range(1, tokens.size())
        .filter(i -> tokens.get(i).kind() == SqlTokens.Kind.WORD && !isOfDefiner(tokens, i))
        .mapToObj(i -> word(tokens.get(i)))
        .filter(KINDS::contains)
        .findFirst();
  }

  /** Returns whether the word is a part of {@code DEFINER = user@host}. */
  private static boolean isOfDefiner(List<Token> tokens, int i) {
    return tokens.get(i - 1).isSign('=') || tokens.get(i - 1).isSign('@');
  }

  private static String word(Token token) {
    return token.text().toUpperCase(Locale.ROOT);
  }

  // ---- BEGIN ATOMIC … END

  private void addAtomic(Token last, Token before) {
    boolean isName = before.isSign('.') || before.is("AS");
    if (last.is("ATOMIC") && before.is("BEGIN")) {
      open.push(Open.BEGIN);
    } else if (!open.isEmpty() && !isName && last.is("CASE")) {
      open.push(Open.CASE);
    } else if (!open.isEmpty() && !isName && last.is("END")) {
      open.pop();
    }
  }

  // ---- BEGIN … END

  private void addBlock(Token last, List<Token> tokens) {
    Token before = before(tokens);
    Optional<Open> wasClosed = closed;
    closed = Optional.empty();
    if (before.is("END") && wasClosed.isPresent() && isUncounted(last)) {
      doubtful = Optional.empty();
      open.push(wasClosed.get());
      return;
    }
    refuseDoubtful();
    if (before.isSign('.') || before.isSign('@') || before.is("XA")) {
      return; // the part of a name, or of XA BEGIN and XA END
    }
    if (last.is("BEGIN") || (tokens.get(0).is("BEGIN") && tokens.size() == 3)) {
      begin(last, tokens);
    } else if (last.is("CASE") && !before.is("END")) {
      open.push(Open.CASE);
    } else if (last.is("END")) {
      close(last, before);
    } else if (open.isEmpty() && Set.of("THEN", "LOOP", "WHILE", "UNTIL").contains(word(last))) {
      hasFlow = true;
    } else if (last.text().startsWith("$") && before.is("AS")) {
      throw SqlScript.uncertain(last.line(), "the body is in dollar quotes");
    }
  }

  /** Returns whether a word after {@code END} shows that no counted block ended. */
  private boolean isUncounted(Token last) {
    return last.is("REPEAT") || (!isExpression && UNCOUNTED.contains(word(last)));
  }

  private void begin(Token last, List<Token> tokens) {
    boolean isFirst = open.isEmpty() && !hasBlock;
    if (!isFirst && !isAtStatement(tokens)) {
      throw SqlScript.uncertain(last.line(), "'BEGIN' may be a name");
    }
    open.push(Open.BEGIN);
    hasBlock = true;
  }

  /** Returns whether a statement of the body begins with the last token. */
  private static boolean isAtStatement(List<Token> tokens) {
    Token before = before(tokens);
    if (isBeforeStatement(before) || before.isSign(':')) {
      return true;
    }
    int first = tokens.size() - 1;
    while (first > 0 && !isBeforeStatement(tokens.get(first - 1))) {
      first--;
    }
    return tokens.get(first).is("DECLARE")
        && tokens.subList(first, tokens.size()).stream().anyMatch(token -> token.is("HANDLER"));
  }

  private static boolean isBeforeStatement(Token token) {
    return token.isSign(';')
        || (token.kind() == SqlTokens.Kind.WORD && BEFORE_STATEMENT.contains(word(token)));
  }

  private void close(Token last, Token before) {
    boolean isAfterStatement = before.isSign(';') || before.is("BEGIN") || before.is("ATOMIC");
    if (open.isEmpty() || (open.peek() == Open.BEGIN && !isAfterStatement)) {
      doubtful = Optional.of(last); // unless it is the end of REPEAT … UNTIL n END REPEAT
    }
    if (!open.isEmpty()) {
      closed = Optional.of(open.pop());
      isExpression = !isAfterStatement;
    }
  }

  private void refuseDoubtful() {
    if (doubtful.isPresent()) {
      throw SqlScript.uncertain(doubtful.get().line(), "'END' may be a name");
    }
  }

  /** Rejects a statement with a body that is no plain statement, and has no counted block. */
  private void requirePlain(List<Token> tokens) {
    Token first = tokens.get(0);
    if (first.is("END")
        || (first.kind() == SqlTokens.Kind.WORD && COMPOUND.contains(word(first)))) {
      throw SqlScript.uncertain(
          first.line(), "'%s' begins a part of a routine".formatted(word(first)));
    }
    if (!hasBody(tokens) || first.is("BEGIN")) {
      return;
    }
    hasFlow |= hasRepeat(tokens);
    boolean isPackage = kind(tokens).filter("PACKAGE"::equals).isPresent();
    boolean isPlain = hasBlock || tokens.stream().skip(1).anyMatch(token -> isFirstOfPlain(token));
    if (isPackage || hasFlow || (first.is("CREATE") && !isPlain)) {
      throw SqlScript.uncertain(first.line(), "it has a body other than BEGIN … END");
    }
  }

  /** Returns whether a {@code REPEAT} that is not the function of this name is before a block. */
  private static boolean hasRepeat(List<Token> tokens) {
    return IntStream.range(0, tokens.size() - 1)
        .takeWhile(i -> !tokens.get(i).is("BEGIN"))
        .anyMatch(i -> tokens.get(i).is("REPEAT") && !tokens.get(i + 1).isSign('('));
  }

  private static boolean isFirstOfPlain(Token token) {
    return token.kind() == SqlTokens.Kind.WORD && PLAIN.contains(word(token));
  }
}
