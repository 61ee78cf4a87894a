package dev.switchback.internal.run;

import dev.switchback.Direction;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of one migration, so that all of it can be rolled back or continued. Steps
 * go into one transaction as long as they can; before one that commits by itself, the journal is
 * written in that transaction, so that the step commits its own intent together with all that was
 * before it.
 */
final class StepExecutor {

  private final RunContext place;
  private final Task task;
  private final Session session;
  private final RunLock lock;
  private final Journal journal;
  private final MigrationName migration;
  private final Direction direction;
  private final Optional<RedoMark> mark;
  private final Replay replay;
  private final Settling settling;
  private final SkippedSession skipped;
  private final Answers answers;
  private final ListenerChain listeners;

  /** Steps in the open transaction that the journal does not have yet. */
  private final List<Joined> joined = Collections.synchronizedList(new ArrayList<>());

  /** What the step that is under way changes in its session, as far as only this run can see it. */
  private @Nullable String changedSession;

  /** Why no other step can be sent: what a step that is done left in its session is lost. */
  private @Nullable UnfinishedMigrationException lost;

  /** The step that the server is busy with, or that has failed. */
  private @Nullable Step sending;

  /** The last step that is known to be done for good, or 0. */
  private int committed;

  private boolean hasEntries;
  private boolean isRehearsed;

  /** Proves, where something may have ended the transaction, that it is still the same. */
  private @Nullable Savepoint savepoint;

  StepExecutor(RunContext place, Task task, Replay replay, boolean isRehearsed) {
    this.isRehearsed = isRehearsed;
    this.place = place;
    this.task = task;
    session = place.session();
    lock = place.lock();
    journal = new Journal(place.tables());
    migration = task.name();
    direction = task.direction();
    mark = task.mark();
    this.replay = replay;
    answers = new Answers(replay);
    listeners = place.listeners();
    hasEntries = task.isUnfinished() || !replay.isEmpty();
    settling = new Settling(session);
    skipped = new SkippedSession(session, replay);
    lock.holds(this::openSteps);
  }

  /** The steps in the open transaction; another thread may ask. */
  List<Step> openSteps() {
    return List.of(joined.toArray(new Joined[0])).stream().map(Joined::step).toList();
  }

  /** A step with what the journal keeps beside it. */
  private record Joined(Step step, Journal.Notes notes) {}

  /** Which way the migration goes. */
  Direction direction() {
    return direction;
  }

  /** Stops before a step for which there is no connection any more. */
  void requireOpen() {
    lock.requireOpen();
  }

  /** How many of the next {@code steps} behind the first {@code count} were begun before. */
  int alreadyDone(int count, int steps) {
    return Math.max(0, Math.min(steps, replay.size() - count));
  }

  /** Carries it out, unless an earlier run has done it. */
  void carryOut(Step step, Step.Work work) throws SQLException {
    answers.reach(step);
    switch (replay.standingOf(step, settling)) {
      case DONE -> {
        Log.LOG.info(
            "'{}' step {} ({}) is done already", migration, step.ordinal(), step.description());
        committed = step.ordinal();
        skipped.skip(step);
        restoreSession(step, work);
      }
      case NOT_APPLIED -> again(step, work);
      case LEFT_UNFINISHED ->
          again(
              step,
              unfinished -> {
                settling.clearAway(unfinished);
                work.run(unfinished);
              });
      case NEW -> {
        requireSession();
        rehearse(step);
        send(step, work);
      }
    }
  }

  /** Carries out a step that an earlier run has begun, and that did not take effect. */
  private void again(Step step, Step.Work work) throws SQLException {
    requireSession();
    rehearse(step);
    journal.remove(migration, step.ordinal(), lock.gate());
    send(step, work);
  }

  /** Refuses before the first commit what would be refused after it without asking the server. */
  private void rehearse(Step next) {
    boolean commits =
        switch (next.mode()) {
          case IMPLICIT_COMMIT, NON_TRANSACTIONAL -> true;
          case TRANSACTIONAL, OPAQUE -> false; // withConnection hides what comes behind it
        };
    if (commits && !isRehearsed) {
      isRehearsed = true;
      Rehearsal.of(task, place, next.ordinal())
          .ifPresent(
              refused -> {
                throw refused;
              });
    }
  }

  boolean isRehearsed() {
    return isRehearsed;
  }

  // ---- what the steps that are done have left in their session

  /** Sends again what only sets something, and notes what cannot be sent again. */
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

  private void lose(Journal.Entry entry, String what) {
    if (lost == null) {
      lost = replay.lostSession(entry, what);
    }
  }

  private void requireSession() {
    if (lost != null) {
      throw lost;
    }
  }

