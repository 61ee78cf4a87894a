/** Renders what a migration would do, with a simulated catalogue. */
@NullMarked
package dev.switchback.internal.plan;

import org.jspecify.annotations.NullMarked;
