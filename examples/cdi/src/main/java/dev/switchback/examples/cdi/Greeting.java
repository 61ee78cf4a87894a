package dev.switchback.examples.cdi;

import jakarta.enterprise.context.Dependent;

/** A bean that a migration needs. */
@Dependent
public class Greeting {

  /** Returns the text of the first message. */
  public String text() {
    return "Welcome to the lobby";
  }
}
