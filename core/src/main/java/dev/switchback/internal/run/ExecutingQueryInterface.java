package dev.switchback.internal.run;

import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseInfo;
import dev.switchback.DatabaseProduct;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.AlteredCatalog;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.SchemaSwitch;
import dev.switchback.dialect.Sender;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.internal.base.ComparingQueryInterface;
import dev.switchback.internal.base.DottedNames;
import dev.switchback.internal.base.InterruptedRunException;
import dev.switchback.internal.base.Look;
import dev.switchback.internal.base.OwnTables;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.base.StepChecks;
import dev.switchback.internal.base.TransactionControl;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.discovery.FlywayFolder;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.operation.Backfill;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Implements {@link QueryInterface} for one migration. Executes its steps one by one. */
final class ExecutingQueryInterface extends ComparingQueryInterface implements FlywayFolder.Runner {

  private final Migration migration;
  private final Connection connection;
  private final Dialect dialect;
  private final StepExecutor execution;
  private final OwnTables own;
  private final StatementFactory statements;
  private final StatementExecution sending;
  private final QueryReader reader;
  private final MigrationProgress progress;
  private final RollbackCheck rollback;
  private final OwnerThread owner = new OwnerThread();
  private final OperationLog form = new OperationLog();

  private boolean isAcknowledged;
  private @Nullable String verification;
  private boolean mayHaveChangedSession;

  /**
   * @param own the metadata tables
   * @param statementTimeout seconds for each statement, 0 for no limit
   */
  ExecutingQueryInterface(
      Session session,
      Migration migration,
      StepExecutor execution,
      OwnTables own,
      int statementTimeout) {
    this.migration = migration;
    connection = session.connection();
    dialect = session.dialect();
    Sender sender = dialect.driver().sender(connection);
    this.execution = execution;
    this.own = own;
    progress = new MigrationProgress(dialect);
    rollback = new RollbackCheck(dialect.rendering());
    statements =
        new StatementFactory(
            connection,
            dialect.driver(),
            statementTimeout,
            progress::isUnlimited,
            execution::beforeValues);
    sending = new StatementExecution(connection, dialect.driver(), sender, statements, progress);
    reader = new QueryReader(connection, dialect, sender, statements);
  }

  @Override
  protected Dialect dialect() {
    return dialect;
  }

  @Override
  protected boolean isNextBegun() {
    return execution.alreadyDone(progress.count(), 1) > 0;
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
    for (Operation step : steps) {
      executeOperation(step, this::send);
    }
  }

  @Override
  public void run(Operation operation) {
    form.add(operation);
    dialect
        .rendering()
        .requireWhole(operation, SchemaSwitch.catalogFor(operation, connection, dialect));
    List<Operation> steps =
        verification == null ? dialect.rendering().stepsOf(operation) : List.of(operation);
    if (steps.size() > 1) {
      requireMine();
      requireRenderable(steps);
    }
    boolean areAcknowledged = isAcknowledged;
    for (Operation step : steps) {
      isAcknowledged = areAcknowledged;
      executeOperation(step, this::send);
    }
  }

  @Override
  public void executeResource(String name) {
    step(
            "executeResource '" + name + "'",
            false,
            () -> {
              OperationLog.refuseVerifyingFile(verification, name);
              SqlFile file = SqlFile.of(migration.getClass(), name);
              form.addResource(file);
              return file.statements(dialect);
            })
        .forEach(each -> executeOperation(each, this::send));
  }

  /** Splits all scripts before the first statement is sent. */
  @Override
  public void runScripts(FlywayFolder folder) {
    step(
            folder.describe(),
            false,
            () -> {
              OperationLog.refuseVerifyingFile(verification, folder.describe());
              folder.requireNotRun(dialect.catalog(connection));
              folder.filesOfAll().forEach(form::addResource);
              return folder.files(dialect.name()).stream()
                  .map(file -> file.statements(dialect))
                  .toList();
            })
        .forEach(this::runScript);
  }

  private void runScript(List<ExecuteSql> statements) {
    step(
        "the beginning of a script",
        false,
        () -> {
          if (mayHaveChangedSession) {
            execution.beginScript();
          }
          return true;
        });
    statements.forEach(each -> executeOperation(each, this::send));
    step(
        "the end of a script",
        false,
        () -> {
          execution.endScript();
          return true;
        });
  }

