package dev.switchback;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration and where it stands.
 *
 * @param appliedAtOrNull when it was applied, by the database's clock
 * @param unfinishedOrNull what is done of it, if it is unfinished
 */
public record MigrationStatus(
    String name,
    State state,
    @Nullable Instant appliedAtOrNull,
    @Nullable UnfinishedSteps unfinishedOrNull) {

  /** Where a migration stands. */
  public enum State {
    /** Its record is there, and so is its class. */
    APPLIED,
    /** Its class is there, and no record. */
    PENDING,
    /** Its record is there, but no class: it cannot be reverted. */
    MISSING,
    /** A run began it, up or down, and did not come to its end: the next one continues. */
    UNFINISHED;

    /** The word for it in commands. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** When it was applied, in UTC; empty if it is pending. */
  public Optional<Instant> appliedAt() {
    return Optional.ofNullable(appliedAtOrNull);
  }

  /** What is done of it; empty unless it is unfinished. */
  public Optional<UnfinishedSteps> unfinished() {
    return Optional.ofNullable(unfinishedOrNull);
  }

  /** A line for people: the state and the name. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%-10s  %s", state, name);
  }
}
