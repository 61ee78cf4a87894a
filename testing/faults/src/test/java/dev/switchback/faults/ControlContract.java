package dev.switchback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.faults.Outcome.Way;
import dev.switchback.tck.DatabaseImage;
import org.junit.jupiter.api.Test;

/**
 * The suite must be able to fail: a protection is taken out, and the checks that find nothing
 * otherwise must find a difference. Nothing in the library knows of it, see {@link Sabotage}.
 */
abstract class ControlContract {

  private final Topology topology;

  ControlContract(Topology topology) {
    this.topology = topology;
  }

  Topology topology() {
    return topology;
  }

  /** A part of the suite, on a site of its own. */
  interface Check {
    void run() throws Exception;
  }

  static void onSite(FaultContract suite, Check check) throws Exception {
    suite.findSite();
    try {
      check.run();
    } finally {
      suite.leaveSite();
    }
  }

  /** Keeps what came of it, as what a test of the tests is: a difference that is not found. */
  void requireCaught(String control, int tries, int caught, String first) {
    Figures.keep(
        topology,
        "control: " + control,
        tries,
        0,
        tries - caught,
        "caught %d of %d, the first: %s".formatted(caught, tries, shortened(first)));
    assertThat(caught).describedAs("%s, caught of %d: %s", control, tries, first).isEqualTo(tries);
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }

  @Test
  void without_the_lock_of_the_session_starters_get_in_each_others_way() throws Exception {
    StarterContract suite =
        new StarterContract(topology, 16) {
          @Override
          Sabotage sabotage() {
            return Sabotage.KEY_OFF;
          }
        };
    int tries = Volume.of(1, 20);
    int[] caught = {0};
    onSite(
        suite,
        () -> {
          DatabaseImage expected = suite.undisturbed(Way.UP).image();
          for (int i = 0; i < tries; i++) {
            int before = suite.differences();
            suite.startTogether(8, i % 2 == 1, expected);
            caught[0] += suite.differences() > before ? 1 : 0;
          }
          suite.endThreads();
        });
    requireCaught("no lock of the session", tries, caught[0], suite.firstDifference());
  }
}
