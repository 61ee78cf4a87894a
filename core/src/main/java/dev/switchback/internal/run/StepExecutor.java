package dev.switchback.internal.run;

import dev.switchback.Direction;
import dev.switchback.MigrationListener.BatchProgress;
import dev.switchback.RowConsumer;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.base.StepChecks;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.events.ListenerChain;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.lock.RunLock;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.RedoMark;
import dev.switchback.internal.store.SchemaHistory;
import dev.switchback.internal.store.StepProgress;
import dev.switchback.operation.ExecuteSql;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes the steps of one migration so that all of them can be rolled back or resumed. Steps
 * share one transaction while they can. Before a step that commits implicitly, the journal is
 * written in that transaction. Such a step then commits its own intent together with all steps
 * before it.
 */
final class StepExecutor implements BatchRun.Batches {

  private final RunContext context;
  private final Task task;
  private final Session session;
  private final RunLock lock;
  private final Journal journal;
  private final MigrationName migration;
  private final Direction direction;
  private final Optional<RedoMark> redoMark;
  private final Set<MigrationName> replaced;
  private final Replay replay;
  private final Settling settling;
  private final SkippedSession skipped;
  private final Answers answers;
  private final ListenerChain listeners;
  private final BatchCommits batches;

  /** The steps in the open transaction that are not in the journal yet. */
  private final List<Joined> joined = Collections.synchronizedList(new ArrayList<>());

  /** Session changes by the current step that only this run can know of. */
  private @Nullable String changedSession;

  /** What the connection of the current step returns. Created when the step uses it. */
  private @Nullable ConnectionTape tape;

  /** Whether later steps may use what the next step reads over its connection. */
  private boolean keepsResults = true;

  /** Why no other step can be sent: the session state that a done step left is lost. */
  private @Nullable Supplier<UnfinishedMigrationException> lost;

  /** The step that is being executed, or that has failed. */
  private @Nullable Step sending;

  /** The number of the last step that is known to be committed, or 0. */
  private int committed;

  private boolean hasEntries;
  private boolean hasAdvanced;
  private boolean isRehearsed;
  private final CheckedReferences references = new CheckedReferences();

  /** A savepoint that proves that the transaction is still the same; see {@link #distrust}. */
  private @Nullable Savepoint savepoint;

  StepExecutor(RunContext context, Task task, Replay replay, boolean isRehearsed) {
    this.isRehearsed = isRehearsed;
    this.context = context;
    this.task = task;
    session = context.session();
    lock = context.lock();
    journal = new Journal(context.tables());
    migration = task.name();
    direction = task.direction();
    redoMark = task.mark();
    replaced = task.replaced();
    this.replay = replay;
    answers = new Answers(replay);
    listeners = context.listeners();
    batches = new BatchCommits(session, journal, lock, migration);
    hasEntries = task.isUnfinished() || !replay.isEmpty();
    settling = new Settling(session);
    skipped = new SkippedSession(session, replay);
    lock.holds(this::openSteps);
  }

  /** Returns the steps in the open transaction. Other threads may call it. */
  List<Step> openSteps() {
    return List.of(joined.toArray(new Joined[0])).stream().map(Joined::step).toList();
  }

  /** A step with the notes that the journal keeps with it. */
  private record Joined(Step step, Journal.Notes notes) {}

  /** Returns the direction of the migration. */
  Direction direction() {
    return direction;
  }

  /** Stops before a step if the connection is gone. */
  @Override
  public void requireOpen() {
    lock.requireOpen();
  }

  /**
   * Returns how many of the {@code steps} that follow the first {@code count} were begun by an
   * earlier run.
   */
  int alreadyDone(int count, int steps) {
    return Math.max(0, Math.min(steps, replay.size() - count));
  }

