package dev.switchback.cli;

import dev.switchback.Adoption;
import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that maps entries of another tool's history to migrations: {@code V1__init.sql = 2025…}.
 */
record MappingFile(Path path) {

  private static final String SEPARATOR = " =";

  static void printTemplate(Adoption adoption, Terminal terminal) {
    adoption
        .entries()
        .forEach(
            entry -> {
              String migration = entry.migration().map(name -> " " + name).orElse("");
              terminal.print(entry.name() + SEPARATOR + migration);
            });
  }

  Map<String, String> read() {
    Map<String, String> mapping = new LinkedHashMap<>();
    for (String line : lines()) {
      int at = line.lastIndexOf(SEPARATOR);
      if (at < 1 || mapping.containsKey(line.substring(0, at).strip())) {
        throw new ConfigurationException(
            "Mapping '%s' – line '%s' %s. Nothing was changed. Write 'entry = migration', or"
                    .formatted(path, line, at < 1 ? "has no ' ='" : "repeats an entry")
                + " 'entry =' for none, a line for each.");
      }
      mapping.put(line.substring(0, at).strip(), line.substring(at + SEPARATOR.length()).strip());
    }
    return mapping;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(path).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new ConfigurationException(
          "Mapping '%s' – it cannot be read. Nothing was changed. 'adopt TOOL --template' prints one. Cause: %s"
              .formatted(path, e.getMessage()),
          e);
    }
  }
}
