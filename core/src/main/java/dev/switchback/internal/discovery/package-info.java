/** Finds the classes of migrations by their names, without loading them. */
@NullMarked
package dev.switchback.internal.discovery;

import org.jspecify.annotations.NullMarked;
