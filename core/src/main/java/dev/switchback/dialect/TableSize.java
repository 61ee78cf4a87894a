package dev.switchback.dialect;

import java.io.Serializable;

/**
 * How large a table is, by the server's own statistics, which may be old.
 *
 * @param rows about so many
 * @param bytes with its indexes
 */
public record TableSize(long rows, long bytes) implements Serializable {}
