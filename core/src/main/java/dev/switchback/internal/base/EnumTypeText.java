package dev.switchback.internal.base;

import dev.switchback.schema.EnumTypeDescription;
import java.util.ArrayList;
import java.util.List;

/** Converts the descriptions of enum types to an array of strings, and back. */
public final class EnumTypeText {

  private EnumTypeText() {}

  public static String[] write(List<EnumTypeDescription> types) {
    List<String> texts = new ArrayList<>();
    for (EnumTypeDescription type : types) {
      texts.add(type.name());
      texts.add(Integer.toString(type.values().size()));
      texts.addAll(type.values());
    }
    return texts.toArray(new String[0]);
  }

  public static List<EnumTypeDescription> read(String[] texts) {
    List<EnumTypeDescription> types = new ArrayList<>();
    int next = 0;
    while (next < texts.length) {
      int from = next + 2;
      int to = from + Integer.parseInt(texts[next + 1]);
      types.add(new EnumTypeDescription(texts[next], List.of(texts).subList(from, to)));
      next = to;
    }
    return types;
  }
}
