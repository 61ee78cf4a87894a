package dev.switchback.schema;

import java.util.List;

/**
 * The attributes of an index apart from its name and columns. A database refuses attributes that it
 * does not support, because the index would be different without them.
 *
 * @param kind the purpose of the index
 * @param method the index method, in lower case; empty for the default
 * @param included columns that are stored in the index, but are not in its key
 * @param condition the condition of a partial index, in the database's own SQL; empty for all rows
 * @param isNullsNotDistinct whether {@code NULL} values are equal in a unique index
 * @param parser the parser of a full-text index, in lower case; empty for the default
 * @param isInvisible whether queries do not use it
 */
public record IndexOptions(
    Kind kind,
    String method,
    List<String> included,
    String condition,
    boolean isNullsNotDistinct,
    String parser,
    boolean isInvisible) {

  /** The purpose of an index. */
  public enum Kind {
    /** Finds and sorts rows by its columns. */
    USUAL,
    /** Finds words in texts. */
    FULLTEXT,
    /** Finds places in spatial data. */
    SPATIAL
  }

  /** Default options. */
  public static final IndexOptions NONE =
      new IndexOptions(Kind.USUAL, "", List.of(), "", false, "", false);

  public IndexOptions {
    included = List.copyOf(included);
    Check.that(
        parser.isEmpty() || kind == Kind.FULLTEXT,
        "index – it has a parser, which belongs to a full-text index: write fulltext(…)");
  }

  IndexOptions as(Kind other) {
    Check.that(
        kind == Kind.USUAL || kind == other,
        "index – it cannot be fulltext() and spatial(): leave one of them out");
    return new IndexOptions(
        other, method, included, condition, isNullsNotDistinct, parser, isInvisible);
  }

  IndexOptions parsedBy(String name) {
    Check.that(
        parser.isEmpty() || parser.equals(name),
        "index – it has two parsers: leave one of them out");
    IndexOptions words = as(Kind.FULLTEXT);
    return new IndexOptions(
        words.kind, method, included, condition, isNullsNotDistinct, name, isInvisible);
  }

  IndexOptions using(String name) {
    return new IndexOptions(
        kind, name, included, condition, isNullsNotDistinct, parser, isInvisible);
  }

  IndexOptions including(List<String> columns) {
    return new IndexOptions(
        kind,
        method,
        Columns.checked("include()", columns),
        condition,
        isNullsNotDistinct,
        parser,
        isInvisible);
  }

  IndexOptions where(String sql) {
    Check.that(!sql.isBlank(), "index – its condition is empty: leave out where(…)");
    Check.that(
        condition.isEmpty(), "index – it has two conditions: join them with AND in one where(…)");
    return new IndexOptions(kind, method, included, sql, isNullsNotDistinct, parser, isInvisible);
  }

  IndexOptions withNullsNotDistinct() {
    return new IndexOptions(kind, method, included, condition, true, parser, isInvisible);
  }

  IndexOptions withoutQueries() {
    return new IndexOptions(kind, method, included, condition, isNullsNotDistinct, parser, true);
  }
}
