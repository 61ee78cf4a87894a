package dev.switchback.internal.base;

import dev.switchback.DatabaseProduct;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlScript;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.schema.ClassPathFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A file of SQL on the class path: one that {@code executeResource} names, or a script. */
public final class SqlFile {

  private static final String DIALECT = "{dialect}";

  /** The databases whose files are in the fingerprint, whatever database the run is on. */
  private static final List<String> DIALECTS =
      Stream.of(
              DatabaseProduct.H2,
              DatabaseProduct.MARIADB,
              DatabaseProduct.MYSQL,
              DatabaseProduct.POSTGRESQL)
          .map(product -> word(product.name()))
          .toList();

  private final Class<?> type;
  private final String name;

  /** What a script of Flyway has instead of {@code ${name}}; null for another file. */
  private final @Nullable Placeholders placeholders;

  private SqlFile(Class<?> type, String name, @Nullable Placeholders placeholders) {
    this.type = type;
    this.name = name;
    this.placeholders = placeholders;
  }

  /** Thrown if a file, or a statement in it, is refused before it is sent. */
  public static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
      super(message);
    }

    public Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Returns the file of this name. Does not read it.
   *
   * @param type the class of the migration
   */
  public static SqlFile of(Class<?> type, @Nullable String name) {
    if (name == null || name.isBlank()) {
      throw new Refused("executeResource – the name of the file is empty. Nothing was sent");
    }
    if (!ClassPathFile.isPlain(name)) {
      throw new Refused("SQL file '%s' – %s".formatted(name, ClassPathFile.notPlain()));
    }
    return new SqlFile(type, name, null);
  }

  /**
   * Returns a script of Flyway, which may have no statement. Does not read it.
   *
   * @param type the class of the migration
   * @param path from the root of the class path
   */
  public static SqlFile ofFlyway(Class<?> type, String path, Placeholders placeholders) {
    return new SqlFile(type, path, placeholders);
  }

  /** Returns a human-readable description, as that of an operation. */
  public String describe() {
    return (isScript() ? "script '" : "executeResource '") + name + "'";
  }

  private boolean isScript() {
    return placeholders != null;
  }

  private static String word(String database) {
    return database.toLowerCase(Locale.ROOT);
  }

  private String nameFor(String dialect) {
    return name.replace(DIALECT, dialect);
  }

  /**
   * Returns the canonical form, which never changes: the hash of the text. If there is a file for
   * each database, those of all of them.
   */
  public String form() {
    if (isScript() || !name.contains(DIALECT)) {
      return "executeResource(text=" + CanonicalForm.fingerprint(text(name)) + ")";
    }
    StringJoiner form = new StringJoiner(" ", "executeResource(", ")");
    for (String dialect : DIALECTS) {
      String each = nameFor(dialect);
      read(each)
          .ifPresent(
              bytes -> form.add(dialect + "=" + CanonicalForm.fingerprint(decoded(each, bytes))));
    }
    return form.toString();
  }

  /** Returns the statements of the file for this database, each with its place. */
  public List<ExecuteSql> statements(Dialect dialect) {
    String file = isScript() ? name : nameFor(word(dialect.name()));
    List<ExecuteSql> statements = new ArrayList<>();
    for (SqlScript.Part part : parts(file, dialect)) {
      String place = file + ":" + part.line();
      require(part.sql(), place, dialect);
      statements.add(new ExecuteSql(part.sql(), List.of(), place));
    }
    if (statements.isEmpty() && !isScript()) {
      throw new Refused(
          "SQL file '%s' – it has no statement. Nothing was sent. Write one, or leave out the call"
              .formatted(file));
    }
    return statements;
  }

  private List<SqlScript.Part> parts(String file, Dialect dialect) {
    try {
      return SqlScript.parts(text(file), dialect.rawSql().syntax(), dialect.rawSql().script());
    } catch (SqlScript.Unsplittable e) {
      throw new Refused(
          "SQL file '%s:%d' – %s. No statement of the file was sent"
              .formatted(file, e.line(), e.getMessage()),
          e);
    }
  }

  /** Rejects a statement that {@code execute} would reject. */
  private static void require(String sql, String place, Dialect dialect) {
    try {
      TransactionControl.mayHideIn(sql, dialect.rawSql().syntax());
      dialect.rawSql().requireFit(sql);
      dialect.rawSql().requireValues(sql, List.of());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new Refused(
          "SQL file '%s' – %s No statement of the file was sent"
              .formatted(place, sentence(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  /** Returns the text, with {@code \n} at the end of each line and without a byte order mark. */
  private String text(String file) {
    String text = decoded(file, read(file).orElseThrow(() -> missing(file)));
    try {
      return placeholders == null ? text : placeholders.replaced(text);
    } catch (Placeholders.Unknown e) {
      throw new Refused(
          "SQL file '%s:%d' – the placeholder '%s' has no value. No script was sent. Return its value from placeholders(). If the text itself is meant, return that as its value"
              .formatted(file, e.line(), e.getMessage()),
          e);
    }
  }

  /** Returns the lines, if it is not a file of SQL but of settings. */
  public List<String> lines() {
    return decoded(name, read(name).orElseThrow(() -> missing(name))).lines().toList();
  }

  /**
   * Returns the checksums with which Flyway may have recorded this script: of the text as it is,
   * and with its placeholders replaced. Flyway ignores line ends and a byte order mark.
   */
  public Set<Integer> checksums() {
    String raw = decoded(name, read(name).orElseThrow(() -> missing(name)));
    return Set.copyOf(List.of(checksum(raw), checksum(text(name))));
  }

  private static int checksum(String text) {
    CRC32 checksum = new CRC32();
    text.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) checksum.getValue();
  }

  private Optional<byte[]> read(String file) {
    try (InputStream stream =
        ClassPathFile.open(type, isScript() ? "/" + file : file).orElse(null)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new Refused(
          "SQL file '%s' – it cannot be read: %s. Nothing was sent"
              .formatted(file, Redaction.firstLine(e)),
          e);
    }
  }

  private Refused missing(String file) {
    String fromType = isScript() ? "/" + file : file;
    return new Refused("SQL file '%s' – %s".formatted(file, ClassPathFile.missing(type, fromType)));
  }

  private static String decoded(String file, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.replaceFirst("^\uFEFF", "").replace("\r\n", "\n");
    } catch (CharacterCodingException e) {
      throw new Refused(
          "SQL file '%s' – it is not UTF-8. Nothing was sent. Save it in UTF-8".formatted(file), e);
    }
  }
}
