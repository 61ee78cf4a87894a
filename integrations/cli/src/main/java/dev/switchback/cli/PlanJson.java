package dev.switchback.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.switchback.Plan;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a plan as JSON, for programs and for a file that is compared later. */
record PlanJson(Plan plan) {

  void printOn(Terminal terminal) {
    terminal.print(inAscii(Json.text(object())));
  }

  /**
   * Escapes everything but ASCII, because a stored file may be read where the charset is another.
   */
  private static String inAscii(String json) {
    return json.codePoints()
        .mapToObj(
            point ->
                point < 0x7f
                    ? Character.toString(point)
                    : Character.toString(point)
                        .chars()
                        .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  JsonObject object() {
    JsonObject object = new JsonObject();
    object.addProperty("dialect", plan.dialect());
    object.addProperty("direction", plan.direction().toString());
    JsonArray migrations = new JsonArray();
    plan.migrations().forEach(entry -> migrations.add(object(entry)));
    object.add("migrations", migrations);
    return object;
  }

  private static JsonObject object(Plan.Entry entry) {
    JsonObject object = new JsonObject();
    object.addProperty("name", entry.name());
    JsonArray steps = new JsonArray();
    entry.steps().forEach(step -> steps.add(object(step)));
    object.add("steps", steps);
    entry
        .end()
        .ifPresent(
            end -> object.addProperty(end.isRefused() ? "refused" : "notKnown", end.reason()));
    return object;
  }

  private static JsonObject object(Plan.Step step) {
    JsonObject object = new JsonObject();
    object.addProperty("description", step.description());
    JsonArray sql = new JsonArray();
    step.sql().forEach(sql::add);
    object.add("sql", sql);
    if (step.isOutsideTransaction()) {
      object.addProperty("outsideTransaction", true);
    }
    if (step.isAfterQuery()) {
      object.addProperty("afterQuery", true);
    }
    step.loses().ifPresent(what -> object.addProperty("loses", what));
    step.unknown().ifPresent(why -> object.addProperty("unknown", why));
    if (!step.hazards().isEmpty()) {
      JsonArray hazards = new JsonArray();
      step.hazards().forEach(hazard -> hazards.add(hazard.toString()));
      object.add("hazards", hazards);
    }
    step.acknowledged().ifPresent(reason -> object.addProperty("acknowledged", reason));
    return object;
  }
}
