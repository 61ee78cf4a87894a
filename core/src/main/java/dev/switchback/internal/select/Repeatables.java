package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFactory;
import dev.switchback.RepeatableMigration;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.store.SchemaHistory;
import dev.switchback.internal.store.SchemaHistory.RecordedForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The repeatable migrations of a migrator. For calls that run or compare them, also the steps that
 * each asks for now, in the order in which they run.
 */
public final class Repeatables {

  private final Set<MigrationName> names;
  private final Map<MigrationName, OperationLog> forms;

  private Repeatables(Set<MigrationName> names, Map<MigrationName, OperationLog> forms) {
    this.names = names;
    this.forms = forms;
  }

  /** Returns their names alone, for a call that runs none. Loads no class. */
  static Repeatables named(Map<MigrationName, MigrationClass> classes) {
    return new Repeatables(classes.keySet(), Map.of());
  }

  /**
   * Calls each of them without a database.
   *
   * @throws ConfigurationException if one of them could not run, or could not be compared
   */
  static Repeatables asked(Map<MigrationName, MigrationClass> classes, MigrationFactory factory) {
    Map<MigrationName, OperationLog> steps = new TreeMap<>();
    Map<MigrationName, SortedSet<MigrationName>> before = new TreeMap<>();
    Map<String, MigrationName> byClass = new LinkedHashMap<>();
    classes.forEach((name, type) -> byClass.put(type.className(), name));
    classes.forEach(
        (name, type) -> {
          RepeatableMigration migration = type.instantiateRepeatable(factory);
          steps.put(name, stepsOf(name, migration));
          before.put(name, predecessorsOf(name, migration, byClass));
        });
    return new Repeatables(classes.keySet(), inOrder(steps, before));
  }

  private static OperationLog stepsOf(MigrationName name, RepeatableMigration migration) {
    OperationLog steps;
    try {
      steps = FingerprintRecorder.formOf(migration);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // anything that the migration throws, such as a missing class
      throw failed(name, "its steps cannot be read: " + Redaction.firstLine(e), e);
    }
    if (steps.uncompared().isPresent()) {
      throw refused(
          name,
          "a change of %s would not be noticed, so that it would not run again"
              .formatted(steps.uncompared().get()),
          "Write SQL without bound values in execute(…) or executeResource(…). For what differs by"
              + " database, use on(…)");
    }
    return steps;
  }

  private static SortedSet<MigrationName> predecessorsOf(
      MigrationName name, RepeatableMigration migration, Map<String, MigrationName> byClass) {
    List<Class<? extends RepeatableMigration>> classes;
    try {
      classes = List.copyOf(migration.after());
    } catch (RuntimeException e) {
      throw failed(name, "its after() cannot be read: " + Redaction.firstLine(e), e);
    }
    SortedSet<MigrationName> found = new TreeSet<>();
    for (Class<? extends RepeatableMigration> type : classes) {
      MigrationName other = byClass.get(type.getName());
      if (other == null) {
        throw refused(
            name,
            "it runs after %s, which is none of the repeatable migrations here"
                .formatted(type.getName()),
            "Move that class to a package of the migrations, or leave it out of after()");
      }
      found.add(other);
    }
    return found;
  }

  /** Sorts by name, with those first that others run after. */
  private static Map<MigrationName, OperationLog> inOrder(
      Map<MigrationName, OperationLog> steps, Map<MigrationName, SortedSet<MigrationName>> before) {
    Map<MigrationName, OperationLog> inOrder = new LinkedHashMap<>();
    List<MigrationName> open = new ArrayList<>(steps.keySet());
    while (!open.isEmpty()) {
      MigrationName next = next(open, before, inOrder.keySet());
      OperationLog form = Objects.requireNonNull(steps.get(next));
      for (MigrationName other : Objects.requireNonNull(before.get(next))) {
        form.addPredecessor(other.value(), Objects.requireNonNull(inOrder.get(other)));
      }
      inOrder.put(next, form);
      open.remove(next);
    }
    return inOrder;
  }

  private static MigrationName next(
      List<MigrationName> open,
      Map<MigrationName, SortedSet<MigrationName>> before,
      Set<MigrationName> done) {
    for (MigrationName name : open) {
      if (done.containsAll(Objects.requireNonNull(before.get(name)))) {
        return name;
      }
    }
    throw cycle(open, before);
  }

