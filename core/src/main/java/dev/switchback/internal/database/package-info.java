/** Finds out which database is behind a data source, and opens sessions of it. */
@NullMarked
package dev.switchback.internal.database;

import org.jspecify.annotations.NullMarked;
