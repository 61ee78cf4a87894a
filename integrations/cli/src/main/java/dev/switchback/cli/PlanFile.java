package dev.switchback.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.switchback.ConfigurationException;
import dev.switchback.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stored plan, which is compared with the present one. */
record PlanFile(Path path) {

  /** Reports the migrations in which {@code plan} differs from the file. */
  void check(Plan plan, Invocation invocation) {
    JsonObject kept = read();
    JsonObject now = new PlanJson(plan).object();
    requireSame("dialect", kept, now);
    requireSame("direction", kept, now);
    if (kept.equals(now)) {
      invocation.terminal().print(path + " matches the plan");
      return;
    }
    Map<String, JsonElement> keptOnes = migrations(kept);
    Map<String, JsonElement> nowOnes = migrations(now);
    Set<String> names = new LinkedHashSet<>(keptOnes.keySet());
    names.addAll(nowOnes.keySet());
    for (String name : names) {
      if (!nowOnes.containsKey(name)) {
        invocation.terminal().print(name + "  only in " + path);
      } else if (!keptOnes.containsKey(name)) {
        invocation.terminal().print(name + "  not in " + path);
      } else if (!nowOnes.get(name).equals(keptOnes.get(name))) {
        invocation.terminal().print(name + "  differs");
      }
    }
    invocation.terminal().print("Review the plan, and write the file again by 'plan --json'.");
    invocation.exitWith(MigrateCommand.NOT_UP_TO_DATE);
  }

  private JsonObject read() {
    try {
      return JsonParser.parseString(Files.readString(path)).getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw refused("it cannot be read as a plan", e);
    }
  }

  private void requireSame(String property, JsonObject kept, JsonObject now) {
    JsonElement before = kept.get(property);
    if (before == null) {
      throw refused("it has no '" + property + "', so it is not a plan", null);
    }
    if (!before.equals(now.get(property))) {
      throw refused(
          "its %s is %s, and that of this plan %s".formatted(property, before, now.get(property)),
          null);
    }
  }

  private Map<String, JsonElement> migrations(JsonObject plan) {
    try {
      Map<String, JsonElement> all = new LinkedHashMap<>();
      for (JsonElement migration : plan.getAsJsonArray("migrations")) {
        all.put(migration.getAsJsonObject().get("name").getAsString(), migration);
      }
      return all;
    } catch (RuntimeException e) { // any exception of Gson for a file of another structure
      throw refused("its migrations cannot be read", e);
    }
  }

  private ConfigurationException refused(String what, @Nullable Throwable cause) {
    return new ConfigurationException(
        "Plan file '%s' – %s. Nothing was compared. Write one by 'plan --json'."
            .formatted(path, what),
        cause);
  }
}
