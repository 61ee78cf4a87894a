/** Selects the migrations of a run, and rejects those that cannot run. */
@NullMarked
package dev.switchback.internal.select;

import org.jspecify.annotations.NullMarked;
