package dev.switchback.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An application that starts, brings its database up to date, and ends. It says {@code ready} when
 * its pool is open, goes on when it is sent a line, says {@code ran} when the tool is done, and
 * ends when it is sent another: between the lines, others read their counters.
 *
 * <p>Arguments: class of the contestant, URL, user, password, size of the pool, and for schemas
 * their number and that of the threads.
 */
public final class ContestantProcess {

  private ContestantProcess() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    BufferedReader caller = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Contestant contestant = Contestant.named(args[0]);
    int size = Integer.parseInt(args[4]);
    try (HikariDataSource pool = OpenPool.of(args[1], args[2], args[3], size)) {
      Usage warm = Usage.now();
      say("ready", 1);
      caller.readLine();
      Usage before = Usage.now();
      List<String> failures = run(contestant, pool, args);
      Usage after = Usage.now();
      say("added_ns", after.nanos() - before.nanos());
      say("cpu_ns", after.cpuNanos() - before.cpuNanos());
      say("allocated_bytes", after.heapBytes() - warm.heapBytes());
      say("failures", failures.size());
      failures.stream().distinct().limit(3).forEach(System.err::println);
      say("ran", 1);
      caller.readLine();
    }
    say("process_cpu_ns", Usage.now().cpuNanos());
    say("process_allocated_bytes", Usage.now().heapBytes());
    say("peak_kb", Usage.peakKilobytes());
  }

  private static List<String> run(Contestant contestant, HikariDataSource pool, String[] args)
      throws Exception {
    if (args.length == 5) {
      contestant.upgrade(pool, null).run();
      return List.of();
    }
    List<String> schemas =
        IntStream.range(0, Integer.parseInt(args[5])).mapToObj(i -> "tenant_" + i).toList();
    return contestant.upgradeAll(pool, schemas, Integer.parseInt(args[6]));
  }

  private static void say(String what, long value) {
    System.out.println(what + "=" + value);
  }
}
