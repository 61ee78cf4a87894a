package dev.switchback.internal.fingerprint;

import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ViewOperation;
import dev.switchback.schema.Constraint;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables that a migration changes or refers to, as far as they are known. */
public final class AffectedTables implements Operation.KindVisitor<AffectedTables> {

  private final Set<String> tables = new HashSet<>();
  private boolean isAnything;

  /** Returns the tables of one operation, as far as they are known. */
  public static Set<String> of(Operation operation) {
    return operation.acceptKind(new AffectedTables()).tables;
  }

  void add(Operation operation) {
    operation.acceptKind(this);
  }

  private AffectedTables add(String table) {
    tables.add(table);
    return this;
  }

  /** Records that the migration may use any table. */
  AffectedTables addAnything() {
    isAnything = true;
    return this;
  }

  @Override
  public AffectedTables tableChange(TableChange operation) {
    tables.addAll(operation.referencedTables());
    return add(operation.table());
  }

  @Override
  public AffectedTables data(DataOperation operation) {
    return add(operation.table());
  }

  @Override
  public AffectedTables createTable(CreateTable operation) {
    for (Constraint constraint : operation.table().constraints()) {
      tables.addAll(constraint.referencedTables());
    }
    return add(operation.table().name());
  }

  @Override
  public AffectedTables dropTable(DropTable operation) {
    return operation.isCascading() ? addAnything().add(operation.table()) : add(operation.table());
  }

  @Override
  public AffectedTables renameTable(RenameTable operation) {
    return add(operation.before()).add(operation.after());
  }

  @Override
  public AffectedTables view(ViewOperation operation) {
    return addAnything();
  }

  @Override
  public AffectedTables schema(SchemaOperation operation) {
    return addAnything();
  }

  @Override
  public AffectedTables type(TypeOperation operation) {
    return addAnything();
  }

  @Override
  public AffectedTables guarded(Guarded operation) {
    return operation.operation().acceptKind(this);
  }

  /** A table of another schema may have the name of another table. It counts as both. */
  @Override
  public AffectedTables inSchema(InSchema operation) {
    return operation.operation().acceptKind(this);
  }

  @Override
  public AffectedTables online(Online operation) {
    return tableChange(operation.change());
  }

  @Override
  public AffectedTables executeSql(ExecuteSql operation) {
    return addAnything();
  }

  /** Returns the tables in lower case. Empty if it may be any table. */
  Optional<Set<String>> known() {
    return isAnything
        ? Optional.empty()
        : Optional.of(
            tables.stream()
                .map(table -> table.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Returns whether the two sets certainly have no table in common. */
  boolean isApartFrom(AffectedTables other) {
    return !isAnything && !other.isAnything && Collections.disjoint(tables, other.tables);
  }
}
