/** Liquibase as a contestant. */
@NullMarked
package dev.switchback.benchmarks.liquibase;

import org.jspecify.annotations.NullMarked;
