package dev.switchback.benchmarks.run;

/** What a tool wants its migrations to be. */
enum Form {
  /** A file with a name and a statement in each line. */
  INDEX_FILE,
  /** Classes. */
  SWITCHBACK,
  /** Classes and the list that is written when they are compiled. */
  SWITCHBACK_WITH_INDEX,
  /** Classes. */
  FLYWAY,
  /** One changelog in SQL. */
  CHANGELOG,
  /** A folder of scripts. */
  SCRIPTS
}
