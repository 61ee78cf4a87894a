package dev.switchback.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Runs dynamic tests as JUnit does, and keeps their results. */
final class Tests {

  private Tests() {}

  /** Runs tests that must pass. Returns their names. */
  static List<String> passed(Stream<DynamicNode> tests) throws Throwable {
    List<String> names = new ArrayList<>();
    try (tests) {
      for (DynamicNode each : tests.toList()) {
        ((DynamicTest) each).getExecutable().execute();
        names.add(each.getDisplayName());
      }
    }
    return names;
  }

  /** Runs tests, and returns the result of each: passed, aborted or failed, and the message. */
  static Map<String, String> results(Stream<DynamicNode> tests) {
    Map<String, String> results = new LinkedHashMap<>();
    try (tests) {
      for (DynamicNode each : tests.toList()) {
        results.put(each.getDisplayName(), result((DynamicTest) each));
      }
    }
    return results;
  }

  private static String result(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return "passed";
    } catch (TestAbortedException e) {
      return "aborted: " + e.getMessage();
    } catch (Throwable e) {
      return "failed: " + e.getMessage();
    }
  }
}
