package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.store.SchemaHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The squashes among the classes, and what a database has of the migrations that they replace.
 *
 * <p>If every class has a record, no class is loaded. Otherwise the classes are loaded that are not
 * older than the first one without a record: a squash is later than all that it replaces.
 */
public final class Squashes {

  /** The maximum number of names in a message. */
  private static final int SHOWN = 10;

  private final Map<MigrationName, MigrationClass> available;
  private final SchemaHistory.Overview overview;
  private final SortedMap<MigrationName, Squash> squashes = new TreeMap<>();

  /** The classes without a record that never run, each with the squash that replaces it. */
  private final SortedMap<MigrationName, MigrationName> replaced = new TreeMap<>();

  private Squashes(Map<MigrationName, MigrationClass> available, SchemaHistory.Overview overview) {
    this.available = available;
    this.overview = overview;
  }

  /**
   * Finds the squashes.
   *
   * @throws ConfigurationException if the annotation of one is invalid
   */
  public static Squashes of(
      Map<MigrationName, MigrationClass> available, SchemaHistory.Overview overview) {
    Squashes found = new Squashes(available, overview);
    MigrationName first = null;
    for (Map.Entry<MigrationName, MigrationClass> each : available.entrySet()) { // in order
      if (first == null && !overview.isRecorded(each.getKey())) {
        first = each.getKey();
      }
      if (first != null) {
        Squash.of(each.getValue()).ifPresent(squash -> found.squashes.put(squash.name(), squash));
      }
    }
    if (!found.squashes.isEmpty()) {
      found.findReplaced();
    }
    return found;
  }

  private void findReplaced() {
    for (MigrationName name : available.keySet()) {
      if (!overview.isRecorded(name)) {
        squashes.values().stream()
            .filter(squash -> squash.replaces(name) && !isForgottenBy(squash))
            .findFirst()
            .ifPresent(squash -> replaced.put(name, squash.name()));
      }
    }
  }

  /**
   * Returns whether a squash was recorded without a migration that has a class. If it lists its
   * migrations, it knows that one; if it does not, the class may be new.
   */
  private boolean isForgottenBy(Squash squash) {
    return squash.upTo() != null && overview.isRecorded(squash.name());
  }

  /** Returns the migrations that a squash replaces, recorded or not, each with that squash. */
  public SortedMap<MigrationName, MigrationName> replaced() {
    SortedMap<MigrationName, MigrationName> all = new TreeMap<>(overview.replaced());
    all.putAll(replaced);
    return all;
  }

  /** Returns the classes that may run: those that no squash replaces. */
  public Set<MigrationName> running() {
    if (replaced.isEmpty() && overview.replaced().isEmpty()) {
      return available.keySet();
    }
    Set<MigrationName> running = new LinkedHashSet<>(available.keySet());
    running.removeAll(replaced.keySet());
    running.removeAll(overview.replaced().keySet());
    return running;
  }

  /**
   * Returns what a run up records with each squash.
   *
   * @throws ConfigurationException if squashes contradict each other or the order of migrations
   */
  public Replacements require() {
    if (squashes.isEmpty()) {
      return Replacements.NONE;
    }
    squashes.values().forEach(this::requireAlone);
    squashes.values().forEach(this::requirePlace);
    Map<MigrationName, SortedSet<MigrationName>> records = new TreeMap<>();
    Set<MigrationName> inPlace = new TreeSet<>();
    String halfWay = null;
    for (Squash squash : squashes.values()) {
      if (isPending(squash)) {
        requireKnown(squash);
        Standing standing = standing(squash);
        if (standing.isFresh()) {
          records.put(squash.name(), recordsOfNew(squash));
        } else if (!standing.missing.isEmpty()) {
          halfWay = standing.refusalOf(squash).getMessage();
        } else {
          standing.found.removeAll(overview.replaced().keySet()); // they are marked already
          records.put(squash.name(), standing.found);
          inPlace.add(squash.name());
        }
      }
    }
    return new Replacements(records, inPlace, halfWay);
  }

  /** Returns the records that are deleted with those of recorded squashes. */
  static Replacements ofRecorded(SchemaHistory.Overview overview) {
    Map<MigrationName, SortedSet<MigrationName>> records = new TreeMap<>();
    overview
        .replaced()
        .values()
        .forEach(
            squash -> {
              if (overview.applied().contains(squash)) {
                records.put(squash, overview.replacedBy(squash));
              }
            });
    return new Replacements(records, Set.of());
  }

  /** Refuses a migration that a new database would apply before the squash, without its tables. */
  private void requirePlace(Squash squash) {
    Map<MigrationName, MigrationName> neverRunning = replaced();
    for (MigrationName name : available.keySet()) {
      if (squash.replaces(name)) {
        if (isForgottenBy(squash)
            && !overview.isRecorded(name)
            && !neverRunning.containsKey(name)) {
          throw new ConfigurationException(
              "Migration '%s' – it is not applied, but '%s' is, which replaces everything up to '%s'. Nothing was run. If '%2$s' contains what it does, remove the class. If not, give it a later timestamp."
                  .formatted(name, squash.name(), squash.upTo()));
        }
      } else if (name.compareTo(squash.name()) < 0
          && name.compareTo(squash.listed().first()) > 0
          && !neverRunning.containsKey(name)) {
        throw squash.refused(
            "it does not replace '%s', which is between it and '%s'"
                .formatted(name, squash.listed().first()),
            "A new database would run '%s' without what is older. Replace it too, or give it a timestamp after that of the squash"
                .formatted(name));
      }
    }
  }

