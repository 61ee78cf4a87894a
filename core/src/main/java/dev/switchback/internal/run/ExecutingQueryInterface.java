package dev.switchback.internal.run;

import dev.switchback.ConnectionWork;
import dev.switchback.Direction;
import dev.switchback.QueryInterface;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.Sender;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.internal.base.ComparingQueryInterface;
import dev.switchback.internal.base.InterruptedRunException;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.base.StepChecks;
import dev.switchback.internal.base.TableText;
import dev.switchback.internal.base.TransactionControl;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.schema.TableDescription;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Implements {@link QueryInterface} for one migration. Executes its steps one by one, and remembers
 * which are done and which one failed.
 */
final class ExecutingQueryInterface extends ComparingQueryInterface {

  /** The maximum length of a failed statement in a report. */
  private static final int SHOWN = 1_000;

  private final Connection connection;
  private final Dialect dialect;
  private final Sender sender;
  private final StepExecutor execution;
  private final List<String> ownTables;
  private final int statementTimeout;
  private final Thread thread = Thread.currentThread();
  private final OperationLog form = new OperationLog();

  /** Tables whose rows can be rolled back, or where the migration acknowledged that they cannot. */
  private final Set<String> rolledBack = new HashSet<>();

  private boolean isAcknowledged;
  private int count;
  private @Nullable Step failedStep;
  private @Nullable String failedAt;

  /** The number of a later step that would be refused, 0 if it is not known, or null for none. */
  private @Nullable Integer refusedAt;

  private @Nullable String verification;
  private boolean mayHaveChangedSession;
  private int failedRow;

  /** The statement that the server is executing, or has refused. */
  private @Nullable SqlStatement sending;

  /** The query that the server is executing, or has refused. */
  private @Nullable String asked;

  /** The number of open queries whose rows are read in parts. */
  private int reading;

  private @Nullable Throwable failure;
  private boolean ended;

  /**
   * @param ownTables the names of the metadata tables
   * @param statementTimeout seconds for each statement, 0 for no limit
   */
  ExecutingQueryInterface(
      Session session, StepExecutor execution, List<String> ownTables, int statementTimeout) {
    connection = session.connection();
    dialect = session.dialect();
    sender = dialect.driver().sender(connection);
    this.execution = execution;
    this.ownTables = ownTables;
    this.statementTimeout = statementTimeout;
  }

  @Override
  protected Dialect dialect() {
    return dialect;
  }

  @Override
  protected boolean isNextBegun() {
    return execution.alreadyDone(count, 1) > 0;
  }

  /** The database work of a step or a query. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  @Override
  public void runAll(List<? extends Operation> all) {
    requireMine();
    all.forEach(form::add);
    List<Operation> steps =
        all.stream().flatMap(operation -> dialect.rendering().stepsOf(operation).stream()).toList();
    requireRenderable(steps);
    steps.forEach(this::carryOut);
  }

  @Override
  public void run(Operation operation) {
    form.add(operation);
    dialect.rendering().requireWhole(operation, dialect.catalog(connection));
    List<Operation> steps =
        verification == null ? dialect.rendering().stepsOf(operation) : List.of(operation);
    if (steps.size() > 1) {
      requireMine();
      requireRenderable(steps);
    }
    steps.forEach(this::carryOut);
  }

  /**
   * Renders all operations before the first is sent, so that none is refused after another was
   * executed.
   */
  private void requireRenderable(List<Operation> operations) {
    if (reading > 0) {
      return; // the catalogue cannot be read while rows are read
    }
    for (int i = execution.alreadyDone(count, operations.size()); i < operations.size(); i++) {
      dialect.rendering().render(operations.get(i), dialect.catalog(connection));
    }
  }

  private void carryOut(Operation operation) {
    if (isAcknowledged && operation instanceof DataOperation data) {
      rolledBack.add(data.table());
    }
    boolean changesSession =
        operation.raw().isPresent() && RawSql.mayChangeSession(operation.raw().get().sql());
    String description = operation.describe();
    carryOut(
        description,
        changesSession,
        number -> Step.of(number, description, operation, dialect.rendering().modeOf(operation)),
        this::send);
  }

