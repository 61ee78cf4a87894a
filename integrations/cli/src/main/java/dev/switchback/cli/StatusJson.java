package dev.switchback.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.switchback.MigrationStatus;
import dev.switchback.UnfinishedSteps;
import java.util.List;

/** Prints the state of migrations as JSON: an array with one object for each, in order. */
record StatusJson(List<MigrationStatus> migrations) {

  void printOn(Terminal terminal) {
    JsonArray all = new JsonArray();
    migrations.forEach(migration -> all.add(object(migration)));
    terminal.print(Json.text(all));
  }

  private static JsonObject object(MigrationStatus migration) {
    JsonObject object = new JsonObject();
    object.addProperty("name", migration.name());
    object.addProperty("state", migration.state().toString());
    if (migration.isRepeatable()) {
      object.addProperty("repeatable", true);
    }
    migration.appliedAt().ifPresent(at -> object.addProperty("appliedAt", at.toString()));
    migration.replacedBy().ifPresent(squash -> object.addProperty("replacedBy", squash));
    migration.unfinished().ifPresent(steps -> object.add("unfinished", object(steps)));
    return object;
  }

  private static JsonObject object(UnfinishedSteps steps) {
    JsonObject object = new JsonObject();
    object.addProperty("direction", steps.direction().toString());
    JsonArray done = new JsonArray();
    steps.done().forEach(done::add);
    object.add("done", done);
    if (steps.isRedo()) {
      object.addProperty("redo", true);
    }
    steps.inFlight().ifPresent(step -> object.addProperty("inFlight", step));
    return object;
  }
}
