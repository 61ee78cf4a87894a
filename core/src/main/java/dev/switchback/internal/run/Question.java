package dev.switchback.internal.run;

import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of a migration, which may determine its next step.
 *
 * @param fingerprint identifies the same query in another run
 */
record Question(String description, String fingerprint) {

  /** Returns a query of the catalogue, which its description identifies completely. */
  static Question at(String description) {
    return new Question(description, CanonicalForm.fingerprint(description));
  }

  /** Returns the question for what an operation returns. */
  static Question of(Operation operation) {
    return new Question(operation.describe(), CanonicalForm.fingerprint(operation));
  }

  static Question query(String method, String sql, List<@Nullable Object> parameters) {
    return new Question(
        method + " '" + ExecuteSql.shorten(sql) + "'",
        CanonicalForm.fingerprint(new ExecuteSql(sql, parameters)));
  }
}
