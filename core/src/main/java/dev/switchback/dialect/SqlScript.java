package dev.switchback.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a file of SQL into its statements. Also reads what only the client program of the database
 * knows. Rejects a file that cannot be split with certainty.
 */
public final class SqlScript extends SqlTokens {

  /** What the files of only some databases contain. */
  public enum Feature {
    /** A backslash in a string literal escapes the next character. */
    BACKSLASHES,
    /** Double quotes enclose a name, in which a backslash is a plain character. */
    ANSI_QUOTES,
    /** A backslash escapes the next character in {@code E'…'}. */
    E_STRINGS,
    /** A string literal {@code $tag$ text $tag$}, and not only {@code $$ text $$}. */
    DOLLAR_TAGS,
    /** Backticks may enclose a name. */
    BACKTICKS,
    /** Semicolons within parentheses belong to the statement. */
    LISTS_OF_STATEMENTS,
    /** A routine may have a body {@code BEGIN ATOMIC … END}. */
    ATOMIC_BODIES,
    /** Routines, triggers and events may have a body {@code BEGIN … END}. */
    BLOCKS,
    /** The server executes the content of {@code /*!} comments. */
    EXECUTABLE_COMMENTS,
    /** The server executes the content of {@code /*M!} comments. */
    MARIADB_COMMENTS,
    /** The commands of psql, which begin with a backslash, and the rows of {@code COPY}. */
    PSQL,
    /** The commands of mysql: {@code DELIMITER}, {@code source} and others. */
    MYSQL
  }

  /**
   * A statement, without the delimiter after it.
   *
   * @param line where it begins, counted from 1
   */
  public record Part(String sql, int line) {}

  /** Thrown if a file cannot be split with certainty. */
  public static final class Unsplittable extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int line;

    Unsplittable(int line, String message) {
      super(message);
      this.line = line;
    }

