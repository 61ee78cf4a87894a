package dev.switchback;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration and where it stands.
 *
 * @param appliedAtOrNull when it was applied, by the database's clock
 */
public record MigrationStatus(String name, State state, @Nullable Instant appliedAtOrNull) {

  /** Where a migration stands. */
  public enum State {
    /** Its record is there, and so is its class. */
    APPLIED,
    /** Its class is there, and no record. */
    PENDING,
    /** Its record is there, but no class: it cannot be reverted. */
    MISSING;

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

  /** A line for people: the state and the name. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%-7s  %s", state, name);
  }
}
