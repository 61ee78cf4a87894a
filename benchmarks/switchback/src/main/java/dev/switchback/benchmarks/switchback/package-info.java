/** Switchback as a contestant. */
@NullMarked
package dev.switchback.benchmarks.switchback;

import org.jspecify.annotations.NullMarked;
