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

/**
 * Finds the operations that do not commit, although they are statements of the schema. H2 changes
 * the numbering at once, and does not undo it with the transaction.
 */
final class WithoutCommit implements TableChange.Visitor<Boolean> {

  static boolean includes(Operation operation) {
    return operation instanceof TableChange change && change.accept(new WithoutCommit());
  }

  /** Returns false: each of its changes is a step, and is asked. */
  @Override
  public Boolean alterTable(AlterTable operation) {
    return false;
  }

  @Override
  public Boolean setNumbering(SetNumbering operation) {
    return true;
  }

  @Override
  public Boolean restartNumbering(RestartNumbering operation) {
    return true;
  }

  @Override
  public Boolean commentOnTable(CommentOnTable operation) {
    return false;
  }

  @Override
  public Boolean setTableOptions(SetTableOptions operation) {
    return false;
  }

  @Override
  public Boolean addColumn(AddColumn operation) {
    return false;
  }

  @Override
  public Boolean removeColumn(RemoveColumn operation) {
    return false;
  }

  @Override
  public Boolean addConstraint(AddConstraint operation) {
    return false;
  }

  @Override
  public Boolean removeConstraint(RemoveConstraint operation) {
    return false;
  }

  @Override
  public Boolean addIndex(AddIndex operation) {
    return false;
  }

  @Override
  public Boolean removeIndex(RemoveIndex operation) {
    return false;
  }

  @Override
  public Boolean renameIndex(RenameIndex operation) {
    return false;
  }

  @Override
  public Boolean renameConstraint(RenameConstraint operation) {
    return false;
  }

  @Override
  public Boolean validateConstraint(ValidateConstraint operation) {
    return false;
  }

  @Override
  public Boolean setIndexVisible(SetIndexVisible operation) {
    return false;
  }

  @Override
  public Boolean renameColumn(RenameColumn operation) {
    return false;
  }

  @Override
  public Boolean changeColumn(ChangeColumn operation) {
    return false;
  }

  @Override
  public Boolean addEnumValue(AddEnumValue operation) {
    return false;
  }

  @Override
  public Boolean renameEnumValue(RenameEnumValue operation) {
    return false;
  }
}
