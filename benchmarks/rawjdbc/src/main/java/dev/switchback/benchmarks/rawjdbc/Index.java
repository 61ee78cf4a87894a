package dev.switchback.benchmarks.rawjdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The list of all migrations: a file with a line for each, name and statement, in order. */
final class Index {

  private static final String FILE = "/migrations.index";

  private Index() {}

  /** A migration of one statement. */
  record Entry(String name, String sql) {}

  static List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (InputStream file = Objects.requireNonNull(Index.class.getResourceAsStream(FILE), FILE);
        BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        entries.add(new Entry(line.substring(0, tab), line.substring(tab + 1)));
      }
    }
    return entries;
  }
}
