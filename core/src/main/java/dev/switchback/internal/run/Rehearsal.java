package dev.switchback.internal.run;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.plan.Planner;
import dev.switchback.internal.plan.SimulatedCatalog;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls a migration before its first commit with a query interface that sends nothing, and finds
 * the step that the run would refuse without asking the server. It asks the server nothing either,
 * and takes no row from an iterator or a stream. It ends where the migration reads, and where the
 * migration throws something of its own: the run meets that later.
 */
final class Rehearsal extends Planner {

  /** The step that the run is about to send. Those before it are done. */
  private final int current;

  private int count;

  /** Whether all steps so far are counted, which rows of an iterator are not. */
  private boolean isCounted = true;

  private @Nullable Refused refused;

  private Rehearsal(Task task, RunContext place, Dialect dialect, int current) {
    super(
        dialect,
        task.direction(),
        SimulatedCatalog.ofUnknown(dialect),
        place.tables().names(),
        place.schema());
    this.current = current;
  }

  /** A later step would be refused. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int ordinal;
    private final String description;
    private final RuntimeException refusal;

    Refused(int ordinal, String description, RuntimeException refusal) {
      super(description, refusal, false, false);
      this.ordinal = ordinal;
      this.description = description;
      this.refusal = refusal;
    }

    /** Which step it is, counted from 1; 0 if it cannot be counted. */
    int ordinal() {
      return ordinal;
    }

    /** What it does; empty if it has come to no operation. */
    String description() {
      return description;
    }

    /** Why. */
    RuntimeException refusal() {
      return refusal;
    }
  }

  /** Finds the first step behind {@code current} that would be refused. */
  static Optional<Refused> of(Task task, RunContext place, int current) {
    Optional<Migration> another = another(task);
    Rehearsal rehearsal = new Rehearsal(task, place, place.session().dialect(), current);
    another.ifPresent(rehearsal::call);
    return Optional.ofNullable(rehearsal.refused);
  }

  /** A new instance, so that the fields of the one that runs stay as they are. */
  private static Optional<Migration> another(Task task) {
    try {
      return Optional.of(task.another().get());
    } catch (ConfigurationException e) {
      Log.LOG.debug(
          "'{}' is not rehearsed: no second instance can be made: {}",
          task.name(),
          Redaction.firstLine(e));
      return Optional.empty();
    }
  }

  @Override
  protected void plan(Operation operation) {
    count++;
    if (isCounted && count < current) {
      follow(operation);
      return;
    }
    try {
      render(operation);
    } catch (SimulatedCatalog.NotYetKnown e) {
      // the server has to be asked
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      if (isCertain()) {
        refuse(count, operation.describe(), e);
        throw end(true, Redaction.firstLine(e));
      }
    }
    follow(operation);
  }

  @Override
  public void refuseWhole(Operation operation, RuntimeException refusal) {
    if (isCertain()) {
      refuse(count + 1, operation.describe(), refusal);
    }
    super.refuseWhole(operation, refusal);
  }

  /** What the run is about to send now, it refuses by itself. */
  private void refuse(int ordinal, String description, RuntimeException refusal) {
    if (!isCounted || ordinal > current) {
      refused = new Refused(isCounted ? ordinal : 0, description, refusal);
    }
  }

  /** An exception of the author's own may be one that the run does not meet. */
  @Override
  protected void thrown(Throwable error) {
    if (error instanceof RuntimeException refusal && isOfQueryInterface(error)) {
      refuse(count + 1, "", refusal);
    }
  }

  /** Whether what threw it is a value of the query interface, such as a column or an index. */
  private static boolean isOfQueryInterface(Throwable error) {
    return Stream.of(error.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java."))
        .findFirst()
        .filter(
            name ->
                name.startsWith(Row.class.getPackageName() + ".")
                    || name.startsWith(Operation.class.getPackageName() + ".")
                    || name.equals(QueryInterface.class.getName())
                    || name.equals(OperationLog.class.getName())
                    || name.equals(ExecutingQueryInterface.class.getName()))
        .isPresent();
  }

  /** What it finds, and what depends on that, is not known. */
  @Override
  public void withConnection(ConnectionWork work) {
    throw dependsOn("withConnection");
  }

  @Override
  public boolean tableExists(String table) {
    throw dependsOn("tableExists '" + table + "'");
  }

  // ---- rows that can be taken once only

  private void skipRows(String table) {
    isCounted = false;
    mayFill(table);
  }

  @Override
  public void bulkInsert(String table, Iterable<Row> rows) {
    skipRows(table);
  }

  @Override
  public void bulkInsert(String table, Stream<Row> rows) {
    skipRows(table);
  }

  @Override
  public void upsert(String table, List<String> key, Iterable<Row> rows) {
    skipRows(table);
  }

  @Override
  public void insertMissing(String table, List<String> key, Iterable<Row> rows) {
    skipRows(table);
  }
}
