package dev.switchback.internal.command;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationTool;
import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.internal.discovery.FlywayFolder;
import dev.switchback.internal.discovery.FlywayScript;
import dev.switchback.internal.discovery.FlywayScript.Kind;
import dev.switchback.internal.discovery.FlywayScript.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of Flyway's table, compared with the scripts of a folder. Refuses every difference that
 * would make an adopted database another one than a new database.
 */
final class FlywayHistory {

  private static final String TABLE = MigrationTool.FLYWAY.table();

  /** The columns that make a row. */
  static final List<String> COLUMNS = List.of("script", "version", "type", "checksum");

  /**
   * A row.
   *
   * @param version null for a repeatable script
   * @param checksum null for a row without a script
   */
  record Row(String script, @Nullable String version, String type, @Nullable Integer checksum) {

    static Row of(List<@Nullable String> values) {
      String checksum = values.get(3);
      return new Row(
          String.valueOf(values.get(0)),
          values.get(1),
          String.valueOf(values.get(2)),
          checksum == null ? null : Integer.valueOf(checksum));
    }

    /** Returns whether Flyway created a schema here, and ran nothing. */
    boolean isSchema() {
      return type.equals("SCHEMA");
    }

    private boolean isUndo() {
      return type.startsWith("UNDO_") || type.equals("DELETE");
    }

    private boolean isBaseline() {
      return type.endsWith("BASELINE");
    }

    private Version parsed() {
      return Version.of(Objects.requireNonNull(version));
    }
  }

  private final Map<Version, Row> versions = new TreeMap<>();
  private final Map<String, Row> repeatable = new HashMap<>();

  /**
   * Reads the rows. The last one of a version or a repeatable script counts.
   *
   * @param rows in the order of Flyway
   */
  FlywayHistory(List<Row> rows) {
    for (Row row : rows) {
      if (row.version() == null) {
        note(row.script(), row, repeatable);
      } else {
        note(row.parsed(), row, versions);
      }
    }
  }

  private static <K> void note(K key, Row row, Map<K, Row> rows) {
    if (row.isUndo()) {
      rows.remove(key);
    } else if (!row.isSchema()) {
      rows.put(key, row);
    }
  }

  /**
   * Refuses a history that is not that of the folder.
   *
   * @param migration the migration of the folder
   */
  void requireSame(FlywayFolder folder, Dialect dialect, MigrationName migration) {
    try {
      List<FlywayScript> scripts = folder.scripts(dialect.name());
      folder.files(dialect.name()).forEach(file -> file.statements(dialect));
      List<String> differences = new ArrayList<>();
      requireScripts(scripts, differences);
      requireRows(scripts, differences);
      requireTexts(folder, scripts, differences);
      if (!differences.isEmpty()) {
        throw refused(migration, folder, differences);
      }
    } catch (SqlFile.Refused e) {
      throw new ConfigurationException(
          "Migration '%s' – its scripts cannot be run here, so it cannot be adopted: %s. Nothing was changed."
              .formatted(migration, e.getMessage()),
          e);
    }
  }

  private static ConfigurationException refused(
      MigrationName migration, FlywayFolder folder, List<String> differences) {
    return new ConfigurationException(
        "Migration '%s' – its %s and the table '%s' differ:\n%s\nNothing was changed. Put this right with Flyway, and run 'adopt flyway' again."
            .formatted(migration, folder.describe(), TABLE, String.join("\n", differences)));
  }

  /** Finds scripts that have not run. */
  private void requireScripts(List<FlywayScript> scripts, List<String> differences) {
    Version baseline =
        versions.values().stream()
            .filter(Row::isBaseline)
            .map(Row::parsed)
            .reduce((one, next) -> one.compareTo(next) > 0 ? one : next)
            .orElse(null);
    for (FlywayScript script : scripts) {
      boolean hasRun =
          switch (script.kind()) {
            case VERSIONED -> versions.containsKey(script.version()) || isUpTo(script, baseline);
            case REPEATABLE -> repeatable.containsKey(script.script());
            case BASELINE, UNDO -> true;
          };
      if (!hasRun) {
        differences.add(
            "'%s' has not run here. Run 'flyway migrate' first, or remove the script if it is new, and write it as a migration"
                .formatted(script.script()));
      }
    }
  }

  private static boolean isUpTo(FlywayScript script, @Nullable Version baseline) {
    return baseline != null && Objects.requireNonNull(script.version()).compareTo(baseline) <= 0;
  }

  /** Finds rows whose script is not there, so that a new database would lack what it did. */
  private void requireRows(List<FlywayScript> scripts, List<String> differences) {
    for (Row row : versions.values()) {
      if (!row.isBaseline() && scripts.stream().noneMatch(script -> covers(script, row))) {
        differences.add(
            "version %s ('%s') has run here, and has no script. Restore the script. If it was removed on purpose, run 'flyway repair'. If it was a Java migration, write a class for each version instead of this one, and use a mapping"
                .formatted(row.version(), row.script()));
      }
    }
    for (Row row : repeatable.values()) {
      if (scripts.stream().noneMatch(script -> script.script().equals(row.script()))) {
        differences.add(
            "'%s' has run here, and has no script. Restore the script. If it was removed on purpose, run 'flyway repair'"
                .formatted(row.script()));
      }
    }
  }

  private static boolean covers(FlywayScript script, Row row) {
    return switch (script.kind()) {
      case VERSIONED -> row.parsed().equals(script.version());
      case BASELINE -> row.parsed().compareTo(Objects.requireNonNull(script.version())) <= 0;
      case UNDO, REPEATABLE -> false;
    };
  }

  /** Finds scripts that have changed since they ran. */
  private void requireTexts(
      FlywayFolder folder, List<FlywayScript> scripts, List<String> differences) {
    for (FlywayScript script : scripts) {
      Row row = rowOf(script);
      Integer recorded = row == null ? null : row.checksum();
      if (recorded == null) {
        continue;
      }
      Set<Integer> now = folder.file(script).checksums();
      if (!now.contains(recorded)) {
        differences.add(
            "'%s' is not the text that has run here: the checksum is %d there. %s"
                .formatted(
                    script.script(),
                    recorded,
                    script.kind() == Kind.REPEATABLE
                        ? "Run 'flyway migrate' first"
                        : "Restore the script. If only comments differ, run 'flyway repair'"));
      }
    }
  }

  private @Nullable Row rowOf(FlywayScript script) {
    return switch (script.kind()) {
      case VERSIONED -> {
        Row row = versions.get(Objects.requireNonNull(script.version()));
        yield row == null || row.isBaseline() ? null : row;
      }
      case REPEATABLE -> repeatable.get(script.script());
      case BASELINE, UNDO -> null;
    };
  }
}
