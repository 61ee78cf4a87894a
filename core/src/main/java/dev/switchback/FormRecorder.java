package dev.switchback;

import dev.switchback.operation.Operation;
import dev.switchback.schema.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query interface that sends nothing: it writes down what a migration asks for on its way up, and
 * ends it where it reads.
 */
final class FormRecorder implements QueryInterface {

  private final MigrationForm form = new MigrationForm();

  private FormRecorder() {}

  /** Ends a migration that wants to know something. No {@code catch (Exception e)} meets it. */
  private static final class Reads extends Error {
    private static final long serialVersionUID = 1;

    Reads() {
      super("a migration reads, and there is no database here", null, false, false);
    }
  }

  /**
   * The form of {@code migration}.
   *
   * @return nothing if it cannot be told without a database, because the migration throws
   */
  static Optional<MigrationForm> formOf(Migration migration) {
    FormRecorder recorder = new FormRecorder();
    try {
      migration.up(recorder);
    } catch (Reads e) {
      return Optional.of(recorder.form);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // whatever its own code throws: a missing class, an assertion
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Migrator.LOG.debug(
          "{} tells nothing without a database: {}",
          migration.getClass().getName(),
          Secrets.firstLine(e));
      return Optional.empty();
    }
    return Optional.of(recorder.form);
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
    up.accept(this);
  }

  @Override
  public void irreversible(String reason) {
    // says nothing of the way up
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
