package dev.switchback.dialect;

/** The kind of a constraint in the catalogue. */
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
  /** A PostgreSQL {@code NOT NULL} constraint with a separate name. */
  NOT_NULL;

  /** Returns the kind for its name in the standard's catalogue, such as {@code FOREIGN KEY}. */
  static ConstraintKind of(String standardName) {
    return valueOf(standardName.replace(' ', '_'));
  }
}
