package dev.switchback.operation;

import java.util.Set;

/** An operation that changes the definition of one existing table, and nothing else. */
public sealed interface TableChange extends TableOperation
    permits CommentOnTable,
        SetTableOptions,
        AddColumn,
        RemoveColumn,
        AddConstraint,
        RemoveConstraint,
        AddIndex,
        RemoveIndex,
        RenameIndex,
        RenameConstraint,
        ValidateConstraint,
        SetIndexVisible,
        RenameColumn,
        ChangeColumn,
        AddEnumValue,
        RenameEnumValue,
        RestartNumbering,
        SetNumbering,
        AlterTable {

  /** Returns the names of other tables that the changed table will refer to. */
  Set<String> referencedTables();

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  @Override
  default <R> R accept(Operation.Visitor<R> visitor) {
    return accept((Visitor<R>) visitor);
  }

  @Override
  default <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.tableChange(this);
  }

  @Override
  default boolean isDefinition() {
    return true;
  }

  /** One method for each operation of this kind. */
  interface Visitor<R> {
    R commentOnTable(CommentOnTable operation);

    R setTableOptions(SetTableOptions operation);

    R addColumn(AddColumn operation);

    R removeColumn(RemoveColumn operation);

    R addConstraint(AddConstraint operation);

    R removeConstraint(RemoveConstraint operation);

    R addIndex(AddIndex operation);

    R removeIndex(RemoveIndex operation);

    R renameIndex(RenameIndex operation);

    R renameConstraint(RenameConstraint operation);

    R validateConstraint(ValidateConstraint operation);

    R setIndexVisible(SetIndexVisible operation);

    R renameColumn(RenameColumn operation);

    R changeColumn(ChangeColumn operation);

    R addEnumValue(AddEnumValue operation);

    R renameEnumValue(RenameEnumValue operation);

    R restartNumbering(RestartNumbering operation);

    R setNumbering(SetNumbering operation);

    R alterTable(AlterTable operation);
  }
}