  /** Executes the step, unless an earlier run has done it. */
  void execute(Step step, Step.Work work) throws SQLException {
    answers.reach(step);
    switch (replay.standingOf(step, settling)) {
      case DONE -> {
        Log.LOG.info(
            "'{}' step {} ({}) is done already", migration, step.ordinal(), step.description());
        committed = step.ordinal();
        skipped.skip(step);
        restoreSession(step, work);
        returnAgain(step, work);
      }
      case NOT_APPLIED ->
          again(
              step,
              interrupted -> {
                settling.beforeRepeating(interrupted);
                work.run(interrupted);
              });
      case LEFT_UNFINISHED ->
          again(
              step,
              unfinished -> {
                settling.clearAway(unfinished);
                work.run(unfinished);
              });
      case NEW, IN_BATCHES -> {
        requireSession();
        rehearse(step);
        send(step, work);
      }
    }
  }

  /** Executes a step that an earlier run has begun, and that did not take effect. */
  private void again(Step step, Step.Work work) throws SQLException {
    requireSession();
    rehearse(step);
    journal.remove(migration, step.ordinal(), lock.gate());
    send(step, work);
  }

  /**
   * Rehearses the migration before its first commit. Throws if a later step would be refused
   * without asking the server.
   */
  private void rehearse(Step next) {
    boolean commits =
        switch (next.mode()) {
          case IMPLICIT_COMMIT, NON_TRANSACTIONAL, COMMITTING, BATCHED -> true;
          case TRANSACTIONAL, OPAQUE -> false; // withConnection hides the steps after it
        };
    if (commits && !isRehearsed) {
      isRehearsed = true;
      Optional<Rehearsal.Refused> refused = Rehearsal.of(task, context, next.ordinal(), references);
      if (refused.isPresent()) {
        throw refused.get();
      }
    }
  }

  CheckedReferences references() {
    return references;
  }

  boolean isRehearsed() {
    return isRehearsed;
  }

  // ---- session state that done steps have left

  /** Repeats a step that only sets session state. Notes session state that cannot be restored. */
  private void restoreSession(Step step, Step.Work work) throws SQLException {
    Journal.Entry entry = replay.entry(step.ordinal());
    SessionEffect effect = settling.sessionEffect(step);
    switch (effect.kind()) {
      case NONE -> {
        if (entry.session() != null) {
          lose(entry, "'" + entry.session() + "'");
        }
      }
      case REPEATED -> work.run(step);
      case LOST -> lose(entry, effect.what());
    }
  }

  /** Sets whether later steps may use what the next step reads over its connection. */
  void keepResults(boolean isWanted) {
    keepsResults = isWanted;
  }

  /** Returns the tape of the current step. */
  ConnectionTape tape() {
    if (tape == null) {
      tape = new ConnectionTape.Recording();
    }
    return tape;
  }

  /** Calls the code of a done step again, with what its connection returned the first time. */
  private void returnAgain(Step step, Step.Work work) throws SQLException {
    List<String> lines = answers.tapeOf(step.ordinal());
    if (lines.isEmpty() || !keepsResults) {
      return;
    }
    Journal.Entry entry = replay.entry(step.ordinal());
    Optional<String> refusal = ConnectionTape.Replaying.refusal(lines);
    if (refusal.isPresent()) {
      if (lost == null) {
        lost = () -> replay.resultsNotKept(entry, refusal.get());
      }
      return;
    }
    tape = new ConnectionTape.Replaying(lines, (was, now) -> replay.otherCall(entry, was, now));
    work.run(step);
    tape = null;
  }

  private void lose(Journal.Entry entry, String what) {
    if (lost == null) {
      lost = () -> replay.lostSession(entry, what);
    }
  }

  private void requireSession() {
    if (lost != null) {
      throw lost.get();
    }
  }

  /** Restores the settings of the session before the next script of several. */
  void beginScript() throws SQLException {
    session.beginScript(lock.gate().fence(), context.schema(), context.settings());
  }

  /**
   * Commits after a script, if an earlier step was committed. The tool of the scripts commits each
   * of them, and the next may need that.
   */
  void endScript() throws SQLException {
    if (hasEntries && !joined.isEmpty()) {
      writeJoined();
      commitSoFar();
      Step last = joined.get(joined.size() - 1).step();
      joined.clear();
      committed = last.ordinal();
      replay.keep(last);
    }
  }

