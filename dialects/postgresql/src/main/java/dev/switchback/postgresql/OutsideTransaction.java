package dev.switchback.postgresql;

import dev.switchback.dialect.RawSql;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.operation.ViewOperation;
import java.util.regex.Pattern;

/**
 * Finds the operations that run outside a transaction. PostgreSQL refuses some statements in a
 * transaction, with SQLSTATE 25001: those that call {@code PreventInTransactionBlock} in its
 * source. An enum value that a transaction adds cannot be used in it, so {@code ADD VALUE} runs
 * outside too. Through a pooler, {@code ADD VALUE} and {@code VALIDATE CONSTRAINT} stay inside.
 */
record OutsideTransaction(boolean isPooled)
    implements Operation.KindVisitor<Boolean>, TableChange.Visitor<Boolean> {

  private static final Pattern REFUSED =
      Pattern.compile(
          "create (?:unique )?index concurrently\\b.*"
              + "|drop index concurrently\\b.*"
              + "|reindex (?:\\([^)]*\\) ?)?(?:schema|database|system)\\b.*"
              + "|reindex (?:\\([^)]*\\) ?)?(?:table|index) concurrently\\b.*"
              + "|reindex \\((?:[^)]*\\W)?concurrently\\b(?! (?:false|off|0)\\b)[^)]*\\).*"
              + "|vacuum\\b.*"
              + "|cluster(?: verbose| ?\\([^)]*\\))?"
              + "|(?:create|drop) (?:database|tablespace|subscription)\\b.*"
              + "|alter system\\b.*"
              + "|alter database\\b.*\\bset tablespace\\b.*"
              + "|alter table\\b.*\\bdetach partition\\b.*\\bconcurrently");

  private static final Pattern ADDS_VALUE = Pattern.compile("alter type\\b.*\\badd value\\b.*");

  /**
   * Returns whether a statement runs outside. Several statements sent together are one transaction
   * for the server, so they stay inside.
   */
  @Override
  public Boolean executeSql(ExecuteSql operation) {
    if (!RawSql.isSingle(operation.sql())) {
      return false;
    }
    String words = RawSql.words(operation.sql());
    return REFUSED.matcher(words).matches() || (!isPooled && ADDS_VALUE.matcher(words).matches());
  }

  @Override
  public Boolean inSchema(InSchema operation) {
    return operation.operation().acceptKind(this);
  }

  @Override
  public Boolean online(Online operation) {
    return tableChange(operation.change());
  }

  @Override
  public Boolean guarded(Guarded operation) {
    return operation.operation().acceptKind(this);
  }

  @Override
  public Boolean addEnumValue(AddEnumValue operation) {
    return !isPooled;
  }

  @Override
  public Boolean renameEnumValue(RenameEnumValue operation) {
    return false;
  }

  @Override
  public Boolean addIndex(AddIndex operation) {
    return operation.index().isConcurrent();
  }

  @Override
  public Boolean removeIndex(RemoveIndex operation) {
    return operation.isConcurrent();
  }

  @Override
  public Boolean renameIndex(RenameIndex operation) {
    return false;
  }

  @Override
  public Boolean renameConstraint(RenameConstraint operation) {
    return false;
  }

  /** Its weak lock is of use only if no stronger lock of an earlier step is held beside it. */
  @Override
  public Boolean validateConstraint(ValidateConstraint operation) {
    return !isPooled;
  }

  @Override
  public Boolean setIndexVisible(SetIndexVisible operation) {
    return false;
  }

  @Override
  public Boolean tableChange(TableChange operation) {
    return operation.accept(this);
  }

  @Override
  public Boolean alterTable(AlterTable operation) {
    return operation.changes().stream().anyMatch(change -> change.accept(this));
  }

  @Override
  public Boolean addColumn(AddColumn operation) {
    return false;
  }

  @Override
  public Boolean addConstraint(AddConstraint operation) {
    return false;
  }

  @Override
  public Boolean changeColumn(ChangeColumn operation) {
    return false;
  }

  @Override
  public Boolean setNumbering(SetNumbering operation) {
    return false;
  }

  @Override
  public Boolean restartNumbering(RestartNumbering operation) {
    return false;
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
  public Boolean removeColumn(RemoveColumn operation) {
    return false;
  }

  @Override
  public Boolean removeConstraint(RemoveConstraint operation) {
    return false;
  }

  @Override
  public Boolean renameColumn(RenameColumn operation) {
    return false;
  }

  @Override
  public Boolean data(DataOperation operation) {
    return false;
  }

  @Override
  public Boolean view(ViewOperation operation) {
    return false;
  }

  @Override
  public Boolean schema(SchemaOperation operation) {
    return false;
  }

  @Override
  public Boolean type(TypeOperation operation) {
    return false;
  }

  @Override
  public Boolean createTable(CreateTable operation) {
    return false;
  }

  @Override
  public Boolean dropTable(DropTable operation) {
    return false;
  }

  @Override
  public Boolean renameTable(RenameTable operation) {
    return false;
  }
}
