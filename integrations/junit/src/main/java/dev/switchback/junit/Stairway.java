package dev.switchback.junit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.switchback.ConfigurationException;
import dev.switchback.SwitchbackException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Applies, reverts and applies again every migration since the mark. The first test runs all of
 * them, and each test then asserts what was found about its migration.
 */
final class Stairway {

  private final CheckedDatabase database;
  private final List<String> older;
  private final List<String> names;
  private final Map<String, Staircase> staircases = new LinkedHashMap<>();
  private Irreversible irreversible = Irreversible.NONE;
  private @Nullable SwitchbackException failure;
  private boolean isThorough;
  private boolean hasRun;

  private Stairway(CheckedDatabase database, Mark mark) {
    this.database = database;
    List<String> all = database.names();
    this.older = mark.olderOf(all);
    this.names = mark.othersOf(all);
  }

  /** Returns a test for each migration. Closing the stream empties the database. */
  static Stream<DynamicNode> tests(CheckedDatabase database, Mark mark) {
    return new Stairway(database, mark).tests().stream().onClose(database::close);
  }

  private List<DynamicNode> tests() {
    List<DynamicNode> tests = new ArrayList<>();
    if (!older.isEmpty()) {
      String block = "%d older, as one block".formatted(older.size());
      tests.add(dynamicTest(block, this::checkOlder));
    }
    names.forEach(name -> tests.add(dynamicTest(name, () -> check(name))));
    RepeatedRun repeatable = new RepeatedRun(database);
    for (String name : database.repeatableNames()) {
      tests.add(dynamicTest(name, () -> check(name, repeatable)));
    }
    return tests;
  }

  private void checkOlder() {
    run();
    SwitchbackException cause = failure;
    if (cause != null && staircases.isEmpty()) {
      throw new AssertionFailedError(cause.getMessage(), cause);
    }
  }

  private void check(String name) {
    run();
    Staircase staircase = staircases.get(name);
    if (staircase == null) {
      throw Staircase.notChecked(name, failure);
    }
    staircase.check(name);
    String reason = irreversible.reasons().get(name);
    if (reason != null) {
      throw new TestAbortedException(reason + " It was applied, and not reverted.");
    }
  }

  private void check(String name, RepeatedRun repeatable) {
    run();
    if (failure != null) {
      throw Staircase.notChecked(name, failure);
    }
    repeatable.check(name);
  }

  private void run() {
    if (hasRun) {
      return;
    }
    hasRun = true;
    try {
      database.applyFirst(older);
      climb();
    } catch (SwitchbackException e) {
      failure = e;
    }
  }

  /** Runs all as one staircase, or several if migrations between them cannot be reverted. */
  private void climb() {
    while (!hasClimbed()) {
      beginAgain();
    }
  }

  /** Returns false if the migrations must run again, now that more is known about them. */
  private boolean hasClimbed() {
    try {
      climbAroundIrreversible();
      return true;
    } catch (ConfigurationException refusal) {
      Irreversible found = Irreversible.in(refusal.getMessage());
      if (found.equals(irreversible) || found.equals(Irreversible.NONE)) {
        throw refusal;
      }
      irreversible = found;
      return false;
    } catch (Staircase.UnexplainedException e) {
      isThorough = true;
      return false;
    }
  }

  private void beginAgain() {
    staircases.clear();
    database.reset();
    database.applyFirst(older);
  }

  private void climbAroundIrreversible() {
    List<String> together = new ArrayList<>();
    for (String name : names) {
      if (irreversible.contains(name)) {
        climb(List.copyOf(together), true);
        together.clear();
        climb(List.of(name), false);
      } else {
        together.add(name);
      }
    }
    climb(together, true);
  }

  private void climb(List<String> part, boolean isReversible) {
    if (!part.isEmpty()) {
      Staircase staircase = new Staircase(database, part, isThorough);
      part.forEach(name -> staircases.put(name, staircase));
      staircase.run(isReversible);
    }
  }
}