  private void send(Step step) throws SQLException {
    Operation operation = step.operation().orElseThrow();
    if (operation.raw().isPresent()) {
      beforeRaw(operation.raw().get().sql());
    }
    refuseOwnSchema(operation);
    requireWas(operation, () -> dialect.catalog(connection));
    if (operation instanceof DataOperation data) {
      requireRollback(data);
    }
    if (!isAcknowledged) {
      StepChecks.requireUnbroken(operation, dialect.catalog(connection));
    }
    List<SqlStatement> statements =
        dialect.rendering().render(operation, dialect.catalog(connection));
    if (operation.raw().isEmpty()) {
      execution.beforeRendered(statements);
    }
    if (operation instanceof DataOperation data) {
      executeAll(data, statements);
    } else {
      for (SqlStatement statement : statements) {
        execute(statement);
      }
    }
  }

  /** Checks once for each table that its rows can be rolled back. */
  private void requireRollback(DataOperation operation) {
    if (!rolledBack.contains(operation.table())) {
      dialect.rendering().requireRollback(operation, dialect.catalog(connection));
      rolledBack.add(operation.table());
    }
  }

  /**
   * Executes the statements of a data operation. If each row has a position in a batch, remembers
   * which row was refused.
   */
  private void executeAll(DataOperation operation, List<SqlStatement> statements)
      throws SQLException {
    int places = statements.stream().mapToInt(statement -> statement.batch().size()).sum();
    boolean hasPlaces = operation.rowCount() > 1 && places == operation.rowCount();
    int before = 0;
    for (SqlStatement statement : statements) {
      try {
        execute(statement);
      } catch (BatchUpdateException e) {
        OptionalInt failed = placeOf(e);
        failedRow = hasPlaces && failed.isPresent() ? before + failed.getAsInt() + 1 : 0;
        throw withoutBatch(e);
      } catch (SQLException e) {
        failedRow = hasPlaces && statement.batch().size() == 1 ? before + 1 : 0;
        throw e;
      }
      before += statement.batch().size();
    }
  }

  private OptionalInt placeOf(BatchUpdateException error) {
    try {
      return dialect.driver().failedInBatch(connection, error);
    } catch (SQLException e) {
      return OptionalInt.empty(); // only for the message; the original error matters more
    }
  }

  /** Returns the server's own error. The driver's message about a batch contains the values. */
  private static SQLException withoutBatch(BatchUpdateException error) {
    if (error.getNextException() != null) {
      return error.getNextException();
    }
    return error.getCause() instanceof SQLException cause ? cause : error;
  }

  /** Refuses to drop the current schema. On MySQL that would drop the journal too. */
  private void refuseOwnSchema(Operation operation) throws SQLException {
    if (operation instanceof SchemaOperation on && on.isDrop()) {
      Optional<String> current = dialect.sessions().currentSchema(connection);
      if (current.isPresent()) {
        StepChecks.refuseOwnSchema(on, dialect, current.get());
      }
    }
  }

  @Override
  public List<String> showAllTables() {
    return reading(
        "showAllTables",
        catalog -> {
          List<String> tables = new ArrayList<>(catalog.schema().tables());
          tables.removeAll(ownTables);
          return Collections.unmodifiableList(tables);
        },
        tables -> tables.toArray(new String[0]),
        names -> List.of((String[]) names));
  }

  @Override
  public boolean tableExists(String table) {
    return reading(
        "tableExists '" + table + "'",
        catalog -> catalog.hasTable(table),
        exists -> exists,
        exists -> (Boolean) exists);
  }

