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
 * @param fingerprint tells whether a step of another run is the same
 * @param formerly the fingerprint that an earlier version gave it
 * @param operation what it does, unless it is a migration's own work on the connection
 * @param verification the query by which its author tells whether it took effect
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

  /** A step that nobody can look into. */
  public static Step opaque(int ordinal, String description, TransactionMode mode) {
    String fingerprint = "v1:" + description;
    return new Step(
        ordinal, description, fingerprint, fingerprint, mode, Optional.empty(), Optional.empty());
  }

  /** The same step with the query that tells whether it took effect, if there is one. */
  public Step verifiedBy(@Nullable String query) {
    return new Step(
        ordinal, description, fingerprint, formerly, mode, operation, Optional.ofNullable(query));
  }

  /** Whether it is the one that was written down with this fingerprint. */
  public boolean isSame(String recorded) {
    return recorded.equals(fingerprint) || recorded.equals(formerly);
  }

  /** Whether it is SQL or work of the migration's own, which nobody can look into. */
  public boolean isRaw() {
    return operation.isEmpty() || operation.get() instanceof ExecuteSql;
  }

  /** What it does. */
  @FunctionalInterface
  public interface Work {
    void run(Step step) throws SQLException;
  }
}
