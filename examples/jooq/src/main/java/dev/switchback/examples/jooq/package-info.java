/** An application that reads its tables by jOOQ's classes, which are generated from migrations. */
@NullMarked
package dev.switchback.examples.jooq;

import org.jspecify.annotations.NullMarked;
