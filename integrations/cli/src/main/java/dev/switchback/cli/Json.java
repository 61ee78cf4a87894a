package dev.switchback.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** Writes JSON for the command line. */
final class Json {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Json() {}

  /** Returns indented JSON, with one property on each line. */
  static String text(JsonElement element) {
    return GSON.toJson(element);
  }
}