  /**
   * Renders all operations before the first is sent, so that none is refused after another was
   * executed.
   */
  private void requireRenderable(List<Operation> operations) {
    if (reader.isReading()) {
      return; // the catalogue cannot be read while rows are read
    }
    int done = execution.alreadyDone(progress.count(), operations.size());
    Map<Optional<String>, Catalog> found = new HashMap<>();
    for (Operation operation : operations.subList(done, operations.size())) {
      Optional<String> schema = operation.otherSchema();
      Catalog catalog =
          found.computeIfAbsent(
              schema, none -> SchemaSwitch.catalogFor(operation, connection, dialect));
      if (!isAcknowledged) {
        DottedNames.require(operation, catalog);
      }
      dialect.rendering().render(operation, catalog);
      found.put(schema, AlteredCatalog.after(operation, catalog, dialect.mapping()));
    }
    execution
        .references()
        .require(
            dialect,
            connection,
            progress.count() + done + 1,
            operations.subList(done, operations.size()));
  }

  private void executeOperation(Operation operation, Step.Work work) {
    if (isAcknowledged) {
      rollback.acknowledge(operation);
    }
    boolean changesSession =
        operation.raw().isPresent() && RawSql.mayChangeSession(operation.raw().get().sql());
    String description = operation.describe();
    executeStep(
        description,
        changesSession,
        number -> Step.of(number, description, operation, dialect.rendering().modeOf(operation)),
        placed(operation, work));
  }

  /** Does the work in the schema of the operation. The batches of a back-fill follow it. */
  private Step.Work placed(Operation operation, Step.Work work) {
    Step.Work placed =
        operation.otherSchema().isEmpty() ? work : inSchema(operation.otherSchema().get(), work);
    Optional<Backfill> backfill =
        operation.bare() instanceof DataOperation data ? data.inBatches() : Optional.empty();
    return backfill
        .<Step.Work>map(
            batches ->
                step -> {
                  placed.run(step);
                  new BatchRun(connection, dialect, execution, sending, reader).run(step, batches);
                })
        .orElse(placed);
  }

  private Step.Work inSchema(String schema, Step.Work work) {
    return step -> SchemaSwitch.during(schema, connection, dialect, () -> work.run(step));
  }

  /**
   * Sends a step.
   *
   * @return the numbers of its rows, if the operation returns them
   */
  private List<Long> send(Step step) throws SQLException {
    Operation operation = step.operation().orElseThrow();
    if (operation.raw().isPresent()) {
      beforeRaw(operation.raw().get().sql());
      if (step.mode() != TransactionMode.TRANSACTIONAL) {
        rollback.forget(); // the statement may change the engine of a table
      }
    }
    StepChecks.refuseOwnSchema(operation, dialect, connection, own);
    requireInverse(operation, () -> dialect.catalog(connection));
    rollback.require(operation, dialect.catalog(connection));
    if (!isAcknowledged) {
      Catalog catalog = dialect.catalog(connection);
      DottedNames.require(operation, catalog);
      StepChecks.requireUnbroken(operation, catalog);
    }
    List<SqlStatement> statements =
        dialect.rendering().render(operation, dialect.catalog(connection));
    execution.references().require(dialect, connection, step.ordinal(), List.of(operation));
    if (statements.isEmpty() && operation.guarded().isPresent()) {
      execution.leave(step, operation.guarded().get().reason());
    }
    if (operation.raw().isEmpty()) {
      execution.beforeRendered(statements);
    }
    if (step.mode() == TransactionMode.BATCHED) {
      return List.of(); // it was only checked
    }
    if (operation.bare() instanceof DataOperation copied && copied.copied().isPresent()) {
      new CopyRun(connection, dialect, execution, sending, this::executeRows)
          .run(operation, copied.copied().get());
      return List.of();
    }
    if (operation.bare() instanceof DataOperation data) {
      return sending.executeAll(data, statements, this::execute);
    }
    for (SqlStatement sql : statements) {
      execute(sql);
    }
    return List.of();
  }

  private void execute(SqlStatement sql) throws SQLException {
    long start = sending.begin(sql);
    if (sql.batch().isEmpty()) {
      try (Statement statement = statements.create()) {
        statement.execute(sql.sql());
        StatementFactory.readAllResults(statement);
      }
    } else {
      sending.executePrepared(sql);
    }
    sending.end(sql, start);
  }

