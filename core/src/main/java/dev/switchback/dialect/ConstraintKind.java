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
  CHECK;

  /** The kind by its name in the standard's catalogue: {@code FOREIGN KEY}. */
  static ConstraintKind of(String standardName) {
    return valueOf(standardName.replace(' ', '_'));
  }
}
