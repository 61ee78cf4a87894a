package dev.switchback.internal.run;

import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
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

  static Question query(String method, String sql, List<@Nullable Object> parameters) {
    return new Question(
        method + " '" + ExecuteSql.shorten(sql) + "'",
        CanonicalForm.fingerprint(new ExecuteSql(sql, parameters)));
  }
}