    /** Returns the line of the problem, counted from 1. */
    public int line() {
      return line;
    }
  }

  private static final String MARK = "switchback:";

  private static final String REMEDY =
      "Write '-- switchback: begin' before the statement and '-- switchback: end' after it, each in"
          + " a line of its own";

  /** Commands of mysql that no server has as a statement. */
  private static final Set<String> COMMANDS =
      Set.of(
          "SOURCE",
          "SYSTEM",
          "TEE",
          "NOTEE",
          "PAGER",
          "NOPAGER",
          "PROMPT",
          "CONNECT",
          "CHARSET",
          "EXIT",
          "QUIT",
          "GO",
          "EGO",
          "CLEAR",
          "EDIT",
          "PRINT",
          "REHASH",
          "STATUS",
          "WARNINGS",
          "NOWARNING",
          "RESETCONNECTION");

  /** How files of mariadb-dump begin. It is for the client program, and a comment for servers. */
  private static final String SANDBOX = "/*M!999999\\- ";

  private static final Pattern COMMAND = Pattern.compile("\\\\[^\\s;]*");

  private static final Pattern DELIMITER =
      Pattern.compile("(?i)delimiter(?:[ \\t]+(\\S+)[ \\t]*(?:(?:#|-- ).*)?)?");

  private final Set<Feature> features;
  private final List<Part> parts = new ArrayList<>();
  private final SqlMode mode;
  private StatementBlocks blocks;
  private String delimiter = ";";

  /** The line of an open comment that the server executes, or 0. */
  private int executable;

  private SqlScript(String text, SqlSyntax syntax, Set<Feature> features) {
    super(text + "\n", syntax);
    this.features = features;
    mode = new SqlMode(has(Feature.BACKSLASHES), has(Feature.ANSI_QUOTES));
    blocks = new StatementBlocks(features);
  }

  /**
   * Returns the statements of a file.
   *
   * @param text with {@code \n} at the end of each line
   * @throws Unsplittable if it cannot be split with certainty
   */
  public static List<Part> parts(String text, SqlSyntax syntax, Set<Feature> features) {
    SqlScript script = new SqlScript(text, syntax, features);
    script.read();
    return List.copyOf(script.parts);
  }

  private boolean has(Feature feature) {
    return features.contains(feature);
  }

  private boolean isDelimited() {
    return !delimiter.equals(";");
  }

  @Override
  RuntimeException unreadable(Doubt doubt) {
    return switch (doubt) {
      case IN_QUOTE -> new Unsplittable(line, "the file ends in a quote that begins here");
      case IN_COMMENT -> new Unsplittable(line, "the file ends in a comment that begins here");
      case BY_SETTING -> uncertain(line, "a setting decides what this text means");
    };
  }

  static Unsplittable uncertain(int line, String why) {
    return new Unsplittable(
        line, "it is not certain where the statement ends: " + why + ". " + REMEDY);
  }

  // ---- commands

  @Override
  boolean readsCommand() {
    if (isDelimited() && isDelimiter(at)) {
      requireNoExecutable();
      end(at);
      at += delimiter.length();
      return true;
    }
    if (sql.charAt(at) == '\\') {
      refuseBackslash();
    }
    if (executable > 0 && sql.startsWith("*/", at)) {
      executable = 0;
      at += 2;
      return true;
    }
    return has(Feature.MYSQL) && isAtWord() && readsClientCommand();
  }

  private boolean isAtWord() {
    return at == 0 || !isPartOfWord(sql.charAt(at - 1));
  }

  private void refuseBackslash() {
    Matcher command = COMMAND.matcher(sql).region(at, sql.length());
    boolean isNull = has(Feature.MYSQL) && sql.startsWith("\\N", at);
    if ((has(Feature.PSQL) || has(Feature.MYSQL)) && !isNull && command.lookingAt()) {
      throw command(command.group());
    }
  }

  private Unsplittable command(String name) {
    return new Unsplittable(
        line,
        "'%s' is a command of the client program %s, and no server has it. Leave it out"
            .formatted(name, has(Feature.PSQL) ? "psql" : "mysql"));
  }

  private boolean readsClientCommand() {
    boolean isFirstInLine = sql.substring(sql.lastIndexOf('\n', at - 1) + 1, at).isBlank();
    if (!isFirstInLine && !tokens.isEmpty()) {
      return false;
    }
    String text = sql.substring(at, endOfLine()).strip();
    String word = text.split("[^\\w]", 2)[0];
    if (word.equalsIgnoreCase("DELIMITER")) {
      if (!isFirstInLine) {
        throw new Unsplittable(
            line, "DELIMITER is not the first word of its line. Write it into a line of its own");
      }
      changeDelimiter(text);
      return true;
    }
    if (tokens.isEmpty() && COMMANDS.stream().anyMatch(word::equalsIgnoreCase)) {
      throw command(word);
    }
    if (tokens.isEmpty() && word.equalsIgnoreCase("USE") && !text.contains(delimiter)) {
      throw new Unsplittable(
          line, "'%s' has no '%s' in its line. Write it there".formatted(text, delimiter));
    }
    refuseDashes();
    return false;
  }

  /** Programs of different versions read {@code --x} as a comment, and no server does. */
  private void refuseDashes() {
    if (tokens.isEmpty()
        && sql.startsWith("--", at)
        && syntax.lineComments().stream().noneMatch(begin -> sql.startsWith(begin, at))) {
      throw new Unsplittable(
          line, "'--' begins a comment only if a blank follows. Write a blank after it");
    }
  }

  private void changeDelimiter(String text) {
    Matcher command = DELIMITER.matcher(text);
    if (!tokens.isEmpty()) {
      throw new Unsplittable(
          line,
          "DELIMITER is in a statement that begins in line %d and has not ended. End it before by '%s'"
              .formatted(tokens.get(0).line(), delimiter));
    }
    if (!command.matches()
        || command.group(1) == null
        || command.group(1).matches(".*['\"`\\\\].*")) {
      throw new Unsplittable(line, "DELIMITER needs one delimiter, such as '//'");
    }
    delimiter = command.group(1);
    skipLine();
  }

  @Override
  boolean isDelimiter(int position) {
    return isDelimited() && sql.startsWith(delimiter, position);
  }

  // ---- comments

  @Override
  void skipLine() {
    String comment = sql.substring(at, endOfLine());
    if (comment.indexOf('\r') >= 0) {
      throw new Unsplittable(
          line, "the comment has a carriage return without a line feed. Take it out");
    }
    String text = comment.replaceFirst("^\\W+", "").strip();
    if (text.startsWith(MARK) && comment.startsWith("--")) {
      readMark(text.substring(MARK.length()).strip());
    } else {
      super.skipLine();
    }
  }

  private void readMark(String mark) {
    if (!mark.equals("begin")) {
      throw new Unsplittable(
          line,
          mark.equals("end")
              ? "'-- switchback: end' has no '-- switchback: begin' before it"
              : "the marks are '-- switchback: begin' and '-- switchback: end'");
    }
    if (!tokens.isEmpty()) {
      throw new Unsplittable(
          line,
          "'-- switchback: begin' is in a statement that begins in line %d and has not ended"
              .formatted(tokens.get(0).line()));
    }
    int first = line;
    int from = endOfLine();
    skipTo(from);
    while (at < sql.length()) {
      int next = Math.min(at + 1, sql.length());
      skipTo(next);
      String text = sql.substring(at, endOfLine()).strip();
      if (text.matches("--\\s*switchback:\\s*end")) {
        addMarked(sql.substring(from, at), first);
        super.skipLine();
        return;
      }
      if (text.matches("--\\s*switchback:.*")) {
        break;
      }
      skipTo(endOfLine());
    }
    throw new Unsplittable(first, "'-- switchback: begin' has no '-- switchback: end' after it");
  }

  private void addMarked(String text, int mark) {
    if (text.isBlank()) {
      throw new Unsplittable(
          mark, "there is no statement between '-- switchback: begin' and '-- switchback: end'");
    }
    int blank =
        (int) text.chars().takeWhile(Character::isWhitespace).filter(c -> c == '\n').count();
    parts.add(new Part(text.strip(), mark + blank));
  }

  @Override
  boolean skipsBlockComment() {
    if (isExecuted() && !sql.startsWith(SANDBOX, at)) {
      markBegin();
      executable = line;
      at = sql.indexOf('!', at) + 1;
      while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
        at++;
      }
    } else {
      if (has(Feature.EXECUTABLE_COMMENTS) && sql.startsWith("/*+", at)) {
        markBegin();
      }
      skipComment();
    }
    return true;
  }

  /** MySQL reads {@code /*M!} as a plain comment. */
  private boolean isExecuted() {
    return (has(Feature.EXECUTABLE_COMMENTS) && sql.startsWith("/*!", at))
        || (has(Feature.MARIADB_COMMENTS) && sql.startsWith("/*M!", at));
  }

  private void requireNoExecutable() {
    if (executable > 0) {
      throw uncertain(
          line, "a delimiter is in the comment of line " + executable + ", which the server reads");
    }
  }

  // ---- quotes

  @Override
  boolean isNameQuote(char quote) {
    return super.isNameQuote(quote) || (quote == '`' && has(Feature.BACKTICKS));
  }

  @Override
  boolean isTag(String tag) {
    if (has(Feature.DOLLAR_TAGS)) {
      return !Character.isDigit(tag.charAt(1));
    }
    boolean isApart = tokens.isEmpty() || isBlank(sql.charAt(at - 1)); // the rule of H2
    return tag.equals("$$") && isApart;
  }

  @Override
  int endOfQuoted(char quote, boolean isText) {
    if (isText && has(Feature.MYSQL) && mode.isUncertain(quote)) {
      return super.endOfQuoted(quote, true);
    }
    boolean isOfE = isText && isBehindE();
    boolean hasBackslashes = isOfE || (isText && mode.hasBackslashes());
    int end = endOfOne(quote, hasBackslashes);
    if (isOfE && isContinued(end)) {
      throw new Unsplittable(
          line,
          "the string E'…' continues in a later line, which no driver reads. Write one string");
    }
    return end;
  }

  private boolean isBehindE() {
    return has(Feature.E_STRINGS)
        && at > 0
        && "eE".indexOf(sql.charAt(at - 1)) >= 0
        && !tokens.isEmpty()
        && tokens.get(tokens.size() - 1).is("E");
  }

  /** Returns whether a literal continues in a later line, where the server has backslashes too. */
  private boolean isContinued(int end) {
    int next = end;
    while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
      next++;
    }
    boolean isLater = sql.substring(end, next).indexOf('\n') >= 0;
    return isLater && next < sql.length() && sql.charAt(next) == '\'';
  }

  private int endOfOne(char quote, boolean hasBackslashes) {
    int i = at + 1;
    while (i < sql.length()) {
      char next = sql.charAt(i);
      if (next == '\\' && hasBackslashes) {
        i += 2;
      } else if (next == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i += 2;
      } else if (next == quote) {
        return i + 1;
      } else {
        i++;
      }
    }
    throw unreadable(Doubt.IN_QUOTE);
  }

  // ---- ends of statements

  @Override
  boolean endsStatement() {
    if (isDelimited() || !blocks.areClosed(tokens)) {
      return false;
    }
    if (depth > 0 && has(Feature.LISTS_OF_STATEMENTS)) {
      return false;
    }
    if (depth > 0) {
      throw new Unsplittable(
          line,
          "a semicolon is within parentheses of the statement that begins in line "
              + tokens.get(0).line());
    }
    requireNoExecutable();
    return true;
  }

  @Override
  void countBlocks() {
    if (!isDelimited()) {
      blocks.add(tokens);
    }
  }

  @Override
  void end(int end) {
    boolean isAtEnd = end == sql.length();
    if (isAtEnd && executable > 0) {
      throw new Unsplittable(executable, "the file ends in a comment that begins here");
    }
    if (isAtEnd && !tokens.isEmpty() && !isDelimited()) {
      requireClosed();
    }
    int before = statements.size();
    super.end(end);
    blocks = new StatementBlocks(features);
    if (statements.size() > before) {
      Statement statement = statements.get(before);
      refuseRows(statement);
      refuseBackslashes(statement);
      if (has(Feature.MYSQL)) {
        mode.read(statement.text());
      }
      parts.add(new Part(statement.text(), statement.line()));
    }
  }

  private void requireClosed() {
    int first = tokens.get(0).line();
    if (!blocks.areClosed(tokens)) {
      throw uncertain(first, "the file ends before the END of its body");
    }
    if (depth > 0) {
      throw new Unsplittable(first, "the file ends within parentheses of the statement");
    }
  }

  /** Rejects {@code COPY} with rows in the file, which are not SQL. */
  private void refuseRows(Statement statement) {
    if (has(Feature.PSQL) && statement.shape().matches("COPY .*\\b(?:FROM STDIN|TO STDOUT)\\b.*")) {
      throw new Unsplittable(
          statement.line(),
          "COPY … FROM STDIN and COPY … TO STDOUT need the client program psql. Write INSERT, or"
              + " bulkInsert(…) in the migration");
    }
  }

  /** Rejects the setting that would give a backslash another meaning in the rest of the file. */
  private void refuseBackslashes(Statement statement) {
    if (has(Feature.PSQL)
        && statement
            .shape()
            .matches("SET (?:SESSION |LOCAL )?STANDARD_CONFORMING_STRINGS (?!(?:=|TO) ON$).*")) {
      throw new Unsplittable(
          statement.line(),
          "standard_conforming_strings other than 'on' changes what the quotes of the file mean."
              + " Leave it out, and write E'…' where a backslash is to escape");
    }
  }
}
