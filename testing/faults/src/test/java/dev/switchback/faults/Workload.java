package dev.switchback.faults;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;

import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.QueryInterface;
import java.lang.reflect.Constructor;
import java.util.List;

/**
 * Migrations in which every step counts: schema steps of each kind, and between them changes of
 * data that show when they are done twice, not at all, or in another order. The table {@code
 * ledger} is there before them and stays behind, for what {@code down} does.
 */
final class Workload {

  static final List<Class<? extends Migration>> ALL =
      List.of(
          M20260101000001_Accounts.class,
          M20260101000002_Levels.class,
          M20260101000003_Entries.class,
          M20260101000004_Interest.class,
          M20260101000005_Drafts.class,
          M20260101000006_Tags.class);

  /** The ledger as the migrations find it. */
  static final List<String> LEDGER =
      List.of(
          "CREATE TABLE \"ledger\" (\"id\" INT PRIMARY KEY, \"n\" BIGINT NOT NULL)",
          "INSERT INTO \"ledger\" VALUES (1, 1)");

  private Workload() {}

  /** What a test does inside the migrations. */
  interface Watch {
    /** A migration begins. */
    default void enter() {}

    /** A statement of a migration is about to be sent, for instance {@code "accounts 3"}. */
    default void step(String name) {}

    /** A migration is over, one way or another. */
    default void leave() {}
  }

  /** Looks on and does nothing. */
  static final Watch NONE = new Watch() {};

  /**
   * Makes the migrations.
   *
   * @param quote what the database puts around a name
   */
  static MigrationFactory factory(String quote, Watch watch) {
    return type -> {
      Constructor<? extends Migration> constructor =
          type.getDeclaredConstructor(String.class, Watch.class);
      return constructor.newInstance(quote, watch);
    };
  }

  /** Statements of one migration. */
  static final class Script {

    private final QueryInterface db;
    private final String quote;
    private final Watch watch;
    private final String name;
    private int steps;

    Script(QueryInterface db, String quote, Watch watch, String name) {
      this.db = db;
      this.quote = quote;
      this.watch = watch;
      this.name = name;
    }

    /** The typed steps. */
    QueryInterface schema() {
      watch.step(name + " " + ++steps);
      return db;
    }

    /** A change of data; names are in ANSI's quotes. */
    void data(String sql, Object... parameters) {
      watch.step(name + " " + ++steps);
      db.execute(sql.replace("\"", quote), parameters);
    }

    /** Changes the ledger so that neither twice nor in another order gives the same. */
    void book(int amount) {
      data("UPDATE \"ledger\" SET \"n\" = \"n\" * 2 + ? WHERE \"id\" = 1", amount);
    }
  }

  /**
   * Returns {@code watch} in a run. Nothing is watched while a migration is called for its
   * fingerprint, its plan or its way back. The class of a run is not public: its name tells.
   */
  static Watch watching(QueryInterface db, Watch watch) {
    return db.getClass().getSimpleName().equals("ExecutingQueryInterface") ? watch : NONE;
  }

  /** A migration that is watched. */
  abstract static class Watched implements Migration {

    private final String quote;
    private final Watch watch;

    Watched(String quote, Watch watch) {
      this.quote = quote;
      this.watch = watch;
    }

    abstract void up(Script s);

    abstract void down(Script s);

    @Override
    public void up(QueryInterface db) {
      Watch now = watching(db, watch);
      now.enter();
      try {
        up(new Script(db, quote, now, getClass().getSimpleName().substring(16) + " up"));
      } finally {
        now.leave();
      }
    }

    @Override
    public void down(QueryInterface db) {
      Watch now = watching(db, watch);
      now.enter();
      try {
        down(new Script(db, quote, now, getClass().getSimpleName().substring(16) + " down"));
      } finally {
        now.leave();
      }
    }
  }

  /** Two tables, with rows. */
  static final class M20260101000001_Accounts extends Watched {
    M20260101000001_Accounts(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.schema()
          .createTable(
              "accounts",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("name", string(40).notNull().unique());
                t.column("n", bigInt().notNull().defaultValue(0));
                t.column("note", string(40));
                t.index("n");
                t.comment("who has how much");
              });
      for (int i = 1; i <= 3; i++) {
        s.data("INSERT INTO \"accounts\" VALUES (?, ?, ?, ?)", i, "name " + i, i, "note " + i);
      }
      s.schema().createTable("drafts", t -> t.column("id", integer().primaryKey()));
      s.data("INSERT INTO \"drafts\" VALUES (1)");
      s.book(1);
    }

