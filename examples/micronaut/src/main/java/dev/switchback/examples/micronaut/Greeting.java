package dev.switchback.examples.micronaut;

import jakarta.inject.Singleton;

/** A bean that a migration needs. */
@Singleton
public class Greeting {

  /** Returns the text of the first message. */
  public String text() {
    return "Welcome to the lobby";
  }
}
