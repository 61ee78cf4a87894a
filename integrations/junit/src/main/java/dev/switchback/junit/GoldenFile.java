package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** A file of the sources that a text is compared with. A person reviews its changes. */
record GoldenFile(Path path) {

  private static final String APPROVAL = "switchback.test.approve";

  /**
   * Compares a text with the file. With {@code -Dswitchback.test.approve=true}, writes the file
   * instead.
   *
   * @param subject what the text is, at the beginning of a message
   */
  void compare(String subject, String text) {
    if (Boolean.getBoolean(APPROVAL)) {
      write(text);
      return;
    }
    String kept = read();
    if (!kept.equals(text)) {
      throw new AssertionFailedError(
          "%s – it differs from '%s':\n%s\nReview the difference. If it is intended, run the test with -D%s=true, which writes the file."
              .formatted(subject, path, String.join("\n", differences(kept, text)), APPROVAL),
          kept,
          text);
    }
  }

  private void write(String text) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Golden file '%s' – it cannot be written. Name a file that can be created."
              .formatted(path),
          e);
    }
  }

  private String read() {
    if (!Files.exists(path)) {
      throw new AssertionFailedError(
          "Golden file '%s' – it does not exist in '%s'. Nothing was compared. Run the test with -D%s=true, which writes the file, and review it."
              .formatted(path, Path.of("").toAbsolutePath(), APPROVAL));
    }
    try {
      return Files.readString(path).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new ConfigurationException(
          "Golden file '%s' – it cannot be read as UTF-8. Nothing was compared. Run the test with -D%s=true, which writes the file."
              .formatted(path, APPROVAL),
          e);
    }
  }

  /** Returns the lines between the equal beginning and the equal end. */
  private static List<String> differences(String kept, String text) {
    List<String> before = kept.lines().toList();
    List<String> now = text.lines().toList();
    int shorter = Math.min(before.size(), now.size());
    int begin = 0;
    while (begin < shorter && before.get(begin).equals(now.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin
        && before.get(before.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
      end++;
    }
    List<String> lines = new ArrayList<>();
    before.subList(begin, before.size() - end).forEach(line -> lines.add("- " + line));
    now.subList(begin, now.size() - end).forEach(line -> lines.add("+ " + line));
    return lines;
  }
}
