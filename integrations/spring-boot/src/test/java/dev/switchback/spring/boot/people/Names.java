package dev.switchback.spring.boot.people;

import java.util.concurrent.atomic.AtomicInteger;

/** A bean that a migration wants, and that counts how often it was injected. */
public class Names {

  private final AtomicInteger injected = new AtomicInteger();

  /** Returns the name that the migration inserts. */
  public String first() {
    injected.incrementAndGet();
    return "Ann";
  }

  /** Returns how many migrations were created with it. */
  public int injected() {
    return injected.get();
  }
}
