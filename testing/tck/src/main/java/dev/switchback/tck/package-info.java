/** Records what a library sends to a database, and simulates deaths, pauses and network faults. */
@NullMarked
package dev.switchback.tck;

import org.jspecify.annotations.NullMarked;
