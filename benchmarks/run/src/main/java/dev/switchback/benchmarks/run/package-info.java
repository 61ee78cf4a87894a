/** Starts a server and the contestants, and writes the report. */
@NullMarked
package dev.switchback.benchmarks.run;

import org.jspecify.annotations.NullMarked;
