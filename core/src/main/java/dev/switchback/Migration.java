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
 * transaction together with its record. Other databases commit each schema statement by themselves;
 * there, and where a step runs outside a transaction, what is done is written to a journal, and the
 * next run continues.
 *
 * <p>So a method may be called more than once before it comes to its end: after a failure or the
 * death of its process, and after a wait in vain for somebody's lock. What is done is skipped then,
 * and the rest is done; it has to ask for the same steps again in the same order. What it does
 * outside the {@link QueryInterface}, it does each time.
 *
 * <p>Before the first step that commits by itself, a run rehearses the migration: it calls the
 * method of another instance with a query interface that sends nothing, up to the first read. A
 * later step that the run would refuse without asking the server is refused then, before anything
 * of the migration was carried out. A {@link MigrationFactory} that hands out one and the same
 * instance gets that one called.
 *
 * <p>{@code up} is also called, with a query interface that sends nothing, to see whether a
 * migration still says what was applied: by {@link Migrator#verify}, and by a run that has another
 * one to apply, unless it was told {@link ChangedMigrationPolicy#IGNORE}; {@code down} before a run
 * reverts anything, to see whether there is a way back; and both by {@link Migrator#plan}.
 */
public interface Migration {

  /** Makes the change. */
  void up(QueryInterface db) throws Exception;

  /** Takes the change back. */
  void down(QueryInterface db) throws Exception;
}
