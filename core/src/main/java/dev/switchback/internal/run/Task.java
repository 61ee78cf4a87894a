package dev.switchback.internal.run;

import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.store.RedoMark;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One migration that is to go one way.
 *
 * @param another makes another instance of it
 * @param isUnfinished whether the journal has something of it
 * @param mark what to write down once it is reverted, if a redo reverts it
 */
record Task(
    MigrationName name,
    Migration migration,
    Supplier<Migration> another,
    Direction direction,
    boolean isUnfinished,
    Optional<RedoMark> mark) {}
