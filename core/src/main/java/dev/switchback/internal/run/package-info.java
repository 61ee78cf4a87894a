/** Executes migrations: step by step, recorded, resumed, and explained when they fail. */
@NullMarked
package dev.switchback.internal.run;

import org.jspecify.annotations.NullMarked;
