package dev.switchback.schema;

/**
 * The target of a foreign key: the row of {@code table} that has the same value in {@code column}.
 *
 * @param schema empty for the schema of the table that has the column
 * @param onDelete what happens when that row is deleted
 * @param onUpdate what happens when {@code column} of that row changes
 */
public record Reference(
    String schema,
    String table,
    String column,
    ReferentialAction onDelete,
    ReferentialAction onUpdate) {}
