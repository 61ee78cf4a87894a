package dev.switchback.dialect;

import dev.switchback.schema.Constraint;
import dev.switchback.schema.ConstraintDescription;
import java.util.Locale;
import java.util.Optional;

/** Compares constraints of the catalogue with those that an operation describes. */
final class ConstraintMatch {

  private ConstraintMatch() {}

  /** Returns whether a constraint is the one that is described. Does not compare its name. */
  static boolean isSame(ConstraintDescription found, Constraint said) {
    if (kindOf(said) != found.kind()) {
      return false;
    }
    if (said instanceof Constraint.Check check) {
      return check.name().equals(found.name())
          && found.check().filter(sql -> CertainDifference.isOther(sql, check.sql())).isEmpty();
    }
    return said.columns().equals(found.columns())
        && (!(said instanceof Constraint.ForeignKey key)
            || (isTable(found.referencedTable().orElse(""), key)
                && key.referencedColumns().equals(found.referencedColumns())
                && isSameAction(key.onDelete().sql(), found.onDelete().map(a -> a.sql()))
                && isSameAction(key.onUpdate().sql(), found.onUpdate().map(a -> a.sql()))));
  }

  /** Returns whether a table is the referenced one. The schema of the key may be its own one. */
  private static boolean isTable(String found, Constraint.ForeignKey key) {
    return found.equals(key.referencedTable())
        || (!key.referencedSchema().isEmpty() && found.equalsIgnoreCase(key.shownTable()));
  }

  /** Returns whether two actions are the same. Some servers show NO ACTION and RESTRICT alike. */
  private static boolean isSameAction(String said, Optional<String> found) {
    boolean isNone = said.equals("NO ACTION") || said.equals("RESTRICT");
    return found.isEmpty()
        || said.equals(found.get())
        || (isNone && (found.get().equals("NO ACTION") || found.get().equals("RESTRICT")));
  }

  static ConstraintDescription.Kind kindOf(Constraint constraint) {
    if (constraint instanceof Constraint.PrimaryKey) {
      return ConstraintDescription.Kind.PRIMARY_KEY;
    }
    if (constraint instanceof Constraint.Unique) {
      return ConstraintDescription.Kind.UNIQUE;
    }
    return constraint instanceof Constraint.ForeignKey
        ? ConstraintDescription.Kind.FOREIGN_KEY
        : ConstraintDescription.Kind.CHECK;
  }

  static String words(ConstraintDescription key) {
    String words =
        "its %s '%s'"
            .formatted(key.kind().name().replace('_', ' ').toLowerCase(Locale.ROOT), key.name());
    if (key.referencedTable().isEmpty()) {
      return words;
    }
    String actions =
        key.onDelete().map(action -> " ON DELETE " + action.sql()).orElse("")
            + key.onUpdate().map(action -> " ON UPDATE " + action.sql()).orElse("");
    return words + " to '" + key.referencedTable().get() + "'" + actions;
  }
}
