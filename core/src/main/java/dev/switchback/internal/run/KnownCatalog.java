package dev.switchback.internal.run;

import dev.switchback.dialect.Catalog;
import dev.switchback.internal.base.JdbcProxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A catalogue that asks the server each question once, while the schema stays as it is. */
final class KnownCatalog {

  private KnownCatalog() {}

  /** Returns a catalogue that keeps the answers of {@code catalog}. */
  static Catalog of(Catalog catalog) {
    Map<String, Object> answers = new HashMap<>();
    return (Catalog)
        JdbcProxy.of(
            Catalog.class,
            (proxy, method, arguments) -> {
              String question = method + Arrays.deepToString(arguments);
              Object known = answers.get(question);
              if (known == null) {
                known = JdbcProxy.call(catalog, method, arguments);
                answers.put(question, known);
              }
              return known;
            });
  }
}
