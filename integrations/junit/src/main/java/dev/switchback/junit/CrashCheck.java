package dev.switchback.junit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.AssertionFailedError;

/**
 * Lets the run of each migration die after each of its round trips to the server, up and down, and
 * resumes it. Before the next round trip, the server is in the state of that moment; so these are
 * all moments at which the server is not executing a statement.
 */
final class CrashCheck {

  private final CheckedDatabase database;
  private final List<String> older;
  private final List<String> names;

  /** Whether the migrations before the next one are applied, and no other. */
  private boolean isPrepared;

  private CrashCheck(CheckedDatabase database, Mark mark) {
    this.database = database;
    List<String> all = database.names();
    this.older = mark.olderOf(all);
    this.names = mark.othersOf(all);
  }

  /** Returns a test for each migration. Closing the stream empties the database. */
  static Stream<DynamicNode> tests(CheckedDatabase database, Mark mark) {
    return new CrashCheck(database, mark).tests().stream().onClose(database::close);
  }

  private List<DynamicNode> tests() {
    List<DynamicNode> tests = new ArrayList<>();
    names.forEach(name -> tests.add(dynamicTest(name, () -> check(name))));
    return tests;
  }

  private void check(String name) {
    try {
      if (!isPrepared) {
        prepare(name);
      }
      isPrepared = false;
      if (isReversible(name)) {
        checkBothWays(name);
      } else {
        checkUp(name);
      }
      isPrepared = true;
    } catch (SwitchbackException e) {
      throw new AssertionFailedError(e.getMessage(), e);
    }
  }

  /** Applies the migrations before {@code name} to an empty schema. */
  private void prepare(String name) {
    database.reset();
    List<String> before = new ArrayList<>(older);
    before.addAll(names.subList(0, names.indexOf(name)));
    database.applyFirst(before);
  }

  /** Applies the migration, and reverts it if that is possible. */
  private boolean isReversible(String name) {
    Migrator migrator = database.migrator();
    migrator.upTo(name);
    try {
      migrator.downTo(name);
      return true;
    } catch (ConfigurationException refusal) {
      if (Irreversible.in(refusal.getMessage()).contains(name)) {
        return false;
      }
      throw refusal;
    }
  }

  private void checkBothWays(String name) {
    Death up = Death.of(database, name, Direction.UP);
    Death down = Death.of(database, name, Direction.DOWN);
    up.learn();
    down.learn();
    up.learn();
    down.learn();
    for (int trip = 0; up.isPossible() || down.isPossible(); trip++) {
      up.after(trip);
      down.after(trip);
    }
    database.migrator().upTo(name);
  }

  private void checkUp(String name) {
    Death up = Death.of(database, name, Direction.UP);
    for (int i = 0; i < 2; i++) {
      prepare(name);
      up.learn();
    }
    for (int trip = 0; up.isPossible(); trip++) {
      prepare(name);
      up.after(trip);
    }
  }
}
