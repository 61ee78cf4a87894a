package dev.switchback.internal.base;

import dev.switchback.DatabaseProduct;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlScript;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.ExecuteSql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file of SQL on the class path, as {@code executeResource} names it. */
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

  private SqlFile(Class<?> type, String name) {
    this.type = type;
    this.name = name;
  }

  /** Thrown if a file, or a statement in it, is refused before it is sent. */
  public static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
      super(message);
    }

    Refused(String message, Throwable cause) {
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
    if (!isPlain(name)) {
      throw new Refused(
          "SQL file '%s' – the name is not a plain path. Nothing was sent. Write it with '/', and without '..' and '.'; a leading '/' means the root of the class path"
              .formatted(name));
    }
    return new SqlFile(type, name);
  }

  private static boolean isPlain(String name) {
    String path = name.startsWith("/") ? name.substring(1) : name;
    return List.of(path.split("/", -1)).stream()
        .noneMatch(
            part -> part.isEmpty() || part.equals(".") || part.equals("..") || part.contains("\\"));
  }

  /** Returns a human-readable description, as that of an operation. */
  public String describe() {
    return "executeResource '" + name + "'";
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
    if (!name.contains(DIALECT)) {
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
    String file = nameFor(word(dialect.name()));
    List<ExecuteSql> statements = new ArrayList<>();
    for (SqlScript.Part part : parts(file, dialect)) {
      String place = file + ":" + part.line();
      require(part.sql(), place, dialect);
      statements.add(new ExecuteSql(part.sql(), List.of(), place));
    }
    if (statements.isEmpty()) {
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
    return decoded(file, read(file).orElseThrow(() -> missing(file)));
  }

  private Optional<byte[]> read(String file) {
    try (InputStream stream = type.getResourceAsStream(file)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new Refused(
          "SQL file '%s' – it cannot be read: %s. Nothing was sent"
              .formatted(file, Redaction.firstLine(e)),
          e);
    }
  }

  private Refused missing(String file) {
    String path =
        file.startsWith("/")
            ? file.substring(1)
            : type.getPackageName().replace('.', '/') + "/" + file;
    String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    String module =
        type.getModule().isNamed() && !folder.isEmpty()
            ? ", and open its package '%s' to dev.switchback".formatted(folder.replace('/', '.'))
            : "";
    return new Refused(
        "SQL file '%s' – it is not there: the class loader of '%s' has no '%s'. Nothing was sent. Add it to the resources%s"
            .formatted(file, type.getName(), path, module));
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
