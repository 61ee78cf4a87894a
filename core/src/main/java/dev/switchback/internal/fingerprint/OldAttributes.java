package dev.switchback.internal.fingerprint;

import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.Operation;
import dev.switchback.schema.ColumnChange;
import java.util.List;
import java.util.Optional;

/** Finds the attributes of a changed column that its declared undo does not restore. */
final class OldAttributes {

  private OldAttributes() {}

  /** Returns what is missing, as a message. Empty if all is declared, or nothing. */
  static Optional<String> missing(ChangeColumn operation, List<? extends Operation> declared) {
    List<ColumnChange> before =
        declared.stream()
            .filter(ChangeColumn.class::isInstance)
            .map(ChangeColumn.class::cast)
            .map(ChangeColumn::change)
            .toList();
    List<String> missing = operation.change().subjects();
    before.forEach(each -> missing.removeAll(each.subjects()));
    return before.isEmpty() || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s – previously(…) does not declare its old %s. Declare it there"
                .formatted(operation.describe(), String.join(" and its ", missing)));
  }
}
