package dev.switchback.faults;

import dev.switchback.Migration;
import dev.switchback.faults.Outcome.Way;
import java.util.List;

/** The kill points of migrations that step outside the transaction. */
abstract class ConcurrentKillPointContract extends KillPointContract {

  ConcurrentKillPointContract(Topology topology, int stride) {
    super(topology, stride);
  }

  @Override
  List<Class<? extends Migration>> migrations() {
    return ConcurrentIndexes.ALL;
  }

  @Override
  String fault() {
    return "death at every round trip of concurrent indexes";
  }

  @Override
  void rerunAndCompare(Way way, String where, Undisturbed expected) throws Exception {
    super.rerunAndCompare(way, where, expected);
    List<String> invalid = site().invalidIndexes();
    if (!invalid.isEmpty()) {
      difference(where, "invalid indexes: " + invalid);
    }
  }
}
