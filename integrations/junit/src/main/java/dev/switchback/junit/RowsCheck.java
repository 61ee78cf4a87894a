package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/** Applies and reverts one migration on rows that were there before it. */
record RowsCheck(CheckedDatabase database, String migration, ConnectionWork rows) {

  void run() {
    List<String> names = database.names();
    int place = names.indexOf(migration);
    if (place < 0) {
      throw new ConfigurationException(
          "Migration '%s' – there is none of this name. Nothing was run. The migrations are: %s."
              .formatted(migration, names.isEmpty() ? "none" : String.join(", ", names)));
    }
    database.applyFirst(names.subList(0, place));
    database.insert(rows);
    Contents before = database.contents();
    database.migrator().upTo(migration);
    database.migrator().downTo(migration);
    require(before);
    database.migrator().upTo(migration);
  }

  private void require(Contents before) {
    List<String> differences = database.contents().differencesFrom(before, Set.of());
    if (!differences.isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "Migration '%s' – 'down' does not restore the schema and the rows before 'up', which was expected."
              .formatted(migration));
      differences.forEach(line -> lines.add("  " + line));
      throw new AssertionFailedError(String.join("\n", lines));
    }
  }
}
