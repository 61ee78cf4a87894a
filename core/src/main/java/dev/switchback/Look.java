package dev.switchback;

import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration asks the database, before it decides on its next step.
 *
 * @param fingerprint tells whether a look of another run asks the same
 */
record Look(String description, String fingerprint) {

  /** A look at the schema, whose description says all of it. */
  static Look at(String description) {
    return new Look(description, CanonicalForm.fingerprint(description));
  }

  static Look query(String method, String sql, List<@Nullable Object> parameters) {
    return new Look(
        method + " '" + ExecuteSql.shorten(sql) + "'",
        CanonicalForm.fingerprint(new ExecuteSql(sql, parameters)));
  }
}
