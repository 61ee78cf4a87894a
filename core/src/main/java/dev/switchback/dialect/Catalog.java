package dev.switchback.dialect;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.switchback.schema.TableOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of the current schema. A dialect reads it while it renders an operation; a {@link
 * Probe} reads it afterwards to find out whether the operation took effect. Names are exact.
 *
 * <p>The catalogue is read in the transaction that is open on its connection. On MySQL that
 * transaction shows the schema as of its first read.
 */
public interface Catalog extends KeyCatalog {

  /** Returns whether a table of this name exists. A view does not count. */
  boolean hasTable(String table);

  /**
   * Returns whether this user sees every table, view and schema. MySQL and MariaDB hide those on
   * which the user has no privilege.
   */
  default boolean showsAll() {
    return true;
  }

  /**
   * Returns the columns of {@code table} in order, each with its type as {@link
   * CatalogMapping#typeInCatalog} writes it. Empty if the table does not exist.
   */
  Map<String, String> columns(String table);

  /** Returns the columns of each of {@code tables}. A dialect may read them in one round trip. */
  default Map<String, Map<String, String>> columns(List<String> tables) {
    return tables.stream().collect(toMap(identity(), this::columns));
  }

  /** Returns the columns with their types. A dialect adds what a foreign key needs. */
  @Override
  default Map<String, Map<String, String>> keyColumns(List<String> tables) {
    return columns(tables);
  }

  @Override
  default boolean showsColumnsOf(String table) {
    return showsAll();
  }

  @Override
  default boolean isMissing(String table) {
    return !hasTable(table)
        && !hasView(table, false)
        && !hasView(table, true)
        && schemasWith(table).isEmpty()
        && showsAll();
  }

  /**
   * Returns the columns, in order, of each primary key, unique constraint and foreign key of a
   * table.
   */
  @Override
  Map<String, List<String>> constraints(String table);

  /**
   * Returns the columns of the keys of each of {@code tables}, see {@link #constraints(String)}.
   */
  default Map<String, Map<String, List<String>>> constraints(List<String> tables) {
    return tables.stream().collect(toMap(identity(), this::constraints));
  }

  /**
   * Returns the kinds of the constraints of {@code table} by name, checks included. A name has
   * several kinds if the database lets constraints of different kinds share it.
   */
  @Override
  Map<String, List<ConstraintKind>> constraintKinds(String table);

  /** Returns the names of the foreign keys of {@code table} that contain {@code column}. */
  List<String> foreignKeys(String table, String column);

  /**
   * Returns the indexes of {@code table}, including those of its constraints, as {@link
   * CatalogMapping#indexInCatalog} writes them.
   */
  @Override
  List<CatalogIndex> indexes(String table);

  /**
   * Returns whether the server has a parser of this name for full-text indexes. True if that is not
   * known.
   */
  default boolean hasTextParser(String parser) {
    return true;
  }

  /**
   * Returns the names of the indexes of {@code table} that cover {@code column} and other columns.
   * Includes constraints if the database would drop them with a column.
   */
  List<String> sharedIndexes(String table, String column);

  /**
   * Returns the columns of {@code table} that own an enum type: no other table column uses the
   * type. Inherited columns and columns of views are not counted as other users.
   */
  List<String> columnsOwningEnumTypes(String table);

  /**
   * Returns the values of the enumeration of {@code column}, in order. Empty if the column is not
   * an enumeration.
   */
  List<String> enumValues(String table, String column);

  /**
   * Returns the attributes of a column in the database's wording, as far as the dialect needs them
   * to change the column. The dialect and its catalogue define the keys. Empty if the column does
   * not exist.
   */
  Map<String, String> attributes(String table, String column);

  /**
   * Returns the definition of a constraint in the database's wording, without its name. Empty if
   * there is none, or if the dialect does not need it to rename the constraint.
   */
  default Optional<String> constraintDefinition(String table, String constraint) {
    return Optional.empty();
  }

  /** Returns the foreign keys of other tables that refer to {@code table}, each with its table. */
  Map<String, String> foreignKeysTo(String table);

  /**
   * Returns descriptions of what depends on the enumeration of {@code column}, or on the column
   * itself so that its type cannot change. Names are quoted. Empty where an enumeration is not a
   * separate type.
   */
  default List<String> enumDependants(String table, String column) {
    return List.of();
  }

  /**
   * Returns the values of an enum type of the schema, in order. Empty if there is none of this
   * name, or where an enumeration is not a separate type.
   */
  default Optional<List<String>> enumType(String type) {
    return Optional.empty();
  }

