package dev.switchback.spring.boot.slow;

import java.util.concurrent.CountDownLatch;

/** Lets a test decide how long a migration takes. */
public final class Pause {

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  /** Called by the migration. */
  public void pause() throws InterruptedException {
    reached.countDown();
    over.await();
  }

  /** Waits for the migration. */
  public void awaitMigration() throws InterruptedException {
    reached.await();
  }

  /** Lets the migration continue. */
  public void end() {
    over.countDown();
  }
}
