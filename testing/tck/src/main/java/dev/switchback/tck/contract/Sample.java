package dev.switchback.tck.contract;

import dev.switchback.CatalogInterface;
import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseInfo;
import dev.switchback.DatabaseProduct;
import dev.switchback.QueryInterface;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.Operation;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of the query interface as a migration makes it.
 *
 * @param title what it shows, and its name in the documentation
 */
record Sample(String title, Consumer<QueryInterface> call) {

  /** What the call asks for, in order. */
  List<Operation> operations() {
    Recorder recorder = new Recorder(new ArrayList<>());
    call.accept(recorder);
    return List.copyOf(recorder.operations());
  }

  /** What the dialect says instead of doing it, if it does not. */
  Optional<String> refusal(Dialect dialect) {
    SampleCatalog catalog = SampleCatalog.of(dialect);
    try {
      operations().forEach(operation -> dialect.rendering().render(operation, catalog));
      return Optional.empty();
    } catch (UnsupportedByDialectException e) {
      return Optional.of(Objects.requireNonNull(e.getMessage()));
    }
  }

  /** Keeps every operation, and sends none. */
  private record Recorder(List<Operation> operations) implements QueryInterface {
    @Override
    public void run(Operation operation) {
      operations.add(operation);
    }

    @Override
    public List<Long> runNumbered(Operation operation) {
      run(operation);
      return List.of();
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
      throw noOperation();
    }

    @Override
    public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
      throw noOperation();
    }

    @Override
    public void executeResource(String name) {
      throw noOperation();
    }

    @Override
    public void withConnection(ConnectionWork work) {
      throw noOperation();
    }

    @Override
    public QueryInterface.DatabaseChoice on(
        Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
      throw noOperation();
    }

    @Override
    public DatabaseInfo database() {
      throw noOperation();
    }

    @Override
    public List<String> showAllTables() {
      throw noOperation();
    }

    @Override
    public boolean tableExists(String table) {
      throw noOperation();
    }

    @Override
    public List<EnumTypeDescription> showEnumTypes() {
      throw noOperation();
    }

    @Override
    public TableDescription describeTable(String table) {
      throw noOperation();
    }

    @Override
    public CatalogInterface catalogOf(String schema) {
      return this;
    }

    @Override
    public void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
      throw noOperation();
    }

    @Override
    public void irreversible(String reason) {
      throw noOperation();
    }

    private static UnsupportedOperationException noOperation() {
      return new UnsupportedOperationException("a sample asks for operations");
    }
  }
}
