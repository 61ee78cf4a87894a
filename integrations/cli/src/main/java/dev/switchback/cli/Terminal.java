package dev.switchback.cli;

import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Where a command writes: what it did to the one side, what went wrong to the other. */
record Terminal(PrintWriter out, PrintWriter err, Charset charset, Ansi ansi) {

  /** Longer times are shown in seconds. */
  private static final Duration LONG = Duration.ofSeconds(10);

  static Terminal of(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, StandardCharsets.UTF_8, Ansi.OFF);
  }

  static Terminal ofThisProcess() {
    Charset charset = charsetOfThisProcess();
    return new Terminal(
        writer(System.out, charset), writer(System.err, charset), charset, Ansi.AUTO);
  }

  private static PrintWriter writer(PrintStream stream, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  /** JDK 19 and newer say it in the first property, older ones on Windows in the second. */
  private static Charset charsetOfThisProcess() {
    return Stream.of("stdout.encoding", "sun.stdout.encoding")
        .map(System::getProperty)
        .filter(name -> name != null && Charset.isSupported(name))
        .findFirst()
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }

  void print(String line) {
    out.println(legible(line));
  }

  /** A line for each migration, and their sum. Nothing, if there is none. */
  void print(MigrationReport report) {
    if (report.isEmpty()) {
      return;
    }
    String verb =
        switch (report.direction()) {
          case UP -> "applied";
          case DOWN -> "reverted";
        };
    List<MigrationReport.Entry> migrations = report.migrations();
    int names = width(migrations.stream().map(MigrationReport.Entry::name));
    int times = width(migrations.stream().map(migration -> time(migration.duration())));
    for (MigrationReport.Entry migration : migrations) {
      print(
          padded(migration.name(), names)
              + styled(Style.fg_green, verb)
              + "  "
              + " ".repeat(times - time(migration.duration()).length())
              + time(migration.duration()));
    }
    String plural = migrations.size() == 1 ? " migration " : " migrations ";
    print(migrations.size() + plural + verb + " in " + time(report.duration()));
  }

  /** A line for each migration, and how many there are in which state. */
  void print(List<MigrationStatus> migrations) {
    int states = width(migrations.stream().map(migration -> migration.state().toString()));
    int names = width(migrations.stream().map(MigrationStatus::name));
    for (MigrationStatus migration : migrations) {
      State state = migration.state();
      String time = migration.appliedAt().map(Terminal::time).orElse("");
      print(
          styled(style(state), padded(state.toString(), states))
              + (padded(migration.name(), names) + time).stripTrailing());
    }
    long missing = count(migrations, State.MISSING);
    print(
        count(migrations, State.APPLIED)
            + " applied, "
            + count(migrations, State.PENDING)
            + " pending"
            + (missing == 0 ? "" : ", " + missing + " missing"));
    if (missing > 0) {
      print(
          "Missing: recorded as applied, but there is no class of this name here."
              + " It cannot be reverted until the class is back.");
    }
  }

  private static Style style(State state) {
    return switch (state) {
      case APPLIED -> Style.fg_green;
      case PENDING -> Style.fg_yellow;
      case MISSING -> Style.fg_red;
    };
  }

  private static long count(List<MigrationStatus> migrations, State state) {
    return migrations.stream().filter(migration -> migration.state() == state).count();
  }

  /** The message of {@code error}; with {@code stackTrace}, also where it came from. */
  void fail(Exception error, boolean stackTrace) {
    if (stackTrace) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      complain(trace.toString().stripTrailing());
    } else {
      complain(String.valueOf(error.getMessage()));
    }
  }

  void complain(String line) {
    err.println(legible(line));
  }

  void flush() {
    out.flush();
    err.flush();
  }

  private static int width(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }

  private static String time(Duration duration) {
    return duration.compareTo(LONG) < 0
        ? duration.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String styled(Style style, String text) {
    return ansi.enabled() ? style.on() + text + style.off() : text;
  }

  /** Replaces the dash of our messages where the charset lacks it, which would show a '?'. */
  private String legible(String text) {
    return charset.newEncoder().canEncode("–…")
        ? text
        : text.replace('–', '-').replace("…", "...");
  }
}