    @Override
    void down(Script s) {
      s.book(2);
      s.schema().dropTable("drafts");
      s.data(
          "INSERT INTO \"ledger\" SELECT \"a\".\"id\" + (SELECT MAX(\"id\") FROM \"ledger\"),"
              + " \"a\".\"n\" FROM \"accounts\" \"a\"");
      s.schema().dropTable("accounts");
      s.data("INSERT INTO \"ledger\" SELECT MAX(\"id\") + 1, 7 FROM \"ledger\"");
    }
  }

  /** A column and an index, between changes of the same rows. */
  static final class M20260101000002_Levels extends Watched {
    M20260101000002_Levels(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" + 10");
      s.schema().addColumn("accounts", "level", integer().notNull().defaultValue(1));
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" + 10, \"level\" = \"level\" + 1");
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" * 2");
      s.schema().addIndex("accounts", "level");
      s.book(3);
    }

    @Override
    void down(Script s) {
      s.schema().removeIndex("accounts", "accounts_level");
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" * 3 + \"level\"");
      s.schema().removeColumn("accounts", "level");
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" - 10");
      s.book(4);
    }
  }

  /** A table that refers to another and is filled from it. */
  static final class M20260101000003_Entries extends Watched {
    M20260101000003_Entries(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.schema()
          .createTable(
              "entries",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("account_id", integer().notNull().references("accounts", "id"));
                t.column("amount", bigInt().notNull());
              });
      s.data("INSERT INTO \"entries\" SELECT \"id\", \"id\", \"n\" FROM \"accounts\"");
      s.data(
          "INSERT INTO \"entries\" SELECT \"id\" + 10, \"account_id\", \"amount\" * 2"
              + " FROM \"entries\"");
      s.schema().removeColumn("accounts", "note");
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" + 1");
    }

    @Override
    void down(Script s) {
      s.schema().addColumn("accounts", "note", string(40));
      s.data("UPDATE \"accounts\" SET \"note\" = \"name\", \"n\" = \"n\" * 2 - 1");
      s.schema().dropTable("entries");
      s.book(5);
    }
  }

  /** Nothing but data. */
  static final class M20260101000004_Interest extends Watched {
    M20260101000004_Interest(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" + \"n\"");
      s.data("INSERT INTO \"entries\" SELECT MAX(\"id\") + 1, 1, 100 FROM \"entries\"");
      s.data("UPDATE \"entries\" SET \"amount\" = \"amount\" + 1");
      s.book(6);
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" + 5");
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" * 2 WHERE \"id\" > 1");
      s.data("INSERT INTO \"entries\" SELECT MAX(\"id\") + 1, 2, 200 FROM \"entries\"");
      s.book(13);
    }

    @Override
    void down(Script s) {
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" - 3");
      s.data("DELETE FROM \"entries\" WHERE \"amount\" = 101");
      s.book(7);
      s.data("UPDATE \"accounts\" SET \"n\" = \"n\" * 3");
      s.data("INSERT INTO \"ledger\" SELECT MAX(\"id\") + 1, 9 FROM \"ledger\"");
      s.data("UPDATE \"ledger\" SET \"n\" = \"n\" + 2 WHERE \"id\" > 1");
      s.book(14);
    }
  }

  /** A table goes, and comes again with another shape. */
  static final class M20260101000005_Drafts extends Watched {
    M20260101000005_Drafts(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.schema().removeIndex("accounts", "accounts_n");
      s.data("INSERT INTO \"ledger\" SELECT \"id\" + 100, 5 FROM \"drafts\"");
      s.schema().dropTable("drafts");
      s.schema()
          .createTable(
              "drafts",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("text", string(80).notNull());
                t.index(index("text").unique().named("drafts_text"));
              });
      s.data("INSERT INTO \"drafts\" VALUES (1, 'first')");
      s.data("INSERT INTO \"drafts\" SELECT MAX(\"id\") + 1, 'second' FROM \"drafts\"");
    }

    @Override
    void down(Script s) {
      s.book(8);
      s.schema().dropTable("drafts");
      s.schema().createTable("drafts", t -> t.column("id", integer().primaryKey()));
      s.data("INSERT INTO \"drafts\" SELECT \"id\" FROM \"accounts\"");
      s.schema().addIndex("accounts", "n");
      s.data("DELETE FROM \"ledger\" WHERE \"id\" > 100");
    }
  }

  /** Constraints that follow a column as steps of their own. */
  static final class M20260101000006_Tags extends Watched {
    M20260101000006_Tags(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.schema()
          .createTable(
              "tags",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("label", string(40).notNull());
                t.unique("label");
              });
      s.data("INSERT INTO \"tags\" SELECT \"id\", \"name\" FROM \"accounts\"");
      s.schema().addColumn("accounts", "code", string(40).unique());
      s.data("UPDATE \"accounts\" SET \"code\" = \"name\", \"n\" = \"n\" * 2");
      s.schema().addColumn("tags", "account_id", integer().references("accounts", "id"));
      s.data("UPDATE \"tags\" SET \"account_id\" = \"id\"");
      s.schema().addIndex("tags", "label", "account_id");
      s.book(9);
    }

    @Override
    void down(Script s) {
      s.book(10);
      s.schema().removeIndex("tags", "tags_label_account_id");
      s.data("UPDATE \"ledger\" SET \"n\" = \"n\" + 1");
      s.schema().removeColumn("tags", "account_id");
      s.book(11);
      s.schema().removeColumn("accounts", "code");
      s.data("INSERT INTO \"ledger\" SELECT \"id\" + 200, 3 FROM \"tags\"");
      s.schema().dropTable("tags");
      s.book(12);
    }
  }
}
