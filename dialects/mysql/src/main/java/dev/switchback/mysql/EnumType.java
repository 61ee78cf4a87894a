package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the values in {@code enum('open','it''s')}, as {@code information_schema} writes it. */
final class EnumType {

  private EnumType() {}

  /** Returns the values. A quote is doubled, and a backslash escapes the next character. */
  static List<String> values(String type) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean isInside = false;
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (c == '\'' && isInside && type.startsWith("''", i)) {
        value.append(type.charAt(++i));
      } else if (c == '\'') {
        if (isInside) {
          values.add(value.toString());
          value.setLength(0);
        }
        isInside = !isInside;
      } else if (c == '\\' && isInside) {
        value.append(unescaped(type.charAt(++i)));
      } else if (isInside) {
        value.append(c);
      }
    }
    return values;
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '0' -> '\0';
      default -> c;
    };
  }

  /** Returns the type as the catalogue shows it. */
  static String of(List<String> values) {
    return values.stream()
        .map(EnumType::valueInCatalog)
        .collect(Collectors.joining("','", "enum('", "')"));
  }

  /** Returns an enum value as the catalogue shows it, which is equal in all SQL modes. */
  private static String valueInCatalog(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("'", "''");
  }
}