  /** Prepares for raw SQL that is about to be sent. */
  void beforeRaw(String sql) throws SQLException {
    SessionEffect effect = session.dialect().rawSql().sessionEffect(sql);
    skipped.require(sql, effect);
    session.dialect().rawSql().requireFit(sql);
    if (effect.kind() == SessionEffect.Kind.NONE) {
      return;
    }
    session.beforeChange(sql);
    Step now = sending;
    if (now != null && now.operation().isEmpty()) {
      String shown = ExecuteSql.shorten(sql);
      changedSession = changedSession == null ? shown : changedSession + "; " + shown;
    }
  }

  /** Checks values that are about to be bound. */
  void beforeValues(List<@Nullable Object> values) throws SQLException {
    if (session.isChanged()) {
      session.dialect().driver().requireFit(session.connection(), values);
    }
  }

  /** Checks rendered SQL that is about to be sent. A condition in it may read session state. */
  @Override
  public void beforeRendered(List<SqlStatement> statements) throws SQLException {
    for (SqlStatement statement : statements) {
      skipped.require(statement.sql(), SessionEffect.NONE);
    }
    if (session.isChanged()) {
      for (SqlStatement statement : statements) {
        session.dialect().driver().requireFit(session.connection(), statement);
      }
    }
  }

  // ---- queries

  /**
   * Returns the answer to a query of the migration. If the query precedes a step that was begun,
   * its first answer comes from the journal.
   */
  <T> T answer(
      Question question, Answers.Live<T> live, Function<T, Object> write, Function<Object, T> read)
      throws SQLException {
    return answers.value(
        question,
        () -> {
          requireSession();
          return live.ask();
        },
        write,
        read);
  }

  /** Returns whether the answer to the next query is in the journal, and not only its hash. */
  boolean hasAnswer() {
    return answers.areKept();
  }

  /**
   * Passes the rows of a query to the consumer. If the query precedes a step that was begun, its
   * first rows come from the journal.
   */
  void rows(Question question, String sql, RowConsumer consumer, Answers.LiveRows live)
      throws SQLException {
    if (answers.areRecorded()) {
      skipped.skipQuery();
      restoreSession(sql, live);
    }
    answers.rows(
        question,
        consumer,
        next -> {
          requireSession();
          live.read(next);
        });
  }

  /** Restores session state that a query may have set. */
  private void restoreSession(String sql, Answers.LiveRows live) throws SQLException {
    SessionEffect effect = session.dialect().rawSql().sessionEffect(sql);
    switch (effect.kind()) {
      case NONE -> {}
      case REPEATED -> live.read(row -> {});
      case LOST -> {
        if (lost == null) {
          lost = () -> replay.lostByQuery(sql, effect.what());
        }
      }
    }
  }

  private void send(Step step, Step.Work work) throws SQLException {
    ListenerChain.Span span = listeners.beforeStep(step);
    try {
      sending = step;
      changedSession = null;
      tape = null;
      switch (step.mode()) {
        case TRANSACTIONAL -> {
          String read = takeAnswers(step);
          work.run(step);
          joined.add(
              new Joined(
                  step,
                  new Journal.Notes(read + ConnectionTape.notesOf(tape), changedSession, null)));
        }
        case IMPLICIT_COMMIT -> {
          writeDown(step);
          work.run(step);
          committed = step.ordinal();
          sending = null;
          if (step.isRaw()) {
            noteAnswered(step);
          }
        }
        case OPAQUE -> {
          String read = writeDown(step);
          work.run(step);
          commitOpaque(step, read + ConnectionTape.notesOf(tape));
        }
        case NON_TRANSACTIONAL, COMMITTING -> {
          beginOutside(step);
          work.run(step);
          endOutside(step);
        }
        case BATCHED -> work.run(step); // it commits
      }
      keep(step);
    } catch (Throwable e) { // an Error is reported too
      span.failed(e);
      throw e;
    }
    span.succeeded();
  }

