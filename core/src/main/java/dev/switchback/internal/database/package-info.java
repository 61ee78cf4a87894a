/** Detects the dialect of a data source, and opens sessions. */
@NullMarked
package dev.switchback.internal.database;

import org.jspecify.annotations.NullMarked;
