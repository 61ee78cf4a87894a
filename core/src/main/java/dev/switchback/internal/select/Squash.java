package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.Replaces;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A migration that replaces others, as its annotation says.
 *
 * @param upTo the last replaced migration, or null if they are listed
 * @param listed the replaced migrations, or only {@code upTo}
 */
record Squash(MigrationName name, @Nullable MigrationName upTo, SortedSet<MigrationName> listed) {

  /**
   * Returns the squash that a class is. Empty if it has no annotation. Loads the class.
   *
   * @throws ConfigurationException if the annotation cannot be read as names of older migrations
   */
  static Optional<Squash> of(MigrationClass type) {
    return type.replaces().map(replaces -> of(type.name(), replaces));
  }

  private static Squash of(MigrationName name, Replaces replaces) {
    boolean isRange = !replaces.upTo().isEmpty();
    if (isRange == (replaces.value().length > 0)) {
      throw refused(
          name,
          isRange ? "@Replaces has a list and upTo" : "@Replaces names no migration",
          "Write @Replaces(upTo = \"…\") with the last migration that it replaces, or a list of all"
              + " of them");
    }
    SortedSet<MigrationName> listed = new TreeSet<>();
    (isRange ? Arrays.asList(replaces.upTo()) : Arrays.asList(replaces.value()))
        .forEach(text -> listed.add(nameOf(name, text)));
    Squash squash = new Squash(name, isRange ? listed.last() : null, listed);
    squash.requireOlder();
    return squash;
  }

  private static MigrationName nameOf(MigrationName squash, String text) {
    String simple = MigrationName.simple(text);
    Optional<MigrationName> found =
        MigrationName.isName(simple) ? MigrationName.ofClass(simple) : MigrationName.ofRecord(text);
    return found.orElseThrow(
        () ->
            refused(
                squash,
                "@Replaces has '" + text + "', which is not the name of a migration",
                "Write it as 'status' shows it"));
  }

  private void requireOlder() {
    if (listed.contains(name)) {
      throw refused("it replaces itself", "Name only older migrations in @Replaces");
    }
    if (listed.last().compareTo(name) > 0) {
      throw refused(
          "it replaces '" + listed.last() + "', which is later",
          "Give it a timestamp after all migrations that it replaces");
    }
  }

  /** Returns whether it replaces this migration. */
  boolean replaces(MigrationName other) {
    return upTo == null ? listed.contains(other) : other.compareTo(upTo) <= 0;
  }

  /** Returns the names that it replaces, as far as {@code known} has them or it lists them. */
  SortedSet<MigrationName> among(Collection<MigrationName> known) {
    SortedSet<MigrationName> found = new TreeSet<>(listed);
    for (MigrationName other : known) {
      if (replaces(other)) {
        found.add(other);
      }
    }
    return found;
  }

  /** Returns a name that both replace, or that both would replace if it existed. */
  Optional<MigrationName> inCommon(Squash other) {
    if (upTo != null && other.upTo != null) {
      return Optional.of(upTo.compareTo(other.upTo) < 0 ? upTo : other.upTo);
    }
    return upTo == null
        ? listed.stream().filter(other::replaces).findFirst()
        : other.inCommon(this);
  }

  /** Returns the migrations without the squash of this name. */
  static Map<MigrationName, MigrationClass> leaveOut(
      String name, Map<MigrationName, MigrationClass> available) {
    Map<MigrationName, MigrationClass> others = new LinkedHashMap<>(available);
    MigrationClass removed = others.remove(new MigrationName(name));
    if (removed == null || removed.replaces().isEmpty()) {
      throw new ConfigurationException(
          "Squash '%s' – withoutSquash(…) names it, and no migration with @Replaces has this name. Nothing was run. Name one, or leave the call out."
              .formatted(name));
    }
    return Collections.unmodifiableMap(others);
  }

  ConfigurationException refused(String what, String remedy) {
    return refused(name, what, remedy);
  }

  private static ConfigurationException refused(MigrationName name, String what, String remedy) {
    return new ConfigurationException(
        "Squash '%s' – %s. Nothing was run. %s.".formatted(name, what, remedy));
  }
}