  private void executeRows(SqlStatement sql) throws SQLException {
    if (sql.batch().isEmpty()) {
      execute(sql);
      return;
    }
    long start = sending.begin(sql);
    sending.executeRows(sql);
    sending.end(sql, start);
  }

  @Override
  public List<Long> runNumbered(Operation operation) {
    form.addNumbered(operation);
    AtomicReference<@Nullable List<Long>> result = new AtomicReference<>();
    executeOperation(operation, step -> result.set(numbers(operation, () -> send(step))));
    List<Long> numbers = result.get();
    if (numbers != null) {
      return numbers;
    }
    return step( // an earlier run has inserted the rows
        operation.describe(),
        false,
        () ->
            numbers(
                operation,
                () -> {
                  throw StepChecks.lostNumbers(operation);
                }));
  }

  /** Returns the numbers of inserted rows. The journal keeps them with the answers of queries. */
  private List<Long> numbers(Operation operation, Answers.Live<List<Long>> inserted)
      throws SQLException {
    return execution.answer(
        Question.of(operation),
        inserted,
        numbers -> numbers.stream().map(String::valueOf).collect(Collectors.joining(",")),
        text -> Stream.of(((String) text).split(",")).map(Long::valueOf).toList());
  }

  @Override
  public <T> T look(Look<T> look) {
    return reading(look.description(), () -> ask(look), look.write(), look.read());
  }

  private <T> T ask(Look<T> look) throws SQLException {
    if (look.schema().isEmpty()) {
      return ask(look, dialect.catalog(connection), Optional.empty());
    }
    Optional<String> current = dialect.sessions().currentSchema(connection);
    return SchemaSwitch.in(
        look.schema().get(), connection, dialect, there -> ask(look, there, current));
  }

  private <T> T ask(Look<T> look, Catalog catalog, Optional<String> current) {
    if (!isAcknowledged) {
      DottedNames.require(look, catalog);
    }
    return look.of(catalog, tables -> own.removedFrom(tables, dialect, look.schema(), current));
  }

  private <T> T reading(
      String description,
      Answers.Live<T> work,
      Function<T, Object> write,
      Function<Object, T> read) {
    form.addLook(description);
    return step(
        description, false, () -> execution.answer(Question.at(description), work, write, read));
  }

  private void beforeRaw(String sql) throws SQLException {
    execution.beforeRaw(sql);
    if (TransactionControl.mayHideIn(sql, dialect.rawSql().syntax())) {
      execution.distrust();
    }
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    StepChecks.requireParameters("query", parameters);
    form.addQuery("query", sql);
    if (!TransactionControl.onlyReads(sql)) {
      return changing(sql, mapper, parameters);
    }
    Question question = Question.query("query", sql, Arrays.asList(parameters));
    return step(question.description(), true, () -> rows(question, sql, mapper, parameters));
  }

  /**
   * Checks a query before it is sent, and returns it as the driver receives it. If it refuses the
   * query, nothing was sent.
   */
  private SqlStatement beforeQuery(String sql, List<@Nullable Object> parameters)
      throws SQLException {
    beforeRaw(sql);
    SqlStatement query =
        dialect
            .rendering()
            .render(new ExecuteSql(sql, parameters), dialect.catalog(connection))
            .get(0);
    progress.ask(sql);
    return query;
  }

  private <T> List<T> rows(
      Question question, String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    List<T> result = new ArrayList<>();
    execution.rows(
        question,
        sql,
        row -> result.add(mapper.map(row)),
        consumer -> {
          reader.read(beforeQuery(sql, Arrays.asList(parameters)), consumer);
          progress.ask(null);
        });
    return Collections.unmodifiableList(result);
  }

