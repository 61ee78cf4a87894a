/** MyBatis Migrations as a contestant. */
@NullMarked
package dev.switchback.benchmarks.mybatis;

import org.jspecify.annotations.NullMarked;
