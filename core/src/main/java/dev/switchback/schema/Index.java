package dev.switchback.schema;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An index. Immutable: {@link #unique()}, {@link #named(String)} and the others return a new one.
 *
 * <pre>{@code
 * db.addIndex("messages", index("room_id", "created_at").named("messages_of_a_room"));
 * db.addIndex("messages", index(column("room_id"), column("created_at").descending()));
 * db.addIndex("users", index(expression("lower(email)")).unique().named("one_user_an_email"));
 * }</pre>
 *
 * <p>What a database lacks of an index, it refuses: nothing is left out in silence.
 *
 * @param name the name that was given, or an empty string for the usual one, {@code table_column}
 * @param isConcurrent whether it is built without keeping writers out
 */
public record Index(
    String name,
    List<IndexPart> parts,
    boolean isUnique,
    boolean isConcurrent,
    IndexOptions options) {

  public Index {
    Columns.checked(
        name.isEmpty() ? "index" : "index '" + name + "'",
        parts.stream().map(Index::shown).toList());
    parts = List.copyOf(parts);
    if (options.kind() != IndexOptions.Kind.USUAL) {
      String kind = options.kind().name().toLowerCase(Locale.ROOT) + "()";
      Check.that(!isUnique, "index – it cannot be %s and unique(): leave one of them out", kind);
      Check.that(
          options.method().isEmpty(),
          "index – it cannot be %s and using(…): leave one of them out",
          kind);
    }
  }

  private static String shown(IndexPart part) {
    return part.isExpression() ? "(" + part.text() + ")" : part.text();
  }

  /** An index over {@code columns}, in this order. */
  public static Index index(String... columns) {
    return index(Arrays.stream(columns).map(Index::column).toArray(IndexPart[]::new));
  }

  /** An index over {@code parts}, in this order; each is a column or an expression. */
  public static Index index(IndexPart... parts) {
    return new Index("", List.of(parts), false, false, IndexOptions.NONE);
  }

  /** A column of an index, for what there is to be said of it: {@code column("a").descending()}. */
  public static IndexPart column(String name) {
    return new IndexPart(name, false);
  }

  /**
   * An expression in the database's own SQL, which is passed on as it is. An index with one has no
   * usual name: give it one with {@link #named}. For PostgreSQL and MySQL.
   */
  public static IndexPart expression(String sql) {
    Check.that(!sql.isBlank(), "index – an expression of it is empty");
    return new IndexPart(sql, true);
  }

  /** The same index, which allows each combination of values once. */
  public Index unique() {
    return new Index(name, parts, true, isConcurrent, options);
  }

  /** The same index under a name of your own. */
  public Index named(String ownName) {
    Check.that(!ownName.isEmpty(), "index on %s – its name is empty", columns());
    return new Index(ownName, parts, isUnique, isConcurrent, options);
  }

  /**
   * The same index, built without keeping writers out of the table. It is built outside the
   * transaction of the migration, whose steps before it are committed then: give it a migration of
   * its own. An incomplete index that an earlier build left behind is dropped first.
   *
   * <p>For PostgreSQL alone. The others refuse it: MySQL and MariaDB let writers in while they
   * build any index, and H2 knows one way to do it.
   */
  public Index concurrently() {
    return new Index(name, parts, isUnique, true, options);
  }

  /**
   * The same index over those rows alone that a condition holds for. It is in the database's own
   * SQL, and passed on as it is. For PostgreSQL alone: the others would index every row, which is
   * another rule where the index is unique, and refuse it.
   */
  public Index where(String sql) {
    return with(options.where(sql));
  }

  /**
   * The same index, built by another method: {@code gin}, {@code gist}, {@code hash}, {@code brin},
   * by PostgreSQL's names. The others have {@code btree} alone.
   */
  public Index using(String method) {
    Check.that(
        method.matches("\\w+"), "index on %s – using('%s'): write one word", columns(), method);
    return with(options.using(method.toLowerCase(Locale.ROOT)));
  }

  /** The same index, which keeps the values of these columns too. For PostgreSQL alone. */
  public Index include(String... columns) {
    return with(options.including(List.of(columns)));
  }

  /**
   * The same unique index, which takes two rows without a value for the same. For PostgreSQL, from
   * 15 on.
   */
  public Index nullsNotDistinct() {
    return with(options.withNullsNotDistinct());
  }

  /** An index of the words in a text. For MySQL and MariaDB. */
  public Index fulltext() {
    return with(options.as(IndexOptions.Kind.FULLTEXT));
  }

  /** An index of places. For MySQL and MariaDB. */
  public Index spatial() {
    return with(options.as(IndexOptions.Kind.SPATIAL));
  }

  private Index with(IndexOptions others) {
    return new Index(name, parts, isUnique, isConcurrent, others);
  }

  /** Its columns, in order, without its expressions. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (IndexPart part : parts) {
      if (!part.isExpression()) {
        columns.add(part.text());
      }
    }
    return columns;
  }

  /**
   * The name of this index on {@code table}: its own, or {@code table_column_column}.
   *
   * @throws IllegalArgumentException if it has an expression and no name
   */
  public String nameOn(String table) {
    if (!name.isEmpty()) {
      return name;
    }
    Check.that(
        columns().size() == parts.size(),
        "index on '%s' over %s – an expression gives it no usual name: give it one with named(…)",
        table,
        parts.stream().map(Index::shown).collect(joining(", ")));
    return Columns.name(table, columns());
  }
}
