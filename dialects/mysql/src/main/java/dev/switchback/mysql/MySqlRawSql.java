package dev.switchback.mysql;

import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SqlScript;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import dev.switchback.dialect.StandardRawSql;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ExecuteSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for raw SQL of MySQL and MariaDB, and what a statement leaves in the session. */
final class MySqlRawSql extends StandardRawSql {

  /**
   * The SQL syntax of MySQL. A new password that retains the current one is not sent twice, because
   * the second time would discard the old one. {@code REVOKE} fails if nothing is granted, so it is
   * not idempotent and is not sent twice. Its probe compares the grants of the account.
   */
  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "`",
          "'\"", // a double quote encloses a name under ANSI_QUOTES
          true,
          false,
          Set.of("-- ", "--\t", "--\n", "#"),
          false,
          EnumSet.of(
              SchemaObject.Kind.TABLE,
              SchemaObject.Kind.VIEW,
              SchemaObject.Kind.INDEX,
              SchemaObject.Kind.SEQUENCE,
              SchemaObject.Kind.SCHEMA,
              SchemaObject.Kind.DATABASE,
              SchemaObject.Kind.TRIGGER,
              SchemaObject.Kind.FUNCTION,
              SchemaObject.Kind.PROCEDURE,
              SchemaObject.Kind.EVENT,
              SchemaObject.Kind.USER,
              SchemaObject.Kind.ROLE,
              SchemaObject.Kind.GRANTS,
              SchemaObject.Kind.ROWS),
          Pattern.compile(
              "(?:ANALYZE|OPTIMIZE|CHECK|REPAIR) (?:LOCAL |NO_WRITE_TO_BINLOG )?TABLES? .*"
                  + "|GRANT .*|USE .*|FLUSH .*"
                  + "|ALTER (?:DATABASE|SCHEMA) (?!.*\\bUPGRADE\\b).*"
                  + "|SET (?!.*\\b(?:GLOBAL|PERSIST|PERSIST_ONLY|RETAIN)\\b)[^(]*"
                  + "|SET (?:GLOBAL|PERSIST|PERSIST_ONLY) [^(@]*"));

  /** Matches settings that are not the session's, or end with the next transaction. */
  private static final Pattern NOT_OF_SESSION =
      Pattern.compile("set (?:transaction|password|default role|global transaction|persist)\\b.*");

  /**
   * Matches a variable of all sessions. A variable after a comma is global too, unless it has
   * another scope.
   */
  private static final Pattern GLOBAL =
      Pattern.compile(
          "(?:global |persist |persist_only |@@global\\.|@@persist\\.|@@persist_only\\.).*");

  private static final Pattern STATEMENT = Pattern.compile("set statement .*? for (.*)");

  private static final Pattern TEMPORARY = Pattern.compile("create (?:or replace )?temporary\\b.*");

  private static final Pattern LOCKS =
      Pattern.compile(
          "lock (?:tables?|instance)\\b.*|flush\\b.*\\b(?:with read lock|for export)\\b.*");

  private static final Pattern TABLE_LOCKS = Pattern.compile("lock tables?\\b.*");

  private static final Pattern NAMED_LOCK = Pattern.compile(".*\\bget_lock\\s*\\(.*");

  private static final Pattern PREPARED =
      Pattern.compile("prepare\\b.*|execute immediate\\b.*|handler\\b.* open\\b.*");

  private static final Pattern VARIABLE =
      Pattern.compile(
          ".*(?::=|\\binto @).*|call\\b.*@.*|get (?:current |stacked )?diagnostics\\b.*@.*"
              + "|execute\\b.*@.*");

  /**
   * Matches a setting for the next statement only. If the step is skipped, that may be a later
   * statement.
   */
  private static final Pattern FOR_NEXT =
      Pattern.compile("(?:@@)?(?:session\\.|local\\.|session |local )?(?:last_)?insert_id\\b.*");

  private static final Pattern READS_EARLIER =
      Pattern.compile(
          ".*(?:\\b(?:last_insert_id|row_count|found_rows|lastval|previous value for)\\b"
              + "|@@(?:\\w+\\.)?(?:identity|last_insert_id)\\b).*");

  /** Matches plain assignments of variables, and table locks. */
  private static final Pattern RESTORABLE =
      Pattern.compile(
          "(?:use |lock tables?\\b|set (?!role\\b|resource group\\b)(?!.*(?<!@)@(?!@))).*");

  private static final String MARIADB = "MariaDB";

  private final String database;
  private final boolean hasBackslashes;
  private final boolean hasAnsiQuotes;

  MySqlRawSql(String database, String sqlMode) {
    this.database = database;
    hasBackslashes = !sqlMode.contains("NO_BACKSLASH_ESCAPES");
    hasAnsiQuotes = sqlMode.contains("ANSI");
  }

  @Override
  protected String database() {
    return database;
  }

  @Override
  protected List<String> valuePackages() {
    return MySqlDriver.PACKAGES;
  }

  @Override
  public SqlSyntax syntax() {
    return SYNTAX;
  }

  @Override
  public Set<SqlScript.Feature> script() {
    Set<SqlScript.Feature> features =
        EnumSet.of(
            SqlScript.Feature.BLOCKS,
            SqlScript.Feature.EXECUTABLE_COMMENTS,
            SqlScript.Feature.MYSQL);
    if (hasBackslashes) {
      features.add(SqlScript.Feature.BACKSLASHES);
    }
    if (hasAnsiQuotes) {
      features.add(SqlScript.Feature.ANSI_QUOTES);
    }
    if (database.equals(MARIADB)) {
      features.add(SqlScript.Feature.MARIADB_COMMENTS);
    }
    return features;
  }

  /**
   * Refuses a statement that makes the server read the client's text in another character set than
   * UTF-8, or that locks tables.
   */
  @Override
  public void requireFit(String sql) {
    super.requireFit(sql);
    ClientCharset.refuse(sql, database());
    if (words(sql).stream().anyMatch(each -> TABLE_LOCKS.matcher(each).matches())) {
      throw new UnsupportedByDialectException(
          database(),
          "send '%s', because a session with locked tables cannot write the record of the migration"
              .formatted(ExecuteSql.shorten(sql)),
          "Nothing was sent. Leave it out, and UNLOCK TABLES too (mysqldump --skip-add-locks).");
    }
  }

  @Override
  public void requireValues(String sql, List<@Nullable Object> values) {
    super.requireValues(sql, values);
    if (values.stream()
        .anyMatch(value -> value instanceof Collection || value instanceof Object[])) {
      throw MySqlDriver.listAsValue(database);
    }
  }

  /**
   * Adds a hint to PARSE_ERROR, which the server reports if the driver sends several statements as
   * one.
   */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    return super.hint(error, sql)
        .or(() -> MySqlErrors.hint(error))
        .or(() -> error.getErrorCode() == 1064 ? hintOfSeveral(sql) : Optional.empty());
  }

  @Override
  public SessionEffect sessionEffect(String sql) {
    return SessionSql.of(words(sql), MySqlRawSql::effectOfOne);
  }

  @Override
  public boolean isRestorable(String sql) {
    return words(sql).stream()
        .filter(words -> effectOfOne(words).kind() != SessionEffect.Kind.NONE)
        .allMatch(words -> RESTORABLE.matcher(words).matches());
  }

  @Override
  public boolean readsSession(String sql) {
    return words(sql).stream().anyMatch(words -> READS_EARLIER.matcher(words).matches());
  }

  @Override
  public Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return SessionSql.missingVariable(connection, words(sql));
  }

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.MYSQL);
  }

  private static SessionEffect effectOfOne(String words) {
    if (words.startsWith("set ")) {
      return effectOfSet(words);
    }
    if (words.startsWith("use ")) {
      return SessionEffect.REPEATED;
    }
    if (TEMPORARY.matcher(words).matches()) {
      return SessionEffect.lost("a temporary table");
    }
    if (LOCKS.matcher(words).matches() || NAMED_LOCK.matcher(words).matches()) {
      return SessionEffect.lost("a lock of the session");
    }
    if (PREPARED.matcher(words).matches()) {
      return SessionEffect.lost("a prepared statement");
    }
    if (VARIABLE.matcher(words).matches()) {
      boolean onlyReads = words.startsWith("select ") && !words.contains(" into outfile ");
      String what = "the value of a user variable";
      return onlyReads ? SessionEffect.lost(what) : SessionEffect.lostBesides(what);
    }
    return words.startsWith("begin not atomic") && words.contains("set ")
        ? SessionEffect.lostBesides("a setting of its block")
        : SessionEffect.NONE;
  }

  private static SessionEffect effectOfSet(String words) {
    Matcher forOne = STATEMENT.matcher(words);
    if (forOne.matches()) {
      return effectOfOne(forOne.group(1));
    }
    String what = words.substring("set ".length());
    boolean isOfAll =
        GLOBAL.matcher(what).matches() && !what.matches(".*,\\s*(?:@|session |local ).*");
    if (NOT_OF_SESSION.matcher(words).matches() || isOfAll) {
      return SessionEffect.NONE;
    }
    boolean isForNext = FOR_NEXT.matcher(what).matches();
    return SessionSql.isConstant(what) && !isForNext
        ? SessionEffect.REPEATED
        : SessionEffect.lost("a variable with a computed value");
  }
}