  /**
   * Returns descriptions of what uses an enum type of the schema, such as {@code column 'mood' of
   * 'people'}. Empty where an enumeration is not a separate type.
   */
  default List<String> usesOfEnumType(String type) {
    return List.of();
  }

  /** Returns the columns of {@code table} that the database numbers. */
  default Map<String, NumberedColumn> numberedColumns(String table) {
    return Map.of();
  }

  /**
   * Returns what would be lost or broken if a column were removed, where the database does not
   * reject the removal before it changes anything. Contains foreign keys that refer to the column,
   * each with its table. Contains views that show it, each with an empty string.
   */
  default Map<String, String> dependentsOf(String table, String column) {
    return Map.of();
  }

  /**
   * Returns descriptions of the parts of {@code table} that use a column, so that the database
   * refuses to rename or remove it. Names are quoted. Empty where the database's own message is
   * clear.
   */
  default List<String> usesOf(String table, String column, boolean isRenamed) {
    return List.of();
  }

  /** Returns the columns of {@code table} that are NOT NULL. */
  default List<String> columnsRefusingNull(String table) {
    return List.of();
  }

  /**
   * Returns the foreign keys of {@code table} that set columns to NULL, each with those columns.
   */
  default Map<String, List<String>> keysSettingNull(String table) {
    return Map.of();
  }

  /**
   * Returns the views and triggers that the database would silently leave broken, each as {@code
   * view 'v'}.
   */
  default List<String> brokenBy(Dependants taken) {
    return List.of();
  }

  /**
   * Returns what a table or view loses with {@code column}, or loses itself if it is dropped, and
   * what no operation creates again, such as {@code trigger 't'}. Does not return columns, keys,
   * checks, comments and indexes of tables.
   *
   * @param columnOrEmpty empty if the table or view is dropped
   */
  default List<String> lostWith(String table, Optional<String> columnOrEmpty) {
    return List.of();
  }

  /**
   * Returns those of {@code options} that {@code table} does not have. A dialect that has options
   * of tables overrides it.
   */
  default List<TableOption> absentOptions(String table, List<TableOption> options) {
    return List.of();
  }

  /**
   * Returns what {@code table} has in place of each of {@code options}, as it would be set again.
   * Empty for a table that does not exist. A dialect that has options of tables overrides it.
   */
  default List<TableOption> currentOptions(String table, List<TableOption> options) {
    return List.of();
  }

  /**
   * Returns the options of {@code table} that a new table would not have which is created with
   * {@code options}. Does not return what {@link #lostWith} returns.
   */
  default List<TableOption> lostOptions(String table, List<TableOption> options) {
    return List.of();
  }

  /**
   * Returns the views that the database would silently leave broken if {@code schema} were renamed,
   * each as {@code view 'v'}.
   */
  default List<String> brokenByRename(String schema) {
    return List.of();
  }

  /**
   * Returns the catalogue that describes {@code table}. In a plan, the server's catalogue describes
   * the tables that the plan leaves unchanged.
   */
  default Catalog of(String table) {
    return this;
  }

  /** Returns the size of {@code table}. Empty if the server does not report it. */
  Optional<TableSize> size(String table);

  /** Returns whether {@code table} exists and has a row. */
  boolean hasRows(String table);

  /** Returns whether a view of this name and kind exists. */
  @Override
  boolean hasView(String view, boolean isMaterialized);

  /**
   * Returns the schemas of the search path that have a table or a view of this name, in the order
   * of the path. The current schema is the empty string. Empty where the database has no search
   * path.
   */
  default List<String> schemasWith(String name) {
    return List.of();
  }

  /**
   * Returns those of {@code names} that a constraint, an index or a sequence of the schema has, as
   * far as the server wants them to be unique in it.
   */
  default List<String> takenNames(List<String> names) {
    return List.of();
  }

  /** Returns whether a schema of this name exists. */
  boolean hasSchema(String schema);

  /**
   * Returns the server's description of an object that raw SQL names, without values that change by
   * themselves, such as the next number of a column. Empty if the object does not exist. Called
   * only for the kinds in {@link RawSqlRules#syntax}.
   */
  default Optional<String> image(SchemaObject object) {
    throw new UnsupportedOperationException("no server describes " + object.describe());
  }

  /**
   * Returns how the database keeps the name of {@code table}, or of a view, and the names of its
   * parts.
   */
  default KeptNames keptNames(String table) {
    return KeptNames.FOLDED;
  }

  /** Returns how the database keeps the name of {@code schema}. */
  default KeptNames keptSchema(String schema) {
    return KeptNames.FOLDED;
  }

  /**
   * Returns a reader of the whole schema, for introspection and tests. Its descriptions have the
   * same form on every database.
   */
  SchemaReader schema();
}
