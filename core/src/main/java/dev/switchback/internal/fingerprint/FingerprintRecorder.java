package dev.switchback.internal.fingerprint;

import dev.switchback.ConnectionWork;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.operation.Operation;
import dev.switchback.schema.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query interface that sends nothing: it writes down what a migration asks for, and ends it where
 * it reads.
 */
public final class FingerprintRecorder implements QueryInterface {

  private final OperationLog form = new OperationLog();

  private final Direction direction;

  /** The steps of a change that stand behind its {@code reversibly(…)} depend on no look in it. */
  private final boolean isReversible;

  private FingerprintRecorder(Direction direction, Migration migration) {
    this.direction = direction;
    isReversible = migration instanceof ReversibleMigration;
    if (isReversible) {
      form.isOfReversible();
    }
  }

  /** Ends a migration that wants to know something. No {@code catch (Exception e)} meets it. */
  private static final class Reads extends Error {
    private static final long serialVersionUID = 1;

    Reads() {
      super("a migration reads, and there is no database here", null, false, false);
    }
  }

  /**
   * The form of {@code migration}, on its way up.
   *
   * @return nothing if it cannot be told without a database, because the migration throws
   */
  public static Optional<OperationLog> formOf(Migration migration) {
    FingerprintRecorder recorder = new FingerprintRecorder(Direction.UP, migration);
    return recorder.isComplete(migration) ? Optional.of(recorder.form) : Optional.empty();
  }

  /**
   * Lets {@code migration} go back, up to the first thing that it reads.
   *
   * @throws UndoRecorder.Irreversible if it says that there is no way back
   */
  public static void goBack(Migration migration) {
    new FingerprintRecorder(Direction.DOWN, migration).isComplete(migration);
  }

  /** Calls it, and tells whether it came to its end, or to something that it reads. */
  private boolean isComplete(Migration migration) {
    try {
      if (direction == Direction.UP) {
        migration.up(this);
      } else {
        migration.down(this);
      }
      return true;
    } catch (Reads e) {
      return true;
    } catch (UndoRecorder.Irreversible | VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // whatever its own code throws: a missing class, an assertion
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Log.LOG.debug(
          "{} tells nothing without a database: {}",
          migration.getClass().getName(),
          Redaction.firstLine(e));
      return form.hasRead(); // it came as far as can be told
    }
  }

  @Override
  public void run(Operation operation) {
    form.add(operation);
  }

  @Override
  public void withConnection(ConnectionWork work) {
    form.addOpaque("withConnection");
  }

  @Override
  public void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    form.begin();
    try {
      (direction == Direction.UP ? up : down).accept(this);
    } catch (Reads e) {
      if (!isReversible) {
        throw e;
      }
    } finally {
      form.end();
    }
  }

  @Override
  public QueryInterface verifiedBy(String query) {
    OperationLog.requireQuery(query);
    return this;
  }

  @Override
  public QueryInterface acknowledged(String reason) {
    form.addAcknowledgement(reason);
    return this;
  }

  @Override
  public void irreversible(String reason) {
    if (direction == Direction.DOWN) {
      throw new UndoRecorder.Irreversible(reason);
    }
  }

  // ---- the end of what can be known

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    form.addQuery("query", sql);
    throw new Reads();
  }

  @Override
  public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
    form.addQuery("forEachRow", sql);
    throw new Reads();
  }

  @Override
  public List<String> showAllTables() {
    form.addLook("showAllTables");
    throw new Reads();
  }

  @Override
  public boolean tableExists(String table) {
    form.addLook("tableExists '" + table + "'");
    throw new Reads();
  }

  @Override
  public TableDescription describeTable(String table) {
    form.addLook("describeTable '" + table + "'");
    throw new Reads();
  }
}
