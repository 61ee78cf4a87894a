package dev.switchback.internal.store;

import dev.switchback.DatabaseException;
import dev.switchback.RowMapper;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.database.Session;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDefinition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A metadata table, accessed through one session. */
public final class MetadataTable {

  /**
   * The maximum number of attempts. Processes that create the table at once may conflict more than
   * once.
   */
  private static final int TRIES = 10;

  private final Session session;
  private final MetadataTables.Kind kind;
  private final String name;
  private final @Nullable String schema;
  private final Set<String> unfolded;

  /**
   * Creates the access to a table.
   *
   * @param unfolded the names that the database keeps exactly although it folds others; more may be
   *     added later
   */
  MetadataTable(
      Session session,
      MetadataTables.Kind kind,
      String prefix,
      @Nullable String schema,
      Set<String> unfolded) {
    this.session = session;
    this.kind = kind;
    name = prefix + kind.suffix;
    this.schema = schema;
    this.unfolded = unfolded;
  }

  public String name() {
    return name;
  }

  Dialect dialect() {
    return session.dialect();
  }

  /** Returns the names of columns, quoted and separated by commas. */
  String columns(String... names) {
    StringJoiner columns = new StringJoiner(", ");
    for (String each : names) {
      columns.add(quote(each));
    }
    return columns.toString();
  }

  public String quote(String column) {
    return dialectFor(name).rendering().quote(column);
  }

  /**
   * Returns the dialect, configured for how the database keeps the name of this table or its
   * schema.
   */
  private Dialect dialectFor(String named) {
    return unfolded.contains(named) ? dialect().with(KeptNames.EXACT) : dialect();
  }

  /** Returns what follows {@code FROM} to read all rows. */
  public String from() {
    return schema == null ? dialectFor(name).rendering().fromCurrentSchema(name) : qualified();
  }

  /** Returns the qualified name of the table, quoted. */
  public String qualified() {
    String quoted = quote(name);
    return schema == null ? quoted : dialectFor(schema).rendering().quote(schema) + "." + quoted;
  }

  /** Returns the mapped rows of a query. */
  <T extends @Nullable Object> List<T> read(
      String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
    Log.LOG.debug("{}", sql);
    return session.reading(() -> rows(sql, mapper, parameters));
  }

  private <T extends @Nullable Object> List<T> rows(
      String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
    if (parameters.length > 0) {
      try (PreparedStatement statement = prepare(sql, parameters);
          ResultSet rows = statement.executeQuery()) {
        return mapped(rows, mapper);
      }
    }
    try (Statement statement = session.statement(); // one round trip on each database
        ResultSet rows = statement.executeQuery(sql)) {
      return mapped(rows, mapper);
    }
  }

  private static <T extends @Nullable Object> List<T> mapped(ResultSet rows, RowMapper<T> mapper)
      throws SQLException {
    List<T> result = new ArrayList<>();
    while (rows.next()) {
      result.add(mapper.map(rows));
    }
    return result;
  }

