package dev.switchback.schema;

/** Options for dropping a table. */
public enum DropOption {
  /** Does nothing if the table does not exist. */
  IF_EXISTS,

  /** Also drops what depends on the table: foreign keys that refer to it, and views. */
  WITH_DEPENDENTS
}
