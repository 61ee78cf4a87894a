package dev.switchback.h2;

import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionSql;
import dev.switchback.dialect.SqlScript;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.SqlWords;
import dev.switchback.dialect.SqlWords.Syntax;
import dev.switchback.dialect.StandardRawSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What raw SQL means to H2, and what it leaves in a session. */
final class H2RawSql extends StandardRawSql {

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"",
          "'",
          false,
          true,
          Set.of("--", "//"),
          true,
          EnumSet.of(
              SchemaObject.Kind.TABLE,
              SchemaObject.Kind.VIEW,
              SchemaObject.Kind.INDEX,
              SchemaObject.Kind.SEQUENCE,
              SchemaObject.Kind.SCHEMA,
              SchemaObject.Kind.DOMAIN,
              SchemaObject.Kind.TRIGGER,
              SchemaObject.Kind.ALIAS,
              SchemaObject.Kind.SYNONYM,
              SchemaObject.Kind.CONSTANT,
              SchemaObject.Kind.USER,
              SchemaObject.Kind.ROLE,
              SchemaObject.Kind.ROWS),
          Pattern.compile("(?:ANALYZE|CHECKPOINT|COMMENT ON|GRANT|REVOKE|USE)\\b.*|SET [^(]*"));

  /** Matches settings of a user. */
  private static final Pattern NOT_OF_SESSION = Pattern.compile("set (?:password|salt)\\b.*");

  /**
   * Matches temporary tables. A global temporary table belongs to the database, and stays until the
   * database is closed.
   */
  private static final Pattern TEMPORARY =
      Pattern.compile("(?:create|declare)\\b(?: \\w+){0,3}? temp(?:orary)? .*");

  private static final Pattern VARIABLE = Pattern.compile(".*(?:@\\S+\\s*:=|\\bset\\s*\\(\\s*@).*");

  private static final Pattern READS_EARLIER =
      Pattern.compile(
          ".*\\b(?:last_insert_id|identity\\s*\\(|scope_identity|lastval|currval"
              + "|current value for)\\b?.*");

  @Override
  protected String database() {
    return H2Dialect.NAME;
  }

  @Override
  protected List<String> valuePackages() {
    return List.of("org.h2.");
  }

  @Override
  public SqlSyntax syntax() {
    return SYNTAX;
  }

  @Override
  public Set<SqlScript.Feature> script() {
    return Set.of(SqlScript.Feature.BACKTICKS);
  }

  @Override
  public SessionEffect sessionEffect(String sql) {
    return SessionSql.of(words(sql), H2RawSql::effectOfOne);
  }

  /**
   * Returns true, because a run never closes its connection to clean up: an in-memory database ends
   * with its last connection.
   */
  @Override
  public boolean isRestorable(String sql) {
    return true;
  }

  @Override
  public boolean readsSession(String sql) {
    return words(sql).stream()
        .filter(words -> !words.startsWith("create ") && !words.startsWith("alter "))
        .anyMatch(words -> READS_EARLIER.matcher(words).matches());
  }

  @Override
  public Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return SessionSql.missingVariable(connection, words(sql));
  }

  /**
   * Returns hints for DATABASE_NOT_FOUND_1 and …_WITH_IF_EXISTS_1, DATABASE_ALREADY_OPEN_1,
   * FILE_VERSION_ERROR_1, and others.
   */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    return switch (error.getErrorCode()) {
      case 90013, 90146, 90149 ->
          Optional.of("Create the database, or name another one in the URL.");
      case 90020 ->
          Optional.of(
              "Another process has the file open: end it, or write AUTO_SERVER=TRUE into the URL of"
                  + " both.");
      case 90085 -> // INDEX_BELONGS_TO_CONSTRAINT_2
          Optional.of(
              "Remove the constraint by removeConstraint(…): H2 removes its index with it.");
      case 90048 ->
          Optional.of(
              "Another version of H2 wrote the file. Use that version, or export with it and import"
                  + " with this version.");
      default -> super.hint(error, sql);
    };
  }

  private static List<String> words(String sql) {
    return SqlWords.of(sql, Syntax.DOLLAR_QUOTES);
  }

  private static SessionEffect effectOfOne(String words) {
    if (NOT_OF_SESSION.matcher(words).matches()) {
      return SessionEffect.NONE;
    }
    if (words.startsWith("set ")) {
      return SessionSql.isConstant(words.substring("set ".length()))
          ? SessionEffect.REPEATED
          : SessionEffect.lost("a variable with a computed value");
    }
    if (words.startsWith("use ")) {
      return SessionEffect.REPEATED;
    }
    if (TEMPORARY.matcher(words).matches()) {
      return SessionEffect.lostBesides("a temporary table");
    }
    if (VARIABLE.matcher(words).matches()) {
      return SessionEffect.lostBesides("the value of a variable");
    }
    return words.startsWith("execute immediate")
        ? SessionEffect.lostBesides("a setting of EXECUTE IMMEDIATE")
        : SessionEffect.NONE;
  }
}
