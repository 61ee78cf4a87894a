package dev.switchback.dialect;

/** What a constraint in the catalogue is. */
public enum ConstraintKind {
  /** A primary key. */
  PRIMARY_KEY,
  /** A unique constraint. */
  UNIQUE,
  /** A foreign key. */
  FOREIGN_KEY,
  /** A check constraint. */
  CHECK,
  /** An exclusion constraint of PostgreSQL. */
  EXCLUSION,
  /** A constraint of PostgreSQL that refuses {@code NULL} and has a name of its own. */
  NOT_NULL;

  /** The kind by its name in the standard's catalogue: {@code FOREIGN KEY}. */
  static ConstraintKind of(String standardName) {
    return valueOf(standardName.replace(' ', '_'));
  }
}