  /**
   * Sends nothing for a step that is not needed. Commits if its statement would have committed, so
   * that the journal has the step.
   */
  void leave(Step step, String reason) throws SQLException {
    Log.LOG.info(
        "'{}' step {} ({}) sends nothing: {}",
        migration,
        step.ordinal(),
        step.description(),
        reason);
    if (step.mode() == TransactionMode.IMPLICIT_COMMIT) {
      session.connection().commit();
    }
  }

  private void commitOpaque(Step step, String read) throws SQLException {
    session.connection().setAutoCommit(false); // the step may have enabled it
    Journal.Notes notes = new Journal.Notes(read, changedSession, null);
    if (!journal.markDone(migration, step.ordinal(), notes, lock.gate())) {
      throw new SQLException(
          "the step rolled back its transaction, or the server did because of a deadlock. Write"
              + " executeOutsideTransaction(…) for a procedure that ends the transaction");
    }
    session.connection().commit();
    committed = step.ordinal();
  }

  private void beginOutside(Step step) throws SQLException {
    step.operation()
        .ifPresent(operation -> StepChecks.requireNoPooler(session.dialect(), operation));
    writeDown(step);
    commitSoFar();
    session.connection().setAutoCommit(true);
  }

  private void endOutside(Step step) throws SQLException {
    committed = step.ordinal();
    sending = null;
    if (step.isRaw()) {
      journal.markDone(migration, step.ordinal(), lock.gate());
    }
    session.connection().setAutoCommit(false);
  }

  @Override
  public void begin(Step step) throws SQLException {
    step.operation()
        .ifPresent(operation -> StepChecks.requireNoPooler(session.dialect(), operation));
    if (step.ordinal() > replay.size()) {
      writeDown(step);
      commitSoFar();
    } else {
      takeAnswers(step);
    }
  }

  @Override
  public RuntimeException otherValues(Step step) {
    return replay.otherValues(replay.entry(step.ordinal()));
  }

  @Override
  public Optional<String> last(Step step) {
    return step.ordinal() > replay.size()
        ? Optional.empty()
        : Optional.ofNullable(replay.entry(step.ordinal()).batch());
  }

  @Override
  public void commit(Step step, Optional<String> place, BatchProgress progress)
      throws SQLException {
    batches.commit(step, place, progress);
    hasAdvanced = true;
    if (place.isEmpty()) {
      committed = step.ordinal();
    }
    listeners.batch(step, progress);
  }

  @Override
  public void finish(Step step) throws SQLException {
    batches.finish(step);
    committed = step.ordinal();
  }

  /** Returns whether this attempt has committed a batch. */
  boolean hasAdvanced() {
    return hasAdvanced;
  }

  private void keep(Step step) {
    sending = null;
    skipped.sent(step);
    if (committed == step.ordinal()) {
      replay.keep(step);
    } else {
      replay.join(step);
    }
  }

  /**
   * Returns the answers that the migration read since the previous step. If the journal has answers
   * of this step already, returns those.
   */
  private String takeAnswers(Step step) {
    String read = answers.take();
    boolean wasBegun = step.ordinal() <= replay.size();
    String before = wasBegun ? replay.entry(step.ordinal()).answers() : null;
    return before == null ? read : before;
  }

  /**
   * Marks raw SQL as done as soon as the server has executed it. If the process dies in a later
   * step, the catalogue does not show whether the SQL was executed.
   */
  private void noteAnswered(Step step) throws SQLException {
    journal.markDone(migration, step.ordinal(), lock.gate());
    session.connection().commit();
  }

  /** Returns the answers that the migration read before the step. */
  private String writeDown(Step step) throws SQLException {
    Optional<String> found = settling.before(step);
    writeJoined();
    String read = takeAnswers(step);
    Journal.Notes notes = new Journal.Notes(read, null, found.orElse(null));
    journal.write(migration, direction, step, Journal.State.INTENT, notes, lock.gate());
    joined.clear();
    hasEntries = true;
    return read;
  }

  private void writeJoined() throws SQLException {
    for (Joined before : joined) {
      journal.write(
          migration, direction, before.step(), Journal.State.DONE, before.notes(), lock.gate());
    }
  }

