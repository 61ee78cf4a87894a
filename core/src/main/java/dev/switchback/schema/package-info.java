/**
 * Data types, columns, tables, indexes and constraints, as immutable values.
 *
 * <p>This package is independent of every database. Every value is checked when it is created, so a
 * dialect receives only complete values without contradictions.
 */
@NullMarked
package dev.switchback.schema;

import org.jspecify.annotations.NullMarked;
