package dev.switchback.spring.boot;

import dev.switchback.MigrationListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the runs of a migrator in this process do at the moment. Thread-safe. */
final class RunProgress implements MigrationListener {

  /** After this time without a further notice, the wait for the lock is over. */
  private static final Duration NOTICE = Duration.ofSeconds(30);

  private volatile @Nullable Activity current;

  /**
   * What a run does.
   *
   * @param isWaiting whether another run has the lock
   */
  record Activity(boolean isWaiting, String description, Instant since, Instant noticed) {}

  /** Returns what the run does now; empty if there is no run, or none with anything to do. */
  Optional<Activity> current() {
    Activity activity = current;
    return activity == null || isOver(activity) ? Optional.empty() : Optional.of(activity);
  }

  private static boolean isOver(Activity activity) {
    return activity.isWaiting() && activity.noticed().plus(NOTICE).isBefore(Instant.now());
  }

  @Override
  public void waitingForLock(String holder, Duration waited) {
    Instant now = Instant.now();
    current = new Activity(true, "waiting for " + holder, now.minus(waited), now);
  }

  @Override
  public void beforeRun(RunEvent run) {
    begin(run.migrations().size() + " migrations to " + verb(run));
  }

  private static String verb(RunEvent run) {
    return switch (run.direction()) {
      case UP -> "apply";
      case DOWN -> "revert";
    };
  }

  @Override
  public void beforeMigration(MigrationEvent migration) {
    begin(
        "migration %s of %s, '%s'"
            .formatted(migration.number(), migration.total(), migration.name()));
  }

  private void begin(String description) {
    Instant now = Instant.now();
    current = new Activity(false, description, now, now);
  }

  @Override
  public void afterRun(RunEvent run, Outcome outcome) {
    current = null;
  }
}
