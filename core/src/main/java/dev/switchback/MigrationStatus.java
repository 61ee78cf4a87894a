package dev.switchback;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration and its state.
 *
 * @param appliedAtOrNull when it was applied, by the clock of the database; for a repeatable
 *     migration, when it ran last
 * @param unfinishedOrNull its completed steps, if it is unfinished
 * @param replacedByOrNull the squash that replaces it, if there is one; see {@link Replaces}
 */
public record MigrationStatus(
    String name,
    State state,
    @Nullable Instant appliedAtOrNull,
    @Nullable UnfinishedSteps unfinishedOrNull,
    @Nullable String replacedByOrNull) {

  /** Creates the status of a migration that no squash replaces. */
  public MigrationStatus(
      String name,
      State state,
      @Nullable Instant appliedAtOrNull,
      @Nullable UnfinishedSteps unfinishedOrNull) {
    this(name, state, appliedAtOrNull, unfinishedOrNull, null);
  }

  /** The state of a migration. */
  public enum State {
    /** It is recorded, and has a class. */
    APPLIED,
    /**
     * It has a class, and is not recorded. Or it is repeatable and runs again, because its steps
     * have changed since it ran last or a run down came after it; then {@link #appliedAt} is
     * present.
     */
    PENDING,
    /** It is recorded but has no class, so it cannot be reverted. */
    MISSING,
    /** A squash replaces it, so that it never runs. It may have a record, a class, or both. */
    REPLACED,
    /** A run began it, up or down, and did not complete it. The next run resumes it. */
    UNFINISHED;

    /** Returns the word for it in commands. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether it is a {@link RepeatableMigration}, by its name. */
  public boolean isRepeatable() {
    return name.startsWith("r-");
  }

  /**
   * Returns when it was applied, in UTC. Empty if it is pending, unless it is repeatable and ran
   * before.
   */
  public Optional<Instant> appliedAt() {
    return Optional.ofNullable(appliedAtOrNull);
  }

  /** Returns its completed steps; empty unless it is unfinished. */
  public Optional<UnfinishedSteps> unfinished() {
    return Optional.ofNullable(unfinishedOrNull);
  }

  /** Returns whether it needs nothing more: it is applied, or a squash replaces it. */
  public boolean isSettled() {
    return state == State.APPLIED || state == State.REPLACED;
  }

  /** Returns the name of the squash that replaces it; empty if there is none. */
  public Optional<String> replacedBy() {
    return Optional.ofNullable(replacedByOrNull);
  }

  /** Returns a human-readable line: the state and the name, and the squash that replaces it. */
  @Override
  public String toString() {
    String line = String.format(Locale.ROOT, "%-10s  %s", state, name);
    return replacedByOrNull == null ? line : line + " by " + replacedByOrNull;
  }
}
