package dev.switchback.dialect;

import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Classifies a statement by its first words. This is not a parser of each database's SQL. */
public final class RawSql {

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(?:\\*/|$)|--[^\n]*|#[^\n]*");

  private static final Pattern DATA = Pattern.compile("(?:insert|update|delete|merge|replace)\\b");

  private static final Pattern SCHEMA =
      Pattern.compile("(?:create|alter|drop|truncate|rename|comment|grant|revoke)\\b");

  /**
   * Statements that do not commit: those on temporary tables, and those on loadable functions of
   * MySQL. {@code DROP FUNCTION} is the same statement for loadable and other functions.
   */
  private static final Pattern WITHOUT_COMMIT =
      Pattern.compile(
          "(?:create|drop|alter|truncate)\\b(?: (?!table )\\w+){0,3}? temporary\\b.*"
              + "|create\\b.*\\bsoname\\b.*|drop function\\b.*");

  /**
   * Statements that MariaDB may execute in part. It drops the first of several tables before it
   * fails at the second, and creates the first of several users. It drops the old table before it
   * fails to create its replacement.
   */
  private static final Pattern IN_PARTS =
      Pattern.compile(
          "(?:drop|(?:create|alter|rename) (?:user|role))\\b[^,]*,.*"
              + "|(?:grant|revoke)\\b.*\\b(?:to|from)\\b[^,]*,.*"
              + "|create or replace table\\b.*");

  /**
   * Statements that define a table or a similar object. They run no code except what belongs to the
   * table.
   */
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "(?:create|alter|drop) (?:unique )?(?:table|index|view|sequence|type)\\b"
              + "|(?:comment|grant|revoke)\\b");

  /** Text that looks like a comment, but that MySQL and MariaDB execute. */
  private static final Pattern HIDDEN = Pattern.compile("(?is).*/\\*M?!.*|\\s*/\\*\\+.*");

  /** First words of statements that end at the next semicolon, unless they have a body. */
  private static final Set<String> SPLIT =
      Set.of(
          "CREATE",
          "ALTER",
          "DROP",
          "RENAME",
          "TRUNCATE",
          "COMMENT",
          "GRANT",
          "REVOKE",
          "ANALYZE",
          "OPTIMIZE",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "REPLACE",
          "SET",
          "USE");

  private RawSql() {}

  /**
   * Returns {@code sql} in lower case, with one space between words and for each comment, and
   * without trailing semicolons. For classification only: quoted text is changed as well.
   */
  public static String words(String sql) {
    String text = mayHaveComments(sql) ? COMMENT.matcher(sql).replaceAll(" ") : sql;
    String line = ExecuteSql.inOneLine(text.substring(0, withoutLastSemicolons(text)));
    return line.toLowerCase(Locale.ROOT);
  }

  private static boolean mayHaveComments(String sql) {
    return sql.contains("--") || sql.contains("/*") || sql.indexOf('#') >= 0;
  }

  /**
   * Returns whether the session's settings may be different after {@code sql}: a statement may set
   * one, or run code of others that does. False only for a single statement that defines a table or
   * a similar object, without a query in it.
   */
  public static boolean mayChangeSession(String sql) {
    if (!isSingle(sql) || mayHaveComments(sql)) {
      return true;
    }
    String words = words(sql);
    boolean mayHaveQuery =
        words.contains("select") || words.contains("as ") || words.contains("as(");
    return mayHaveQuery || !DESCRIPTION.matcher(words).lookingAt();
  }

  /**
   * Returns whether {@code sql} is certainly one statement. Returns false if a semicolon precedes
   * the end, although it may be in a string literal or in the body of a function.
   */
  public static boolean isSingle(String sql) {
    int first = sql.indexOf(';');
    return first < 0 || first >= withoutLastSemicolons(sql);
  }

  /** Returns the length without trailing semicolons and whitespace. */
  private static int withoutLastSemicolons(String sql) {
    int end = sql.length();
    while (end > 0 && (sql.charAt(end - 1) == ';' || Character.isWhitespace(sql.charAt(end - 1)))) {
      end--;
    }
    return end;
  }

  /**
   * Splits a string into its statements, each as an operation, so that each is resolved separately
   * if its process dies. Returns the whole as one operation if it has bound values, or a statement
   * with a body. Also if a statement does not begin with a word of {@link #SPLIT}, or if it is from
   * a file, which is split already.
   */
  static List<Operation> stepsOf(ExecuteSql raw, SqlSyntax syntax) {
    if (isSingle(raw.sql())
        || !raw.parameters().isEmpty()
        || raw.placeOrNull() != null
        || raw.isOutside()) {
      return List.of(raw);
    }
    List<SqlTokens.Statement> statements =
        SqlTokens.statements(raw.sql(), syntax).orElse(List.of());
    boolean areAllPlain =
        statements.stream()
            .allMatch(
                each -> SPLIT.contains(upper(each.tokens().get(0).text())) && !each.hasBody());
    return statements.size() > 1 && areAllPlain
        ? statements.stream()
            .<Operation>map(each -> new ExecuteSql(each.text(), List.of()))
            .toList()
        : List.of(raw);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns how {@code sql} behaves in a transaction, where each schema statement commits by
   * itself.
   */
  static TransactionMode modeWithoutTransactionalDdl(String sql) {
    if (!isSingle(sql) || (sql.contains("/*") && HIDDEN.matcher(sql).matches())) {
      return TransactionMode.OPAQUE;
    }
    String words = words(sql);
    if (DATA.matcher(words).lookingAt()) {
      return TransactionMode.TRANSACTIONAL;
    }
    boolean isWhole =
        SCHEMA.matcher(words).lookingAt()
            && !WITHOUT_COMMIT.matcher(words).matches()
            && !IN_PARTS.matcher(words).matches();
    return isWhole ? TransactionMode.IMPLICIT_COMMIT : TransactionMode.OPAQUE;
  }
}
