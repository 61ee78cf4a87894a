package dev.switchback.internal.lock;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockWaiter;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.SelfDeadlockException;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.fingerprint.AffectedTables;
import dev.switchback.operation.Operation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Detects a migration that waits forever, over another connection, for a lock of its own run. No
 * server detects that, because the session that holds the lock waits for nothing.
 *
 * <p>These facts are the proof. The run's thread waits in a driver for an answer, while the run's
 * own session is idle. A session of the same user and machine waits for a lock of the run. The
 * statement of that session came after the last statement of the run. All facts are observed
 * several times.
 */
final class SelfDeadlockMonitor {

  private static final int TIMES = 3;

  /**
   * The minimum time to observe a wait. A server may count in seconds how long another session has
   * been active.
   */
  private static final Duration LEAST = Duration.ofSeconds(3);

  private static final Pattern TABLE =
      Pattern.compile(
          "(?i)\\b(?:from|into|update|table|join|on)\\s+(?:[`\"]?\\w+[`\"]?\\.)?[`\"]?(\\w+)");

  private final Thread thread = Thread.currentThread();
  private final Dialect dialect;
  private final Duration patience;

  /** Supplies the steps whose locks the run still holds, in order. */
  private volatile Supplier<List<Step>> open = List::of;

  private int seen;
  private long since;
  private @Nullable String lastWaiter;

  /** Watches the thread that calls the constructor. */
  SelfDeadlockMonitor(Dialect dialect, Duration patience) {
    this.dialect = dialect;
    this.patience = patience.compareTo(LEAST) < 0 ? LEAST : patience;
  }

  /** Sets the supplier of the steps in the open transaction. */
  void watch(Supplier<List<Step>> steps) {
    open = steps;
  }

  /** Returns the self-deadlock, if it was observed often enough. */
  Optional<SelfDeadlockException> check(Session beside, String migrating) throws SQLException {
    if (dialect.locks().topology() != Topology.DIRECT || !isWaitingForAnswer()) {
      seen = 0;
      return Optional.empty();
    }
    for (LockWaiter waiter : dialect.locks().waitersFor(beside.connection(), migrating)) {
      Optional<Step> holding = holding(waiter.sql());
      if (waiter.isCertain() || holding.isPresent()) {
        return seen(waiter, holding);
      }
    }
    seen = 0;
    return Optional.empty();
  }

  private Optional<SelfDeadlockException> seen(LockWaiter waiter, Optional<Step> holding) {
    String now = waiter.session() + " " + waiter.sql();
    seen = now.equals(lastWaiter) ? seen + 1 : 1;
    since = seen == 1 ? System.nanoTime() : since;
    Duration watched = Duration.ofNanos(System.nanoTime() - since);
    lastWaiter = now;
    return seen >= TIMES && watched.compareTo(patience) >= 0
        ? Optional.of(
            SelfDeadlockException.waiting(
                waiter.sql(),
                !dialect.rendering().quote("X").startsWith("`"),
                waiter.waited(),
                holding))
        : Optional.empty();
  }

  /** Returns whether the run's thread waits for the network, in a driver of this database. */
  private boolean isWaitingForAnswer() {
    boolean isOnNetwork = false;
    for (StackTraceElement frame : thread.getStackTrace()) {
      String type = frame.getClassName();
      isOnNetwork |= type.startsWith("sun.nio.ch.") || type.startsWith("java.net.");
      if (dialect.driverPackages().stream().anyMatch(type::startsWith)) {
        return isOnNetwork;
      }
    }
    return false;
  }

  /** Returns the first open step that concerns a table of the statement. */
  private Optional<Step> holding(String sql) {
    return open.get().stream().filter(step -> touches(step, sql)).findFirst();
  }

  private static boolean touches(Step step, String sql) {
    return step.operation().map(SelfDeadlockMonitor::tablesOf).orElse(List.of()).stream()
        .anyMatch(table -> names(sql, table));
  }

  private static boolean names(String sql, String table) {
    return Pattern.compile(
            "(?<!\\w)" + Pattern.quote(table) + "(?!\\w)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(sql)
        .find();
  }

  private static List<String> tablesOf(Operation operation) {
    return operation.raw().isPresent()
        ? TABLE.matcher(operation.raw().get().sql()).results().map(found -> found.group(1)).toList()
        : List.copyOf(AffectedTables.of(operation));
  }
}