  @Override
  public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
    StepChecks.requireParameters("forEachRow", parameters);
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
                reader.readInParts(beforeQuery(sql, values), handedOn);
                progress.ask(null);
              });
          return true;
        });
  }

  /**
   * Executes a query that changes rows, such as {@code INSERT … RETURNING}, as a step. The journal
   * keeps its rows with the answers of the queries that follow. The rows cannot be read a second
   * time.
   */
  private <T> List<T> changing(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    ExecuteSql operation = new ExecuteSql(sql, Arrays.asList(parameters));
    Question question = Question.query("query", sql, Arrays.asList(parameters));
    AtomicReference<@Nullable List<T>> result = new AtomicReference<>();
    executeStep(
        question.description(),
        true,
        number ->
            Step.of(number, operation.describe(), operation, dialect.rendering().modeOf(operation)),
        step -> result.set(rows(question, sql, mapper, parameters)));
    List<T> rows = result.get();
    if (rows == null && execution.hasAnswer()) {
      return step(question.description(), false, () -> rows(question, sql, mapper, parameters));
    }
    if (rows == null) {
      throw StepChecks.lostRows(sql);
    }
    return rows;
  }

  @Override
  public void withConnection(ConnectionWork work) {
    form.addOpaque("withConnection");
    TransactionMode mode =
        dialect.rendering().hasTransactionalDdl()
            ? TransactionMode.TRANSACTIONAL
            : TransactionMode.OPAQUE;
    execution.keepResults(!isAcknowledged);
    executeStep(
        "withConnection",
        true,
        number -> Step.opaque(number, "withConnection", mode),
        step -> handOver(work));
  }

  private void handOver(ConnectionWork work) throws SQLException {
    GuardedConnection own =
        new GuardedConnection(connection, this::beforeRaw, statements::limit, execution.tape());
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
    withoutComparing(() -> (execution.direction() == Direction.UP ? up : down).accept(this));
    form.end();
  }

  @Override
  public QueryInterface.DatabaseChoice on(
      Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
    requireMine();
    return super.on(products, work);
  }

  /** Also records the branches of other databases, for the fingerprint. */
  @Override
  protected void branch(
      Set<DatabaseProduct> products, boolean isChosen, Consumer<QueryInterface> work) {
    requireMine();
    form.beginBranch(products);
    super.branch(products, isChosen, work);
    if (!isChosen && execution.direction() == Direction.UP) {
      FingerprintRecorder.recordBranch(form, migration, work);
    }
    form.endBranch();
  }

  /** Sends nothing: the dialect knows the server. */
  @Override
  public DatabaseInfo database() {
    return reading(
        "database",
        this::databaseInUse,
        info -> new String[] {info.product().name(), info.version()},
        texts -> {
          String[] both = (String[]) texts;
          return new DatabaseInfo(new DatabaseProduct(both[0]), both[1]);
        });
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

  private void executeStep(
      String description, boolean changesSession, IntFunction<Step> numbered, Step.Work work) {
    requireNoFailureBefore(description);
    try {
      requireReady(description, changesSession);
      Step step = numbered.apply(progress.count() + 1).verifiedBy(verification);
      step.operation()
          .ifPresent(operation -> OperationLog.refuseVerifying(verification, operation));
      verification = null;
      reader.requireFreeOutside(step);
      progress.begin(step);
      execution.execute(step, work);
      progress.end();
      isAcknowledged = false;
    } catch (SQLException | RuntimeException | Error e) {
      throw failed(description, e);
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
    progress.requireNoFailureBefore(description);
  }

  private void requireReady(String description, boolean changesSession) throws SQLException {
    mayHaveChangedSession |= changesSession;
    if (Thread.interrupted()) { // the flag is set again once the transaction is settled
      throw new InterruptedRunException();
    }
    execution.requireOpen();
    reader.requireFree(description);
  }

  /** Remembers the failure for the report. */
  private RuntimeException failed(String description, Throwable thrown) {
    Throwable cause = thrown;
    if (thrown instanceof Rehearsal.Refused refused) {
      cause = refused.refusal();
      progress.refuse(refused.ordinal(), refused.description(), cause);
    } else {
      progress.fail(description, cause);
    }
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new SwitchbackException(
        description + " failed: " + Redaction.firstLine(cause, progress.definition()), cause);
  }

  private void requireMine() {
    owner.require();
    requireChosen();
  }

  /** Ends this query interface with its migration. Later calls are refused. */
  void end() {
    owner.end();
  }

  /** Returns whether the migration may have changed settings of the session. */
  boolean mayHaveChangedSession() {
    return mayHaveChangedSession;
  }

  /** Returns the operations and queries that the migration has requested. */
  OperationLog form() {
    return form;
  }

  /** Returns which steps were begun, and what failed. */
  MigrationProgress progress() {
    return progress;
  }
}
