package dev.switchback.internal.events;

import dev.switchback.Direction;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationListener.MigrationEvent;
import dev.switchback.MigrationListener.Outcome;
import dev.switchback.MigrationListener.RunEvent;
import dev.switchback.MigrationListener.StepEvent;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SourceLine;
import dev.switchback.internal.base.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the listeners of a run what it does, and keeps what they throw out of its way. */
public final class ListenerChain {

  private final List<MigrationListener> inOrder;
  private final List<MigrationListener> backwards;
  private final boolean isHeard;
  private final Set<String> failing = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private @Nullable MigrationEvent migration;
  private final Span unheard = new Span("", null);
  private int number;
  private int total;

  /**
   * For one run.
   *
   * @param own those of the user; Java Flight Recorder is nearest to what is measured
   */
  public ListenerChain(List<MigrationListener> own) {
    List<MigrationListener> all = new ArrayList<>(own);
    if (ModuleLayer.boot().findModule("jdk.jfr").isPresent() && FlightEvents.areHeard()) {
      all.add(new FlightEvents());
    }
    inOrder = List.copyOf(all);
    Collections.reverse(all);
    backwards = all;
    isHeard = !own.isEmpty();
  }

  /** What the listeners were told the beginning of, and are to be told the end of. */
  public final class Span {

    private final String what;
    private final @Nullable BiConsumer<MigrationListener, Outcome> after;
    private final long begin = System.nanoTime();

    private Span(String what, @Nullable BiConsumer<MigrationListener, Outcome> after) {
      this.what = what;
      this.after = after;
    }

    public void succeeded() {
      end(null);
    }

    public void failed(Throwable failure) {
      end(failure);
    }

    private void end(@Nullable Throwable failure) {
      if (after == null) {
        return;
      }
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      Outcome outcome = new Outcome(duration, Optional.ofNullable(failure));
      tell(backwards, "after" + what, each -> after.accept(each, outcome), failure);
    }
  }

  /** Whether anybody hears for whom a run waits, which has to be asked for. */
  public boolean isHeard() {
    return isHeard;
  }

  public void waitingForLock(String holder, Duration waited) {
    tell(inOrder, "waitingForLock", each -> each.waitingForLock(holder, waited), null);
  }

  /** A run begins. If it has no migrations, the listeners do not hear of it. */
  public Span beforeRun(Direction direction, List<MigrationName> migrations) {
    total = migrations.size();
    number = 0;
    if (inOrder.isEmpty() || total == 0) {
      return unheard;
    }
    RunEvent run = new RunEvent(direction, migrations.stream().map(MigrationName::value).toList());
    tell(inOrder, "beforeRun", each -> each.beforeRun(run), null);
    return new Span("Run", (each, outcome) -> each.afterRun(run, outcome));
  }

  /** The next migration of the run begins. */
  public Span beforeMigration(Direction direction, MigrationName name) {
    MigrationEvent next = new MigrationEvent(direction, name.value(), ++number, total);
    migration = next;
    if (inOrder.isEmpty()) {
      return unheard;
    }
    tell(inOrder, "beforeMigration", each -> each.beforeMigration(next), null);
    return new Span("Migration", (each, outcome) -> each.afterMigration(next, outcome));
  }

  /** A step of the migration begins. */
  public Span beforeStep(Step step) {
    if (inOrder.isEmpty()) {
      return unheard;
    }
    StepEvent event =
        new StepEvent(Objects.requireNonNull(migration), step.ordinal(), step.description());
    tell(inOrder, "beforeStep", each -> each.beforeStep(event), null);
    return new Span("Step", (each, outcome) -> each.afterStep(event, outcome));
  }

  private void tell(
      List<MigrationListener> listeners,
      String event,
      Consumer<MigrationListener> call,
      @Nullable Throwable failure) {
    for (MigrationListener each : listeners) {
      try {
        call.accept(each);
      } catch (Exception e) { // a listener in another language may throw checked ones
        suppress(failure, e);
        warn(each, event, e);
      } catch (Error e) {
        suppress(e, failure);
        throw e;
      }
    }
  }

  private static void suppress(@Nullable Throwable thrown, @Nullable Throwable other) {
    if (thrown != null && other != null && thrown != other) {
      thrown.addSuppressed(other);
    }
  }

  /** Says it to the log, and in the report of the run. */
  public void warn(String sentence) {
    warnings.add(sentence);
    Log.LOG.warn(sentence);
  }

  /** Once for each listener and event: a migration may have many thousand steps. */
  private void warn(MigrationListener listener, String event, Exception thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    String where = "Listener '%s' failed in %s".formatted(listener.getClass().getName(), event);
    Optional<String> line = SourceLine.of(listener.getClass(), thrown);
    String sentence =
        "%s%s. The run was not affected. Fix the listener. Cause: %s"
            .formatted(where, line.map(text -> " (" + text + ")").orElse(""), cause(thrown));
    if (failing.add(where)) {
      warn(sentence); // without its stack trace, which may show a secret
    } else {
      Log.LOG.debug("Again: {}", sentence);
    }
  }

  private static String cause(Exception thrown) {
    String type = thrown.getClass().getSimpleName();
    String said = Redaction.firstLine(thrown); // the type, if it said nothing
    return said.equals(type) ? type : type + ": " + said;
  }

  /** What there was to say in this run until now. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The same at the end of a run, behind which another may come. */
  public List<String> takeWarnings() {
    List<String> taken = warnings();
    warnings.clear();
    failing.clear();
    return taken;
  }
}
