package dev.switchback.dialect;

import java.util.List;

/**
 * What a dialect may ask about the current schema while it renders an operation. Names are exact.
 */
public interface Catalog {

  /** The names of the foreign keys of {@code table} that contain {@code column}. */
  List<String> foreignKeys(String table, String column);

  /** The names of the indexes of {@code table}, those of its constraints included. */
  List<String> indexes(String table);

  /**
   * The names of the indexes of {@code table}, and of its constraints where the database would drop
   * them with a column, that cover {@code column} and other columns too.
   */
  List<String> sharedIndexes(String table, String column);

  /** The columns of {@code table} that own an enum type, one that no other column uses. */
  List<String> columnsOwningEnumTypes(String table);
}
