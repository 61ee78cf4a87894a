package dev.switchback.servers;

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

/** A program with its arguments, its working folder and its environment. */
record Command(Path folder, Map<String, String> environment, List<String> words) {

  Command(Path folder, List<String> words) {
    this(folder, Map.of(), words);
  }

  /** Returns a copy with more arguments. */
  Command with(String... arguments) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(arguments));
    return new Command(folder, environment, more);
  }

  /** Runs the program to its end without input, and returns its output. */
  String run() throws IOException {
    return run(InputStream.nullInputStream());
  }

  /**
   * Runs the program to its end with an input, and returns its output.
   *
   * @throws IOException if the program does not exist, or exits with another status than 0
   */
  String run(InputStream input) throws IOException {
    // A file takes any amount of output while the input is written; a pipe would fill up.
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

  /** Starts the program with its output redirected to a file. */
  Process start(Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C"); // our code parses some of the output
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
