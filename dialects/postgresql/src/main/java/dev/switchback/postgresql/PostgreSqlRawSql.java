package dev.switchback.postgresql;

import dev.switchback.dialect.RawReading;
import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SqlScript;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.StandardRawSql;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ExecuteSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The raw SQL of PostgreSQL: its syntax, its mistakes, and what it leaves in the session. */
final class PostgreSqlRawSql extends StandardRawSql {

  private static final Pattern COPY_BY_DRIVER =
      Pattern.compile("copy\\b.*\\b(from stdin|to stdout)\\b.*");

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"",
          "'",
          true,
          true,
          Set.of("--"),
          true,
          EnumSet.of(
              SchemaObject.Kind.INDEX,
              SchemaObject.Kind.TYPE,
              SchemaObject.Kind.DATABASE,
              SchemaObject.Kind.TABLESPACE),
          Pattern.compile(
              "(?:VACUUM|ANALYZE|REINDEX|CLUSTER|CHECKPOINT|REFRESH MATERIALIZED VIEW|COMMENT ON"
                  + "|GRANT|REVOKE)\\b.*|SET [^(]*"
                  + "|ALTER SYSTEM (?:SET|RESET) .*|ALTER DATABASE .* SET TABLESPACE .*"
                  + "|ALTER TYPE [^(]* ADD VALUE IF NOT EXISTS .*"));

  private final boolean isPooled;

  PostgreSqlRawSql(boolean isPooled) {
    this.isPooled = isPooled;
  }

  @Override
  protected String database() {
    return PostgreSqlDialect.NAME;
  }

  @Override
  protected List<String> valuePackages() {
    return Pgjdbc.PACKAGES;
  }

  @Override
  public SessionEffect sessionEffect(String sql) {
    return StatementEffects.effectOf(sql);
  }

  @Override
  public boolean isRestorable(String sql) {
    return StatementEffects.isRestorable(sql);
  }

  /** Returns true: PostgreSQL has operators such as {@code j ? 'a'}. */
  @Override
  protected boolean hasQuestionMarkOperators() {
    return true;
  }

  @Override
  public Optional<String> hint(SQLException error, String sql) {
    return ownHint(error, sql).or(() -> super.hint(error, sql));
  }

  private static Optional<String> ownHint(SQLException error, String sql) {
    return switch (String.valueOf(error.getSQLState())) {
      case "42804" ->
          isChangeOfType(sql)
              ? Optional.of(
                  "State how to convert the old values: in changeColumn, c -> c.to(…).using(\"…\");"
                      + " in SQL, USING.")
              : Optional.empty();
      case "42710" ->
          sql.startsWith("CREATE TYPE \"enum_")
              ? Optional.of(
                  "A column of another table may still use the enumeration's type. Change that"
                      + " column first, or rename the type by execute(\"ALTER TYPE … RENAME TO"
                      + " …\").")
              : Optional.empty();
      case "55P04" ->
          Optional.of(
              "Add the value by addEnumValue(…) or by a separate execute(…), or use it in a later"
                  + " migration.");
      case "3D000" -> Optional.of("Create the database, or name another one in the URL.");
      case "2D000" ->
          Optional.of(
              "A procedure or a block that ends the transaction cannot be called in the transaction"
                  + " of a migration. Call it by executeOutsideTransaction(…), or remove COMMIT and"
                  + " ROLLBACK from it.");
      default -> Optional.empty();
    };
  }

  private static boolean isChangeOfType(String sql) {
    return Pattern.compile("(?is)\\s*ALTER\\s+TABLE\\b.*\\bTYPE\\b.*").matcher(sql).matches();
  }

  private void refuseCopy(String sql) {
    Matcher copy = COPY_BY_DRIVER.matcher(RawSql.words(sql));
    if (copy.matches()) {
      boolean isReading = copy.group(1).equals("to stdout");
      throw new UnsupportedByDialectException(
          database(),
          "send COPY … "
              + copy.group(1).toUpperCase(Locale.ROOT)
              + ", whose rows its driver takes and gives through an interface of its own alone",
          isReading
              ? "Nothing was sent. Read the rows by query(…) or forEachRow(…)."
              : "Nothing was sent. Insert the rows by copyIn(…) or bulkInsert(…), or let the server"
                  + " read a file of its own by COPY … FROM 'file'.");
    }
  }

  /**
   * Refuses {@code COPY}, because the driver sends its rows outside statements. Through a pooler,
   * also refuses session locks and prepared statements, which a rollback does not remove.
   */
  @Override
  public void requireFit(String sql) {
    refuseCopy(sql);
    DriverSettings.refuse(sql);
    super.requireFit(sql);
    if (isPooled && StatementEffects.outlivesTransaction(sql)) {
      throw new UnsupportedByDialectException(
          database(),
          "send '"
              + ExecuteSql.shorten(sql)
              + "' through a pooler of connections, where a lock of the session or a prepared"
              + " statement stays with a session of the server that others get next",
          "Nothing was sent. Take a lock of the transaction (pg_advisory_xact_lock), or migrate"
              + " over a direct connection.");
    }
  }

  @Override
  public boolean readsSession(String sql) {
    return StatementEffects.readsEarlier(sql);
  }

  @Override
  public SqlSyntax syntax() {
    return SYNTAX;
  }

  @Override
  public Set<SqlScript.Feature> script() {
    return Set.of(
        SqlScript.Feature.E_STRINGS,
        SqlScript.Feature.DOLLAR_TAGS,
        SqlScript.Feature.LISTS_OF_STATEMENTS,
        SqlScript.Feature.ATOMIC_BODIES,
        SqlScript.Feature.PSQL);
  }

  /**
   * Drops the invalid indexes that an interrupted {@code REINDEX CONCURRENTLY} left on the same
   * tables.
   */
  @Override
  public void beforeRepeating(Connection connection, ExecuteSql raw) throws SQLException {
    for (String drop : new InterruptedReindex(connection).drops(raw.sql())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(drop);
      }
    }
  }

  /**
   * Drops the index that a failed concurrent build left. The index is in the schema of its table.
   */
  @Override
  public void dropUnfinished(Connection connection, ExecuteSql raw) throws SQLException {
    SchemaObject index = RawReading.of(raw.sql(), SYNTAX).change().orElseThrow().object();
    String schema = index.table().size() == 2 ? index.table().get(0) + "." : "";
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + schema + index.name());
    }
  }
}
