package dev.switchback.postgresql;

import dev.switchback.schema.Bytes;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes arrays as texts that PostgreSQL reads for every element type (manual, "Array Input and
 * Output Syntax").
 */
final class ArrayText {

  private ArrayText() {}

  static String of(List<?> elements) {
    return elements.stream().map(ArrayText::element).collect(Collectors.joining(",", "{", "}"));
  }

  private static String element(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    String text = value instanceof byte[] bytes ? text(Bytes.of(bytes)) : text(value);
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String text(Object value) {
    return value instanceof Bytes bytes ? "\\x" + bytes : value.toString();
  }
}
