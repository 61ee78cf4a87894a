package dev.switchback.internal.plan;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.RowGroup;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import java.util.List;
import java.util.Optional;

/** Returns the data that an operation destroys, in words. Empty if it destroys none. */
final class Losses implements Operation.Visitor<Optional<String>> {

  @Override
  public Optional<String> createTable(CreateTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dropTable(DropTable operation) {
    return Optional.of("the rows of '" + operation.table() + "'");
  }

  @Override
  public Optional<String> setNumbering(SetNumbering operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> restartNumbering(RestartNumbering operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> alterTable(AlterTable operation) {
    List<String> losses =
        operation.changes().stream().flatMap(each -> each.accept(this).stream()).toList();
    return losses.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", losses));
  }

  @Override
  public Optional<String> commentOnTable(CommentOnTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> setTableOptions(SetTableOptions operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> addColumn(AddColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> removeColumn(RemoveColumn operation) {
    return Optional.of(
        "the values of '%s' in '%s'".formatted(operation.column(), operation.table()));
  }

  @Override
  public Optional<String> addConstraint(AddConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> removeConstraint(RemoveConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> addIndex(AddIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> removeIndex(RemoveIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> renameIndex(RenameIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> renameConstraint(RenameConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> validateConstraint(ValidateConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> setIndexVisible(SetIndexVisible operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> createSchema(CreateSchema operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dropSchema(DropSchema operation) {
    return operation.isCascade()
        ? Optional.of("all objects in schema '" + operation.schema() + "'")
        : Optional.empty();
  }

  @Override
  public Optional<String> renameSchema(RenameSchema operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> createEnumType(CreateEnumType operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dropEnumType(DropEnumType operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> createView(CreateView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> replaceView(ReplaceView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dropView(DropView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> renameView(RenameView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> refreshMaterializedView(RefreshMaterializedView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> guarded(Guarded operation) {
    return operation.operation().accept(this);
  }

  @Override
  public Optional<String> inSchema(InSchema operation) {
    return operation
        .operation()
        .accept(this)
        .map(loss -> loss + " in schema '" + operation.schema() + "'");
  }

  @Override
  public Optional<String> online(Online operation) {
    return operation.change().accept(this);
  }

  @Override
  public Optional<String> executeSql(ExecuteSql operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> renameTable(RenameTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> renameColumn(RenameColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> changeColumn(ChangeColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> addEnumValue(AddEnumValue operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> renameEnumValue(RenameEnumValue operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> bulkInsert(BulkInsert operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> insertNumbered(InsertNumbered operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> copyIn(CopyIn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> bulkUpdate(BulkUpdate operation) {
    return oldValues(operation.set().columns(), operation.table());
  }

  @Override
  public Optional<String> backfill(Backfill operation) {
    return oldValues(operation.columns(), operation.table());
  }

  private static Optional<String> oldValues(List<String> columns, String table) {
    return Optional.of(
        "the old values of '%s' in '%s'".formatted(String.join("', '", columns), table));
  }

  @Override
  public Optional<String> bulkDelete(BulkDelete operation) {
    return Optional.of("rows of '" + operation.table() + "'");
  }

  @Override
  public Optional<String> upsert(Upsert operation) {
    for (RowGroup group : RowGroup.of(operation.rows())) {
      if (!operation.onlyInserts(group)) {
        return Optional.of("the old values of rows of '" + operation.table() + "'");
      }
    }
    return Optional.empty();
  }
}
