package dev.switchback.cli;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The outputs of a command: results go to {@code out}, errors to {@code err}.
 *
 * @param isLive whether the output is interactive, and a line can be overwritten
 * @param keyboard reads a line that the user types; null at the end of the input
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    Charset charset,
    Ansi ansi,
    boolean isLive,
    Supplier<@Nullable String> keyboard) {

  static Terminal of(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, StandardCharsets.UTF_8, Ansi.OFF, false, () -> null);
  }

  @SuppressWarnings("SystemConsoleNull") // see isLive
  static Terminal ofThisProcess() {
    Charset charset = charsetOfThisProcess();
    return new Terminal(
        writer(System.out, charset),
        writer(System.err, charset),
        charset,
        Ansi.AUTO,
        isLive(System.console() != null, Ansi.AUTO.enabled()),
        Terminal::typed);
  }

  @SuppressWarnings("SystemConsoleNull") // see isLive
  private static @Nullable String typed() {
    Console console = System.console();
    return console == null ? null : console.readLine();
  }

  /**
   * Returns whether the output is interactive. Both conditions are needed: on JDK 22 to 24, a pipe
   * has a console too; and colours may be forced, as in a build log.
   */
  static boolean isLive(boolean hasConsole, boolean hasColours) {
    return hasConsole && hasColours;
  }

  private static PrintWriter writer(PrintStream stream, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  /**
   * Returns the charset. JDK 19 and newer set the first property; older ones on Windows set the
   * second.
   */
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

  void complain(String line) {
    err.println(legible(line));
  }

  /** Asks on an interactive terminal. Returns whether the answer is {@code yes}. */
  boolean isConfirmed(String question) {
    out.print(legible(question));
    out.flush();
    String answer = keyboard.get();
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }

  /** Prints the message of {@code error}, or its stack trace if {@code stackTrace} is true. */
  void fail(Exception error, boolean stackTrace) {
    if (stackTrace) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      complain(trace.toString().stripTrailing());
    } else {
      complain(String.valueOf(error.getMessage()));
    }
  }

  String styled(Style style, String text) {
    return ansi.enabled() ? style.on() + text + style.off() : text;
  }

  /** Replaces the dash and dots of our messages if the charset lacks them and would show a '?'. */
  String legible(String text) {
    return charset.newEncoder().canEncode("–…·")
        ? text
        : text.replace('–', '-').replace('·', '-').replace("…", "...");
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
