/** The dialects of MySQL and MariaDB. */
@NullMarked
package dev.switchback.mysql;

import org.jspecify.annotations.NullMarked;
