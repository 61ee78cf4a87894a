package dev.switchback;

/** Makes migrations, in place of their public constructors: the door for dependency injection. */
@FunctionalInterface
public interface MigrationFactory {

  /**
   * A new instance of {@code type}. What it throws, or {@code null}, stops the run before its first
   * statement.
   */
  Migration create(Class<? extends Migration> type) throws Exception;
}
