/** Renders what a migration would do, with a catalogue that is thought ahead. */
@NullMarked
package dev.switchback.internal.plan;

import org.jspecify.annotations.NullMarked;
