/**
 * The contract of a dialect: what must hold on every database, as tests. A dialect's module runs
 * them by a subclass for each, against a real server.
 */
@NullMarked
package dev.switchback.tck.contract;

import org.jspecify.annotations.NullMarked;
