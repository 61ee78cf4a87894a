package dev.switchback.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as the server shows it.
 *
 * @param name as the catalogue has it: MySQL and MariaDB call every primary key {@code PRIMARY}
 * @param columns the columns of the table in the order of the key; none for a check, of which not
 *     every server knows them
 * @param referencedTableOrNull the table that a foreign key refers to, with the name of its schema
 *     and a point in front if it is in another one
 * @param referencedColumns the columns there
 * @param onDeleteOrNull what a foreign key does when a row it refers to is deleted. Some servers
 *     show {@link ReferentialAction#RESTRICT} and {@link ReferentialAction#NO_ACTION} alike
 * @param onUpdateOrNull what it does when that row changes its key
 * @param checkOrNull the condition of a check, or all of an exclusion, as the server's own SQL
 * @param isDeferrable whether a transaction may have it looked at in the end only
 * @param isInitiallyDeferred whether it does so unless it says otherwise
 * @param extra what else the server says of it, such as {@code NOT VALID}; often empty
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
    /** The columns that identify a row. */
    PRIMARY_KEY,
    /** No two rows have the same values. */
    UNIQUE,
    /** There is a row of another table with these values. */
    FOREIGN_KEY,
    /** A condition that every row meets. */
    CHECK,
    /** No two rows go together in a way that is told; PostgreSQL alone has it. */
    EXCLUSION,
    /** A column refuses {@code NULL} under a name that was given to it; PostgreSQL 18 has it. */
    NOT_NULL
  }

  public ConstraintDescription {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }

  /** The table that a foreign key refers to. */
  public Optional<String> referencedTable() {
    return Optional.ofNullable(referencedTableOrNull);
  }

  /** What a foreign key does when a row it refers to is deleted. */
  public Optional<ReferentialAction> onDelete() {
    return Optional.ofNullable(onDeleteOrNull);
  }

  /** What a foreign key does when a row it refers to changes its key. */
  public Optional<ReferentialAction> onUpdate() {
    return Optional.ofNullable(onUpdateOrNull);
  }

  /** The condition of a check, as the server's own SQL. */
  public Optional<String> check() {
    return Optional.ofNullable(checkOrNull);
  }
}
