package dev.switchback.faults;

import dev.switchback.Migrator;
import dev.switchback.faults.Outcome.Way;
import dev.switchback.servers.DriverManagerDataSource;
import dev.switchback.tck.TcpProxy;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A network that loses answers, falls silent, and breaks. */
abstract class NetworkContract extends FaultContract {

  private static final int STEPS = 26;

  NetworkContract(Topology topology) {
    super(topology);
  }

  /** What the network does at a step of the migrations. */
  private interface Trouble {
    void begin(TcpProxy network) throws Exception;
  }

  @Test
  void loses_the_answer_to_a_commit() throws Exception {
    int rounds = everywhere(STEPS, "COMMIT", network -> network.loseAnswerTo("COMMIT"));
    Figures.keep(topology(), "answer to a commit lost", rounds, rounds, differences(), "");
    requireNoDifferences();
  }

  @Test
  void loses_the_answer_to_a_schema_statement() throws Exception {
    int rounds = 0;
    for (String statement : List.of("CREATE TABLE", "ALTER TABLE", "DROP TABLE", "INDEX")) {
      rounds += everywhere(STEPS, statement, network -> network.loseAnswerTo(statement));
    }
    Figures.keep(
        topology(), "answer to a schema statement lost", rounds, rounds, differences(), "");
    requireNoDifferences();
  }

  @Test
  void breaks_all_connections() throws Exception {
    int rounds = everywhere(STEPS, "reset", TcpProxy::cut);
    Figures.keep(topology(), "connections reset", rounds, rounds, differences(), "");
    requireNoDifferences();
  }

  @Test
  void breaks_only_the_connection_of_the_heartbeat() throws Exception {
    int rounds =
        everywhere(
            STEPS,
            "reset of the last connection",
            network -> {
              List<TcpProxy.Link> links = network.links();
              if (links.size() > 1) {
                links.get(links.size() - 1).cut();
              }
            });
    Figures.keep(topology(), "heartbeat reset alone", rounds, rounds, differences(), "");
    requireNoDifferences();
  }

  @Test
  void falls_silent_for_good_and_another_process_completes_the_run() throws Exception {
    int rounds = 0;
    for (Way way : Way.values()) {
      Undisturbed expected = undisturbed(way);
      for (int step = Volume.of(5, 1); step <= STEPS; step += Volume.of(STEPS, 1)) {
        rounds++;
        fallSilent(way, step, expected);
      }
    }
    Figures.keep(topology(), "network silent for good", rounds, rounds, differences(), "");
    requireNoDifferences();
  }

  private void fallSilent(Way way, int step, Undisturbed expected) throws Exception {
    prepare(way);
    String where = "silence at step %d of %s".formatted(step, way);
    CountDownLatch silent = new CountDownLatch(1);
    try (TcpProxy network = proxy()) {
      CompletableFuture<Outcome> unheard =
          inBackground(
              () ->
                  run(
                      way,
                      network,
                      step,
                      it -> {
                        it.stall();
                        silent.countDown();
                      }));
      if (!silent.await(2, TimeUnit.MINUTES)) {
        difference(where, "the run never came there");
      }
      Outcome next = plainRun(way);
      if (!next.isSuccess()) {
        difference(where, "the next process: " + next.inWords());
      }
      compare(where, expected.image());
      Outcome outcome = unheard.get(1, TimeUnit.MINUTES);
      if (outcome.isSuccess() || !outcome.isOrderly()) {
        difference(where, "the run that nobody hears: " + outcome.inWords());
      }
      compare(where + ", when it had ended", expected.image());
    }
  }

  @Test
  void falls_silent_for_a_while_on_the_connection_that_migrates() throws Exception {
    int rounds =
        everywhere(
            STEPS,
            "3 s of silence",
            network -> {
              TcpProxy.Link first = network.links().get(0);
              first.stall();
              CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS)
                  .execute(() -> first.stall(false, false));
            });
    Figures.keep(topology(), "3 s silent on one connection", rounds, rounds, differences(), "");
    requireNoDifferences();
  }

  /**
   * In every n-th step of both ways, from a random one on, or in each: the run may fail or not, and
   * a plain rerun completes it.
   */
  private int everywhere(int ordinary, String name, Trouble trouble) throws Exception {
    int rounds = 0;
    int offset = Volume.of(new Random(Volume.seed()).nextInt(ordinary), 0);
    for (Way way : Way.values()) {
      Undisturbed expected = undisturbed(way);
      for (int step = 1 + offset; step <= STEPS; step += Volume.of(ordinary, 1)) {
        rounds++;
        prepare(way);
        String where = "%s at step %d of %s".formatted(name, step, way);
        try (TcpProxy network = proxy()) {
          Outcome outcome = run(way, network, step, trouble);
          if (!outcome.isOrderly()) {
            difference(where, "the run: " + outcome.inWords());
          }
          rerunAndCompare(way, where, expected);
        }
      }
    }
    return rounds;
  }

  private TcpProxy proxy() throws Exception {
    URI server = URI.create(site().door().url().substring("jdbc:".length()));
    return TcpProxy.to(server.getHost(), server.getPort());
  }

  private Outcome run(Way way, TcpProxy network, int step, Trouble trouble) throws Exception {
    Door door = site().door();
    String url = door.url().replaceFirst(":\\d+/", ":" + network.port() + "/");
    if (topology().database().name().equals("POSTGRESQL")) {
      // Else the driver sends the text of a COMMIT five times, and then only a number.
      url += (url.contains("?") ? "&" : "?") + "prepareThreshold=0";
    }
    DataSource through = new DriverManagerDataSource(url, door.user(), door.password());
    Workload.Watch watch = atStep(step, () -> trouble.begin(network));
    Migrator migrator = site().migrator(through, Workload.ALL, watch);
    return Outcome.of(() -> way.run(migrator));
  }

  private static Workload.Watch atStep(int number, Outcome.Work work) {
    return new Workload.Watch() {
      private int steps;

      @Override
      public void step(String name) {
        if (++steps == number) {
          try {
            work.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        }
      }
    };
  }
}
