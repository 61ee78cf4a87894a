/** What the contestants have in common. */
@NullMarked
package dev.switchback.benchmarks;

import org.jspecify.annotations.NullMarked;
