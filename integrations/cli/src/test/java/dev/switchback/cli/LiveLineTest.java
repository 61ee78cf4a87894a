package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.MigrationListener.MigrationEvent;
import dev.switchback.MigrationListener.Outcome;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class LiveLineTest extends CommandLineTest {

  private static final String ROOMS = "20260101000003-rooms";
  private static final MigrationEvent THIRD = new MigrationEvent(Direction.UP, ROOMS, 3, 12);
  private static final Outcome DONE = new Outcome(Duration.ofSeconds(4), Optional.empty());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicLong seconds = new AtomicLong(1_000);

  private Terminal terminal(Charset charset, boolean isLive) {
    return new Terminal(
        new PrintWriter(out), new PrintWriter(err), charset, Ansi.OFF, isLive, () -> null);
  }

  private LiveLine line(Charset charset) {
    return new LiveLine(terminal(charset, true), () -> Duration.ofSeconds(seconds.get()).toNanos());
  }

  private LiveLine line() {
    return line(StandardCharsets.UTF_8);
  }

  private String written() {
    String text = out.toString();
    out.getBuffer().setLength(0);
    return text;
  }

  @Test
  void shows_which_migration_of_how_many_runs_and_since_when() {
    LiveLine line = line();

    line.beforeMigration(THIRD);
    assertThat(written()).isEqualTo("\r3 of 12 · 20260101000003-rooms · 0 s");

    seconds.addAndGet(4);
    line.redraw();
    assertThat(written()).isEqualTo("\r3 of 12 · 20260101000003-rooms · 4 s");
  }

  @Test
  void is_taken_away_after_each_migration_before_anything_else_is_printed() {
    LiveLine line = line();
    line.beforeMigration(THIRD);
    int length = written().length() - 1;

    line.afterMigration(THIRD, DONE);
    assertThat(written()).isEqualTo("\r" + " ".repeat(length) + "\r");

    line.redraw();
    line.close();
    assertThat(written()).isEmpty();
  }

  @Test
  void leaves_nothing_of_a_longer_line_before_it() {
    LiveLine line = line();
    line.waitingForLock("process 4711 on db-host-with-a-long-name", Duration.ofSeconds(20));
    String waiting = written();
    int length = waiting.length();
    assertThat(waiting).isEqualTo("\rwaiting for process 4711 on db-host-with-a-long-name · 20 s");

    line.beforeMigration(new MigrationEvent(Direction.UP, "1-a", 1, 1));

    assertThat(written()).hasSize(length).matches("\r1 of 1 · 1-a · 0 s +");
  }

  @Test
  void is_cut_where_a_narrow_window_would_wrap_it_and_keeps_the_time() {
    LiveLine line = line();

    line.beforeMigration(new MigrationEvent(Direction.UP, "x".repeat(200), 3, 12));

    assertThat(written()).hasSize(80).startsWith("\r3 of 12 · xxx").endsWith("xxx… · 0 s");
  }

  @Test
  void is_legible_where_the_charset_has_no_dots() {
    LiveLine line = line(StandardCharsets.US_ASCII);

    line.beforeMigration(new MigrationEvent(Direction.UP, "x".repeat(200), 3, 12));

    assertThat(written()).hasSize(80).startsWith("\r3 of 12 - xxx").endsWith("xxx... - 0 s");
  }

  @Test
  void is_taken_away_when_the_waiting_ends_with_nothing_to_do() {
    LiveLine line = line();
    line.waitingForLock("process 1", Duration.ofMillis(500));
    int length = written().length() - 1;

    line.close();

    assertThat(written()).isEqualTo("\r" + " ".repeat(length) + "\r");
  }

  private int run(
      boolean isLive, List<Class<? extends Migration>> migrations, String... arguments) {
    return run(
        () -> Migrator.configure().dataSource(database()).migrations(migrations).build(),
        command -> command.on(terminal(StandardCharsets.UTF_8, isLive)),
        arguments);
  }

  /** What stands on the screen in the end, each line without the blanks behind it. */
  private List<String> screen() {
    return Stream.of(written().split(System.lineSeparator()))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1).replaceAll(" +\\d+ ms", " N ms"))
        .toList();
  }

  @Test
  void a_command_on_a_terminal_shows_it_and_leaves_nothing_of_it() {
    assertThat(run(true, List.of(M20260101000001_One.class), "up")).isEqualTo(0);

    assertThat(out.toString()).startsWith("\r1 of 1 · 20260101000001-one · ");
    assertThat(screen())
        .containsExactly("20260101000001-one  applied N ms", "1 migration applied in N ms");

    assertThat(run(true, List.of(M20260101000001_One.class), "redo")).isEqualTo(0);
    assertThat(out.toString()).contains("\r1 of 1 · 20260101000001-one · ");
    assertThat(screen()).hasSize(4);
  }

  @Test
  void a_command_on_a_terminal_leaves_nothing_of_it_before_an_error() {
    assertThat(run(true, List.of(M20260101000002_Fail.class), "up")).isEqualTo(1);

    assertThat(out.toString()).startsWith("\r1 of 1 · ").endsWith(" \r");
    assertThat(err.toString()).startsWith("Migration '20260101000002-fail' – 'up' failed");
  }

  @Test
  void a_command_that_writes_to_a_file_shows_nothing_of_it() {
    assertThat(run(false, List.of(M20260101000001_One.class), "up")).isEqualTo(0);

    assertThat(out.toString()).doesNotContain("\r").doesNotContain("·");
    assertThat(err.toString()).isEmpty();
  }

  public static final class M20260101000001_One implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  public static final class M20260101000002_Fail implements Migration {
    @Override
    public void up(QueryInterface db) {
      throw new IllegalStateException("out of luck");
    }

    @Override
    public void down(QueryInterface db) {}
  }
}
