package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.index;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Migrations with which something is wrong. */
final class FailingMigrations {

  private FailingMigrations() {}

  /** Fails at its third step: the index is there already. */
  public static final class M20250301000000_AddTwice implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("twice", t -> t.column("id", integer().primaryKey()));
      db.addIndex("twice", index("id").named("twice_ix"));
      db.addIndex("twice", index("id").named("twice_ix"));
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("twice");
      db.dropTable("never_there");
    }
  }

  /** Lacks the public constructor. */
  public static final class M20250401000000_Hidden extends Nothing {
    M20250401000000_Hidden(int any) {}
  }

  /** Its constructor throws. */
  public static final class M20250402000000_Broken extends Nothing {
    /** Throws. */
    public M20250402000000_Broken() {
      throw new IllegalStateException("not today");
    }
  }

  /** Its static block throws. */
  public static final class M20250403000000_Explosive extends Nothing {
    static final int N = Integer.parseInt("none");
  }

  /** Does nothing. */
  public abstract static class Nothing implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }
}
