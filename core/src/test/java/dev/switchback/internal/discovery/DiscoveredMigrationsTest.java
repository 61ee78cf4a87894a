package dev.switchback.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.SwitchbackException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The search for migrations, where it does not come to its end. */
class DiscoveredMigrationsTest {

  /** Interrupts the thread that searches, while it does. */
  private static final class Interrupting extends URLClassLoader {

    private final Thread searching = Thread.currentThread();

    Interrupting() {
      super(new URL[0], DiscoveredMigrationsTest.class.getClassLoader());
    }

    @Override
    public URL[] getURLs() {
      searching.interrupt();
      return super.getURLs();
    }
  }

  @Test
  void says_that_the_search_was_interrupted_and_keeps_the_interrupt() throws Exception {
    try (Interrupting loader = new Interrupting()) {
      var classes = new DiscoveredMigrations(List.of("com.acme.migrations"), List.of(), loader);

      assertThatExceptionOfType(SwitchbackException.class)
          .isThrownBy(classes::byName)
          .withMessage(
              "The search for migrations in package com.acme.migrations did not complete: its"
                  + " thread was interrupted. Nothing was run. Run again.");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
