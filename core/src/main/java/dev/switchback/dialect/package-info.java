/**
 * The contract of a dialect, and the standard SQL that dialects share.
 *
 * <p>A dialect extends {@link dev.switchback.dialect.StandardSql}, overrides what is different
 * about its database, and is named in {@code META-INF/services} and in its module's {@code
 * provides}.
 */
@NullMarked
package dev.switchback.dialect;

import org.jspecify.annotations.NullMarked;
