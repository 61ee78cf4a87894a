/** Calls a migration without a database: what it asks for, and its inverse. */
@NullMarked
package dev.switchback.internal.fingerprint;

import org.jspecify.annotations.NullMarked;
