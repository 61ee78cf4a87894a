package dev.switchback.dialect;

import java.util.List;
import java.util.Map;

/** The part of a catalogue that shows whether a foreign key is possible. Names are exact. */
public interface KeyCatalog {

  /** Stands for the type of a column that is not known. It fits every type. */
  String UNKNOWN = "";

  /**
   * Returns the columns of each of {@code tables}, each with its type as {@link
   * CatalogMapping#keyType} writes it. A table that does not exist has no entry, or an empty one.
   */
  Map<String, Map<String, String>> keyColumns(List<String> tables);

  /** Returns the indexes of {@code table}, see {@link Catalog#indexes}. */
  List<CatalogIndex> indexes(String table);

  /** Returns the columns of the keys of {@code table}, see {@link Catalog#constraints}. */
  Map<String, List<String>> constraints(String table);

  /** Returns the kinds of the constraints, see {@link Catalog#constraintKinds(String)}. */
  Map<String, List<ConstraintKind>> constraintKinds(String table);

  /** Returns whether a view of this name and kind exists. */
  boolean hasView(String view, boolean isMaterialized);

  /** Returns whether no table or view has this name, not even one that this user cannot see. */
  boolean isMissing(String table);

  /** Returns whether this user sees each column of {@code table}. */
  boolean showsColumnsOf(String table);

  /** Returns whether this session refuses a foreign key to a table that does not exist. */
  default boolean requiresReferencedTable() {
    return true;
  }

  /** Returns whether this session refuses a foreign key to columns that are no key. */
  default boolean requiresKey() {
    return true;
  }

  /** Returns the catalogue of another schema, for the table of a foreign key. */
  default KeyCatalog inSchema(String schema) {
    throw new UnsupportedOperationException("this catalogue shows one schema");
  }

  /** Returns the collation of a new text column of {@code table}. Empty if it is not needed. */
  default String collationOf(String table) {
    return "";
  }
}
