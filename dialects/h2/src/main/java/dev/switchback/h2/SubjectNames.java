package dev.switchback.h2;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.KeptNames;
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

/** Finds how the names of the table, view or schema of an operation are stored. */
record SubjectNames(Catalog catalog) implements Operation.KindVisitor<KeptNames> {

  @Override
  public KeptNames createTable(CreateTable operation) {
    return catalog.keptNames(operation.table().name());
  }

  @Override
  public KeptNames dropTable(DropTable operation) {
    return catalog.keptNames(operation.table());
  }

  @Override
  public KeptNames renameTable(RenameTable operation) {
    return catalog.keptNames(operation.before());
  }

  @Override
  public KeptNames tableChange(TableChange operation) {
    return catalog.keptNames(operation.table());
  }

  @Override
  public KeptNames data(DataOperation operation) {
    return catalog.keptNames(operation.table());
  }

  @Override
  public KeptNames view(ViewOperation operation) {
    return catalog.keptNames(operation.view());
  }

  @Override
  public KeptNames schema(SchemaOperation operation) {
    return catalog.keptSchema(operation.schema());
  }

  @Override
  public KeptNames type(TypeOperation operation) {
    return KeptNames.FOLDED; // it is refused
  }

  @Override
  public KeptNames guarded(Guarded operation) {
    return operation.operation().acceptKind(this);
  }

  /** The rendering of that schema finds the names of the operation. */
  @Override
  public KeptNames inSchema(InSchema operation) {
    return KeptNames.FOLDED;
  }

  @Override
  public KeptNames online(Online operation) {
    return tableChange(operation.change());
  }

  @Override
  public KeptNames executeSql(ExecuteSql operation) {
    return KeptNames.FOLDED;
  }
}
