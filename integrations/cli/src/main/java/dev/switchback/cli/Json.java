package dev.switchback.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** How the command line writes JSON. */
final class Json {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Json() {}

  /** Indented, a property on each line. */
  static String text(JsonElement element) {
    return GSON.toJson(element);
  }
}
