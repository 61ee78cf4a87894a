package dev.switchback.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index as the server describes it. If it serves a constraint, {@link #constraint()} names the
 * constraint.
 *
 * <p>The databases create different indexes. Primary keys and unique constraints have an index on
 * every database; foreign keys have one on MySQL, MariaDB and H2. MySQL and MariaDB do not
 * distinguish a unique index from a unique constraint: each is shown as both.
 *
 * @param key the parts of the key, in order: the name of a column, with its attributes unless they
 *     are the default ({@code name DESC}, {@code name(10)}), or an expression
 * @param included further columns that the index stores, but does not sort by
 * @param isValid whether it is complete and in use; an interrupted concurrent build leaves an index
 *     that is not
 * @param whereOrNull the condition of a partial index
 * @param method the index method in lower case: nearly always {@code btree}
 * @param constraintOrNull the name of the constraint that it serves
 * @param extra further attributes, such as {@code INVISIBLE}; often empty
 */
public record IndexDescription(
    String name,
    List<String> key,
    List<String> included,
    boolean isUnique,
    boolean isValid,
    @Nullable String whereOrNull,
    String method,
    @Nullable String constraintOrNull,
    String extra) {

  public IndexDescription {
    key = List.copyOf(key);
    included = List.copyOf(included);
  }

  /** Returns the condition of a partial index, in the SQL of the server. */
  public Optional<String> where() {
    return Optional.ofNullable(whereOrNull);
  }

  /**
   * Returns the name of the primary key, unique constraint or foreign key that it serves, if any.
   */
  public Optional<String> constraint() {
    return Optional.ofNullable(constraintOrNull);
  }

  /**
   * Returns whether the server generated the name, as H2 does for the index of a constraint. Such a
   * name depends on other objects.
   */
  boolean hasMadeUpName() {
    return constraintOrNull != null && !constraintOrNull.equals(name);
  }
}
