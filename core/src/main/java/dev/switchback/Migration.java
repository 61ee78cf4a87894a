package dev.switchback;

/**
 * A change of a database, and its inverse.
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
 * <p>The class is public and has a public constructor without parameters, unless a {@link
 * MigrationFactory} creates it. Its name is {@code M}, fourteen digits (a date and a time), and
 * optionally {@code _} and a description. Migrations run in the order of their names. Each run
 * creates a new instance.
 *
 * <p><b>Errors and transactions.</b> If a method throws anything, the migration has failed. On
 * PostgreSQL each migration runs in one transaction, together with its record in the schema
 * history. The other databases commit each schema statement. For these statements, and for steps
 * outside a transaction, the run writes the completed steps to a journal, and the next run resumes
 * the migration.
 *
 * <p><b>Repeated calls.</b> A method may be called again after a failure or the death of its
 * process. It may also be called again if a database lock was not available in time. Steps that are
 * done are then skipped. The method must ask for the same steps again, in the same order. Code that
 * does not use the {@link QueryInterface} takes effect in each call.
 *
 * <p><b>Rehearsal.</b> Before the first step that commits by itself, the run rehearses the
 * migration. It calls the method on another instance, up to the first read, with a query interface
 * that sends nothing. If the run would refuse a later step without asking the server, it refuses
 * the migration now, before any step is executed. If a {@link MigrationFactory} always returns the
 * same instance, the rehearsal uses that instance.
 *
 * <p><b>Other calls.</b> The methods are also called with a query interface that sends nothing.
 * {@link Migrator#verify} calls {@code up} to check that the migration still asks for the applied
 * steps. So does a run that applies another migration, unless the policy is {@link
 * ChangedMigrationPolicy#IGNORE}. A run that reverts migrations first calls {@code down} to check
 * that they can be undone. {@link Migrator#plan} calls both.
 */
public interface Migration {

  /** Applies the change. */
  void up(QueryInterface db) throws Exception;

  /** Reverts the change. */
  void down(QueryInterface db) throws Exception;
}
