package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Three migrations that build on each other. */
final class SampleMigrations {

  static final String ROOMS = "20250101000000-create-rooms";
  static final String TOPIC = "20250102000000-add-topic-to-rooms";
  static final String USERS = "20250103000000-create-users";

  private SampleMigrations() {}

  /** The first. */
  public static final class M20250101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable(
          "rooms",
          t -> {
            t.column("id", integer().primaryKey());
            t.column("name", string(100).notNull());
          });
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  /** The second. */
  public static final class M20250102000000_AddTopicToRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "topic", string(200).nullable());
      db.addIndex("rooms", "topic");
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "topic");
    }
  }

  /** The third. */
  public static final class M20250103000000_CreateUsers implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("users", t -> t.column("id", integer().primaryKey()));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("users");
    }
  }
}
