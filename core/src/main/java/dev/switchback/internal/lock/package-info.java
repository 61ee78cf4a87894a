/** Lets one run at a time migrate a schema: advisory lock, lease, gate and heartbeat. */
@NullMarked
package dev.switchback.internal.lock;

import org.jspecify.annotations.NullMarked;
