/**
 * Real database servers for tests, started by the tests themselves. Begin with {@link
 * dev.switchback.testkit.server.TestDatabase}.
 */
@NullMarked
package dev.switchback.testkit.server;

import org.jspecify.annotations.NullMarked;
