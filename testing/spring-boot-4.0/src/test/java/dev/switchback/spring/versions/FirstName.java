package dev.switchback.spring.versions;

import java.util.concurrent.atomic.AtomicInteger;

/** A bean that a migration wants. It counts how often one was created with it. */
public final class FirstName {

  private final AtomicInteger used = new AtomicInteger();

  /** Returns the name that the migration inserts. */
  public String value() {
    used.incrementAndGet();
    return "Ann";
  }

  int used() {
    return used.get();
  }
}
