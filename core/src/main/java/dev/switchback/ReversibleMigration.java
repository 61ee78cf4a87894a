package dev.switchback;

import dev.switchback.internal.fingerprint.UndoRecorder;

/**
 * A change of a database with an automatic inverse: {@code down} undoes the steps of {@code
 * change}, last step first.
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
 * <p>A step that removes or changes something must declare its previous definition, see {@link
 * dev.switchback.schema.Previous}. Steps without an automatic undo, such as raw SQL and changes of
 * rows, belong in {@link QueryInterface#reversibly}. For changes that cannot be undone, call {@link
 * QueryInterface#irreversible}. If a run would revert a migration whose undo is not known, the run
 * is refused before it starts.
 *
 * <p>To find the undo, {@link #change} is called with a query interface that sends nothing and
 * refuses to read. Code that does not use the query interface takes effect in this call too.
 */
public interface ReversibleMigration extends Migration {

  /** Applies the change. Each call must ask for the same steps. */
  void change(QueryInterface db) throws Exception;

  @Override
  default void up(QueryInterface db) throws Exception {
    change(db);
  }

  @Override
  default void down(QueryInterface db) throws Exception {
    UndoRecorder.of(this).replay(db);
  }
}
