/** Tells listeners, the log and the flight recorder what a run does. */
@NullMarked
package dev.switchback.internal.events;

import org.jspecify.annotations.NullMarked;
