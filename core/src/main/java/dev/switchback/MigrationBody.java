package dev.switchback;

/** The method of a migration that goes one way. */
final class MigrationBody {

  private MigrationBody() {}

  static void call(Migration migration, Direction direction, QueryInterface db) throws Exception {
    switch (direction) {
      case UP -> migration.up(db);
      case DOWN -> migration.down(db);
    }
  }
}
