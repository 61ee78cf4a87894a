package dev.switchback.h2;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.ValidateConstraint;
import java.util.Optional;

/** Returns an operation if it changes a column, which H2 does in several statements. */
final class AsChangeColumn implements TableChange.Visitor<Optional<ChangeColumn>> {

  static Optional<ChangeColumn> of(Operation operation) {
    return operation instanceof TableChange change
        ? change.accept(new AsChangeColumn())
        : Optional.empty();
  }

  /** Returns nothing: each of its changes is asked. */
  @Override
  public Optional<ChangeColumn> alterTable(AlterTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> setNumbering(SetNumbering operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> restartNumbering(RestartNumbering operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> commentOnTable(CommentOnTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> setTableOptions(SetTableOptions operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> addColumn(AddColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> removeColumn(RemoveColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> addConstraint(AddConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> removeConstraint(RemoveConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> addIndex(AddIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> removeIndex(RemoveIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> renameIndex(RenameIndex operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> renameConstraint(RenameConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> validateConstraint(ValidateConstraint operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> setIndexVisible(SetIndexVisible operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> renameColumn(RenameColumn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> changeColumn(ChangeColumn operation) {
    return Optional.of(operation);
  }

  @Override
  public Optional<ChangeColumn> addEnumValue(AddEnumValue operation) {
    return Optional.empty();
  }

  @Override
  public Optional<ChangeColumn> renameEnumValue(RenameEnumValue operation) {
    return Optional.empty();
  }
}
