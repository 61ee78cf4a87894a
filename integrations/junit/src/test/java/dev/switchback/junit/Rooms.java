package dev.switchback.junit;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.RepeatableMigration;
import dev.switchback.ReversibleMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** Migrations of a chat server, with the mistakes that checks must find. */
final class Rooms {

  private Rooms() {}

  /** Migrations without a mistake. */
  static final List<Class<? extends Migration>> GOOD =
      List.of(
          M20260101000000_CreateRooms.class,
          M20260102000000_AddTopic.class,
          M20260108000000_CreateUsers.class);

  public static final class M20260101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable(
          "rooms",
          t -> {
            t.column("id", integer().primaryKey());
            t.column("name", string(100).notNull());
          });
      db.bulkInsert("rooms", row("id", 1, "name", "Lobby"), row("id", 2, "name", "Kitchen"));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  public static final class R_NamedRooms implements RepeatableMigration {
    @Override
    public void apply(QueryInterface db) {
      db.createOrReplaceView("named_rooms", "SELECT 1 AS n");
    }
  }

  /** Adds a constraint under another name each time. */
  public static final class R_Growing implements RepeatableMigration {
    @Override
    public void apply(QueryInterface db) {
      db.execute("ALTER TABLE rooms ADD UNIQUE (id, name)");
    }
  }

  /** Cannot run twice. */
  public static final class R_Once implements RepeatableMigration {
    @Override
    public void apply(QueryInterface db) {
      db.createTable("once", t -> t.column("id", integer().primaryKey()));
    }
  }

  public static final class M20260102000000_AddTopic implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.addColumn("rooms", "topic", string(200).nullable());
    }
  }

  /** Its index is gone when the column goes, so that only a check of each migration sees it. */
  public static final class M20260103000000_ForgetIndex implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addIndex("rooms", "topic");
    }

    @Override
    public void down(QueryInterface db) {}
  }

  public static final class M20260104000000_Irreversible implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.irreversible("the old names are lost");
      db.addConstraint("rooms", check("named", "name <> ''"));
    }
  }

  public static final class M20260105000000_FailsBack implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "size", integer().nullable());
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "length");
    }
  }

  public static final class M20260106000000_ForgetView implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.execute("CREATE OR REPLACE VIEW lobby AS SELECT id FROM rooms");
    }

    @Override
    public void down(QueryInterface db) {}
  }

  public static final class M20260107000000_OtherDefault implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "code", string(40).defaultValue(UUID.randomUUID().toString()));
    }

    @Override
    public void down(QueryInterface db) {
      db.removeColumn("rooms", "code");
    }
  }

  public static final class M20260108000000_CreateUsers implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable(
          "users",
          t -> {
            t.column("id", uuid().primaryKey());
            t.column("room_id", integer().notNull().references("rooms", "id"));
          });
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("users");
    }
  }

  public static final class M20260109000000_IndexNames implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addIndex("rooms", "name");
      db.addIndex("users", "room_id");
    }

    @Override
    public void down(QueryInterface db) {
      db.removeIndex("users", "users_room_id");
      db.removeIndex("rooms", "rooms_name");
    }
  }

  public static final class M20260110000000_Acknowledged implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.acknowledged("rooms has forty rows").addIndex("rooms", "name");
    }

    @Override
    public void down(QueryInterface db) {
      db.removeIndex("rooms", "rooms_name");
    }
  }

  public static final class M20260111000000_Reads implements Migration {
    @Override
    public void up(QueryInterface db) {
      if (db.query("SELECT id FROM rooms", row -> row.getInt("id")).isEmpty()) {
        db.dropTable("rooms");
      }
    }

    @Override
    public void down(QueryInterface db) {}
  }

  public static final class M20260112000000_AddsTwice implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.addColumn("rooms", "name", integer().nullable());
    }

    @Override
    public void down(QueryInterface db) {}
  }

  /** Only the server knows whether a step over a connection took effect. */
  public static final class M20260113000000_CannotBeSettled implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.withConnection(Rooms::createCounts);
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("counts");
    }
  }

  private static void createCounts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE counts (id INTEGER)");
    }
  }

  public static final class M20260114000000_OtherKeys implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable(
          "visits",
          t -> {
            t.column("id", uuid().primaryKey());
            t.column("place", string(40).notNull());
          });
      db.bulkInsert("visits", row("id", UUID.randomUUID(), "place", "Colombo"));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("visits");
    }
  }

  public static final class M20260115000000_ShortNames implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.execute("UPDATE rooms SET name = SUBSTRING(name, 1, 5)");
    }

    @Override
    public void down(QueryInterface db) {}
  }

  /** H2 creates an index for the foreign key, and drops it when it copies the table. */
  public static final class M20260116000000_IndexedKey implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable(
          "guests",
          t -> {
            t.column("id", integer().primaryKey());
            t.column("room_id", integer().notNull().references("rooms", "id"));
            t.index("room_id");
          });
    }
  }

  public static final class M20260117000000_Copied implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.addColumn("guests", "note", string(200).nullable());
    }
  }
}
