package dev.switchback.mysql;

import java.util.ArrayList;
import java.util.List;

/** The values in {@code enum('open','it''s')}, as {@code information_schema} writes it. */
final class EnumType {

  private EnumType() {}

  static List<String> values(String type) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean isInside = false;
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (c == '\'') {
        boolean isDoubled = isInside && i + 1 < type.length() && type.charAt(i + 1) == '\'';
        if (isDoubled) {
          value.append(c);
          i++;
        } else {
          if (isInside) {
            values.add(value.toString());
            value.setLength(0);
          }
          isInside = !isInside;
        }
      } else if (isInside) {
        value.append(c == '\\' ? escaped(type.charAt(++i)) : c);
      }
    }
    return values;
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '0' -> '\0';
      default -> c;
    };
  }
}
