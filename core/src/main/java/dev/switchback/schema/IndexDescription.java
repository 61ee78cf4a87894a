package dev.switchback.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index as the server shows it, also one that a constraint has for its work: {@link
 * #constraint()} tells them apart.
 *
 * <p>The databases do not make the same ones. A primary key and a unique constraint have an index
 * everywhere; a foreign key has one on MySQL, MariaDB and H2. MySQL and MariaDB know no difference
 * between a unique index and a unique constraint: either is shown as both.
 *
 * @param key what it covers, in order: the name of a column and, where they are not the usual ones,
 *     the words behind it ({@code name DESC}, {@code name(10)}), or an expression
 * @param included columns that it carries along without being sorted by them
 * @param isValid whether it is complete and in use; what a concurrent build leaves behind when it
 *     is cut off is not
 * @param whereOrNull the condition of an index over some rows only
 * @param method how it is built, in small letters: {@code btree} nearly always
 * @param constraintOrNull the name of the constraint that it serves
 * @param extra what else the server says of it, such as {@code INVISIBLE}; often empty
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

  /** The condition, as the server's own SQL, if the index is for some rows only. */
  public Optional<String> where() {
    return Optional.ofNullable(whereOrNull);
  }

  /** The name of the primary key, unique constraint or foreign key that it serves, if any. */
  public Optional<String> constraint() {
    return Optional.ofNullable(constraintOrNull);
  }

  /**
   * Whether the server made up its name, as H2 does for the index of a constraint: such a name
   * depends on what else there is.
   */
  boolean hasMadeUpName() {
    return constraintOrNull != null && !constraintOrNull.equals(name);
  }
}
