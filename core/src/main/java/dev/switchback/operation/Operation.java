package dev.switchback.operation;

/** An operation that a migration asks for, as an immutable value. */
public sealed interface Operation
    permits CreateTable,
        DropTable,
        CommentOnTable,
        AddColumn,
        RemoveColumn,
        AddConstraint,
        RemoveConstraint,
        AddIndex,
        RemoveIndex,
        RenameTable,
        RenameColumn,
        ChangeColumn,
        AddEnumValue,
        BulkInsert,
        BulkUpdate,
        BulkDelete,
        Upsert,
        CreateSchema,
        DropSchema,
        CreateView,
        ReplaceView,
        DropView,
        RefreshMaterializedView,
        ExecuteSql {

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  /**
   * Returns a human-readable description, the operation and its subject: {@code addColumn 'topic'
   * on 'rooms'}.
   */
  String describe();

  /** One method for each operation, so that a dialect that lacks one does not compile. */
  interface Visitor<R> {
    R createTable(CreateTable operation);

    R dropTable(DropTable operation);

    R commentOnTable(CommentOnTable operation);

    R addColumn(AddColumn operation);

    R removeColumn(RemoveColumn operation);

    R addConstraint(AddConstraint operation);

    R removeConstraint(RemoveConstraint operation);

    R addIndex(AddIndex operation);

    R removeIndex(RemoveIndex operation);

    R createSchema(CreateSchema operation);

    R dropSchema(DropSchema operation);

    R createView(CreateView operation);

    R replaceView(ReplaceView operation);

    R dropView(DropView operation);

    R refreshMaterializedView(RefreshMaterializedView operation);

    R executeSql(ExecuteSql operation);

    R renameTable(RenameTable operation);

    R renameColumn(RenameColumn operation);

    R changeColumn(ChangeColumn operation);

    R addEnumValue(AddEnumValue operation);

    R bulkInsert(BulkInsert operation);

    R bulkUpdate(BulkUpdate operation);

    R bulkDelete(BulkDelete operation);

    R upsert(Upsert operation);
  }
}
