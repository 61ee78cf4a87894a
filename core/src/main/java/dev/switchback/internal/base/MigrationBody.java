package dev.switchback.internal.base;

import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** The method of a migration that goes one way. */
public final class MigrationBody {

  private MigrationBody() {}

  public static void call(Migration migration, Direction direction, QueryInterface db)
      throws Exception {
    switch (direction) {
      case UP -> migration.up(db);
      case DOWN -> migration.down(db);
    }
  }
}
