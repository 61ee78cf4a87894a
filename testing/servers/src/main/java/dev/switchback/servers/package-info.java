/**
 * Real database servers for tests, started by the tests themselves. Begin with {@link
 * dev.switchback.servers.TestDatabase}.
 */
@NullMarked
package dev.switchback.servers;

import org.jspecify.annotations.NullMarked;
