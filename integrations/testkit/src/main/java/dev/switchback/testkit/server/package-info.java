/**
 * Real database servers for tests, started by the tests themselves. {@link
 * dev.switchback.testkit.server.TestDatabase} is where to begin.
 */
@NullMarked
package dev.switchback.testkit.server;

import org.jspecify.annotations.NullMarked;
