package dev.switchback.internal.select;

import static java.util.stream.Collectors.joining;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFactory;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.store.SchemaHistory.RecordedForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares the recorded operations of applied migrations with what their classes ask for now. */
public final class ChangeDetection {

  /** The maximum number of differences in a message. */
  private static final int SHOWN = 20;

  private final Map<MigrationName, MigrationClass> available;
  private final MigrationFactory factory;
  private final Map<MigrationName, Optional<OperationLog>> forms = new HashMap<>();

  public ChangeDetection(Map<MigrationName, MigrationClass> available, MigrationFactory factory) {
    this.available = available;
    this.factory = factory;
  }

  /**
   * Finds applied migrations whose classes have changed. Warns of them, or refuses the run.
   *
   * @return a warning for each kind of finding
   */
  List<String> require(ChangedMigrationPolicy wanted, Map<MigrationName, String> fingerprints) {
    List<MigrationName> changed = new ArrayList<>();
    List<MigrationName> unknown = new ArrayList<>();
    new TreeMap<>(fingerprints)
        .forEach(
            (name, recorded) -> {
              if (available.containsKey(name) && !OperationLog.isKnown(recorded)) {
                unknown.add(name);
              } else if (isOther(name, recorded)) {
                changed.add(name);
              }
            });
    List<String> warnings = new ArrayList<>();
    if (!unknown.isEmpty()) {
      warnings.add(
          "%s – recorded by a later version of Switchback, and not compared with %s."
              .formatted(
                  MigrationName.subject(unknown),
                  unknown.size() == 1 ? "its class" : "their classes"));
    }
    if (!changed.isEmpty()) {
      String since = changed.size() == 1 ? "it was" : "they were";
      warnings.add(
          changed(
              wanted, MigrationName.subject(changed) + " – changed since " + since + " applied"));
    }
    return warnings;
  }

  private static String changed(ChangedMigrationPolicy wanted, String what) {
    if (wanted == ChangedMigrationPolicy.FAIL) {
      throw new ConfigurationException(
          what
              + ". Nothing was run. 'verify' shows the differences. Restore the class and write a"
              + " new migration for the change, or set onChangedMigration(WARN).");
    }
    return what
        + ". 'verify' shows the differences. Restore the class and write a new migration for the"
        + " change.";
  }

  /**
   * Refuses pending migrations that are already applied, under a name that has no class any more.
   *
   * @param pending the migrations to apply
   * @param missing the applied migrations without a class
   */
  void requireNotRenamed(
      List<MigrationName> pending,
      Set<MigrationName> missing,
      Map<MigrationName, String> fingerprints) {
    List<String> renamed = new ArrayList<>();
    for (MigrationName before : missing) {
      for (MigrationName now : pending) {
        if (isRenamed(before, fingerprints.get(before), now)) {
          renamed.add(renamed(before, now));
        }
      }
    }
    if (!renamed.isEmpty()) {
      throw new ConfigurationException(
          String.join("\n", renamed)
              + "\n"
              + "Nothing was run. If it is a different migration, restore the class of the applied"
              + " one, or set onChangedMigration(IGNORE).");
    }
  }

  /**
   * Returns whether the operations are the same. If they say too little to identify a migration,
   * the names must be similar too.
   */
  private boolean isRenamed(MigrationName before, @Nullable String recorded, MigrationName now) {
    return formIfAny(now)
        .filter(form -> recorded != null && form.isSame(recorded))
        .filter(form -> form.isTelling() || before.isLike(now))
        .isPresent();
  }

  private static String renamed(MigrationName before, MigrationName now) {
    return ("Migration '%s' – it is pending, and has the same steps as '%s', which is applied and"
            + " has no class. If the class was renamed, run 'rename %2$s %1$s --reason TEXT'.")
        .formatted(now, before);
  }

  /**
   * Refuses to revert migrations whose classes have changed since they were applied. Their way back
   * would undo what was never done.
   *
   * @param forms supplies the recorded operations of all migrations, and is called only if needed
   */
  void requireSame(
      List<MigrationName> names,
      Map<MigrationName, String> fingerprints,
      Supplier<Map<MigrationName, RecordedForm>> forms) {
    Map<MigrationName, String> compared = new TreeMap<>(fingerprints);
    compared.keySet().retainAll(names);
    compared.values().removeIf(recorded -> !OperationLog.isKnown(recorded));
    boolean isSure =
        compared.entrySet().stream().allMatch(each -> isSame(each.getKey(), each.getValue()));
    if (!isSure) {
      Map<MigrationName, RecordedForm> recorded = forms.get();
      compared.forEach((name, fingerprint) -> requireSame(name, fingerprint, recorded.get(name)));
    }
  }

  /** Returns whether the fingerprint alone proves that nothing has changed. */
  private boolean isSame(MigrationName name, String recorded) {
    return formIfAny(name).filter(now -> !now.isSame(recorded) || now.goesBeyondReads()).isEmpty();
  }

