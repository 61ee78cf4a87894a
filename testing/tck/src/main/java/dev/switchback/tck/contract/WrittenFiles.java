package dev.switchback.tck.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchback.servers.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SQL files in {@code src/test/sql-files} of a dialect, which are written by hand, and the
 * statements that the client program of the database sent when it read them. If the client program
 * needs {@code DELIMITER} where a migration does not, it reads {@code name.client.sql} instead of
 * {@code name.sql}.
 */
final class WrittenFiles {

  private static final String OF_CLIENT = ".client.sql";

  private static final Path ROOT = Path.of("src", "test", "sql-files");

  private static final String NEXT_FILE = "== ";

  /** What mysql sends by itself. */
  private static final List<String> OF_ITS_OWN =
      List.of("select @@version_comment limit 1", "select $$", "SELECT DATABASE()");

  private final TestDatabase engine;

  WrittenFiles(TestDatabase engine) {
    this.engine = engine;
  }

  private List<String> folders() {
    return switch (engine) {
      case H2, POSTGRESQL -> List.of("all");
      case MYSQL -> List.of("all", "mysql");
      case MARIADB -> List.of("all", "mariadb");
    };
  }

  List<SqlCorpus.File> files() throws IOException {
    List<SqlCorpus.File> files = new ArrayList<>();
    for (String folder : folders()) {
      for (Path file : in(folder)) {
        if (!file.toString().endsWith(OF_CLIENT)) {
          Path forClient = Path.of(file.toString().replaceFirst("\\.sql$", OF_CLIENT));
          String text = Files.readString(file);
          files.add(
              new SqlCorpus.File(
                  String.valueOf(file.getFileName()),
                  List.of(),
                  text,
                  Files.exists(forClient) ? Files.readString(forClient) : text));
        }
      }
    }
    return files;
  }

  /** Returns the files that no migration may send. */
  List<SqlCorpus.File> refused() throws IOException {
    List<SqlCorpus.File> files = new ArrayList<>();
    for (Path file : in("refused")) {
      String text = Files.readString(file);
      files.add(new SqlCorpus.File(String.valueOf(file.getFileName()), List.of(), text, text));
    }
    return files;
  }

  private static List<Path> in(String folder) throws IOException {
    if (!Files.isDirectory(ROOT.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(ROOT.resolve(folder))) {
      return all.sorted().toList();
    }
  }

  /** Returns the page of what the client program sent. */
  Path sentPage() {
    return page("sent-by-client");
  }

  /** Returns the page of the messages about the refused files. */
  Path refusedPage() {
    return page("refused-files");
  }

  private Path page(String name) {
    return Path.of(
        "src",
        "test",
        "golden",
        "%s-%s.txt".formatted(name, engine.name().toLowerCase(Locale.ROOT)));
  }

  static void write(Path page, Map<String, List<String>> byFile) throws IOException {
    StringBuilder text = new StringBuilder();
    byFile.forEach(
        (file, lines) -> {
          text.append(NEXT_FILE).append(file).append('\n');
          lines.forEach(line -> text.append(escaped(line)).append('\n'));
        });
    Files.writeString(page, text);
  }

  static Map<String, List<String>> read(Path page) throws IOException {
    Map<String, List<String>> byFile = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readString(page, UTF_8).lines().toList()) {
      if (line.startsWith(NEXT_FILE)) {
        lines = new ArrayList<>();
        byFile.put(line.substring(NEXT_FILE.length()), lines);
      } else {
        lines.add(raw(line));
      }
    }
    return byFile;
  }

  private static String escaped(String line) {
    return line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String raw(String line) {
    return Pattern.compile("\\\\(.)")
        .matcher(line)
        .replaceAll(
            found ->
                switch (found.group(1)) {
                  case "n" -> "\n";
                  case "r" -> "\r";
                  default -> "\\\\";
                });
  }

  // ---- how a client program writes a statement

  /**
   * Returns a statement of the client program without what it adds and leaves out: the comments
   * before it, its semicolon, and blank lines. Empty if nothing remains.
   */
  String plain(String sent) {
    String text = withoutCommentsBefore(sent.replace("\r\n", "\n"));
    boolean isOfClient = OF_ITS_OWN.contains(text);
    return isOfClient ? "" : withoutBlanks(text.replaceFirst(";$", ""));
  }

  private String withoutCommentsBefore(String text) {
    String rest = text.stripLeading();
    while (true) {
      if (isLineComment(rest)) {
        int end = rest.indexOf('\n');
        rest = end < 0 ? "" : rest.substring(end).stripLeading();
      } else if (isComment(rest)) {
        rest = rest.substring(endOfComment(rest)).stripLeading();
      } else {
        return rest;
      }
    }
  }

  private boolean isOfMySql() {
    return engine == TestDatabase.MYSQL || engine == TestDatabase.MARIADB;
  }

  private boolean isLineComment(String text) {
    return isOfMySql() ? text.matches("(?s)(?:#|--\\s|--$).*") : text.startsWith("--");
  }

  private boolean isComment(String text) {
    return isOfMySql()
        ? text.matches(
            engine == TestDatabase.MARIADB ? "(?s)/\\*(?!!|M!(?!999999)).*" : "(?s)/\\*(?!!).*")
        : text.startsWith("/*");
  }

  private int endOfComment(String text) {
    int open = 0;
    int at = 0;
    do {
      if (text.startsWith("/*", at)) {
        open = isOfMySql() ? 1 : open + 1;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        open--;
        at += 2;
      } else {
        at++;
      }
    } while (open > 0);
    return at;
  }

  /**
   * Client programs leave out empty lines, and put a blank after a comment. mysql also leaves out a
   * backslash at the end of a line, which means the same.
   */
  static String withoutBlanks(String text) {
    return text.replace("\\\n", "\n").replaceAll("\\s+", "");
  }

  /**
   * Returns whether a statement is what was sent, but for comments after its end, and the semicolon
   * of a statement between marks.
   */
  static boolean isSame(String statement, String sent) {
    return statement.equals(sent + ";")
        || (sent.startsWith(statement)
            && sent.substring(statement.length()).matches("(?s)(?:(?:--|#|/\\*).*)?"));
  }
}
