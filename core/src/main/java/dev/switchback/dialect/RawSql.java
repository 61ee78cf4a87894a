package dev.switchback.dialect;

import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the first words of a statement tell of it. A parser of each database's SQL it is not. */
public final class RawSql {

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(?:\\*/|$)|--[^\n]*|#[^\n]*");

  private static final Pattern DATA = Pattern.compile("(?:insert|update|delete|merge|replace)\\b");

  private static final Pattern SCHEMA =
      Pattern.compile("(?:create|alter|drop|truncate|rename|comment|grant|revoke)\\b");

  /**
   * A table of the session alone comes and goes without a commit; so does a loadable function of
   * MySQL, and to drop a function is said in the same words for both kinds.
   */
  private static final Pattern WITHOUT_COMMIT =
      Pattern.compile(
          "(?:create|drop|alter|truncate)\\b(?: (?!table )\\w+){0,3}? temporary\\b.*"
              + "|create\\b.*\\bsoname\\b.*|drop function\\b.*");

  /**
   * MariaDB has dropped the first of several tables when it fails at the second, has made the first
   * of several users, and has dropped the old table when it cannot make the one that replaces it.
   */
  private static final Pattern IN_PARTS =
      Pattern.compile(
          "(?:drop|(?:create|alter|rename) (?:user|role))\\b[^,]*,.*"
              + "|(?:grant|revoke)\\b.*\\b(?:to|from)\\b[^,]*,.*"
              + "|create or replace table\\b.*");

  /** What a table or the like consists of. Nothing runs for it but what belongs to the table. */
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "(?:create|alter|drop) (?:unique )?(?:table|index|view|sequence|type)\\b"
              + "|(?:comment|grant|revoke)\\b");

  /** What looks like a comment, and is read by MySQL and MariaDB. */
  private static final Pattern HIDDEN = Pattern.compile("(?is).*/\\*M?!.*|\\s*/\\*\\+.*");

  /** Begin statements that end at the next semicolon, unless they have a body. */
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
   * {@code sql} in lower case, with one blank for each comment and between words, and without
   * semicolons at its end. To be looked at only: what stands in quotes is changed like the rest.
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
   * Whether the session may work with other settings behind it: whatever sets one, and whatever
   * runs what others have written, which may. It is certain only of a single statement that says
   * what a table or the like consists of, without a query in it.
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
   * Whether it is one statement for sure. A semicolon before the end may stand in a text or in the
   * body of a function, and then it is one all the same.
   */
  public static boolean isSingle(String sql) {
    int first = sql.indexOf(';');
    return first < 0 || first >= withoutLastSemicolons(sql);
  }

  /** How long it is without semicolons and blanks at its end. */
  private static int withoutLastSemicolons(String sql) {
    int end = sql.length();
    while (end > 0 && (sql.charAt(end - 1) == ';' || Character.isWhitespace(sql.charAt(end - 1)))) {
      end--;
    }
    return end;
  }

  /**
   * The statements of one string, each as an operation, so that each is settled by itself if its
   * process dies. The whole as one, if it has bound values, or a statement that may not end at its
   * semicolon, or one that does not begin with a word of {@link #SPLIT}.
   */
  static List<Operation> stepsOf(ExecuteSql raw, SqlSyntax syntax) {
    if (isSingle(raw.sql()) || !raw.parameters().isEmpty()) {
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

  /** How {@code sql} gets on with a transaction where each schema statement commits by itself. */
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
