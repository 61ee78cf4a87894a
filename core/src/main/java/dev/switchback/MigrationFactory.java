package dev.switchback;

/** Creates migrations instead of their public constructors, for dependency injection. */
@FunctionalInterface
public interface MigrationFactory {

  /**
   * Returns a new instance of {@code type}. A run may request a second instance to rehearse the
   * migration, see {@link Migration}. The factory may return the same instance again; the rehearsal
   * then calls that instance. If the factory throws or returns {@code null}, the run stops before
   * its first statement.
   */
  Migration create(Class<? extends Migration> type) throws Exception;
}