  /** Returns the error that names a cycle among {@code open}, each of which waits for another. */
  private static ConfigurationException cycle(
      List<MigrationName> open, Map<MigrationName, SortedSet<MigrationName>> before) {
    List<MigrationName> path = new ArrayList<>();
    MigrationName name = open.get(0);
    while (!path.contains(name)) {
      path.add(name);
      name =
          Objects.requireNonNull(before.get(name)).stream()
              .filter(open::contains)
              .findFirst()
              .orElseThrow();
    }
    List<MigrationName> cycle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
    cycle.add(name);
    return refused(
        name,
        "its after() leads back to it: " + MigrationName.inWords(cycle),
        "Leave one of them out of after()");
  }

  private static ConfigurationException refused(MigrationName name, String what, String remedy) {
    return new ConfigurationException(
        "Repeatable migration '%s' – %s. Nothing was run. %s.".formatted(name, what, remedy));
  }

  private static ConfigurationException failed(MigrationName name, String what, Throwable cause) {
    return new ConfigurationException(
        "Repeatable migration '%s' – %s. Nothing was run. Fix the class.".formatted(name, what),
        cause);
  }

  /** Returns the names of all of them. */
  public Set<MigrationName> names() {
    return names;
  }

  /** Returns whether this call runs or compares none. */
  public boolean isEmpty() {
    return forms.isEmpty();
  }

  /** Returns how many of them this call runs or compares. */
  public int size() {
    return forms.size();
  }

  /** Returns those that a run executes, in this order. */
  public List<MigrationName> pending(SchemaHistory.Overview overview) {
    List<MigrationName> pending = new ArrayList<>();
    for (MigrationName name : forms.keySet()) {
      if (overview.unfinished().contains(name)
          || isPending(name, overview.repeatables().get(name))) {
        pending.add(name);
      }
    }
    return pending;
  }

  /** Returns all that this call runs, in order. */
  public List<MigrationName> inOrder() {
    return List.copyOf(forms.keySet());
  }

  /**
   * Returns whether {@code name} has never run, or its steps differ from those that were recorded
   * when it ran last. What a later version of Switchback recorded is not compared.
   *
   * @param recorded its recorded fingerprint; null if it has no record, empty if it must run again
   */
  public boolean isPending(MigrationName name, @Nullable String recorded) {
    OperationLog now = forms.get(name);
    if (now == null) {
      return false;
    }
    return recorded == null
        || recorded.isEmpty()
        || (OperationLog.isKnown(recorded) && !now.isSame(recorded));
  }

  /** Returns the steps that a repeatable migration asks for now. Empty for any other. */
  public Optional<OperationLog> formOf(MigrationName name) {
    return Optional.ofNullable(forms.get(name));
  }

  /** Returns the warnings about the records of repeatable migrations, a sentence each. */
  List<String> warnings(SchemaHistory.Overview overview) {
    List<String> warnings = new ArrayList<>();
    SortedSet<MigrationName> missing = new TreeSet<>(overview.repeatables().keySet());
    missing.removeAll(names);
    warnings.addAll(ofMissing(missing));
    List<MigrationName> later = new ArrayList<>();
    for (MigrationName name : forms.keySet()) {
      String recorded = overview.repeatables().getOrDefault(name, "");
      if (!recorded.isEmpty() && !OperationLog.isKnown(recorded)) {
        later.add(name);
      }
    }
    if (!later.isEmpty()) {
      warnings.add(
          "Recorded by a later version of Switchback, and not compared: %s. This version does not run them."
              .formatted(MigrationName.inWords(later)));
    }
    return warnings;
  }

  /** Returns the warning that repeatable migrations have no class, if there are any. */
  public static List<String> ofMissing(Set<MigrationName> missing) {
    return missing.isEmpty()
        ? List.of()
        : List.of(
            "Repeatable migrations that ran, but have no class here: %s. What they made stays in the schema. If a class is gone for good, remove what it made by a migration, and run 'forget NAME --reason TEXT'."
                .formatted(MigrationName.inWords(missing)));
  }

  /** Compares a repeatable migration with its record. A changed one is pending. */
  public Verification.Entry of(MigrationName name, RecordedForm recorded) {
    Optional<OperationLog> now = formOf(name);
    String fingerprint = recorded.fingerprint();
    if (now.isEmpty()) {
      return ChangeDetection.entry(name, State.MISSING, List.of(), List.of());
    }
    if (fingerprint != null && !OperationLog.isKnown(fingerprint)) {
      return ChangeDetection.entry(
          name,
          State.UNKNOWN,
          List.of(),
          List.of("its steps were recorded by a later version of Switchback"));
    }
    return isPending(name, fingerprint)
        ? ChangeDetection.entry(
            name,
            State.PENDING,
            ChangeDetection.differences(recorded.packed(), now.get()),
            List.of())
        : ChangeDetection.entry(name, State.UNCHANGED, List.of(), List.of());
  }
}
