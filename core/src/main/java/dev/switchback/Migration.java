package dev.switchback;

/**
 * One change of a database, and the way back.
 *
 * <pre>{@code
 * public final class M20250102090000_AddTopicToRooms implements Migration {
 *
 *   @Override
 *   public void up(QueryInterface db) {
 *     db.addColumn("rooms", "topic", string(200).nullable());
 *     db.addIndex("rooms", "topic");
 *   }
 *
 *   @Override
 *   public void down(QueryInterface db) {
 *     db.removeColumn("rooms", "topic");
 *   }
 * }
 * }</pre>
 *
 * <p>The class is public with a public constructor without parameters, unless a {@link
 * MigrationFactory} makes it. Its name is {@code M}, fourteen digits (a date and a time), and
 * optionally {@code _} and a description; migrations run in the order of their names. A new
 * instance is made for each run.
 *
 * <p>Either method may throw anything: the migration has failed then. On PostgreSQL each runs in a
 * transaction together with its record. Other databases commit each schema statement by itself.
 */
public interface Migration {

  /** Makes the change. */
  void up(QueryInterface db) throws Exception;

  /** Takes the change back. */
  void down(QueryInterface db) throws Exception;
}
