package dev.switchback.cli;

import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stored schema, which is compared with the present one. */
record SchemaFile(Path path) {

  private static final String TITLE =
      "# Written by 'schema --dump'. Compare it by 'schema --check'.";

  /**
   * The lines of a schema, without the title.
   *
   * @param lines a line for each object; the parts of a table are indented below it
   */
  record Text(List<String> lines) {

    /** Returns the objects by their first word and name, each with all of its lines. */
    Map<String, List<String>> objects() {
      Map<String, List<String>> objects = new LinkedHashMap<>();
      List<String> current = new ArrayList<>();
      for (String line : lines) {
        if (!line.startsWith(" ")) {
          current = new ArrayList<>();
          objects.put(line.split(": ", 2)[0], current);
        }
        current.add(line);
      }
      return objects;
    }
  }

  void write(Text now, Invocation invocation) {
    List<String> all = new ArrayList<>(List.of(TITLE));
    all.addAll(now.lines());
    new OutputFile("Schema file", path).write(String.join("\n", all) + "\n", invocation);
  }

  /**
   * Reports the lines in which the schema differs from the file: {@code -} for those of the file.
   */
  void check(Text now, Invocation invocation) {
    Map<String, List<String>> kept = read().objects();
    Map<String, List<String>> found = now.objects();
    if (kept.equals(found)) {
      invocation.terminal().print(path + " matches the schema");
      return;
    }
    Set<String> names = new LinkedHashSet<>(kept.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      compare(
          name,
          kept.getOrDefault(name, List.of()),
          found.getOrDefault(name, List.of()),
          invocation.terminal());
    }
    invocation.terminal().print("Review the schema, and write the file again by 'schema --dump'.");
    invocation.exitWith(MigrateCommand.NOT_UP_TO_DATE);
  }

  private static void compare(
      String name, List<String> kept, List<String> found, Terminal terminal) {
    if (kept.equals(found)) {
      return;
    }
    terminal.print(name);
    List<String> gone = new ArrayList<>(kept);
    gone.removeAll(found);
    List<String> added = new ArrayList<>(found);
    added.removeAll(kept);
    gone.forEach(line -> terminal.print("  - " + line.strip()));
    added.forEach(line -> terminal.print("  + " + line.strip()));
    if (gone.isEmpty() && added.isEmpty()) {
      terminal.print("  the order differs");
    }
  }

  private Text read() {
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (CharacterCodingException e) {
      throw refused("it is not UTF-8", e);
    } catch (IOException e) {
      throw refused("it cannot be read", e);
    }
    if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
      throw refused("it was not written by 'schema --dump'", null);
    }
    return new Text(lines.subList(1, lines.size()));
  }

  private ConfigurationException refused(String what, @Nullable Throwable cause) {
    return new ConfigurationException(
        "Schema file '%s' – %s. Nothing was compared. Write one by 'schema --dump'."
            .formatted(path, what),
        cause);
  }
}
