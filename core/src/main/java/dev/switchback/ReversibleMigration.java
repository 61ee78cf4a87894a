package dev.switchback;

import dev.switchback.internal.fingerprint.UndoRecorder;

/**
 * A change of a database that knows its way back: {@code down} undoes the steps of {@code change},
 * the last one first.
 *
 * <pre>{@code
 * public final class M20250102090000_AddTopicToRooms implements ReversibleMigration {
 *
 *   @Override
 *   public void change(QueryInterface db) {
 *     db.addColumn("rooms", "topic", string(200).nullable());
 *     db.addIndex("rooms", "topic");
 *   }
 * }
 * }</pre>
 *
 * <p>A step that takes something away has to say what it was, see {@link
 * dev.switchback.schema.Previous}; what undoes nothing by itself, such as raw SQL and rows, stands
 * in {@link QueryInterface#reversibly}. What cannot be taken back is said by {@link
 * QueryInterface#irreversible}. A {@code down} over a migration whose way back is not known is
 * refused before anything is run.
 *
 * <p>To find the way back, {@link #change} is called with a query interface that sends nothing and
 * refuses to read: what it does outside of its query interface, it does then too.
 */
public interface ReversibleMigration extends Migration {

  /** Makes the change. Each call asks for the same steps. */
  void change(QueryInterface db) throws Exception;

  @Override
  default void up(QueryInterface db) throws Exception {
    change(db);
  }

  @Override
  default void down(QueryInterface db) throws Exception {
    UndoRecorder.of(this).carryOut(db);
  }
}
