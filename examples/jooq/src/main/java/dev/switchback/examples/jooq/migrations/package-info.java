/** The migrations. The build compiles them first. They use no generated class. */
@NullMarked
package dev.switchback.examples.jooq.migrations;

import org.jspecify.annotations.NullMarked;
