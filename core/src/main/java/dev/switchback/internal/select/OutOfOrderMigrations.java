package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.OutOfOrder;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Pending migrations that are older than one that is applied, as when two branches are merged.
 *
 * @param applied those that are applied
 */
public record OutOfOrderMigrations(List<MigrationName> names, Set<MigrationName> applied) {

  static final OutOfOrderMigrations NONE = new OutOfOrderMigrations(List.of(), Set.of());

  /** Those among {@code selected}; one that was begun earlier is not late, but unfinished. */
  static OutOfOrderMigrations of(
      List<MigrationName> selected, Set<MigrationName> applied, UnfinishedMigrations unfinished) {
    if (selected.isEmpty() || applied.isEmpty()) {
      return NONE;
    }
    MigrationName newest = Collections.max(applied);
    List<MigrationName> late = new ArrayList<>();
    for (MigrationName name : selected) {
      if (!unfinished.contains(name) && newest.compareTo(name) > 0) {
        late.add(name);
      }
    }
    return new OutOfOrderMigrations(List.copyOf(late), applied);
  }

  /** The applied ones that are newer than {@code name}. */
  List<MigrationName> after(MigrationName name) {
    List<MigrationName> newer = new ArrayList<>();
    for (MigrationName other : applied) {
      if (other.compareTo(name) > 0) {
        newer.add(other);
      }
    }
    return newer;
  }

  /** Refuses them, if they are not wanted. */
  public void require(OutOfOrder wanted) {
    if (wanted == OutOfOrder.REJECT && !names.isEmpty()) {
      throw new ConfigurationException(
          "%s. Nothing was run. Give %s a time after that in the name of the class, or let it be applied by outOfOrder(ALLOW)."
              .formatted(sentence(), names.size() == 1 ? "it" : "each of them"));
    }
  }

  /**
   * What is to be said of their being applied all the same; where late ones are allowed, it is said
   * to the log alone.
   *
   * @param areApart whether it is certain that no table is touched by two migrations whose order is
   *     turned around
   */
  public List<String> tell(OutOfOrder wanted, boolean areApart) {
    String and = names.size() == 1 ? "and is applied now" : "and are applied now";
    String order =
        areApart
            ? " The order does not matter: they touch none of the tables of those after them."
            : "";
    String all = "%s, %s.%s".formatted(sentence(), and, order);
    if (wanted == OutOfOrder.WARN) {
      return List.of(all);
    }
    Log.LOG.info(all);
    return List.of();
  }

  private String sentence() {
    boolean isOne = names.size() == 1;
    return "%s – %s older than '%s', which is applied already"
        .formatted(
            MigrationName.subject(names), isOne ? "it is" : "they are", Collections.max(applied));
  }
}
