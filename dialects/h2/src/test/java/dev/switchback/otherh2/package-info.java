/**
 * A dialect that is not one of Switchback's own, and the contracts that it passes. Its database is
 * H2 under another name.
 */
@NullMarked
package dev.switchback.otherh2;

import org.jspecify.annotations.NullMarked;
