package dev.switchback.faults;

import dev.switchback.faults.FaultContract.Undisturbed;
import dev.switchback.faults.Outcome.Way;
import org.junit.jupiter.api.Test;

/** Where a schema statement commits, there must be a journal. */
abstract class JournalControlContract extends ControlContract {

  private static final int STRIDE = 17;

  JournalControlContract(Topology topology) {
    super(topology);
  }

  @Test
  void without_the_journal_deaths_leave_halves() throws Exception {
    KillPointContract suite =
        new KillPointContract(topology(), STRIDE) {
          @Override
          Sabotage sabotage() {
            return Sabotage.JOURNAL_OFF;
          }
        };
    int[] points = {0};
    onSite(
        suite,
        () -> {
          Undisturbed expected = suite.undisturbed(Way.UP);
          int all = 2 * expected.trips().size();
          for (int point = 0; point < all; point += Volume.stride(STRIDE)) {
            suite.die(Way.UP, point / 2 + 1, point % 2 == 0, expected);
            points[0]++;
          }
        });
    int differences = suite.differences();
    requireCaught(
        "no journal",
        1,
        differences > 0 ? 1 : 0,
        "%d differences at %d kill points, %s"
            .formatted(differences, points[0], suite.firstDifference()));
  }
}
