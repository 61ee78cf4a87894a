package dev.switchback.tck.contract;

import dev.switchback.Migration;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.RepeatableMigration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Repeatable migrations that do what a test says, beside a versioned one. */
final class ScriptedRepeatables {

  private final Map<Class<? extends Migration>, Body> bodies = new HashMap<>();
  private final Map<Class<? extends Migration>, List<Class<? extends RepeatableMigration>>>
      predecessors = new HashMap<>();

  /** Adds {@code type}, which does this. */
  ScriptedRepeatables with(Class<? extends Migration> type, Body body) {
    bodies.put(type, body);
    return this;
  }

  /** Adds {@code type}, which does this after {@code first}. */
  ScriptedRepeatables with(
      Class<? extends RepeatableMigration> type,
      Body body,
      Class<? extends RepeatableMigration> first) {
    predecessors.put(type, List.of(first));
    return with(type, body);
  }

  /** Lets {@code builder} run them, and the migrations that it has without them. */
  MigratorBuilder in(MigratorBuilder builder) {
    List<Class<? extends Migration>> types = new ArrayList<>(bodies.keySet());
    return builder.migrations(types).factory(this::create);
  }

  private Migration create(Class<? extends Migration> type) throws Exception {
    Body body = bodies.get(type);
    if (body == null) {
      return type.getConstructor().newInstance();
    }
    if (type == M20250601000000_Scripted.class) {
      return new M20250601000000_Scripted(body, db -> {});
    }
    Scripted made = (Scripted) type.getDeclaredConstructor().newInstance();
    made.body = body;
    made.first = predecessors.getOrDefault(type, List.of());
    return made;
  }

  /** A repeatable migration whose steps a test gives. */
  abstract static class Scripted implements RepeatableMigration {

    private Body body = db -> {};
    private List<Class<? extends RepeatableMigration>> first = List.of();

    @Override
    public final void apply(QueryInterface db) throws Exception {
      Objects.requireNonNull(body).run(db);
    }

    @Override
    public final List<Class<? extends RepeatableMigration>> after() {
      return first;
    }
  }

  /** One of them. */
  static final class R_Adults extends Scripted {}

  /** The second by name. */
  static final class R_Guests extends Scripted {}

  /** The last by name. */
  static final class R_Zones extends Scripted {}
}
