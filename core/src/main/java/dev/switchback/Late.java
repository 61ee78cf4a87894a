package dev.switchback;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Pending migrations that are older than one that is applied, as when two branches are merged.
 *
 * @param newest the newest that is applied
 */
record Late(List<MigrationName> names, Optional<MigrationName> newest) {

  static final Late NONE = new Late(List.of(), Optional.empty());

  /** Those among {@code selected}; one that was begun earlier is not late, but unfinished. */
  static Late of(
      List<MigrationName> selected, Collection<MigrationName> applied, Unfinished unfinished) {
    return applied.stream()
        .max(Comparator.naturalOrder())
        .map(
            newest ->
                new Late(
                    selected.stream()
                        .filter(name -> name.compareTo(newest) < 0)
                        .filter(name -> !unfinished.contains(name))
                        .toList(),
                    Optional.of(newest)))
        .orElse(NONE);
  }

  /** Refuses them, if they are not wanted. */
  void require(OutOfOrder wanted) {
    if (wanted == OutOfOrder.REJECT && !names.isEmpty()) {
      throw new ConfigurationException(
          "%s. Nothing was run. Give %s a time after that in the name of the class, or let it be applied by outOfOrder(ALLOW)."
              .formatted(sentence(), names.size() == 1 ? "it" : "each of them"));
    }
  }

  /** Says that they are applied all the same. */
  void tell(OutOfOrder wanted) {
    if (names.isEmpty()) {
      return;
    }
    String and = names.size() == 1 ? " and is applied now" : " and are applied now";
    if (wanted == OutOfOrder.WARN) {
      Migrator.LOG.warn("{},{}.", sentence(), and);
    } else {
      Migrator.LOG.info("{},{}.", sentence(), and);
    }
  }

  private String sentence() {
    boolean isOne = names.size() == 1;
    return "%s %s – %s older than '%s', which is applied already"
        .formatted(
            isOne ? "Migration" : "Migrations",
            names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")),
            isOne ? "it is" : "they are",
            newest.map(MigrationName::value).orElse(""));
  }
}
