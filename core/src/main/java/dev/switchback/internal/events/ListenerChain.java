package dev.switchback.internal.events;

import dev.switchback.Direction;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationListener.BatchProgress;
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

/** Notifies the listeners of a run, and keeps their exceptions from affecting it. */
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
   * Creates the chain for one run.
   *
   * @param own the user's listeners; Java Flight Recorder is called closest to the measured work
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

  /** A period whose beginning was reported to the listeners, and whose end must be. */
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
      inform(backwards, "after" + what, each -> after.accept(each, outcome), failure);
    }
  }

  /** Returns whether a listener is interested in the lock holder, whose name costs a query. */
  public boolean isHeard() {
    return isHeard;
  }

  public void waitingForLock(String holder, Duration waited) {
    inform(inOrder, "waitingForLock", each -> each.waitingForLock(holder, waited), null);
  }

  /** Reports the beginning of a run. A run without migrations is not reported. */
  public Span beforeRun(Direction direction, List<MigrationName> migrations) {
    total = migrations.size();
    number = 0;
    if (inOrder.isEmpty() || total == 0) {
      return unheard;
    }
    RunEvent run = new RunEvent(direction, migrations.stream().map(MigrationName::value).toList());
    inform(inOrder, "beforeRun", each -> each.beforeRun(run), null);
    return new Span("Run", (each, outcome) -> each.afterRun(run, outcome));
  }

  /** Reports the beginning of the next migration. */
  public Span beforeMigration(Direction direction, MigrationName name) {
    MigrationEvent next = new MigrationEvent(direction, name.value(), ++number, total);
    migration = next;
    if (inOrder.isEmpty()) {
      return unheard;
    }
    inform(inOrder, "beforeMigration", each -> each.beforeMigration(next), null);
    return new Span("Migration", (each, outcome) -> each.afterMigration(next, outcome));
  }

  /** Reports the beginning of a step. */
  public Span beforeStep(Step step) {
    if (inOrder.isEmpty()) {
      return unheard;
    }
    StepEvent event = eventOf(step);
    inform(inOrder, "beforeStep", each -> each.beforeStep(event), null);
    return new Span("Step", (each, outcome) -> each.afterStep(event, outcome));
  }

  private StepEvent eventOf(Step step) {
    return new StepEvent(Objects.requireNonNull(migration), step.ordinal(), step.description());
  }

  /** Reports that a batch of a step is committed. */
  public void batch(Step step, BatchProgress progress) {
    if (!inOrder.isEmpty()) {
      StepEvent event = eventOf(step);
      inform(inOrder, "afterBatch", each -> each.afterBatch(event, progress), null);
    }
  }

  private void inform(
      List<MigrationListener> listeners,
      String event,
      Consumer<MigrationListener> call,
      @Nullable Throwable failure) {
    for (MigrationListener each : listeners) {
      try {
        call.accept(each);
      } catch (Exception e) { // a listener in another language may throw checked exceptions
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

  /** Writes a warning to the log and to the report of the run. */
  public void warn(String sentence) {
    warnings.add(sentence);
    Log.LOG.warn(sentence);
  }

  /** Warns once for each listener and event, because a migration may have thousands of steps. */
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
      warn(sentence); // without the stack trace, which may contain a secret
    } else {
      Log.LOG.debug("Again: {}", sentence);
    }
  }

  private static String cause(Exception thrown) {
    String type = thrown.getClass().getSimpleName();
    String said = Redaction.firstLine(thrown); // the class name, if there is no message
    return said.equals(type) ? type : type + ": " + said;
  }

  /** Returns the warnings of this run so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns and clears the warnings at the end of a run, because another run may follow. */
  public List<String> takeWarnings() {
    List<String> taken = warnings();
    warnings.clear();
    failing.clear();
    return taken;
  }
}
