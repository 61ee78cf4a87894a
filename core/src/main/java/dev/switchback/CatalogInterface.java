package dev.switchback;

import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.TableDescription;
import java.util.List;

/**
 * The questions about the tables of a schema: of the current one, or of {@link
 * QueryInterface#inSchema another}. The catalogue of the server answers them.
 *
 * <p>When a migration is resumed, a call before a step of the journal returns its first answer
 * again. A later call reads the database.
 *
 * <p>A name such as {@code audit.events} is one name. {@link #tableExists} and the methods that
 * describe a table refuse it if there is a schema {@code audit} and no table of the whole name, as
 * the operations do.
 */
public interface CatalogInterface {

  /** Returns the names of the tables of the schema, sorted, without the metadata tables. */
  List<String> showAllTables();

  /** Returns whether the schema has a table of this name. Views do not count. */
  boolean tableExists(String table);

  /**
   * Returns the enum types of the schema, sorted by name, with those that columns own. An empty
   * list on databases where the values of an enumeration belong to its column.
   */
  List<EnumTypeDescription> showEnumTypes();

  /**
   * Returns the columns, constraints and indexes of a table, in the same shape on every database.
   * Types and defaults are in the syntax of the server. Fails if the table does not exist.
   */
  TableDescription describeTable(String table);

  /**
   * Returns the indexes of a table, including those of its constraints. Fails if the table does not
   * exist. See {@link IndexDescription}.
   */
  default List<IndexDescription> showIndexes(String table) {
    return describeTable(table).indexes();
  }

  /** Returns the constraints of a table. Fails if the table does not exist. */
  default List<ConstraintDescription> showConstraints(String table) {
    return describeTable(table).constraints();
  }
}
