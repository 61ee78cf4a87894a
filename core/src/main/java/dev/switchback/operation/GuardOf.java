package dev.switchback.operation;

import dev.switchback.operation.Guarded.Condition;
import java.util.Optional;

/** Returns the condition that an operation can have. Empty if it neither creates nor removes. */
final class GuardOf implements Operation.Visitor<Optional<Condition>> {

  private static final Optional<Condition> CREATES = Optional.of(Condition.IF_NOT_EXISTS);
  private static final Optional<Condition> REMOVES = Optional.of(Condition.IF_EXISTS);

  @Override
  public Optional<Condition> createTable(CreateTable operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> addColumn(AddColumn operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> addConstraint(AddConstraint operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> addIndex(AddIndex operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> addEnumValue(AddEnumValue operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> createSchema(CreateSchema operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> createEnumType(CreateEnumType operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> dropEnumType(DropEnumType operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> createView(CreateView operation) {
    return CREATES;
  }

  @Override
  public Optional<Condition> dropTable(DropTable operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> removeColumn(RemoveColumn operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> removeConstraint(RemoveConstraint operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> removeIndex(RemoveIndex operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> dropSchema(DropSchema operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> dropView(DropView operation) {
    return REMOVES;
  }

  @Override
  public Optional<Condition> setNumbering(SetNumbering operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> restartNumbering(RestartNumbering operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> alterTable(AlterTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> commentOnTable(CommentOnTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> setTableOptions(SetTableOptions operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameColumn(RenameColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> changeColumn(ChangeColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameTable(RenameTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> replaceView(ReplaceView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> refreshMaterializedView(RefreshMaterializedView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> executeSql(ExecuteSql operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> bulkInsert(BulkInsert operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> insertNumbered(InsertNumbered operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> bulkUpdate(BulkUpdate operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> backfill(Backfill operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> copyIn(CopyIn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> bulkDelete(BulkDelete operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> upsert(Upsert operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> guarded(Guarded operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameIndex(RenameIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameConstraint(RenameConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> validateConstraint(ValidateConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> setIndexVisible(SetIndexVisible operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameEnumValue(RenameEnumValue operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameView(RenameView operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Condition> renameSchema(RenameSchema operation) {
    return Optional.empty();
  }

  /** The schema comes first, and the condition within it: inSchema(…).ifNotExists(). */
  @Override
  public Optional<Condition> inSchema(InSchema operation) {
    return Optional.empty();
  }

  /** An online change has no condition. */
  @Override
  public Optional<Condition> online(Online operation) {
    return Optional.empty();
  }
}
