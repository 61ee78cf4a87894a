package dev.switchback.dialect;

import dev.switchback.operation.AddIndex;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the catalogue of one database stores what an operation defines: types, names, checks,
 * indexes.
 *
 * <p>Immutable and thread-safe.
 */
public interface CatalogMapping {

  /** Returns the type that {@link Catalog#columns} shows for {@code column} of {@code table}. */
  String typeInCatalog(String table, Column column);

  /**
   * Returns the type of a column as {@link Catalog#keyColumns} shows it, with what a foreign key
   * needs. {@link KeyCatalog#UNKNOWN} for a type that the migration writes in SQL.
   */
  default String keyType(String table, Column column) {
    return column.definition().type() instanceof DataType.Custom
        ? KeyCatalog.UNKNOWN
        : typeInCatalog(table, column);
  }

  /**
   * Returns the name that the catalogue shows for a part of {@code table} that migrations call
   * {@code name}.
   */
  default String nameInCatalog(String table, String name) {
    return name;
  }

  /**
   * Returns whether two names, as the catalogue shows them, are one column, index or constraint.
   */
  default boolean isSameName(String one, String other) {
    return one.equals(other);
  }

  /** Returns the name that {@link Catalog#constraints} shows for {@code constraint}. */
  String nameInCatalog(Constraint constraint);

  /**
   * Returns the name that {@link Catalog#constraints} shows for the constraint that {@code
   * operation} removes.
   */
  String nameInCatalog(RemoveConstraint operation);

  /**
   * Returns the default names of a constraint or an index of {@code table} that do not follow from
   * the rules for its kind, in a fixed order: those that the server gives if a statement names
   * none. Leaves out those that the server renames with the table.
   *
   * @param kind empty for an index
   * @param columns the columns in order; for a check, the one that it mentions, or none
   */
  default List<String> otherDefaultNames(
      String table, Optional<ConstraintKind> kind, List<String> columns) {
    return List.of();
  }

  /**
   * Returns the name of the check constraint that the type of {@code column} adds, if it adds one.
   */
  Optional<String> checkOf(String table, Column column);

  /** Returns what {@link Catalog#numberedColumns} shows for {@code column} of {@code table}. */
  Optional<NumberedColumn> numbering(String table, Column column);

  /**
   * Returns the words in {@code ColumnDescription.extra} that name the first numbers of a numbered
   * column: {@code START WITH 1000, INCREMENT BY 10}. Empty for 1, 2, 3 and so on, and if the
   * database does not keep them.
   */
  default String beginningInCatalog(DefaultValue.AutoIncrement numbering) {
    return "";
  }

  /**
   * Returns what {@link KeyCatalog#collationOf} shows for {@code table} if its options set it.
   * {@link KeyCatalog#UNKNOWN} if only the server knows it.
   */
  default Optional<String> collationOf(Table table) {
    return Optional.empty();
  }

  /**
   * Returns whether the database creates an index for a foreign key that has none. That index has
   * the name of the foreign key.
   */
  boolean indexesForeignKeys();

  /**
   * Returns the index of {@code operation} as {@link Catalog#indexes} shows it. The server rewrites
   * expressions and conditions; they are represented only by their presence.
   */
  CatalogIndex indexInCatalog(AddIndex operation);

  /** Returns whether the catalogue shows the index of {@code constraint} under this name. */
  default boolean isIndexOf(String constraint, String index) {
    return isSameName(constraint, index);
  }

  /** Returns the attribute of an index that queries do not use, in SQL and in the catalogue. */
  default String invisibleIndex() {
    return "INVISIBLE";
  }

  /**
   * Returns whether the identifier {@code name} can denote the object that the database calls
   * {@code kept}.
   */
  default boolean isKeptAs(String name, String kept) {
    return name.equals(kept);
  }

  /**
   * Returns those names, of {@code schema} and of tables in it, that the database keeps exactly
   * although {@link SqlRendering#quote} lets it fold them. Without a schema, the current one is
   * searched. Called when a table was not found.
   */
  default Set<String> unfolded(Connection connection, @Nullable String schema, List<String> tables)
      throws SQLException {
    return Set.of();
  }
}
