/**
 * The nouns of a schema: data types, columns, tables, indexes and constraints, as immutable values.
 *
 * <p>Nothing here knows a database or talks to one. Every value is checked when it is made, so that
 * what reaches a dialect is complete and free of contradictions.
 */
@NullMarked
package dev.switchback.schema;

import org.jspecify.annotations.NullMarked;
