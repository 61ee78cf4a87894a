package dev.switchback.internal.fingerprint;

import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseInfo;
import dev.switchback.DatabaseProduct;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.RepeatableMigration;
import dev.switchback.ReversibleMigration;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.internal.base.Branches;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Look;
import dev.switchback.internal.base.Looking;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.internal.discovery.FlywayFolder;
import dev.switchback.operation.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query interface that sends nothing. Records the operations of a migration, and ends the
 * migration where it reads.
 */
public final class FingerprintRecorder implements Looking, FlywayFolder.Runner {

  private final OperationLog form;

  private final Class<?> type;

  private final Direction direction;

  /**
   * Whether the migration is a {@code ReversibleMigration}: its steps after {@code reversibly(…)}
   * do not depend on reads within it.
   */
  private final boolean isReversible;

  /** Whether a SQL file that cannot be read is an error. */
  private final boolean isStrict;

  private FingerprintRecorder(
      Class<?> type, Direction direction, boolean isReversible, OperationLog form) {
    this(type, direction, isReversible, false, form);
  }

  private FingerprintRecorder(
      Class<?> type,
      Direction direction,
      boolean isReversible,
      boolean isStrict,
      OperationLog form) {
    this.type = type;
    this.direction = direction;
    this.isReversible = isReversible;
    this.isStrict = isStrict;
    this.form = form;
  }

  private static FingerprintRecorder of(Direction direction, Migration migration) {
    OperationLog form = new OperationLog();
    boolean isReversible = migration instanceof ReversibleMigration;
    if (isReversible) {
      form.isOfReversible();
    }
    return new FingerprintRecorder(migration.getClass(), direction, isReversible, form);
  }

  /**
   * Ends a migration that reads. An {@link Error}, so that {@code catch (Exception e)} in the
   * migration does not catch it.
   */
  private static final class Reads extends Error {
    private static final long serialVersionUID = 1;

    Reads() {
      super("the migration reads the database", null, false, false);
    }
  }

  /**
   * Returns the operations of {@code migration} in {@code up}.
   *
   * @return empty if they cannot be determined without a database, because the migration throws
   */
  public static Optional<OperationLog> formOf(Migration migration) {
    FingerprintRecorder recorder = of(Direction.UP, migration);
    return recorder.isComplete(migration) ? Optional.of(recorder.form) : Optional.empty();
  }

  /**
   * Returns the operations of a repeatable migration, up to its first read.
   *
   * @throws Exception what the migration throws, or why one of its SQL files cannot be read
   */
  public static OperationLog formOf(RepeatableMigration migration) throws Exception {
    OperationLog form = new OperationLog();
    try {
      migration.apply(
          new FingerprintRecorder(migration.getClass(), Direction.UP, false, true, form));
    } catch (Reads e) {
      // the log contains the read
    }
    return form;
  }

  /**
   * Returns the operations of {@code migration} in {@code down}.
   *
   * @return empty if they cannot be determined without a database, or if there are none because it
   *     cannot be reverted
   */
  public static Optional<OperationLog> formBackOf(Migration migration) {
    FingerprintRecorder recorder = of(Direction.DOWN, migration);
    try {
      return recorder.isComplete(migration) ? Optional.of(recorder.form) : Optional.empty();
    } catch (Irreversible e) {
      return Optional.empty();
    }
  }

  /**
   * Calls {@code down} of {@code migration}, up to its first read.
   *
   * @throws Irreversible if the migration declares that it cannot be undone
   */
  public static void goBack(Migration migration) {
    of(Direction.DOWN, migration).isComplete(migration);
  }

  /** Records a branch of {@code migration} for other databases, up to its first read. */
  public static void recordBranch(
      OperationLog form, Migration migration, Consumer<QueryInterface> work) {
    boolean isReversible = migration instanceof ReversibleMigration;
    new FingerprintRecorder(migration.getClass(), Direction.UP, isReversible, form)
        .isComplete(migration.getClass(), work::accept);
  }

  /** The code of a migration. */
  private interface Body {
    void call(QueryInterface db) throws Exception;
  }

  /** Calls the migration, and returns whether it completed or reached a read. */
  private boolean isComplete(Migration migration) {
    return isComplete(
        migration.getClass(), direction == Direction.UP ? migration::up : migration::down);
  }

  private boolean isComplete(Class<?> type, Body body) {
    try {
      body.call(this);
      return true;
    } catch (Reads e) {
      return true;
    } catch (Irreversible | VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // anything that the migration throws, such as a missing class
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Log.LOG.debug(
          "The steps of {} cannot be read without a database: {}",
          type.getName(),
          Redaction.firstLine(e));
      return form.hasRead(); // all that can be determined is recorded
    }
  }

  @Override
  public void run(Operation operation) {
    form.add(operation);
  }

  @Override
  public void executeResource(String name) {
    try {
      form.addResource(SqlFile.of(type, name));
    } catch (SqlFile.Refused e) {
      if (isStrict) {
        throw e;
      }
      form.addUnreadable(name);
    }
  }

  @Override
  public void runScripts(FlywayFolder folder) {
    try {
      folder.filesOfAll().forEach(form::addResource);
    } catch (SqlFile.Refused e) {
      form.addUnreadable(folder.describe());
    }
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

  /** Records every branch. */
  @Override
  public QueryInterface.DatabaseChoice on(
      Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
    Branches branches =
        new Branches() {
          @Override
          protected void branch(Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
            form.beginBranch(products);
            work.accept(FingerprintRecorder.this);
            form.endBranch();
          }
        };
    return branches.on(products, work);
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
      throw new Irreversible(reason);
    }
  }

  // ---- reads, which end the recording

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
  public List<Long> runNumbered(Operation operation) {
    form.addNumbered(operation);
    throw new Reads();
  }

  @Override
  public DatabaseInfo database() {
    form.addLook("database");
    throw new Reads();
  }

  @Override
  public <T> T look(Look<T> look) {
    form.addLook(look.description());
    throw new Reads();
  }
}