  /** Refuses two squashes that replace the same migration, unless one replaces the other. */
  private void requireAlone(Squash squash) {
    for (Squash later : squashes.tailMap(squash.name()).values()) {
      if (!later.equals(squash) && !later.replaces(squash.name())) {
        squash.inCommon(later).ifPresent(both -> refuseBoth(later, squash.name(), both));
      }
    }
    if (isPending(squash)) {
      overview
          .replaced()
          .forEach(
              (name, recorded) -> {
                if (squash.replaces(name) && !replacesFinally(squash, recorded)) {
                  refuseBoth(squash, recorded, name);
                }
              });
    }
  }

  private boolean isPending(Squash squash) {
    return !overview.isRecorded(squash.name()) && !replaced.containsKey(squash.name());
  }

  /** Returns whether {@code squash} replaces a recorded squash, or one that replaces it. */
  private boolean replacesFinally(Squash squash, MigrationName recorded) {
    MigrationName above = overview.replaced().get(recorded);
    return squash.replaces(recorded) || (above != null && replacesFinally(squash, above));
  }

  private static void refuseBoth(Squash squash, MigrationName earlier, MigrationName both) {
    throw squash.refused(
        "it replaces '%s', and '%s' replaces it too".formatted(both, earlier),
        "Replace '%s' as a whole, or nothing of it".formatted(earlier));
  }

  /** Refuses a name that no class and no record has, while others are there. */
  private void requireKnown(Squash squash) {
    List<MigrationName> unknown =
        squash.listed().stream()
            .filter(name -> !available.containsKey(name) && !overview.isRecorded(name))
            .toList();
    boolean hasClass = available.keySet().stream().anyMatch(squash::replaces);
    if (hasClass && !unknown.isEmpty()) {
      throw squash.refused(
          "it replaces %s, which %s neither a class nor a record"
              .formatted(inWords(unknown), unknown.size() == 1 ? "has" : "have"),
          "Correct @Replaces, or remove the classes of all migrations that it replaces");
    }
  }

  /** Returns the migrations to record with a squash that is executed, as far as they are known. */
  private SortedSet<MigrationName> recordsOfNew(Squash squash) {
    SortedSet<MigrationName> records = new TreeSet<>();
    if (squash.upTo() == null) {
      records.addAll(squash.listed());
    }
    for (MigrationName name : available.keySet()) {
      if (squash.replaces(name)) {
        records.add(name);
      }
    }
    for (MigrationName name : List.copyOf(records)) {
      Squash inner = squashes.get(name);
      if (inner != null) {
        records.addAll(recordsOfNew(inner));
      }
    }
    return records;
  }

  /**
   * Returns what is to be recorded with squashes that are applied again, as far as it is known
   * without their records.
   */
  public static Replacements ofNew(
      Collection<MigrationName> names, Map<MigrationName, MigrationClass> available) {
    Squashes all = Squashes.of(available, SchemaHistory.Overview.NONE);
    Map<MigrationName, SortedSet<MigrationName>> records = new TreeMap<>();
    for (MigrationName name : names) {
      Squash squash = all.squashes.get(name);
      if (squash != null) {
        records.put(name, all.recordsOfNew(squash));
      }
    }
    return new Replacements(records, Set.of());
  }

  /** Returns what a database has of the migrations that {@code squash} replaces. */
  private Standing standing(Squash squash) {
    Set<MigrationName> known = overview.recorded();
    known.addAll(available.keySet());
    Standing standing = new Standing();
    for (MigrationName name : squash.among(known)) {
      Squash inner = squashes.get(name);
      if (overview.unfinished().contains(name)) {
        standing.missing.add("'" + name + "' (unfinished)");
        standing.hasBegun = true;
      } else if (overview.isRecorded(name)) {
        standing.found.add(name);
      } else if (inner != null) {
        standing.add(name, standing(inner));
      } else if (!isInRecordedSquash(name)) {
        standing.missing.add("'" + name + "'");
      }
    }
    return standing;
  }

  private boolean isInRecordedSquash(MigrationName name) {
    return squashes.values().stream()
        .anyMatch(each -> each.replaces(name) && overview.isRecorded(each.name()));
  }

  /** What a database has of a squash. */
  private static final class Standing {

    /** The recorded migrations, and the squashes of which all migrations are recorded. */
    final SortedSet<MigrationName> found = new TreeSet<>();

    final SortedSet<String> missing = new TreeSet<>();
    boolean hasBegun;

    boolean isFresh() {
      return found.isEmpty() && !hasBegun;
    }

    /** Adds what the database has of a squash that is itself replaced. */
    void add(MigrationName name, Standing inner) {
      if (inner.isFresh()) {
        missing.add("'" + name + "'");
      } else {
        found.add(name);
        found.addAll(inner.found);
        missing.addAll(inner.missing);
        hasBegun |= inner.hasBegun;
      }
    }

    ConfigurationException refusalOf(Squash squash) {
      List<String> shown = new ArrayList<>(missing);
      String more = "";
      if (shown.size() > SHOWN) {
        more = " and %d more".formatted(shown.size() - SHOWN);
        shown = shown.subList(0, SHOWN);
      }
      return squash.refused(
          "this database has only some of the migrations that it replaces. Missing: %s%s"
              .formatted(String.join(", ", shown), more),
          "First run 'up' with a version of the application that has their classes, and not the squash. If their classes are here too, withoutSquash(\"%s\") runs them"
              .formatted(squash.name()));
    }
  }

  private static String inWords(Collection<MigrationName> names) {
    return MigrationName.inWords(names.stream().limit(SHOWN).toList())
        + (names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "");
  }
}
