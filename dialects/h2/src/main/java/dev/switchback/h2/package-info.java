/** The dialect of H2. */
@NullMarked
package dev.switchback.h2;

import org.jspecify.annotations.NullMarked;