  /** Sends a statement that changes the table. */
  int write(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = dialect().driver().prepare(session.connection(), sql);
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] instanceof String text) {
        dialect().driver().bindOwn(statement, i + 1, text);
      } else {
        statement.setObject(i + 1, parameters[i]);
      }
    }
    return statement;
  }

  /**
   * Creates the table in the session's schema, unless it exists.
   *
   * @return whether the table was created
   */
  boolean createIfMissing() {
    for (int tries = 1; !isUsable(); tries++) {
      requireColumns();
      try {
        session.inSchema(
            schema,
            () -> {
              dialect()
                  .rendering()
                  .createShared(
                      session.connection(),
                      new CreateTable(definition()),
                      dialect().catalog(session.connection()));
              return true;
            });
        return true;
      } catch (SQLException e) {
        boolean isLost = dialect().errors().causeOf(e) == ErrorCause.CONNECTION;
        if (isLost || (tries == TRIES && !isUsable())) {
          throw refused(
              "it cannot be created",
              dialect().errors().causeOf(e) == ErrorCause.PERMISSION
                  ? "Allow this user to create it, or run 'init' once as a user with that privilege"
                  : "Fix the cause, and run again",
              e);
        }
        pause(); // another process was first, or is creating the table now
      }
    }
    return false;
  }

  /**
   * Returns whether {@code error} reports a rollback because of another session's change. Trying
   * again may succeed.
   */
  public static boolean isVictim(SQLException error) {
    return error.getSQLState() != null && error.getSQLState().startsWith("40");
  }

  static void pause() {
    try {
      Thread.sleep(10 + ThreadLocalRandom.current().nextLong(40));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns whether the table exists, is readable, and has the columns that every build creates.
   */
  private boolean isUsable() {
    List<String> names = names();
    names.removeAll(kind.laterColumns());
    return answers(session, noRows(names));
  }

  /**
   * Returns whether all tables exist, are readable, and have all their columns. Sends one
   * statement.
   */
  static boolean areUsable(Session session, List<MetadataTable> tables) {
    StringJoiner all = new StringJoiner(", ");
    for (MetadataTable table : tables) {
      all.add("(" + table.noRows(table.names()) + ") " + table.quote(table.name));
    }
    return answers(session, "SELECT 1 FROM " + all);
  }

  private String noRows(List<String> names) {
    String columns = columns(names.toArray(new String[0]));
    return "SELECT " + columns + " FROM " + qualified() + " WHERE 1 = 0";
  }

  /** Adds the columns that are missing because an earlier build created the table. */
  void addMissingColumns() {
    if (kind.laterColumns().isEmpty()) {
      return;
    }
    Set<String> present = present().orElse(Set.copyOf(names()));
    for (Column column : definition().columns()) {
      if (!present.contains(column.name())) {
        add(column);
      }
    }
  }

  private void add(Column column) {
    try {
      session.inSchema(
          schema,
          () -> {
            Catalog catalog = dialect().catalog(session.connection());
            try (Statement statement = session.connection().createStatement()) {
              for (SqlStatement sql :
                  dialect().rendering().render(new AddColumn(name, column), catalog)) {
                statement.execute(sql.sql());
              }
            }
            return true;
          });
    } catch (SQLException e) {
      throw refused(
          "an earlier version of Switchback created it without the column '%s', which cannot be added"
              .formatted(column.name()),
          "Allow this user to alter it, or run 'init' as a user with that privilege",
          e);
    }
  }

  private static boolean answers(Session session, String sql) {
    try (Statement statement = session.statement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false; // if the cause is something else, creating the table will report it
    }
  }

  private Table definition() {
    TableDefinition table = new TableDefinition(name);
    kind.define(table, dialect());
    return table.table();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Column column : definition().columns()) {
      names.add(column.name());
    }
    return names;
  }

  /** Rejects an existing table that lacks columns. Queries only its columns. */
  void requireColumns() {
    present().ifPresent(this::requireColumns);
  }

  private void requireColumns(Set<String> present) {
    List<String> missing = names();
    missing.removeAll(kind.laterColumns());
    missing.removeAll(present);
    Set<String> more = new LinkedHashSet<>(present);
    more.removeAll(names());
    if (!missing.isEmpty()) {
      String others = more.isEmpty() ? "" : ", and has others: " + words(more);
      throw altered(List.of("it lacks " + words(missing) + others));
    }
  }

  /** Returns the columns of the table. Empty if it does not exist, or this user may not read it. */
  private Optional<Set<String>> present() {
    try {
      return Optional.of(session.reading(this::presentColumns));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private Set<String> presentColumns() throws SQLException {
    Set<String> present = new LinkedHashSet<>();
    try (Statement statement = session.statement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + qualified() + " WHERE 1 = 0")) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        present.add(dialect().mapping().nameInCatalog(name, rows.getMetaData().getColumnLabel(i)));
      }
    }
    return present;
  }

  private static String words(Collection<String> names) {
    return names.stream().collect(Collectors.joining("', '", "'", "'"));
  }

  /**
   * Rejects a table that would not keep what is written to it: a view, a column with another type,
   * no primary key. Accepts additional columns.
   *
   * @param types the types of its columns by name, as the catalogue shows them
   * @param keys the columns of each of its constraints
   */
  void requireAsCreated(Catalog catalog, Map<String, String> types, Collection<List<String>> keys) {
    List<String> wrong = new ArrayList<>();
    Table created = definition();
    for (Column column : created.columns()) {
      String type = dialect().mapping().typeInCatalog(name, column);
      String found = types.getOrDefault(column.name(), type);
      if (!found.equals(type)) {
        wrong.add("its column '%s' is %s, and not %s".formatted(column.name(), found, type));
      }
    }
    for (Constraint constraint : created.constraints()) {
      if (!keys.contains(constraint.columns())) {
        wrong.add("it has no primary key " + words(constraint.columns()));
      }
    }
    if (!wrong.isEmpty()) {
      throw altered(catalog.hasTable(name) ? wrong : List.of("it is a view, not a table"));
    }
  }

  private DatabaseException altered(List<String> wrong) {
    return damaged(
        String.join("; ", wrong),
        "Restore the definition that Switchback creates, or set another name by tablePrefix(…)");
  }

  /** Returns the name of a migration in a row. */
  MigrationName migration(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    Optional<MigrationName> found = MigrationName.ofRecord(text);
    if (found.isEmpty()) {
      throw damaged(
          text == null
              ? "it has a row without a name"
              : "it has a row for '" + text + "', which is not the name of a migration",
          "Correct that row, or delete it");
    }
    return found.get();
  }

  /** Returns the error for a table that was changed by hand. */
  DatabaseException damaged(String what, String remedy) {
    return new DatabaseException(
        "Table %s – %s. No migration was run. %s.".formatted(qualified(), what, remedy));
  }

  /**
   * Returns the error for a table that cannot be read. MySQL and MariaDB report a missing privilege
   * even if the table does not exist.
   */
  DatabaseException unreadable(SQLException cause) {
    return refused(
        "it cannot be read",
        dialect().errors().causeOf(cause) == ErrorCause.PERMISSION
            ? "Allow this user to read it. If it does not exist yet, run 'init' once as a user with"
                + " that privilege"
            : "Check that it is a metadata table of Switchback, and that this user may read it",
        cause);
  }

  /** Returns the error for a table that the server does not allow to be used. */
  DatabaseException refused(String what, String remedy, SQLException cause) {
    String byCause =
        switch (dialect().errors().causeOf(cause)) {
          case STATEMENT, PERMISSION -> remedy;
          case LOCK_TIMEOUT, CONFLICT, CANCELLED, CONNECTION, DRIVER_SETTING, RESOURCE, READ_ONLY ->
              Remedy.of(cause, dialect(), remedy);
        };
    return new DatabaseException(
        "Table %s – %s. No migration was run. %s. Cause: %s"
            .formatted(qualified(), what, byCause, Redaction.firstLine(cause)),
        cause);
  }
}
