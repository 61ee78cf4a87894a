/** Migrates many databases or schemas. */
@NullMarked
package dev.switchback.internal.fleet;

import org.jspecify.annotations.NullMarked;
