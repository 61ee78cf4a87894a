package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.QueryInterface;
import dev.switchback.Replaces;
import dev.switchback.ReversibleMigration;
import dev.switchback.tck.ScriptedMigration;

/** Squashes of the sample migrations, good ones and bad ones. */
final class SquashSamples {

  static final String BOTH = "20250102000000-both";
  static final String ALL = "20250103000000-everything";

  private SquashSamples() {}

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(100).notNull());
          t.column("topic", string(200).nullable());
          t.index("topic");
        });
  }

  private static void users(QueryInterface db) {
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
  }

  /** Replaces the first two of three. */
  @Replaces({"M20250101000000_CreateRooms", SampleMigrations.TOPIC})
  public static final class M20250102000000_Both implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      rooms(db);
    }
  }

  /** Replaces all three, and a squash of the first two. */
  @Replaces(upTo = SampleMigrations.USERS)
  public static final class M20250103000000_Everything implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      rooms(db);
      users(db);
    }
  }

  /** Replaces a squash and the migration after it, by their names. */
  @Replaces({BOTH, SampleMigrations.USERS})
  public static final class M20250103000000_OfSquash implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      rooms(db);
      users(db);
    }
  }

  /** Comes after all of them. */
  public static final class M20250104000000_CreateHalls implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      db.createTable("halls", t -> t.column("id", integer().primaryKey()));
    }
  }

  /** A squash that does nothing. */
  abstract static class Bad extends ScriptedMigration {
    Bad() {
      super(db -> {});
    }
  }

  /** Names nothing. */
  @Replaces
  public static final class M20250110000000_OfNothing extends Bad {}

  /** Names twice. */
  @Replaces(value = SampleMigrations.ROOMS, upTo = SampleMigrations.TOPIC)
  public static final class M20250110000000_Twice extends Bad {}

  /** Names no migration. */
  @Replaces("create-rooms")
  public static final class M20250110000000_OfWords extends Bad {}

  /** Names itself. */
  @Replaces("20250110000000-itself")
  public static final class M20250110000000_Itself extends Bad {}

  /** Is too early. */
  @Replaces(upTo = SampleMigrations.USERS)
  public static final class M20250102000000_Early extends Bad {}

  /** Has a wrong name. */
  @Replaces({SampleMigrations.ROOMS, "20250102000000-add-topics"})
  public static final class M20250102000000_Misspelt extends Bad {}

  /** Leaves one out. */
  @Replaces({SampleMigrations.ROOMS, SampleMigrations.USERS})
  public static final class M20250103000000_WithGap extends Bad {}

  /** Replaces a part of another squash. */
  @Replaces({SampleMigrations.TOPIC, SampleMigrations.USERS})
  public static final class M20250103000000_Overlap extends Bad {}
}
