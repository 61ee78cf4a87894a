/** Shared types: names of migrations, options of a run, steps, errors, the log. */
@NullMarked
package dev.switchback.internal.base;

import org.jspecify.annotations.NullMarked;
