package dev.switchback.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a {@link CsvFile}, one at a time. Only the current row is in memory. What does
 * not follow the format is an {@link IllegalArgumentException} with its line.
 *
 * <p>Used by one thread, and closed by it.
 */
public final class CsvRows implements AutoCloseable {

  /** The longest field. A quote that is not closed would otherwise take the rest of the file. */
  private static final int MOST_CHARACTERS = 16_000_000;

  private static final int END = -1;

  private final String file;
  private final InputStream stream;
  private final String state;
  private final int width;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(8_192).flip();
  private final CharBuffer characters = CharBuffer.allocate(8_192).flip();
  private boolean isAtEnd;
  private int line = 1;
  private int lineOfRow = 1;

  /** Reads the header. */
  CsvRows(String file, InputStream stream, List<String> columns, String state) {
    this.file = file;
    this.state = state;
    this.stream = stream;
    width = columns.size();
    try {
      requireHeader(columns);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void requireHeader(List<String> columns) {
    if (peek() == '\uFEFF') {
      read();
    }
    Optional<List<@Nullable String>> header = record();
    if (header.isEmpty()) {
      throw refused(1, "it is empty", "Write the names of the columns into its first line");
    }
    if (!header.get().equals(columns)) {
      throw refused(
          1,
          "its first line is not the header of the columns " + columns,
          "Write their names into the first line, in the order of the call");
    }
  }

  /**
   * Returns the fields of the next row, {@code null} for an empty one. Empty after the last row.
   */
  public Optional<List<@Nullable String>> next() {
    Optional<List<@Nullable String>> row = record();
    if (row.isPresent() && row.get().size() != width) {
      int fields = row.get().size();
      throw refused(
          lineOfRow,
          "it has %d field%s, and the header has %d"
              .formatted(fields, fields == 1 ? "" : "s", width),
          "Write a field that has a comma or a line break in double quotes, and no empty line");
    }
    return row;
  }

  /** Returns the line where the last row begins, counted from 1. The header is line 1. */
  public int line() {
    return lineOfRow;
  }

  private Optional<List<@Nullable String>> record() {
    lineOfRow = line;
    if (peek() == END) {
      return Optional.empty();
    }
    List<@Nullable String> fields = new ArrayList<>();
    fields.add(field());
    while (peek() == ',') {
      read();
      fields.add(field());
    }
    endLine();
    return Optional.of(Collections.unmodifiableList(fields));
  }

  private @Nullable String field() {
    if (peek() == '"') {
      return quoted();
    }
    StringBuilder text = new StringBuilder();
    while (!isEndOfField(peek())) {
      if (peek() == '"') {
        throw refused(
            line,
            "a quote is in a field that does not begin with one",
            "Write the field in double quotes, and each quote in it twice");
      }
      append(text, line);
    }
    return text.length() == 0 ? null : text.toString();
  }

  private String quoted() {
    int start = line;
    read();
    StringBuilder text = new StringBuilder();
    while (true) {
      if (peek() == END) {
        throw refused(start, "a quote is not closed", "Close it at the end of its field");
      }
      if (peek() == '"') {
        read();
        if (peek() != '"') {
          break;
        }
      }
      append(text, start);
    }
    if (!isEndOfField(peek())) {
      throw refused(
          line,
          "text follows a closing quote",
          "Write each quote in a field twice, and a comma after the closing one");
    }
    return text.toString();
  }

  private static boolean isEndOfField(int next) {
    return next == ',' || next == '\n' || next == '\r' || next == END;
  }

  private void append(StringBuilder text, int start) {
    int next = read();
    if (next == 0) {
      throw refused(line, "it has the character NUL, which not every database stores", "Remove it");
    }
    if (text.length() == MOST_CHARACTERS) {
      throw refused(
          start,
          "a field has more than 16,000,000 characters",
          "Check whether its quote is closed");
    }
    text.append((char) next);
  }

  private void endLine() {
    if (peek() == '\r') {
      read();
      if (peek() != '\n') {
        throw refused(
            line,
            "a carriage return is neither in quotes nor before a line feed",
            "End a line with a line feed");
      }
    }
    if (peek() == '\n') {
      read();
    }
  }

  private int read() {
    int next = peek();
    characters.get();
    if (next == '\n') {
      line++;
    }
    return next;
  }

  /** Returns the next character, which {@link #read} returns again. */
  private int peek() {
    while (!characters.hasRemaining() && !isAtEnd) {
      decode();
    }
    return characters.hasRemaining() ? characters.get(characters.position()) : END;
  }

  /** Decodes what is there. An error is thrown only when the characters before it are read. */
  private void decode() {
    characters.clear();
    CoderResult result = decoder.decode(bytes, characters, false);
    if (result.isUnderflow() && characters.position() == 0 && !fill()) {
      isAtEnd = true;
      result = decoder.decode(bytes, characters, true);
    }
    if (result.isError() && characters.position() == 0) {
      throw refused(line, "it is not UTF-8", "Save it in UTF-8");
    }
    characters.flip();
  }

  /** Reads more bytes. Returns false at the end. */
  private boolean fill() {
    bytes.compact();
    try {
      int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
      bytes.position(bytes.position() + Math.max(0, count));
      return count >= 0;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "CSV file '%s:%d' – it cannot be read further (%s). %s. Check that it may be read"
              .formatted(file, line, e.getClass().getSimpleName(), state),
          e);
    } finally {
      bytes.flip();
    }
  }

  /** Returns the refusal of the row that was read last. */
  public IllegalArgumentException refused(String what, String remedy) {
    return refused(lineOfRow, what, remedy);
  }

  private IllegalArgumentException refused(int at, String what, String remedy) {
    return new IllegalArgumentException(
        "CSV file '%s:%d' – %s. %s. %s".formatted(file, at, what, state, remedy));
  }

  /** Closes the content. */
  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "CSV file '%s' – it cannot be closed (%s). %s. Check that it may be read"
              .formatted(file, e.getClass().getSimpleName(), state),
          e);
    }
  }
}
