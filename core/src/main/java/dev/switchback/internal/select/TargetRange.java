package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.NameSearch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the migrations of a run to a number, to those up to a target, or to one.
 *
 * @param steps the maximum number of migrations
 * @param target the last migration, inclusive; {@code null} for no target
 * @param alone whether only the target is meant
 */
public record TargetRange(int steps, @Nullable String target, Alone alone) {

  /** Whether only one migration is meant. */
  public enum Alone {
    NO,
    /** If it is certain that no later migration needs it. */
    IF_CERTAIN,
    /** Also if that is not known, because the user has checked it. */
    AS_CHECKED
  }

  private static final String UNCHANGED = "Nothing was run.";

  public static TargetRange all() {
    return new TargetRange(Integer.MAX_VALUE, null, Alone.NO);
  }

  /** Returns whether there is no limit. Only such a run executes repeatable migrations. */
  public boolean isAll() {
    return steps == Integer.MAX_VALUE && target == null;
  }

  public static TargetRange steps(int steps) {
    if (steps < 1) {
      throw new ConfigurationException(
          "Steps '" + steps + "' – the number must be 1 or more. Nothing was run.");
    }
    return new TargetRange(steps, null, Alone.NO);
  }

  public static TargetRange to(String target) {
    return new TargetRange(Integer.MAX_VALUE, given(target), Alone.NO);
  }

  /** Limits a run down to one migration. */
  public static TargetRange only(String target, Alone alone) {
    return new TargetRange(Integer.MAX_VALUE, given(target), alone);
  }

  private static String given(@Nullable String target) {
    if (target == null || target.isBlank()) {
      throw new ConfigurationException(
          "Target – no name was given. Nothing was run. Give the name of a migration as 'status'"
              + " shows it.");
    }
    return target;
  }

  /**
   * Returns the migrations of a run, in the order in which it executes them.
   *
   * @param available the migrations that have a class and may run
   * @param replaced the migrations that never run, each with the squash that replaces it
   */
  public List<MigrationName> of(
      Direction direction,
      Set<MigrationName> available,
      Set<MigrationName> applied,
      UnfinishedMigrations unfinished,
      Map<MigrationName, MigrationName> replaced) {
    MigrationName last = target == null ? null : named(target, available, applied, replaced);
    if (last != null && alone != Alone.NO) {
      return only(last, applied);
    }
    if (last != null && direction == Direction.DOWN && !applied.contains(last)) {
      if (applied.stream().allMatch(name -> name.compareTo(last) < 0)) {
        return List.of(); // the target and all after it are reverted already
      }
      throw new ConfigurationException(
          "Migration '"
              + last
              + "' – it is not applied, so 'down' cannot stop at it. '%s' after it is applied. Nothing was run. Name an applied migration."
                  .formatted(Collections.max(applied)));
    }
    Comparator<MigrationName> order =
        switch (direction) {
          case UP -> Comparator.naturalOrder();
          case DOWN -> Comparator.reverseOrder();
        };
    Collection<MigrationName> candidates =
        switch (direction) {
          case UP -> without(available, applied);
          case DOWN -> applied;
        };
    if (candidates.isEmpty()) {
      return List.of();
    }
    List<MigrationName> inOrder = new ArrayList<>(candidates);
    inOrder.sort(unfinished.before(order));
    List<MigrationName> selected = new ArrayList<>();
    for (MigrationName name : inOrder) {
      if (selected.size() < steps && (last == null || order.compare(name, last) <= 0)) {
        selected.add(name);
      }
    }
    return List.copyOf(selected);
  }

  private static List<MigrationName> only(MigrationName name, Set<MigrationName> applied) {
    if (!applied.contains(name)) {
      throw new ConfigurationException(
          "Migration '%s' – it is not applied, so that it cannot be reverted. Nothing was run. 'status' shows the state of each migration."
              .formatted(name));
    }
    return List.of(name);
  }

  private static List<MigrationName> without(Set<MigrationName> names, Set<MigrationName> removed) {
    List<MigrationName> rest = new ArrayList<>();
    for (MigrationName name : names) {
      if (!removed.contains(name)) {
        rest.add(name);
      }
    }
    return rest;
  }

  private static MigrationName named(
      String target,
      Collection<MigrationName> available,
      Collection<MigrationName> applied,
      Map<MigrationName, MigrationName> replaced) {
    if (NameSearch.isRepeatable(target)) {
      throw new ConfigurationException(
          "Migration '%s' – it is repeatable, and cannot be a target. Nothing was run. Name a versioned migration. 'up' without a target runs the repeatable ones after all others."
              .formatted(target));
    }
    List<MigrationName> known = new ArrayList<>(available);
    known.addAll(applied);
    NameSearch search = new NameSearch(known, UNCHANGED);
    Optional<MigrationName> found = search.find(target);
    if (found.isEmpty()) {
      new NameSearch(replaced.keySet(), UNCHANGED)
          .find(target)
          .ifPresent(name -> refuse(name, replaced.get(name)));
    }
    return found.orElseGet(() -> search.require(target));
  }

  private static void refuse(MigrationName name, @Nullable MigrationName squash) {
    throw new ConfigurationException(
        "Migration '%s' – '%s' replaces it, so that no run stops at it. Nothing was run. Name '%2$s', or another migration."
            .formatted(name, squash));
  }
}
