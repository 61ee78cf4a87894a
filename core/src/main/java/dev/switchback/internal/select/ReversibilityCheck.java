package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.ReversibleMigration;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SourceLine;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.Irreversible;
import dev.switchback.internal.fingerprint.UndoRecorder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks, before a run down, that its migrations can be reverted. */
final class ReversibilityCheck {

  private ReversibilityCheck() {}

  /**
   * Refuses the run if one of its migrations cannot be reverted, as far as that is known without a
   * database.
   */
  static void require(Map<MigrationName, Migration> migrations) {
    String irreversible =
        migrations.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(each -> whyNone(each.getKey(), each.getValue()).stream())
            .collect(Collectors.joining("\n"));
    if (!irreversible.isEmpty()) {
      throw new ConfigurationException(
          irreversible
              + "\nNothing was run. Revert only the migrations that are later than these.");
    }
  }

  private static Optional<String> whyNone(MigrationName name, Migration migration) {
    String what = "Migration '" + name + "' cannot be reverted";
    try {
      if (migration instanceof ReversibleMigration reversible) {
        UndoRecorder.of(reversible);
      } else {
        FingerprintRecorder.goBack(migration);
      }
      return Optional.empty();
    } catch (Irreversible e) {
      Optional<String> line = SourceLine.of(migration.getClass(), e);
      return Optional.of(
          "%s%s: %s."
              .formatted(what, line.map(text -> " (" + text + ")").orElse(""), e.getMessage()));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return Optional.of(what + ", because its change(…) failed: " + Redaction.firstLine(e));
    }
  }
}
