package dev.switchback.internal.run;

import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.store.RedoMark;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * One migration to execute in one direction.
 *
 * @param another creates another instance of the migration
 * @param isUnfinished whether the journal has entries of the migration
 * @param form the steps to record; empty to record those that the migration asked for
 * @param replaced the replaced migrations whose records change with that of this squash
 * @param mark the mark to write when a redo has reverted the migration
 */
record Task(
    MigrationName name,
    Migration migration,
    Supplier<Migration> another,
    Direction direction,
    boolean isUnfinished,
    Optional<OperationLog> form,
    SortedSet<MigrationName> replaced,
    Optional<RedoMark> mark) {}
