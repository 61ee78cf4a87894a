package dev.switchback.internal.fingerprint;

import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.TableOperation;
import dev.switchback.schema.Constraint;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The tables that a migration changes or refers to, as far as they are known. */
final class AffectedTables {

  private final Set<String> tables = new HashSet<>();
  private boolean isAnything;

  void add(Operation operation) {
    if (operation instanceof CreateTable create) {
      tables.add(create.table().name());
      create.table().constraints().forEach(this::addReferenced);
    } else if (operation instanceof DropTable drop && !drop.isCascading()) {
      tables.add(drop.table());
    } else if (operation instanceof RenameTable rename) {
      tables.add(rename.before());
      tables.add(rename.after());
    } else if (operation instanceof TableOperation on) {
      tables.add(on.table());
      if (operation instanceof AddConstraint add) {
        addReferenced(add.constraint());
      }
    } else {
      addAnything(); // raw SQL, views, schemas
    }
  }

  private void addReferenced(Constraint constraint) {
    if (constraint instanceof Constraint.ForeignKey key) {
      tables.add(key.referencedTable());
    }
  }

  /** Records that the migration may use any table. */
  void addAnything() {
    isAnything = true;
  }

  /** Returns whether the two sets certainly have no table in common. */
  boolean isApartFrom(AffectedTables other) {
    return !isAnything && !other.isAnything && Collections.disjoint(tables, other.tables);
  }
}
