/**
 * The engine. Nothing in here is API: it may change without notice, in any version.
 *
 * <p>Each package is a room. Its classes know the rooms below it, and none above.
 */
@NullMarked
package dev.switchback.internal;

import org.jspecify.annotations.NullMarked;
