package dev.switchback.faults;

import dev.switchback.faults.Outcome.Way;
import dev.switchback.servers.OwnServer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server is killed in the middle, and comes again. */
abstract class ServerKillContract extends FaultContract {

  ServerKillContract(Topology topology) {
    super(topology);
  }

  @Test
  void a_killed_server_comes_again_and_a_rerun_completes_the_run() throws Exception {
    long seed = Volume.seed();
    int rounds = Volume.of(1, 26);
    int hits = 0;
    try (OwnServer own = OwnServer.start(topology().database());
        Site site = Site.on(topology(), own.server())) {
      workOn(site);
      for (int round = 0; round < rounds; round++) {
        Way way = round % 2 == 0 ? Way.UP : Way.DOWN;
        hits += killAndRestart(own, way, new Random(seed + round)) ? 1 : 0;
      }
    }
    Figures.keep(
        topology(),
        "server killed and restarted",
        rounds,
        rounds,
        differences(),
        "%d runs failed of it, seed %d".formatted(hits, seed));
    requireNoDifferences();
  }

  private boolean killAndRestart(OwnServer own, Way way, Random random) throws Exception {
    long begin = System.nanoTime();
    Undisturbed expected = undisturbed(way);
    long micros = (System.nanoTime() - begin) / 1_000 / (way == Way.UP ? 2 : 4);
    prepare(way);
    long pause = random.nextLong(Math.max(1, micros));
    String where = "server killed %d µs after the start of %s".formatted(pause, way);
    CompletableFuture<Outcome> run = inBackground(() -> plainRun(way));
    TimeUnit.MICROSECONDS.sleep(pause);
    own.kill();
    Outcome ended = run.get(2, TimeUnit.MINUTES);
    if (!ended.isOrderly()) {
      difference(where, "the run: " + ended.inWords());
    }
    own.restart();
    rerunAndCompare(way, where, expected);
    return !ended.isSuccess();
  }
}
