package dev.switchback;

/** Makes migrations, in place of their public constructors: the door for dependency injection. */
@FunctionalInterface
public interface MigrationFactory {

  /**
   * A new instance of {@code type}. A run may ask for a second one, to rehearse the migration, see
   * {@link Migration}; the same one is allowed, and is called again then. What it throws, or {@code
   * null}, stops the run before its first statement.
   */
  Migration create(Class<? extends Migration> type) throws Exception;
}