  @Override
  public TableDescription describeTable(String table) {
    return reading(
        "describeTable '" + table + "'",
        catalog ->
            catalog
                .schema()
                .describe(table)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Table '"
                                + table
                                + "' – the current schema has no table of this name. Check its"
                                + " upper and lower case, or call tableExists(…) first")),
        TableText::write,
        texts -> TableText.read((String[]) texts));
  }

  private <T> T reading(
      String description,
      Function<Catalog, T> work,
      Function<T, Object> write,
      Function<Object, T> read) {
    form.addLook(description);
    return step(
        description,
        false,
        () ->
            execution.answer(
                Question.at(description),
                () -> work.apply(dialect.catalog(connection)),
                write,
                read));
  }

  private void beforeRaw(String sql) throws SQLException {
    execution.beforeRaw(sql);
    if (TransactionControl.mayHideIn(sql, dialect.rawSql().syntax())) {
      execution.distrust();
    }
  }

  private void execute(SqlStatement sql) throws SQLException {
    long start = System.nanoTime();
    sending = sql;
    if (sql.batch().isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false); // the body of a function may contain braces
        limit(statement);
        statement.execute(sql.sql());
        readAllResults(statement);
      }
    } else {
      executePrepared(sql);
    }
    sending = null;
    if (Log.LOG.isDebugEnabled()) {
      long micros = (System.nanoTime() - start) / 1000;
      int times = sql.batch().size();
      Log.LOG.debug("{} ({}{} µs)", shown(sql), times > 1 ? times + " times, " : "", micros);
    }
  }

  private void executePrepared(SqlStatement sql) throws SQLException {
    List<List<@Nullable Object>> batch = sql.batch();
    if (batch.size() == 1) {
      sender.send(sql.sql(), batch.get(0), values -> executeOnce(sql.sql(), values));
      return;
    }
    try (PreparedStatement statement = prepare(sql.sql(), batch.get(0))) {
      statement.addBatch();
      for (List<@Nullable Object> parameters : batch.subList(1, batch.size())) {
        bind(statement, parameters);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private boolean executeOnce(String sql, List<@Nullable Object> values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.execute();
      readAllResults(statement);
      return true;
    }
  }

  private String shown(SqlStatement sql) {
    boolean hasNames = !dialect.rendering().quote("X").startsWith("`");
    return Redaction.statement(sql.sql(), hasNames);
  }

  /**
   * Reads all results. The error of a later statement in the same string appears only when its
   * result is requested.
   */
  private static void readAllResults(Statement statement) throws SQLException {
    while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
      // the results are ignored
    }
  }

  private void limit(Statement statement) throws SQLException {
    if (statementTimeout > 0 && !takesWhatItTakes(failedStep)) {
      statement.setQueryTimeout(statementTimeout);
    }
  }

  /**
   * Returns whether the step has no time limit. A statement that may change the schema is not
   * stopped where stopping it does harm.
   */
  private boolean takesWhatItTakes(@Nullable Step current) {
    return current != null
        && current.mode() != TransactionMode.TRANSACTIONAL
        && dialect.locks().topology().stopsForSchemaStatements();
  }

  private PreparedStatement prepare(String sql, List<@Nullable Object> parameters)
      throws SQLException {
    PreparedStatement statement = dialect.driver().prepare(connection, sql);
    try {
      limit(statement);
      bind(statement, parameters);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private void bind(PreparedStatement statement, List<@Nullable Object> parameters)
      throws SQLException {
    execution.beforeValues(parameters);
    for (int i = 0; i < parameters.size(); i++) {
      dialect.driver().bind(statement, i + 1, parameters.get(i));
    }
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    requireParameters("query", parameters);
    form.addQuery("query", sql);
    if (!TransactionControl.onlyReads(sql)) {
      return changing(sql, mapper, parameters);
    }
    Question look = Question.query("query", sql, Arrays.asList(parameters));
    return step(look.description(), true, () -> rows(look, sql, mapper, parameters));
  }

  private static void requireParameters(String method, @Nullable Object @Nullable [] parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          method + " – its parameters are null; for one NULL, cast it: (Object) null");
    }
  }

  /** Checks a query before it is sent. If it refuses the query, nothing was sent. */
  private void beforeQuery(String sql, List<@Nullable Object> parameters) throws SQLException {
    beforeRaw(sql);
    dialect.rawSql().requireValues(sql, parameters);
    asked = sql;
  }

  private <T> List<T> rows(
      Question look, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    List<T> result = new ArrayList<>();
    execution.rows(
        look,
        sql,
        row -> result.add(mapper.map(row)),
        consumer -> {
          beforeQuery(sql, Arrays.asList(parameters));
          read(sql, consumer, Arrays.asList(parameters));
          asked = null;
        });
    return Collections.unmodifiableList(result);
  }

  @Override
  public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
    requireParameters("forEachRow", parameters);
    form.addQuery("forEachRow", sql);
    String description = "forEachRow '" + ExecuteSql.shorten(sql) + "'";
    StepChecks.requireReading(sql);
    List<@Nullable Object> values = Arrays.asList(parameters);
    step(
        description,
        true,
        () -> {
          execution.rows(
              Question.query("forEachRow", sql, values),
              sql,
              consumer,
              handedOn -> {
                beforeQuery(sql, values);
                readCounted(sql, handedOn, values);
                asked = null;
              });
          return true;
        });
  }

  private void readCounted(String sql, RowConsumer consumer, List<@Nullable Object> parameters)
      throws SQLException {
    reading++;
    try {
      readInParts(sql, consumer, parameters);
    } finally {
      reading--;
    }
  }

  private void readInParts(String sql, RowConsumer consumer, List<@Nullable Object> parameters)
      throws SQLException {
    if (!parameters.isEmpty()) {
      try (OpenQuery query =
          sender.send(
              sql, parameters, values -> open(sql, values, dialect.driver()::readInParts))) {
        handOn(query.rows(), consumer);
      }
      return;
    }
    try (Statement statement = connection.createStatement()) { // a question mark may be an operator
      dialect.driver().readInParts(statement);
      statement.setEscapeProcessing(false);
      limit(statement);
      try (ResultSet rows = statement.executeQuery(sql)) {
        handOn(rows, consumer);
      }
    }
  }

  private static void handOn(ResultSet rows, RowConsumer consumer) throws SQLException {
    ResultSet row = GuardedRow.of(rows);
    while (rows.next()) {
      consumer.accept(row);
    }
  }

  /** A query that the server has executed, and its rows. */
  private record OpenQuery(PreparedStatement statement, ResultSet rows) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      try (statement;
          rows) {
        // both are closed
      }
    }
  }

  /** Configures a statement before it is executed. */
  private interface Preparation {
    void prepare(PreparedStatement statement) throws SQLException;
  }

  private OpenQuery open(String sql, List<@Nullable Object> values, Preparation preparation)
      throws SQLException {
    PreparedStatement statement = prepare(sql, values);
    try {
      preparation.prepare(statement);
      return new OpenQuery(statement, statement.executeQuery());
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /**
   * Refuses a call that the driver cannot send while it reads rows. The message is clearer than the
   * driver's.
   */
  private void requireFree(String description) throws SQLException {
    if (reading > 0 && dialect.driver().isBusyReading(connection)) {
      throw new UnsupportedByDialectException(
          dialect.name(),
          description
              + " for a row of forEachRow, because its driver cannot send another statement while"
              + " it reads rows",
          "Nothing was sent. Keep the values that you need and call it after forEachRow, or read"
              + " the rows by query(…).");
    }
  }

  /**
   * Executes a query that changes rows, such as {@code INSERT … RETURNING}, as a step. The journal
   * keeps its rows with the answers of the queries that follow. The rows cannot be read a second
   * time.
   */
  private <T> List<T> changing(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    ExecuteSql operation = new ExecuteSql(sql, Arrays.asList(parameters));
    Question look = Question.query("query", sql, Arrays.asList(parameters));
    AtomicReference<@Nullable List<T>> result = new AtomicReference<>();
    carryOut(
        look.description(),
        true,
        number ->
            Step.of(number, operation.describe(), operation, dialect.rendering().modeOf(operation)),
        step -> result.set(rows(look, sql, mapper, parameters)));
    List<T> rows = result.get();
    if (rows == null && execution.hasAnswer()) {
      return step(look.description(), false, () -> rows(look, sql, mapper, parameters));
    }
    if (rows == null) {
      throw new UnsupportedOperationException(
          "query '%s' – it changed rows when it was first sent, and its result is lost."
                  .formatted(ExecuteSql.shorten(sql))
              + " Nothing was sent. Change rows by execute(…), and read them by a separate"
              + " query(…).");
    }
    return rows;
  }

  /**
   * Executes a query and passes its rows to the consumer. A query without values is not prepared,
   * because a question mark may be an operator.
   */
  private void read(String sql, RowConsumer consumer, List<@Nullable Object> parameters)
      throws SQLException {
    if (parameters.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        limit(statement);
        handOnOnly(statement, statement.execute(sql), consumer);
      }
      return;
    }
    try (Sent sent = sender.send(sql, parameters, values -> Sent.of(prepare(sql, values)))) {
      handOnOnly(sent.statement(), sent.hasRows(), consumer);
    }
  }

  /** A statement that the server has executed, and whether its first result has rows. */
  private record Sent(PreparedStatement statement, boolean hasRows) implements AutoCloseable {
    static Sent of(PreparedStatement statement) throws SQLException {
      try {
        return new Sent(statement, statement.execute());
      } catch (SQLException | RuntimeException e) {
        statement.close();
        throw e;
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }

  /** Passes on the rows of the only result that has rows. A change without RETURNING has none. */
  private static void handOnOnly(Statement statement, boolean isFirst, RowConsumer consumer)
      throws SQLException {
    boolean hasRows = isFirst;
    while (!hasRows && statement.getUpdateCount() != -1) {
      hasRows = statement.getMoreResults();
    }
    if (!hasRows) {
      return;
    }
    try (ResultSet rows = statement.getResultSet()) {
      handOn(rows, consumer);
    }
    boolean isNext = statement.getMoreResults();
    while (isNext || statement.getUpdateCount() != -1) {
      if (isNext) {
        throw new IllegalArgumentException(
            "query – the statement returned several results with rows. Send each query by a"
                + " separate query(…)");
      }
      isNext = statement.getMoreResults();
    }
  }

  @Override
  public void withConnection(ConnectionWork work) {
    form.addOpaque("withConnection");
    TransactionMode mode =
        dialect.rendering().hasTransactionalDdl()
            ? TransactionMode.TRANSACTIONAL
            : TransactionMode.OPAQUE;
    carryOut(
        "withConnection",
        true,
        number -> Step.opaque(number, "withConnection", mode),
        step -> handOver(work));
  }

  private void handOver(ConnectionWork work) throws SQLException {
    GuardedConnection own = new GuardedConnection(connection, this::beforeRaw, this::limit);
    try {
      work.run(own.guarded());
    } finally {
      own.end();
    }
  }

  @Override
  public void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    requireMine();
    form.begin();
    withoutWas(() -> (execution.direction() == Direction.UP ? up : down).accept(this));
    form.end();
  }

  @Override
  public QueryInterface acknowledged(String reason) {
    requireMine();
    form.addAcknowledgement(reason);
    isAcknowledged = true;
    return this;
  }

  @Override
  public QueryInterface verifiedBy(String query) {
    requireMine();
    verification = OperationLog.requireQuery(query);
    return this;
  }

  @Override
  public void irreversible(String reason) {
    requireMine();
    if (execution.direction() == Direction.DOWN) {
      step(
          "irreversible",
          false,
          () -> {
            throw new UnsupportedOperationException(reason);
          });
    }
  }

  private void carryOut(
      String description, boolean changesSession, IntFunction<Step> numbered, Step.Work work) {
    requireNoFailureBefore(description);
    try {
      requireReady(description, changesSession);
      Step step = numbered.apply(count + 1).verifiedBy(verification);
      step.operation()
          .ifPresent(operation -> OperationLog.refuseVerifying(verification, operation));
      verification = null;
      refuseOutsideWhileReading(step);
      count++;
      failedStep = step;
      execution.carryOut(step, work);
      failedStep = null;
      isAcknowledged = false;
    } catch (SQLException | RuntimeException | Error e) {
      throw failed(description, e);
    }
  }

  /**
   * Refuses a step outside the transaction while rows are read. Such a step commits, and PostgreSQL
   * then closes the open query.
   */
  private void refuseOutsideWhileReading(Step step) {
    if (reading > 0 && step.mode() == TransactionMode.NON_TRANSACTIONAL) {
      throw new UnsupportedByDialectException(
          dialect.name(),
          step.description()
              + " for a row of forEachRow, because it runs outside the transaction. The run must"
              + " commit first, and the commit ends the reading of rows",
          "Nothing was sent. Call it after forEachRow.");
    }
  }

  private <T> T step(String description, boolean changesSession, Work<T> work) {
    requireNoFailureBefore(description);
    try {
      requireReady(description, changesSession);
      return work.run();
    } catch (SQLException | RuntimeException | Error e) {
      throw failed(description, e);
    }
  }

  private void requireNoFailureBefore(String description) {
    requireMine();
    if (failure != null) {
      throw new SwitchbackException(
          "Step '"
              + description
              + "' – the migration has failed at '"
              + failedAt
              + "' and cannot continue. Nothing was sent. Let that exception end the migration.",
          failure);
    }
  }

  private void requireReady(String description, boolean changesSession) throws SQLException {
    mayHaveChangedSession |= changesSession;
    if (Thread.interrupted()) { // the flag is set again once the transaction is settled
      throw new InterruptedRunException();
    }
    execution.requireOpen();
    requireFree(description);
  }

  /** Remembers the failure for the report. */
  private RuntimeException failed(String description, Throwable thrown) {
    Throwable cause = thrown;
    if (thrown instanceof Rehearsal.Refused refused) {
      cause = refused.refusal();
      count--; // the step before the refused one was not begun
      failedStep = null;
      failedAt = refused.description();
      refusedAt = refused.ordinal();
    } else if (failure == null) { // otherwise a step inside this one has failed
      failedAt = failedRow > 0 ? description + ", row " + failedRow : description;
    }
    if (failure == null) {
      failure = cause instanceof CatalogException catalog ? catalog.getCause() : cause;
    }
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new SwitchbackException(description + " failed: " + Redaction.firstLine(cause), cause);
  }

  private void requireMine() {
    if (ended || Thread.currentThread() != thread) {
      throw new IllegalStateException(
          ended
              ? "This query interface ended with its migration. Nothing was sent. Do all of the"
                  + " work before the method returns."
              : "This query interface belongs to the thread '%s'. Nothing was sent. Call it in that thread."
                  .formatted(thread.getName()));
    }
  }

  /** Ends this query interface with its migration. Later calls are refused. */
  void end() {
    ended = true;
  }

  /** Fails if the migration continued after one of its steps had failed. */
  void requireNoFailure() {
    if (failure != null) {
      throw new SwitchbackException("The migration continued after a step failed.", failure);
    }
  }

  /** Returns whether the migration may have changed settings of the session. */
  boolean mayHaveChangedSession() {
    return mayHaveChangedSession;
  }

  /** Returns the operations and queries that the migration has requested. */
  OperationLog form() {
    return form;
  }

  /** Returns the number of steps that were begun. Queries do not count. */
  int count() {
    return count;
  }

  /** Returns the step that failed. Empty if a query failed. */
  Optional<Step> failedStep() {
    return Optional.ofNullable(failedStep);
  }

  /**
   * Returns the number of the step that the rehearsal refused; 0 if the number is not known. The
   * step before it was not begun.
   */
  Optional<Integer> refusedAt() {
    return Optional.ofNullable(refusedAt);
  }

  /** Returns the description of the step or query that failed. */
  Optional<String> failedAt() {
    return Optional.ofNullable(failedAt);
  }

  /** Returns the beginning of the statement that the server refused, without its values. */
  Optional<String> failedSql() {
    return Optional.ofNullable(sending)
        .map(this::shown)
        .map(sql -> sql.length() > SHOWN ? sql.substring(0, SHOWN) + "…" : sql);
  }

  /** Returns what the server reports besides an error, and a hint on what to write instead. */
  List<String> advice(SQLException error) {
    List<String> lines = new ArrayList<>();
    for (String detail : dialect.errors().details(error)) {
      lines.add(Redaction.line(detail));
    }
    SqlStatement refused = sending;
    String sql = refused != null ? refused.sql() : asked != null ? asked : "";
    dialect.rawSql().hint(error, sql).ifPresent(hint -> lines.add("Hint: " + hint));
    return lines;
  }

  /** Returns the first failure of the migration. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
