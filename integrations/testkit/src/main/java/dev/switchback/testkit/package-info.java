/** Watching what a library sends to a database. */
@NullMarked
package dev.switchback.testkit;

import org.jspecify.annotations.NullMarked;
