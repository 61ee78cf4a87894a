package dev.switchback.dialect;

import java.io.Serializable;

/**
 * The size of a table, from the server's statistics, which may be old.
 *
 * @param rows the approximate number of rows
 * @param bytes the size including indexes
 */
public record TableSize(long rows, long bytes) implements Serializable {}
