/** One run at a time: the lock of the session, the lease, and the heartbeat. */
@NullMarked
package dev.switchback.internal.lock;

import org.jspecify.annotations.NullMarked;
