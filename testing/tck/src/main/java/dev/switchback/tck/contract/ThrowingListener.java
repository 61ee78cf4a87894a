package dev.switchback.tck.contract;

import dev.switchback.MigrationListener;
import java.time.Duration;
import java.util.function.Supplier;

/** Throws whatever it is told. */
record ThrowingListener(Supplier<RuntimeException> thrown) implements MigrationListener {

  @Override
  public void waitingForLock(String holder, Duration waited) {
    throw thrown.get();
  }

  @Override
  public void beforeRun(RunEvent run) {
    throw thrown.get();
  }

  @Override
  public void afterRun(RunEvent run, Outcome outcome) {
    throw thrown.get();
  }

  @Override
  public void beforeMigration(MigrationEvent migration) {
    throw thrown.get();
  }

  @Override
  public void afterMigration(MigrationEvent migration, Outcome outcome) {
    throw thrown.get();
  }

  @Override
  public void beforeStep(StepEvent step) {
    throw thrown.get();
  }

  @Override
  public void afterStep(StepEvent step, Outcome outcome) {
    throw thrown.get();
  }
}
