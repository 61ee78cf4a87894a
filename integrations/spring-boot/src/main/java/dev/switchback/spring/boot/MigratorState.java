package dev.switchback.spring.boot;

import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a migrator, as the database has recorded them.
 *
 * @param lockHolder the run that holds the lock, if something is not applied; it may be in another
 *     process
 * @param failure the message, if they could not be read
 */
record MigratorState(
    String name,
    List<MigrationStatus> migrations,
    @Nullable LockHolder lockHolder,
    @Nullable String failure) {

  List<String> in(State state) {
    return migrations.stream()
        .filter(migration -> migration.state() == state)
        .map(MigrationStatus::name)
        .toList();
  }
}
