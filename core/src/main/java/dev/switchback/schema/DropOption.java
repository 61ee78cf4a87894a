package dev.switchback.schema;

/** What dropping a table does only when it is asked for. */
public enum DropOption {
  /** A table that is not there is none to drop. */
  IF_EXISTS,

  /** What depends on the table goes too: the foreign keys that refer to it, and views. */
  WITH_DEPENDENTS
}
