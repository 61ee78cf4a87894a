/** Watching what a library sends to a database, and what becomes of it when it dies on the way. */
@NullMarked
package dev.switchback.testkit;

import org.jspecify.annotations.NullMarked;
