package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parsers of full-text indexes, which {@code information_schema} does not show. */
final class TextParsers {

  private static final String CLAUSE = "/*!50100 WITH PARSER ";

  private TextParsers() {}

  /** Returns the parser of each index that names one, from {@code SHOW CREATE TABLE}. */
  static Map<String, String> of(String createTable) {
    Map<String, String> parsers = new HashMap<>();
    for (List<String> element : Words.elements(createTable)) {
      if (element.get(0).equalsIgnoreCase("FULLTEXT")) {
        element.stream()
            .filter(word -> word.startsWith(CLAUSE))
            .map(word -> word.substring(CLAUSE.length(), word.length() - "*/".length()).strip())
            .map(parser -> Words.unquoted(parser).toLowerCase(Locale.ROOT))
            .forEach(parser -> parsers.put(Words.unquoted(element.get(2)), parser));
      }
    }
    return parsers;
  }

  /**
   * Refuses a parser that the server does not have. The server would refuse it as a function that
   * is not defined, and only after the steps before it are committed.
   */
  static void require(String database, AddIndex operation, Catalog catalog) {
    String parser = operation.index().options().parser();
    if (!parser.isEmpty() && !catalog.hasTextParser(parser)) {
      throw new UnsupportedByDialectException(
          database,
          "%s with fulltext(\"%s\"), because the server has no parser of this name"
              .formatted(operation.describe(), parser),
          "Nothing was sent. Install the plugin of the parser, or write fulltext().");
    }
  }
}
