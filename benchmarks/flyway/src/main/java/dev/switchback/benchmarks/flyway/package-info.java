/** Flyway as a contestant. */
@NullMarked
package dev.switchback.benchmarks.flyway;

import org.jspecify.annotations.NullMarked;
