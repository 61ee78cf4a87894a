package dev.switchback.dialect;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dialect may ask about the current schema while it renders an operation, and who asks later
 * what became of it afterwards. Names are exact.
 *
 * <p>It is read in the transaction that is open on its connection. On MySQL that transaction shows
 * the schema as it was at its first read.
 */
public interface Catalog {

  /** Whether there is a table of this name; a view is none. */
  boolean hasTable(String table);

  /**
   * Whether this user sees every table, view and schema that is there. MySQL and MariaDB hide those
   * on which the user has no right.
   */
  default boolean showsAll() {
    return true;
  }

  /**
   * The columns of {@code table} in order, each with its type in the words of {@link
   * Dialect#typeInCatalog}; empty if there is no table.
   */
  Map<String, String> columns(String table);

  /** The same of each of {@code tables}; a dialect may find them with one round trip. */
  default Map<String, Map<String, String>> columns(List<String> tables) {
    return tables.stream().collect(toMap(identity(), this::columns));
  }

  /** The columns, in order, of each primary key, unique constraint and foreign key of a table. */
  Map<String, List<String>> constraints(String table);

  /** The same of each of {@code tables}. */
  default Map<String, Map<String, List<String>>> constraints(List<String> tables) {
    return tables.stream().collect(toMap(identity(), this::constraints));
  }

  /**
   * The kinds of the constraints of {@code table} by their names, checks included; several where
   * the database lets constraints of different kinds have the same name.
   */
  Map<String, List<ConstraintKind>> constraintKinds(String table);

  /** The names of the foreign keys of {@code table} that contain {@code column}. */
  List<String> foreignKeys(String table, String column);

  /**
   * The indexes of {@code table}, those of its constraints included, in the words of {@link
   * Dialect#indexInCatalog}.
   */
  List<CatalogIndex> indexes(String table);

  /**
   * The names of the indexes of {@code table}, and of its constraints where the database would drop
   * them with a column, that cover {@code column} and other columns too.
   */
  List<String> sharedIndexes(String table, String column);

  /**
   * The columns of {@code table} that own an enum type, one that no other column of a table uses. A
   * column that is inherited, or of a view, is no other one.
   */
  List<String> columnsOwningEnumTypes(String table);

  /** The values of the enumeration that {@code column} is, in order; empty if it is none. */
  List<String> enumValues(String table, String column);

  /**
   * What the database says of a column in its own words, as far as the dialect needs it to change
   * the column; the keys are between the two of them. Empty if there is no such column.
   */
  Map<String, String> attributes(String table, String column);

  /** The foreign keys of other tables that refer to {@code table}, each with its table. */
  Map<String, String> foreignKeysTo(String table);

  /**
   * What depends on the enumeration of {@code column}, or on the column itself so that its type
   * cannot change, in words with quoted names. Empty where an enumeration is no type of its own.
   */
  default List<String> enumDependants(String table, String column) {
    return List.of();
  }

  /** The columns of {@code table} that the database numbers. */
  default Map<String, NumberedColumn> numberedColumns(String table) {
    return Map.of();
  }

  /**
   * What would be lost or broken with a column, where the database does not refuse to remove it
   * before it changes anything: the foreign keys that refer to it, each with its table, and the
   * views that show it, each with an empty text.
   */
  default Map<String, String> dependentsOf(String table, String column) {
    return Map.of();
  }

  /**
   * What of {@code table} uses a column so that the database refuses to rename it, or to remove it,
   * in words with quoted names. Empty where the database says so in clear words itself.
   */
  default List<String> usesOf(String table, String column, boolean isRenamed) {
    return List.of();
  }

  /** The columns of {@code table} that refuse NULL. */
  default List<String> columnsRefusingNull(String table) {
    return List.of();
  }

  /** The foreign keys of {@code table} that set columns to NULL, each with those columns. */
  default Map<String, List<String>> keysSettingNull(String table) {
    return Map.of();
  }

  /**
   * Views and triggers that the database would leave broken in silence, each as {@code view 'v'}.
   */
  default List<String> brokenBy(Dependants taken) {
    return List.of();
  }

  /** The catalogue that tells of {@code table}: this one, or the server's own below a plan. */
  default Catalog of(String table) {
    return this;
  }

  /** How large {@code table} is; empty if the server does not tell. */
  Optional<TableSize> size(String table);

  /** Whether {@code table} is there and has a row. */
  boolean hasRows(String table);

  /** Whether there is a view of this name, and of this kind. */
  boolean hasView(String view, boolean isMaterialized);

  /**
   * The schemas of the search path that have a table or a view of this name, in the order of the
   * path; the current schema is the empty text. Empty where the database has no search path.
   */
  default List<String> schemasWith(String name) {
    return List.of();
  }

  /** Whether the database has a schema of this name. */
  boolean hasSchema(String schema);

  /**
   * How the server describes an object that raw SQL names, without what changes by itself, such as
   * the next number of a column; empty if there is none. Asked for the kinds of {@link
   * Dialect#syntax} alone.
   */
  default Optional<String> image(SchemaObject object) {
    throw new UnsupportedOperationException("no server describes " + object.describe());
  }

  /** How the database keeps the names of {@code table}, or of a view, and of its parts. */
  default KeptNames keptNames(String table) {
    return KeptNames.FOLDED;
  }

  /** How the database keeps the name of {@code schema}. */
  default KeptNames keptSchema(String schema) {
    return KeptNames.FOLDED;
  }

  /** All of it for people and their tests, in one shape on every database. */
  SchemaReader schema();
}
