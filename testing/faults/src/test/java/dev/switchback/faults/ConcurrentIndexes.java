package dev.switchback.faults;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;

import dev.switchback.Migration;
import dev.switchback.faults.Workload.Script;
import dev.switchback.faults.Workload.Watch;
import dev.switchback.faults.Workload.Watched;
import java.util.List;

/**
 * Migrations for PostgreSQL that build and remove indexes outside the transaction, and between them
 * change data so that it shows when a change is done twice or not at all.
 */
final class ConcurrentIndexes {

  static final List<Class<? extends Migration>> ALL =
      List.of(
          M20260201000001_Words.class,
          M20260201000002_Lookups.class,
          M20260201000003_Copies.class,
          M20260201000004_Interest.class);

  private ConcurrentIndexes() {}

  private static void add(Script s) {
    s.data("UPDATE \"words\" SET \"n\" = \"n\" + 10");
  }

  /** A table with rows, in one transaction. */
  static final class M20260201000001_Words extends Watched {
    M20260201000001_Words(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.schema()
          .createTable(
              "words",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("w", string(40).notNull());
                t.column("n", bigInt().notNull());
              });
      for (int i = 1; i <= 3; i++) {
        s.data("INSERT INTO \"words\" VALUES (?, ?, ?)", i, "word " + i, i);
      }
      s.book(1);
    }

    @Override
    void down(Script s) {
      s.data("INSERT INTO \"ledger\" SELECT \"id\" + 10, \"n\" FROM \"words\"");
      s.schema().dropTable("words");
      s.book(2);
    }
  }

  /** Two indexes in the middle. */
  static final class M20260201000002_Lookups extends Watched {
    M20260201000002_Lookups(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      add(s);
      s.schema().addIndex("words", index("w").concurrently());
      add(s);
      s.schema().addColumn("words", "level", integer().notNull().defaultValue(1));
      s.data("UPDATE \"words\" SET \"n\" = \"n\" * 2 + \"level\"");
      s.schema().addIndex("words", index("n").unique().concurrently().named("one_word_an_n"));
      add(s);
      s.book(3);
    }

    @Override
    void down(Script s) {
      s.data("UPDATE \"words\" SET \"n\" = \"n\" * 3 - \"level\"");
      s.schema().removeIndexConcurrently("words", "one_word_an_n");
      add(s);
      s.schema().removeColumn("words", "level");
      add(s);
      s.schema().removeIndexConcurrently("words", "words_w");
      s.book(4);
    }
  }

  /** Such a step comes first, and last, and is about a table that has just been made. */
  static final class M20260201000003_Copies extends Watched {
    M20260201000003_Copies(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.schema().removeIndexConcurrently("words", "words_w");
      add(s);
      s.schema().addIndex("words", index("w", "n").concurrently());
      s.schema()
          .createTable(
              "copies",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("w", string(40).notNull());
              });
      s.data("INSERT INTO \"copies\" SELECT \"id\", \"w\" FROM \"words\"");
      s.data("INSERT INTO \"copies\" SELECT \"id\" + 10, \"w\" FROM \"copies\"");
      s.schema().addIndex("copies", index("w").concurrently());
    }

    @Override
    void down(Script s) {
      s.schema().removeIndexConcurrently("copies", "copies_w");
      s.data("INSERT INTO \"ledger\" SELECT \"id\" + 100, 5 FROM \"copies\"");
      s.schema().dropTable("copies");
      add(s);
      s.schema().removeIndexConcurrently("words", "words_w_n");
      s.schema().addIndex("words", index("w").concurrently());
    }
  }

  /** What comes after them can be rolled back again. */
  static final class M20260201000004_Interest extends Watched {
    M20260201000004_Interest(String quote, Watch watch) {
      super(quote, watch);
    }

    @Override
    void up(Script s) {
      s.data("UPDATE \"words\" SET \"n\" = \"n\" + \"n\"");
      s.schema().addIndex("words", "level");
      s.book(5);
    }

    @Override
    void down(Script s) {
      s.schema().removeIndex("words", "words_level");
      add(s);
      s.book(6);
    }
  }
}
