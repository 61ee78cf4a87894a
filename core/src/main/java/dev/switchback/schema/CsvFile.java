package dev.switchback.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A file of rows, for {@link dev.switchback.DataInterface#copyIn}. The same file gives the same
 * rows on every database.
 *
 * <p>The format is that of RFC 4180 in UTF-8, read strictly:
 *
 * <ul>
 *   <li>The first line is the header: the names of the columns, in the order of the call.
 *   <li>Every other line has as many fields, separated by commas. A line ends with {@code \n} or
 *       {@code \r\n}. The last line may end with the file.
 *   <li>A field with a comma, a quote or a line break is in double quotes, and a quote in it is
 *       written twice. Line breaks in quotes, and spaces, belong to the value.
 *   <li>An empty field is {@code NULL}. The empty text is {@code ""}.
 * </ul>
 *
 * <p>What is in a field depends on the type of its column. A whole number and a decimal number are
 * written with digits, a sign and a point; a boolean is {@code true} or {@code false}; a date is
 * {@code 2025-03-01}, a time {@code 10:11:12.5}, a timestamp {@code 2025-03-01T10:11:12Z}, which is
 * taken as UTC if it has no offset. Bytes are hexadecimal digits. A UUID has its hyphens, in lower
 * case; on MySQL, its column is a {@code CHAR(36)}, whose text is not checked. A column of another
 * type takes the text as the server reads it. An array is refused.
 *
 * <p>Immutable. It opens its content again for each reading, and closes it.
 */
public final class CsvFile {

  /** Opens the content of a file. */
  @FunctionalInterface
  public interface Content {

    /** Returns a new stream with the same bytes at each call. */
    InputStream open() throws IOException;
  }

  private final String name;
  private final Content content;

  private CsvFile(String name, Content content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Returns a file on the class path: {@code csvFile(getClass(), "countries.csv")}.
   *
   * @param type the class beside which the file is, as a rule that of the migration. On the module
   *     path, its package must be open to {@code dev.switchback}
   * @param name relative to the package of the class; a leading {@code /} makes it absolute
   */
  public static CsvFile csvFile(Class<?> type, String name) {
    Check.that(!name.isBlank(), "csvFile – the name of the file is empty");
    Check.that(ClassPathFile.isPlain(name), "CSV file '%s' – %s", name, ClassPathFile.notPlain());
    return new CsvFile(
        name,
        () ->
            ClassPathFile.open(type, name)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "CSV file '%s' – %s"
                                .formatted(name, ClassPathFile.missing(type, name)))));
  }

  /**
   * Returns content from elsewhere: {@code csvFrom("countries.csv", () ->
   * Files.newInputStream(path))}. It is opened several times, also when the migration is compared,
   * planned or resumed, and must then be the same.
   *
   * @param name what messages call it
   */
  public static CsvFile csvFrom(String name, Content content) {
    Check.that(!name.isBlank(), "csvFrom – the name of the content is empty");
    return new CsvFile(name, content);
  }

  /** Returns what messages call it. */
  public String name() {
    return name;
  }

  /**
   * Returns the rows after the header.
   *
   * @param state what is true of the database if the content is refused: {@code Nothing was sent}
   * @throws IllegalArgumentException if the content cannot be read, or if its header is not {@code
   *     columns}
   */
  public CsvRows rows(List<String> columns, String state) {
    InputStream stream;
    try {
      stream = content.open();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "CSV file '%s' – it cannot be opened (%s). %s. Check that it is there and may be read"
              .formatted(name, e.getClass().getSimpleName(), state),
          e);
    }
    return new CsvRows(name, stream, columns, state);
  }
}