  private void requireSame(
      MigrationName name, String fingerprint, @Nullable RecordedForm recorded) {
    Optional<OperationLog> now = formIfAny(name);
    if (now.isEmpty() || recorded == null) {
      return;
    }
    List<String> differences = differences(recorded.packed(), now.get());
    if (!differences.isEmpty() || isOther(name, fingerprint)) {
      throw new ConfigurationException(
          "Migration '%s' – changed since it was applied. 'down' would undo the changed class, and not the applied one:%s\nNothing was run. Restore the class, revert the migration, and make the change again. To undo the class as it is now, run 'down --changed' or set onChangedMigration(IGNORE)."
              .formatted(name, shown(differences)));
    }
  }

  private static String shown(List<String> differences) {
    int more = differences.size() - SHOWN;
    return differences.stream().limit(SHOWN).map(line -> "\n" + line).collect(joining())
        + (more > 0 ? "\n… and %d more, which 'verify' shows".formatted(more) : "");
  }

  private boolean isOther(MigrationName name, String recorded) {
    return formIfAny(name).filter(now -> !now.isSame(recorded)).isPresent();
  }

  /** Returns what the class asks for now. Calls each migration once. */
  public Optional<OperationLog> formNow(MigrationName name) {
    Optional<OperationLog> known = forms.get(name);
    if (known == null) {
      MigrationClass type = available.get(name);
      known =
          type == null ? Optional.empty() : FingerprintRecorder.formOf(type.instantiate(factory));
      forms.put(name, known);
    }
    return known;
  }

  private Optional<OperationLog> formIfAny(MigrationName name) {
    try {
      return formNow(name);
    } catch (ConfigurationException e) {
      Log.LOG.debug("'{}' is not compared: {}", name, Redaction.firstLine(e));
      return Optional.empty();
    }
  }

  /**
   * Returns whether it is certain that none of {@code late} touches a table of a newer migration
   * that is applied.
   */
  public boolean areApart(OutOfOrderMigrations late) {
    return late.names().stream()
        .allMatch(name -> late.after(name).stream().allMatch(other -> areApart(name, other)));
  }

  private boolean areApart(MigrationName one, MigrationName other) {
    return formIfAny(one).flatMap(form -> formIfAny(other).map(form::isApartFrom)).orElse(false);
  }

  /**
   * Returns what an applied migration did. Empty if that is not known, or if its class has changed.
   *
   * @param recorded the recorded fingerprint; null if it is not compared
   */
  Optional<OperationLog> formAsApplied(MigrationName name, @Nullable String recorded) {
    return formIfAny(name).filter(form -> recorded == null || form.isSame(recorded));
  }

  /** Returns what the class asks for to revert the migration. Empty if that is not known. */
  Optional<OperationLog> formBack(MigrationName name) {
    MigrationClass type = available.get(name);
    return type == null
        ? Optional.empty()
        : FingerprintRecorder.formBackOf(type.instantiate(factory));
  }

  /** Compares an applied migration with its class. */
  public Verification.Entry of(MigrationName name, RecordedForm recorded) {
    if (!available.containsKey(name)) {
      return entry(name, State.MISSING, List.of(), List.of());
    }
    String fingerprint = recorded.fingerprint();
    if (fingerprint == null || !OperationLog.isKnown(fingerprint)) {
      return unknown(
          name,
          fingerprint == null
              ? "its steps were not recorded"
              : "its steps were recorded by a later version of Switchback");
    }
    try {
      return formNow(name)
          .map(now -> of(name, fingerprint, recorded.packed(), now))
          .orElseGet(() -> unknown(name, "its steps cannot be read without a database"));
    } catch (ConfigurationException e) {
      return unknown(name, Redaction.firstLine(e));
    }
  }

  private static Verification.Entry of(
      MigrationName name, String fingerprint, @Nullable String packed, OperationLog now) {
    boolean isSame = now.isSame(fingerprint);
    if (isSame && !now.goesBeyondReads()) {
      return entry(name, State.UNCHANGED, List.of(), now.notCovered());
    }
    List<String> differences = differences(packed, now);
    State state = isSame && differences.isEmpty() ? State.UNCHANGED : State.CHANGED;
    return entry(name, state, differences, now.notCovered());
  }

  static List<String> differences(@Nullable String packed, OperationLog now) {
    try {
      OperationLog applied = packed == null ? new OperationLog() : OperationLog.unpacked(packed);
      return applied.differencesBack(now);
    } catch (IllegalArgumentException e) {
      return List.of("- the applied steps cannot be shown: the column 'form' was changed by hand");
    }
  }

  private static Verification.Entry unknown(MigrationName name, String why) {
    return entry(name, State.UNKNOWN, List.of(), List.of(why));
  }

  public static Verification.Entry entry(
      MigrationName name, State state, List<String> differences, List<String> notCovered) {
    return new Verification.Entry(name.value(), state, differences, notCovered);
  }
}
