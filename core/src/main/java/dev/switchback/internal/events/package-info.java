/** Reports the events of a run to listeners, the log and Java Flight Recorder. */
@NullMarked
package dev.switchback.internal.events;

import org.jspecify.annotations.NullMarked;
