package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;

/** What reversible migrations of tests change. */
final class ReversibleRooms {

  private ReversibleRooms() {}

  /** A table, and nothing else. */
  public static final class M20250101000000_CreateRooms implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable(
          "rooms",
          t -> {
            t.column("id", integer().primaryKey());
            t.column("topic", string(200));
          });
    }
  }
}
