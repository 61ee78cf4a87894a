package dev.switchback.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as the server describes it.
 *
 * @param name the name in the catalogue; every primary key is {@code PRIMARY} on MySQL and MariaDB
 * @param columns the columns of the table, in the order of the key; empty for a check, because not
 *     every server reports them
 * @param referencedTableOrNull the table that a foreign key refers to, with its schema and a dot in
 *     front if it is in another schema
 * @param referencedColumns the columns there
 * @param onDeleteOrNull what a foreign key does when a referenced row is deleted. Some servers do
 *     not distinguish {@link ReferentialAction#RESTRICT} and {@link ReferentialAction#NO_ACTION}
 * @param onUpdateOrNull what a foreign key does when a referenced row changes its key
 * @param checkOrNull the condition of a check, or the whole exclusion constraint, in the SQL of the
 *     server
 * @param isDeferrable whether a transaction can defer the check to its end
 * @param isInitiallyDeferred whether the check is deferred by default
 * @param extra further attributes, such as {@code NOT VALID}; often empty
 */
public record ConstraintDescription(
    String name,
    Kind kind,
    List<String> columns,
    @Nullable String referencedTableOrNull,
    List<String> referencedColumns,
    @Nullable ReferentialAction onDeleteOrNull,
    @Nullable ReferentialAction onUpdateOrNull,
    @Nullable String checkOrNull,
    boolean isDeferrable,
    boolean isInitiallyDeferred,
    String extra) {

  /** The kinds of constraints. */
  public enum Kind {
    /** The primary key. */
    PRIMARY_KEY,
    /** No two rows have the same values. */
    UNIQUE,
    /** The referenced table has a row with these values. */
    FOREIGN_KEY,
    /** A condition that every row satisfies. */
    CHECK,
    /** An exclusion constraint; PostgreSQL only. */
    EXCLUSION,
    /** A named {@code NOT NULL} constraint; PostgreSQL 18. */
    NOT_NULL
  }

  /** The attribute of a constraint that existing rows may violate. */
  public static final String NOT_VALID = "NOT VALID";

  public ConstraintDescription {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }

  /** Returns whether the rows that were there when the constraint was added are not checked yet. */
  public boolean isNotValid() {
    return List.of(extra.split(", ")).contains(NOT_VALID);
  }

  /** Returns the table that a foreign key refers to. */
  public Optional<String> referencedTable() {
    return Optional.ofNullable(referencedTableOrNull);
  }

  /** Returns what a foreign key does when a referenced row is deleted. */
  public Optional<ReferentialAction> onDelete() {
    return Optional.ofNullable(onDeleteOrNull);
  }

  /** Returns what a foreign key does when a referenced row changes its key. */
  public Optional<ReferentialAction> onUpdate() {
    return Optional.ofNullable(onUpdateOrNull);
  }

  /** Returns the condition of a check, in the SQL of the server. */
  public Optional<String> check() {
    return Optional.ofNullable(checkOrNull);
  }
}
