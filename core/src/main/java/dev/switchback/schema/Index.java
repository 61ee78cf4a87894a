package dev.switchback.schema;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An index. Immutable: {@link #unique()}, {@link #named(String)} and similar methods return a new
 * index.
 *
 * <pre>{@code
 * db.addIndex("messages", index("room_id", "created_at").named("messages_of_a_room"));
 * db.addIndex("messages", index(column("room_id"), column("created_at").descending()));
 * db.addIndex("users", index(expression("lower(email)")).unique().named("users_email_unique"));
 * }</pre>
 *
 * <p>An attribute that the database does not support is refused, never ignored.
 *
 * @param name the given name, or an empty string for the default name, {@code table_column}
 * @param isConcurrent whether it is built without blocking writers
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

  /** Returns an index on {@code columns}, in this order. */
  public static Index index(String... columns) {
    return index(Arrays.stream(columns).map(Index::column).toArray(IndexPart[]::new));
  }

  /** Returns an index on {@code parts}, in this order; each is a column or an expression. */
  public static Index index(IndexPart... parts) {
    return new Index("", List.of(parts), false, false, IndexOptions.NONE);
  }

  /**
   * Returns a column of an index, to which attributes can be added: {@code
   * column("a").descending()}.
   */
  public static IndexPart column(String name) {
    return new IndexPart(name, false);
  }

  /**
   * Returns an expression in the database's own SQL, which is sent unchanged. An index with an
   * expression has no default name: use {@link #named}. PostgreSQL and MySQL only.
   */
  public static IndexPart expression(String sql) {
    Check.that(!sql.isBlank(), "index – an expression of it is empty");
    return new IndexPart(sql, true);
  }

  /** Returns this index as a unique index. */
  public Index unique() {
    return new Index(name, parts, true, isConcurrent, options);
  }

  /** Returns this index with this name. */
  public Index named(String ownName) {
    Check.that(!ownName.isEmpty(), "index on %s – its name is empty", columns());
    return new Index(ownName, parts, isUnique, isConcurrent, options);
  }

  /**
   * Returns this index, built without blocking writers of the table. It is built outside the
   * transaction of the migration, and earlier steps are committed first: use a separate migration.
   * An incomplete index of an earlier build is dropped first.
   *
   * <p>PostgreSQL only. The other databases refuse it: MySQL and MariaDB allow writers during every
   * index build, and H2 has only one way to build an index.
   */
  public Index concurrently() {
    return new Index(name, parts, isUnique, true, options);
  }

  /**
   * Returns this index, limited to the rows that satisfy {@code sql}. The condition is in the
   * database's own SQL, and is sent unchanged. PostgreSQL only. The other databases refuse it: an
   * index on every row would be a different rule if it is unique.
   */
  public Index where(String sql) {
    return with(options.where(sql));
  }

  /**
   * Returns this index with an index method, by PostgreSQL's names: {@code gin}, {@code gist},
   * {@code hash}, {@code brin}. The other databases have only {@code btree}.
   */
  public Index using(String method) {
    Check.that(
        method.matches("\\w+"), "index on %s – using('%s'): write one word", columns(), method);
    return with(options.using(method.toLowerCase(Locale.ROOT)));
  }

  /** Returns this index, which also stores the values of these columns. PostgreSQL only. */
  public Index include(String... columns) {
    return with(options.including(List.of(columns)));
  }

  /**
   * Returns this unique index, in which {@code NULL} values are equal. PostgreSQL from version 15.
   */
  public Index nullsNotDistinct() {
    return with(options.withNullsNotDistinct());
  }

  /** Returns this index as a full-text index. MySQL and MariaDB only. */
  public Index fulltext() {
    return with(options.as(IndexOptions.Kind.FULLTEXT));
  }

  /**
   * Returns this index as a full-text index whose words are found by this parser of the server:
   * {@code ngram} for texts without spaces between their words. MySQL and MariaDB only. MySQL has
   * {@code ngram}; any other parser is a plugin, and a server without it refuses the index.
   */
  public Index fulltext(String parser) {
    Check.that(
        parser.matches("\\w+"),
        "index on %s – fulltext('%s'): write the name of a parser, which is one word",
        columns(),
        parser);
    return with(options.parsedBy(parser.toLowerCase(Locale.ROOT)));
  }

  /** Returns this index as a spatial index. MySQL and MariaDB only. */
  public Index spatial() {
    return with(options.as(IndexOptions.Kind.SPATIAL));
  }

  /**
   * Returns this index, which the server maintains and queries do not use: {@code INVISIBLE} on
   * MySQL, {@code IGNORED} on MariaDB. The other databases refuse it. {@code showIndex} makes it
   * usable.
   */
  public Index invisible() {
    return with(options.withoutQueries());
  }

  private Index with(IndexOptions others) {
    return new Index(name, parts, isUnique, isConcurrent, others);
  }

  /** Returns the columns, in order, without expressions. */
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
   * Returns the name of this index on {@code table}: the given name, or {@code
   * table_column_column}.
   *
   * @throws IllegalArgumentException if it has an expression and no name
   */
  public String nameOn(String table) {
    if (!name.isEmpty()) {
      return name;
    }
    Check.that(
        columns().size() == parts.size(),
        "index on '%s' over %s – an index over an expression has no default name: name it with"
            + " named(…)",
        table,
        parts.stream().map(Index::shown).collect(joining(", ")));
    return Columns.name(table, columns());
  }
}
