package dev.switchback.internal.run;

import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration asks the database, before it decides on its next step.
 *
 * @param fingerprint tells whether a look of another run asks the same
 */
record Question(String description, String fingerprint) {

  /** A look at the schema, whose description says all of it. */
  static Question at(String description) {
    return new Question(description, CanonicalForm.fingerprint(description));
  }

  static Question query(String method, String sql, List<@Nullable Object> parameters) {
    return new Question(
        method + " '" + ExecuteSql.shorten(sql) + "'",
        CanonicalForm.fingerprint(new ExecuteSql(sql, parameters)));
  }
}
