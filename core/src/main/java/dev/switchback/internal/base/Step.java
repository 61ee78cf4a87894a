package dev.switchback.internal.base;

import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a migration that changes something.
 *
 * @param ordinal counted from 1 within its migration and direction
 * @param fingerprint identifies the same step in another run
 * @param formerly the fingerprint that an earlier version computed
 * @param operation the operation, or empty for work of the migration on the connection
 * @param verification the author's query that returns whether the step took effect
 */
public record Step(
    int ordinal,
    String description,
    String fingerprint,
    String formerly,
    TransactionMode mode,
    Optional<Operation> operation,
    Optional<String> verification) {

  public static Step of(
      int ordinal, String description, Operation operation, TransactionMode mode) {
    return new Step(
        ordinal,
        description,
        CanonicalForm.fingerprint(operation),
        CanonicalForm.fingerprintAsGiven(operation),
        mode,
        Optional.of(operation),
        Optional.empty());
  }

  /** Creates a step whose effect Switchback cannot read. */
  public static Step opaque(int ordinal, String description, TransactionMode mode) {
    String fingerprint = "v1:" + description;
    return new Step(
        ordinal, description, fingerprint, fingerprint, mode, Optional.empty(), Optional.empty());
  }

  /** Returns this step with the query that returns whether it took effect, if there is one. */
  public Step verifiedBy(@Nullable String query) {
    return new Step(
        ordinal, description, fingerprint, formerly, mode, operation, Optional.ofNullable(query));
  }

  /** Returns whether the recorded fingerprint is that of this step. */
  public boolean isSame(String recorded) {
    return recorded.equals(fingerprint) || recorded.equals(formerly);
  }

  /** Returns whether the step is raw SQL or work of the migration on the connection. */
  public boolean isRaw() {
    return operation.isEmpty() || raw().isPresent();
  }

  /**
   * Returns the raw SQL of the step. Empty for another operation, and for work on the connection.
   */
  public Optional<ExecuteSql> raw() {
    return operation.isEmpty() ? Optional.empty() : operation.get().raw();
  }

  /** The execution of a step. */
  @FunctionalInterface
  public interface Work {
    void run(Step step) throws SQLException;
  }
}
