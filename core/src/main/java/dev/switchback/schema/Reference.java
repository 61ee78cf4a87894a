package dev.switchback.schema;

/**
 * What a column points at: the row of {@code table} that has the same value in {@code column}.
 *
 * @param onDelete what happens when that row is deleted
 * @param onUpdate what happens when that row's {@code column} changes
 */
public record Reference(
    String table, String column, ReferentialAction onDelete, ReferentialAction onUpdate) {}
