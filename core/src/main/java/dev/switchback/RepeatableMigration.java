package dev.switchback;

import java.util.List;

/**
 * A migration that makes something as a whole, such as a view or a routine, and that runs again
 * when its steps have changed.
 *
 * <pre>{@code
 * public final class R_ActiveUsers implements RepeatableMigration {
 *
 *   @Override
 *   public void apply(QueryInterface db) {
 *     db.createOrReplaceView("active_users", "SELECT id, name FROM users WHERE active");
 *   }
 * }
 * }</pre>
 *
 * <p>Its class is in the packages of the other migrations. Its name is {@code R_} and what it
 * makes. {@link Migrator#up()} runs repeatable migrations after all versioned ones, under the same
 * lock: those that never ran, and those whose steps differ from the steps that were recorded when
 * they ran last. Runs with a target or a number of steps run none. They run in the order of their
 * names, unless {@link #after} says otherwise. Each has a record in the schema history, which a new
 * run replaces. Transactions, failures, the journal and the rehearsal are as for every {@link
 * Migration}.
 *
 * <p><b>Repeated calls.</b> {@link #apply} runs over what its last run has made, and must replace
 * it. Each call must ask for the same steps.
 *
 * <p><b>What is compared.</b> Every start of an application calls {@link #apply}, with a query
 * interface that sends nothing. The comparison contains the text of SQL and of SQL files, and every
 * property of a typed operation. It cannot contain values, or what the database answers. So a
 * repeatable migration is refused if it changes rows by typed operations, binds values to SQL,
 * reads the database, or uses {@link QueryInterface#withConnection}.
 *
 * <p><b>The way back.</b> A repeatable migration is not reverted. Runs down leave what it has made.
 * After a run down, the next {@link Migrator#up()} runs every repeatable migration again.
 */
public interface RepeatableMigration extends Migration {

  /** Makes the object, or replaces what an earlier run has made. */
  void apply(QueryInterface db) throws Exception;

  /**
   * Returns the repeatable migrations that run before this one, because this one uses what they
   * make. If the steps of one of them change, this one runs again too.
   */
  default List<Class<? extends RepeatableMigration>> after() {
    return List.of();
  }

  /** Calls {@link #apply}. Not to be overridden. */
  @Override
  default void up(QueryInterface db) throws Exception {
    apply(db);
  }

  /** Refuses to revert. No run calls it. Not to be overridden. */
  @Override
  default void down(QueryInterface db) throws Exception {
    db.irreversible("a repeatable migration is not reverted");
  }
}
