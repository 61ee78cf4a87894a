package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/** Compares what a squash makes with what the migrations make that it replaces. */
record SquashCheck(CheckedDatabase database, String squash) {

  void run() {
    List<String> replaced = database.replacedBy(squash);
    if (replaced.isEmpty()) {
      throw new ConfigurationException(
          "Squash '%s' – no migration with a class is replaced by it. Nothing was run. Name a migration with @Replaces, and check it while the classes are there that it replaces. The migrations are: %s."
              .formatted(squash, String.join(", ", database.names())));
    }
    String last = replaced.get(replaced.size() - 1);
    Contents expected = one(last);
    database.reset();
    database.migrator().upTo(squash);
    Contents found = database.contents();
    if (!found.differencesFrom(expected, Set.of()).isEmpty()) {
      database.reset();
      Contents again = one(last); // values of defaults differ from run to run
      require(found.differencesFrom(expected, expected.varying(again)), replaced.size());
    }
  }

  private Contents one(String last) {
    database.migratorWithout(squash).upTo(last);
    return database.contents();
  }

  private void require(List<String> differences, int count) {
    if (!differences.isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "Squash '%s' – it does not make what the %s, which was expected."
              .formatted(
                  squash,
                  count == 1
                      ? "migration makes that it replaces"
                      : count + " migrations make that it replaces"));
      differences.forEach(line -> lines.add("  " + line));
      throw new AssertionFailedError(String.join("\n", lines));
    }
  }
}
