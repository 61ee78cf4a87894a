package dev.switchback.internal.store;

import dev.switchback.internal.base.MigrationName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reason in the record of a migration that a squash replaces. It names the squash, followed by
 * the reason that was there before.
 */
final class ReplacedMark {

  /** The beginning of such a reason. It has no character that LIKE interprets. */
  static final String BEGIN = "replaced by ";

  private static final String BEFORE = "; before: ";

  private ReplacedMark() {}

  /** Returns the squash that a reason names. Empty if the reason is another one. */
  static Optional<MigrationName> squashIn(@Nullable String reason) {
    if (reason == null || !reason.startsWith(BEGIN)) {
      return Optional.empty();
    }
    int end = reason.indexOf(';'); // the name of a class has none
    return MigrationName.ofRecord(
        reason.substring(BEGIN.length(), end < 0 ? reason.length() : end));
  }

  /** Returns the reason that names a squash, and keeps the reason before, as far as it fits. */
  static String of(MigrationName squash, @Nullable String before) {
    String kept = squashIn(before).isPresent() ? before(before) : before;
    String reason = BEGIN + squash.value() + (kept == null || kept.isBlank() ? "" : BEFORE + kept);
    if (reason.length() <= MetadataTables.LONGEST_REASON) {
      return reason;
    }
    int end = MetadataTables.LONGEST_REASON;
    return reason.substring(0, Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end);
  }

  private static @Nullable String before(@Nullable String reason) {
    if (reason == null) {
      return null;
    }
    int begin = reason.indexOf(BEFORE);
    return begin < 0 ? null : reason.substring(begin + BEFORE.length());
  }
}
