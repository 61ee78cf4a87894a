/** Calls a migration without a database, to record its operations and their inverse. */
@NullMarked
package dev.switchback.internal.fingerprint;

import org.jspecify.annotations.NullMarked;
