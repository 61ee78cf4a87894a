/**
 * The engine. It is not public API, and may change in any version without notice.
 *
 * <p>Each package is a room. Its classes use the rooms below it, and none above it.
 */
@NullMarked
package dev.switchback.internal;

import org.jspecify.annotations.NullMarked;
