/** The floor. */
@NullMarked
package dev.switchback.benchmarks.rawjdbc;

import org.jspecify.annotations.NullMarked;
