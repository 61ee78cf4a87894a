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
 * Pending migrations that are older than an applied one, for example after a merge of two branches.
 *
 * @param applied the applied migrations
 */
public record OutOfOrderMigrations(List<MigrationName> names, Set<MigrationName> applied) {

  static final OutOfOrderMigrations NONE = new OutOfOrderMigrations(List.of(), Set.of());

  /**
   * Finds the migrations of {@code selected} that are out of order. An unfinished migration is not
   * out of order.
   */
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

  /** Returns the applied migrations that are newer than {@code name}. */
  List<MigrationName> after(MigrationName name) {
    List<MigrationName> newer = new ArrayList<>();
    for (MigrationName other : applied) {
      if (other.compareTo(name) > 0) {
        newer.add(other);
      }
    }
    return newer;
  }

  /** Refuses migrations that are out of order, if the policy is to reject them. */
  public void require(OutOfOrder wanted) {
    if (wanted == OutOfOrder.REJECT && !names.isEmpty()) {
      throw new ConfigurationException(
          "%s. Nothing was run. Give %s a later timestamp in the name of the class, or set outOfOrder(ALLOW)."
              .formatted(sentence(), names.size() == 1 ? "it" : "each of them"));
    }
  }

  /**
   * Returns the warning that migrations are applied out of order. If the policy allows that, logs
   * the sentence and returns no warning.
   *
   * @param areApart whether it is certain that no two migrations in reversed order touch the same
   *     table
   */
  public List<String> warnings(OutOfOrder wanted, boolean areApart) {
    String and = names.size() == 1 ? "and is applied now" : "and are applied now";
    String order =
        areApart
            ? " The order does not matter: they use none of the tables of the later migrations."
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
