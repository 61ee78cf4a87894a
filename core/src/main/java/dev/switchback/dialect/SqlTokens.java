package dev.switchback.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a string into statements, and each statement into tokens. Recognizes quotes and comments,
 * but no grammar. Rejects ambiguous SQL.
 */
public sealed class SqlTokens permits NamedValues, SqlScript {

  /** The kind of a token. */
  public enum Kind {
    WORD,
    /** A quoted name. */
    NAME,
    TEXT,
    SIGN
  }

  /**
   * A token.
   *
   * @param text as written, but without the content of a string literal
   * @param depth the number of parentheses that enclose it
   */
  public record Token(Kind kind, String text, int line, int depth) {

    /** Returns whether the token is this keyword, given in upper case. */
    public boolean is(String word) {
      return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Returns whether the token is this sign. */
    public boolean isSign(char sign) {
      return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    private String shape() {
      return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : kind == Kind.NAME ? "x" : text;
    }
  }

  /**
   * A statement without its semicolon.
   *
   * @param text as written, from its first token on
   */
  public record Statement(List<Token> tokens, String text) {

    /** Copies the list. */
    public Statement {
      tokens = List.copyOf(tokens);
    }

    /**
     * Returns the tokens separated by spaces: words in upper case, a quoted name as {@code x}, a
     * string literal as {@code ''}.
     */
    public String shape() {
      return String.join(" ", tokens.stream().map(Token::shape).toList());
    }

    /** Returns the line in which the statement begins, counted from 1. */
    public int line() {
      return tokens.get(0).line();
    }

    /** Returns whether the statement has a body in which semicolons do not end it. */
    public boolean hasBody() {
      if (tokens.get(0).is("BEGIN")) {
        return tokens.size() > 2 && tokens.get(1).is("NOT") && tokens.get(2).is("ATOMIC");
      }
      return (tokens.get(0).is("CREATE") && isOf(ROUTINES))
          || (tokens.get(0).is("ALTER") && isOf(Set.of("EVENT")));
    }

    private boolean isOf(Set<String> kinds) {
      return tokens.stream()
          .takeWhile(token -> !token.isSign('('))
          .limit(14)
          .anyMatch(token -> kinds.contains(token.shape()));
    }
  }

  private static final Set<String> ROUTINES =
      Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");

  private static final Set<String> BLOCKS = Set.of("IF", "LOOP", "WHILE", "REPEAT", "FOR");

  final String sql;
  final SqlSyntax syntax;
  final List<Statement> statements = new ArrayList<>();

  /** The tokens of the statement that is being read. */
  List<Token> tokens = new ArrayList<>();

  int at;
  int line = 1;
  int depth;
  private int begin = -1;
  private int blocks;

  SqlTokens(String sql, SqlSyntax syntax) {
    this.sql = sql;
    this.syntax = syntax;
  }

  /** Thrown if the SQL is ambiguous, or if a quote or a comment does not end. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable() {
      super("", null, false, false);
    }
  }

  /** What prevents the SQL from being read with certainty. */
  enum Doubt {
    /** The SQL ends in a quote. */
    IN_QUOTE,
    /** The SQL ends in a comment. */
    IN_COMMENT,
    /** A setting, or the version of the server, decides what the text means. */
    BY_SETTING
  }

  /** Returns the exception for SQL that cannot be read with certainty. */
  RuntimeException unreadable(Doubt doubt) {
    return new Unreadable();
  }

  /** Returns the statements of {@code sql}. Empty if it cannot be tokenized with certainty. */
  public static Optional<List<Statement>> statements(String sql, SqlSyntax syntax) {
    SqlTokens reader = new SqlTokens(sql, syntax);
    try {
      reader.read();
      return Optional.of(List.copyOf(reader.statements));
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  final void read() {
    while (at < sql.length()) {
      char next = sql.charAt(at);
      if (next == '\n') {
        line++;
      }
      if (isBlank(next)) {
        at++;
      } else if (!readsCommand() && !skipsComment() && !readsQuoted(next)) {
        readPlain(next);
      }
    }
    end(sql.length());
  }

  /** Reads what is for the client program and not for the server, if it is next. */
  boolean readsCommand() {
    return false;
  }

  private boolean skipsComment() {
    for (String begin : syntax.lineComments()) {
      if (sql.startsWith(begin, at)) {
        skipLine();
        return true;
      }
    }
    return sql.startsWith("/*", at) && skipsBlockComment();
  }

  /** Skips a comment up to the end of the line. */
  void skipLine() {
    skipTo(endOfLine());
  }

  final int endOfLine() {
    int end = sql.indexOf('\n', at);
    return end < 0 ? sql.length() : end;
  }

  /** Skips a comment, unless the server executes its content. */
  boolean skipsBlockComment() {
    if (isExecutable() || sql.startsWith("/*+", at)) {
      throw unreadable(Doubt.BY_SETTING);
    }
    skipComment();
    return true;
  }

  /** Returns whether the comment that is next is one that MySQL or MariaDB executes. */
  final boolean isExecutable() {
    return sql.startsWith("/*!", at) || sql.startsWith("/*M!", at);
  }

  final void skipComment() {
    int open = 0;
    int i = at;
    do {
      if (i >= sql.length()) {
        throw unreadable(Doubt.IN_COMMENT);
      } else if (sql.startsWith("/*", i)) {
        open = syntax.hasNestedComments() ? open + 1 : 1;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        open--;
        i += 2;
      } else {
        i++;
      }
    } while (open > 0);
    skipTo(i);
  }

  final void skipTo(int end) {
    line += (int) sql.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end;
  }

  private boolean readsQuoted(char quote) {
    if (quote == '$' && syntax.hasDollarQuotes()) {
      return readsDollars();
    }
    boolean isText = syntax.textQuotes().indexOf(quote) >= 0;
    if (!isText && !isNameQuote(quote)) {
      return false;
    }
    int end = endOfQuoted(quote, isText);
    add(isText ? Kind.TEXT : Kind.NAME, isText ? "''" : sql.substring(at, end));
    skipTo(end);
    return true;
  }

  boolean isNameQuote(char quote) {
    return syntax.nameQuotes().indexOf(quote) >= 0;
  }

  /** Returns where the quoted text or name ends that is next. */
  int endOfQuoted(char quote, boolean isText) {
    boolean hasBackslashes = isText && syntax.hasBackslashes();
    int backslashes = 0;
    for (int i = at + 1; i < sql.length(); i++) {
      char next = sql.charAt(i);
      if (next == quote) {
        if (hasBackslashes && backslashes % 2 == 1) {
          throw unreadable(Doubt.BY_SETTING); // it decides whether the literal ends here
        }
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
      backslashes = next == '\\' ? backslashes + 1 : 0;
    }
    throw unreadable(Doubt.IN_QUOTE);
  }

  private boolean readsDollars() {
    int second = at + 1;
    while (second < sql.length() && isPartOfWord(sql.charAt(second)) && sql.charAt(second) != '$') {
      second++;
    }
    if (second >= sql.length() || sql.charAt(second) != '$') {
      return false;
    }
    String tag = sql.substring(at, second + 1);
    if (!isTag(tag)) {
      return false;
    }
    int end = sql.indexOf(tag, second + 1);
    if (end < 0) {
      throw unreadable(Doubt.IN_QUOTE);
    }
    add(Kind.TEXT, "''");
    skipTo(end + tag.length());
    return true;
  }

  /** Returns whether {@code $tag$} begins a string literal. */
  boolean isTag(String tag) {
    return true;
  }

  /** Returns whether a delimiter other than the semicolon is at this position. */
  boolean isDelimiter(int position) {
    return false;
  }

  /**
   * Returns whether a character is part of a word. All that are not ASCII may be part of a name.
   */
  static boolean isPartOfWord(char c) {
    return c >= 0x80 || Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  /** Returns whether servers ignore the character between words. None outside of ASCII is. */
  static boolean isBlank(char c) {
    return c < 0x80 && Character.isWhitespace(c);
  }

  private void readPlain(char first) {
    if (isPartOfWord(first)) {
      int end = endOfWord(first);
      add(Kind.WORD, sql.substring(at, end));
      countBlocks();
      at = end;
      return;
    }
    if (first == ';' && endsStatement()) {
      end(at);
    } else {
      depth -= first == ')' ? 1 : 0;
      add(Kind.SIGN, String.valueOf(first));
      depth += first == '(' ? 1 : 0;
    }
    at++;
  }

  /** Dollar quotes may follow digits, and a parameter such as {@code $1}, without a blank. */
  private int endOfWord(char first) {
    boolean isNumber = syntax.hasDollarQuotes() && (first == '$' || Character.isDigit(first));
    int end = at + 1;
    while (end < sql.length()
        && isPartOfWord(sql.charAt(end))
        && !(isNumber && sql.charAt(end) == '$')
        && !isDelimiter(end)) {
      isNumber = isNumber && Character.isDigit(sql.charAt(end));
      end++;
    }
    return end;
  }

  /** Returns whether the semicolon that is next ends the statement. */
  boolean endsStatement() {
    return blocks == 0 && depth <= 0;
  }

  /** Notes that the statement begins here, unless it has begun. */
  final void markBegin() {
    if (begin < 0) {
      begin = at;
    }
  }

  void add(Kind kind, String text) {
    markBegin();
    tokens.add(new Token(kind, text, line, depth));
  }

  /** Counts {@code BEGIN}, {@code CASE} and {@code END} in the body of a routine. */
  void countBlocks() {
    Token last = tokens.get(tokens.size() - 1);
    Token before = tokens.size() > 1 ? tokens.get(tokens.size() - 2) : last;
    if (before.is("END") && BLOCKS.contains(last.shape()) && tokens.size() > 1) {
      blocks++; // the block that this ends was not counted
    } else if (last.is("END")) {
      blocks = Math.max(0, blocks - 1);
    } else if ((last.is("BEGIN") || (last.is("CASE") && !before.is("END")))
        && new Statement(tokens, "").hasBody()) {
      blocks++;
    }
  }

  static String withoutBlanksAfter(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Ends the statement at this position, if one has begun. */
  void end(int end) {
    if (!tokens.isEmpty()) {
      statements.add(new Statement(tokens, withoutBlanksAfter(sql.substring(begin, end))));
    }
    tokens = new ArrayList<>();
    begin = -1;
    depth = 0;
    blocks = 0;
  }
}
