package dev.switchback.internal.run;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import dev.switchback.DataInterface;
import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.SchemaInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.Branches;
import dev.switchback.internal.base.ComparingQueryInterface;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Look;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.plan.Planner;
import dev.switchback.internal.plan.ReferenceChecks;
import dev.switchback.internal.plan.SimulatedCatalog;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Row;
import dev.switchback.schema.UpsertKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls a migration before its first commit, with a query interface that sends nothing. Finds the
 * step that the run would refuse without asking the server. The rehearsal does not ask the server
 * either, except for the tables of a foreign key, and takes no row from an iterator or a stream. It
 * ends where the migration reads, or where the migration throws its own exception. The run
 * encounters those later.
 */
final class Rehearsal extends Planner {

  /** The number of the step that the run is about to send. Earlier steps are done. */
  private final int current;

  private int count;

  /** Whether all steps so far are counted. Rows of an iterator are not counted. */
  private boolean isCounted = true;

  private @Nullable Refused refused;

  private final ReferenceChecks references;

  private final CheckedReferences checked;

  private Rehearsal(
      Task task, RunContext context, Dialect dialect, int current, CheckedReferences checked) {
    super(
        dialect,
        task.direction(),
        SimulatedCatalog.ofUnknown(dialect, context.session().connection()),
        context.tables().own(),
        context.schema());
    this.current = current;
    this.checked = checked;
    references = ReferenceChecks.of(dialect, context.session().connection());
  }

  /** Thrown if a later step would be refused. */
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

    /** Returns the number of the step, counted from 1; 0 if it cannot be counted. */
    int ordinal() {
      return ordinal;
    }

    /** Returns the description of the step; empty if no operation was created. */
    String description() {
      return description;
    }

    /** Returns the reason of the refusal. */
    RuntimeException refusal() {
      return refusal;
    }
  }

  /**
   * Finds the first step after {@code current} that would be refused.
   *
   * @param checked the steps whose foreign keys are known to fit; the rehearsal adds some
   */
  static Optional<Refused> of(
      Task task, RunContext context, int current, CheckedReferences checked) {
    Optional<Migration> another = another(task);
    Rehearsal rehearsal =
        new Rehearsal(task, context, context.session().dialect(), current, checked);
    another.ifPresent(rehearsal::call);
    return Optional.ofNullable(rehearsal.refused);
  }

  /** Creates a new instance, so that the fields of the running one do not change. */
  private static Optional<Migration> another(Task task) {
    try {
      return Optional.of(task.another().get());
    } catch (ConfigurationException e) {
      Log.LOG.debug(
          "'{}' is not rehearsed, because a second instance cannot be created: {}",
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
    rehearse(operation, operation.describe());
    if (count > current) {
      rehearseReferences(operation);
    }
    references.follow(operation);
    follow(operation);
  }

  /** Checks the foreign keys of a step, for which the catalogue of the server is read. */
  private void rehearseReferences(Operation operation) {
    if (checked.contains(count)) {
      return;
    }
    try {
      if (references.require(operation) && isCounted) {
        checked.add(count);
      }
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      refuse(count, operation.describe(), e);
      throw end(true, Redaction.firstLine(e));
    }
  }

  /** Renders an operation. What an object would be created by must be valid even if it exists. */
  private void rehearse(Operation operation, String description) {
    try {
      render(operation);
    } catch (SimulatedCatalog.NotYetKnown e) { // only the server knows
      operation
          .guarded()
          .filter(guarded -> !guarded.isRemoval())
          .ifPresent(guarded -> rehearse(guarded.operation(), description));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      if (isCertain()) {
        refuse(count, description, e);
        throw end(true, Redaction.firstLine(e));
      }
    }
  }

  @Override
  public void refuseWhole(Operation operation, RuntimeException refusal) {
    if (isCertain()) {
      refuse(count + 1, operation.describe(), refusal);
    }
    super.refuseWhole(operation, refusal);
  }

  @Override
  protected Ends refuseFile(String description, RuntimeException refusal) {
    refuse(count + 1, description, refusal);
    return super.refuseFile(description, refusal);
  }

  /** Notes a refusal. The run itself refuses the step that it is about to send. */
  private void refuse(int ordinal, String description, RuntimeException refusal) {
    if (!isCounted || ordinal > current) {
      refused = new Refused(isCounted ? ordinal : 0, description, refusal);
    }
  }

  /**
   * Notes only a refusal by the query interface. The run may not encounter an exception of the
   * author's code.
   */
  @Override
  protected void thrown(Throwable error) {
    if (error instanceof RuntimeException refusal && isOfQueryInterface(error)) {
      refuse(count + 1, "", refusal);
    }
  }

  /** The classes whose frames are a call of the query interface. */
  private static final Set<String> QUERY_INTERFACES =
      Set.of(
          QueryInterface.class.getName(),
          SchemaInterface.class.getName(),
          DataInterface.class.getName(),
          Branches.class.getName(),
          ComparingQueryInterface.class.getName(),
          ExecutingQueryInterface.class.getName());

  /**
   * Returns whether the query interface or one of its values, such as a column or an index, threw
   * the exception.
   */
  private static boolean isOfQueryInterface(Throwable error) {
    return Stream.of(error.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java."))
        .findFirst()
        .map(name -> name.replaceFirst("\\$.*", "")) // of an inner class, the outer one
        .filter(
            name ->
                name.startsWith(Row.class.getPackageName() + ".")
                    || name.startsWith(Operation.class.getPackageName() + ".")
                    || QUERY_INTERFACES.contains(name)
                    || name.equals(OperationLog.class.getName()))
        .isPresent();
  }

  /** Ends the rehearsal. What {@code work} finds, and what depends on that, is not known. */
  @Override
  public void withConnection(ConnectionWork work) {
    throw dependsOn("withConnection");
  }

  @Override
  public <T> T look(Look<T> look) {
    if (look.isOfExistence()) {
      throw dependsOn(look.description());
    }
    return super.look(look);
  }

  // ---- rows that can be read only once

  private void skipRows(String table) {
    requireChosen();
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
  public void upsert(String table, UpsertKey key, Iterable<Row> rows) {
    skipRows(table);
  }

  @Override
  public void insertMissing(String table, List<String> key, Iterable<Row> rows) {
    skipRows(table);
  }

  @Override
  public void insertMissing(String table, UpsertKey key, Iterable<Row> rows) {
    skipRows(table);
  }
}