  /** A statement of the migration's own is about to be sent. */
  void beforeRaw(String sql) throws SQLException {
    SessionEffect effect = session.dialect().sessionEffect(sql);
    skipped.require(sql, effect);
    session.dialect().requireFit(sql);
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

  /** Values are about to be bound. */
  void beforeValues(List<@Nullable Object> values) throws SQLException {
    if (session.isChanged()) {
      session.dialect().requireFit(session.connection(), values);
    }
  }

  /** Rendered SQL is about to be sent. */
  void beforeRendered(List<SqlStatement> statements) throws SQLException {
    if (session.isChanged()) {
      for (SqlStatement statement : statements) {
        session.dialect().requireFit(session.connection(), statement);
      }
    }
  }

  // ---- looks

  /**
   * The answer to a look: the one that the migration got at first, if the look comes before a step
   * that was begun.
   */
  <T> T answer(
      Question look, Answers.Live<T> live, Function<T, Object> write, Function<Object, T> read)
      throws SQLException {
    return answers.value(
        look,
        () -> {
          requireSession();
          return live.ask();
        },
        write,
        read);
  }

  /** Whether the next look gets its answer from the journal. */
  boolean hasAnswer() {
    return answers.areRecorded();
  }

  /** The rows of a query, in the same way. */
  void rows(Question look, String sql, RowConsumer consumer, Answers.LiveRows live)
      throws SQLException {
    if (answers.areRecorded()) {
      skipped.skipQuery();
      restoreSession(sql, live);
    }
    answers.rows(
        look,
        consumer,
        next -> {
          requireSession();
          live.read(next);
        });
  }

  /** A query may have set something too. */
  private void restoreSession(String sql, Answers.LiveRows live) throws SQLException {
    SessionEffect effect = session.dialect().sessionEffect(sql);
    switch (effect.kind()) {
      case NONE -> {}
      case REPEATED -> live.read(row -> {});
      case LOST -> {
        if (lost == null) {
          lost = replay.lostByQuery(sql, effect.what());
        }
      }
    }
  }

  private void send(Step step, Step.Work work) throws SQLException {
    ListenerChain.Span told = listeners.beforeStep(step);
    try {
      sending = step;
      changedSession = null;
      switch (step.mode()) {
        case TRANSACTIONAL -> {
          String read = takeAnswers(step);
          work.run(step);
          joined.add(new Joined(step, new Journal.Notes(read, changedSession, null)));
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
          writeDown(step);
          work.run(step);
          commitOpaque(step);
        }
        case NON_TRANSACTIONAL -> {
          beginOutside(step);
          work.run(step);
          endOutside(step);
        }
      }
      keep(step);
    } catch (Throwable e) { // of an Error too there is something to tell
      told.failed(e);
      throw e;
    }
    told.succeeded();
  }

  private void commitOpaque(Step step) throws SQLException {
    session.connection().setAutoCommit(false); // should it have switched it on
    if (!journal.markDone(migration, step.ordinal(), changedSession, lock.gate())) {
      throw new SQLException("the server rolled it back, by a deadlock perhaps");
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

  private void keep(Step step) {
    sending = null;
    skipped.sent(step);
    if (committed == step.ordinal()) {
      replay.keep(step);
    } else {
      replay.join(step);
    }
  }

  /** What was read since the step before, at first. */
  private String takeAnswers(Step step) {
    String read = answers.take();
    boolean wasBegun = step.ordinal() <= replay.size();
    String before = wasBegun ? replay.entry(step.ordinal()).answers() : null;
    return before == null ? read : before;
  }

  /**
   * Notes at once that the server has carried out a statement of the migration's own. The catalogue
   * does not tell that, should the process end in a later step.
   */
  private void noteAnswered(Step step) throws SQLException {
    journal.markDone(migration, step.ordinal(), lock.gate());
    session.connection().commit();
  }

  private void writeDown(Step step) throws SQLException {
    Optional<String> found = settling.before(step);
    for (Joined before : joined) {
      journal.write(
          migration, direction, before.step(), Journal.State.DONE, before.notes(), lock.gate());
    }
    Journal.Notes notes = new Journal.Notes(takeAnswers(step), null, found.orElse(null));
    journal.write(migration, direction, step, Journal.State.INTENT, notes, lock.gate());
    joined.clear();
    hasEntries = true;
  }

  /** Something is to be sent that may hide a {@code COMMIT}. */
  void distrust() throws SQLException {
    boolean inTransaction = !session.connection().getAutoCommit();
    if (savepoint == null && inTransaction && session.dialect().hasTransactionalDdl()) {
      savepoint = session.connection().setSavepoint();
    }
  }

  private void commitSoFar() throws SQLException {
    releaseMark();
    session.connection().commit();
  }

  /** Fails if the transaction is another one by now; the savepoint stays then, and tells so. */
  private void releaseMark() throws SQLException {
    Savepoint before = savepoint;
    if (before != null) {
      session.connection().releaseSavepoint(before);
      savepoint = null;
    }
  }

  /** Looks back whether all went as it should, before the record. */
  void requireComplete(int steps) throws SQLException {
    replay.requireAllReached(steps);
    releaseMark();
  }

  /** Records the migration, and forgets its journal, in the transaction that is open. */
  void record(SchemaHistory history, Duration duration, OperationLog form) throws SQLException {
    session.connection().setAutoCommit(false); // whatever raw SQL did to it
    switch (direction) {
      case UP -> history.add(migration, duration, form, lock.gate());
      case DOWN -> history.remove(migration, lock.gate());
    }
    if (hasEntries) {
      journal.removeAll(migration);
    }
    if (mark.isPresent()) {
      journal.markRedo(migration, mark.get());
    }
  }

  /** Whether the migration ended the transaction by itself, before it failed. */
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
   * Rolls back what is open, and makes the journal say what remains of a migration that failed.
   *
   * @return what the journal says then
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
      session.putInOrder(); // the migration may have made it one that takes no changes
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

  /** Whether the journal has the step that failed, and it is certain that it did nothing. */
  private boolean isRefused(@Nullable Step failed, List<Journal.Entry> entries, Throwable reason) {
    return failed != null
        && failed.ordinal() == entries.size()
        && !entries.get(entries.size() - 1).isDone()
        && failed.mode() != TransactionMode.OPAQUE
        && !isInterrupted(reason);
  }

  /** MariaDB may have finished an {@code ALTER} that was killed (measured). */
  private boolean isInterrupted(Throwable error) {
    if (!(error instanceof SQLException sql) || session.dialect().isLockWait(sql)) {
      return false;
    }
    String state = sql.getSQLState();
    return sql instanceof SQLTimeoutException
        || (state != null && (state.startsWith("08") || state.equals("70100")));
  }
}