  /** Sets a savepoint before SQL that may hide a {@code COMMIT}. */
  void distrust() throws SQLException {
    boolean inTransaction = !session.connection().getAutoCommit();
    if (savepoint == null && inTransaction && session.dialect().rendering().hasTransactionalDdl()) {
      savepoint = session.connection().setSavepoint();
    }
  }

  private void commitSoFar() throws SQLException {
    releaseSavepoint();
    session.connection().commit();
  }

  /**
   * Releases the savepoint. Fails if the transaction has ended since; then the savepoint stays set
   * as evidence.
   */
  private void releaseSavepoint() throws SQLException {
    Savepoint before = savepoint;
    if (before != null) {
      session.connection().releaseSavepoint(before);
      savepoint = null;
    }
  }

  /**
   * Checks, before the migration is recorded, that all begun steps were reached and that the
   * transaction is still the same.
   */
  void requireComplete(int steps) throws SQLException {
    replay.requireAllReached(steps);
    releaseSavepoint();
  }

  /** Records the migration and removes its journal entries, in the open transaction. */
  void record(SchemaHistory history, Duration duration, OperationLog form) throws SQLException {
    session.connection().setAutoCommit(false); // raw SQL may have enabled it
    switch (direction) {
      case UP -> {
        if (migration.isRepeatable()) {
          history.replace(migration, duration, form, lock.gate());
        } else {
          history.add(migration, duration, form, replaced, lock.gate());
        }
      }
      case DOWN -> history.remove(migration, replaced, lock.gate());
    }
    if (hasEntries) {
      journal.removeAll(migration);
    }
    if (redoMark.isPresent()) {
      journal.markRedo(migration, redoMark.get());
    }
  }

  /** Returns whether the migration itself ended the transaction before it failed. */
  boolean hasEndedInside() {
    Savepoint before = savepoint;
    if (before == null) {
      return false;
    }
    try {
      session.connection().rollback(before);
      return false;
    } catch (SQLException e) {
      return !session.isLost();
    }
  }

  /**
   * Rolls back the open transaction, and updates the journal with what remains of a failed
   * migration.
   *
   * @return what the journal then contains
   */
  StepProgress settle(Throwable reason) {
    session.rollBack(reason);
    if (!hasEntries) {
      return StepProgress.NOTHING;
    }
    if (session.isCut()) {
      return StepProgress.UNKNOWN;
    }
    try {
      session.putInOrder(); // the migration may have made the session read-only
      return StepProgress.of(session.inTransaction(() -> settled(reason)));
    } catch (SQLException | RuntimeException e) {
      reason.addSuppressed(e);
      return StepProgress.UNKNOWN;
    }
  }

  private List<Journal.Entry> settled(Throwable reason) throws SQLException {
    List<Journal.Entry> entries = journal.entries(migration);
    if (isRefused(sending, entries, reason)) {
      journal.remove(migration, entries.size(), lock.gate());
    }
    if (committed > 0) {
      journal.markDone(migration, committed, lock.gate());
    }
    return journal.entries(migration);
  }

  /** Returns whether the journal has the failed step, and the step certainly had no effect. */
  private boolean isRefused(@Nullable Step failed, List<Journal.Entry> entries, Throwable reason) {
    return failed != null
        && failed.ordinal() == entries.size()
        && entries.get(entries.size() - 1).batch() == null
        && !entries.get(entries.size() - 1).isDone()
        && failed.mode() != TransactionMode.OPAQUE
        && failed.mode() != TransactionMode.COMMITTING
        && !isInterrupted(reason);
  }

  /**
   * Returns whether the error interrupted a statement. MariaDB may have finished an {@code ALTER}
   * that was killed (measured).
   */
  private boolean isInterrupted(Throwable error) {
    if (!(error instanceof SQLException sql) || session.dialect().errors().isLockWait(sql)) {
      return false;
    }
    String state = sql.getSQLState();
    return sql instanceof SQLTimeoutException
        || (state != null && (state.startsWith("08") || state.equals("70100")));
  }
}
