/** Checks of migrations, for the tests of an application. */
@NullMarked
package dev.switchback.junit;

import org.jspecify.annotations.NullMarked;
