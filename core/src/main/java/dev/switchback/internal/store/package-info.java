/** The metadata tables: schema history, journal, lease and gate. */
@NullMarked
package dev.switchback.internal.store;

import org.jspecify.annotations.NullMarked;
