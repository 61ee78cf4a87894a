package dev.switchback.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program with its arguments, and the folder and environment it runs in. */
record Command(Path folder, Map<String, String> environment, List<String> words) {

  Command(Path folder, List<String> words) {
    this(folder, Map.of(), words);
  }

  /** The same with more arguments. */
  Command with(String... arguments) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(arguments));
    return new Command(folder, environment, more);
  }

  /** Runs to the end, without input, and gives what was printed. */
  String run() throws IOException {
    return run(InputStream.nullInputStream());
  }

  /**
   * Runs to the end and gives what was printed.
   *
   * @throws IOException if the program does not exist, or exits with another status than 0
   */
  String run(InputStream input) throws IOException {
    // A file takes any amount of output while the input is still being written; a pipe does not.
    Path output = Files.createTempFile(folder, "output", ".log");
    try {
      Process process = start(output);
      writeInput(process, input);
      int status = await(process);
      String printed = new String(Files.readAllBytes(output), UTF_8);
      if (status != 0) {
        throw new IOException(words.get(0) + " exits with " + status + ": " + printed.strip());
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }

  /** Starts the program, which then writes what it prints into a file. */
  Process start(Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C"); // some of the output is read by us
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void writeInput(Process process, InputStream input) throws IOException {
    try (OutputStream stdin = process.getOutputStream()) {
      input.transferTo(stdin);
    } catch (IOException e) {
      // The program ended before it had read everything. Its status says more than "Broken pipe".
      if (await(process) == 0) {
        throw e;
      }
    }
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a program ran");
    }
  }
}
