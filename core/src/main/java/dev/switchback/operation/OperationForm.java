package dev.switchback.operation;

import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.TableOption;

/** The canonical form of each operation. */
final class OperationForm implements Operation.Visitor<String> {

  private final boolean isSorted;
  private final RowForm data;

  OperationForm(boolean isSorted) {
    this.isSorted = isSorted;
    data = new RowForm(isSorted);
  }

  @Override
  public String createTable(CreateTable operation) {
    return new Form("createTable")
        .text("table", operation.table().name())
        .parts("columns", operation.table().columns().stream().map(ColumnForm::of).toList())
        .parts("constraints", operation.table().constraints().stream().map(this::of).toList())
        .texts("options", operation.table().options().stream().map(TableOption::describe).toList())
        .flag("ifNotExists", operation.ifNotExists())
        .end();
  }

  @Override
  public String dropTable(DropTable operation) {
    return new Form("dropTable")
        .text("table", operation.table())
        .flag("ifExists", operation.ifExists())
        .flag("cascade", operation.isCascading())
        .end();
  }

  @Override
  public String setNumbering(SetNumbering operation) {
    return new Form(operation.isNumbered() ? "addNumbering" : "removeNumbering")
        .text("table", operation.table())
        .text("column", operation.column())
        .end();
  }

  @Override
  public String restartNumbering(RestartNumbering operation) {
    return new Form("restartNumbering")
        .text("table", operation.table())
        .text("column", operation.column())
        .text("next", String.valueOf(operation.next()))
        .end();
  }

  /** The declared undo is no part of what the operation does. */
  @Override
  public String alterTable(AlterTable operation) {
    return new Form("alterTable")
        .text("table", operation.table())
        .parts("changes", operation.changes().stream().map(each -> each.accept(this)).toList())
        .end();
  }

  @Override
  public String commentOnTable(CommentOnTable operation) {
    return new Form("commentOnTable")
        .text("table", operation.table())
        .text("comment", operation.comment())
        .end();
  }

  @Override
  public String setTableOptions(SetTableOptions operation) {
    return new Form("setTableOptions")
        .text("table", operation.table())
        .texts("options", operation.options().stream().map(TableOption::describe).toList())
        .end();
  }

  @Override
  public String addColumn(AddColumn operation) {
    return new Form("addColumn")
        .text("table", operation.table())
        .part("column", ColumnForm.of(operation.column()))
        .end();
  }

  @Override
  public String removeColumn(RemoveColumn operation) {
    return new Form("removeColumn")
        .text("table", operation.table())
        .text("column", operation.column())
        .end();
  }

  @Override
  public String addConstraint(AddConstraint operation) {
    return new Form("addConstraint")
        .text("table", operation.table())
        .part("constraint", of(operation.constraint()))
        .end();
  }

  @Override
  public String removeConstraint(RemoveConstraint operation) {
    return new Form("removeConstraint")
        .text("table", operation.table())
        .text("name", operation.name())
        .flag("primaryKey", operation.isPrimaryKey())
        .end();
  }

  private String of(Constraint constraint) {
    return constraint.accept(new ConstraintForm());
  }

  @Override
  public String addIndex(AddIndex operation) {
    Form form = new Form("addIndex").text("table", operation.table());
    if (!operation.index().name().isEmpty()) {
      form.text("name", operation.index().name());
    }
    return IndexForm.of(form, operation.index(), isSorted);
  }

  @Override
  public String removeIndex(RemoveIndex operation) {
    return new Form("removeIndex")
        .text("table", operation.table())
        .text("name", operation.name())
        .flag("concurrently", operation.isConcurrent())
        .end();
  }

  @Override
  public String renameIndex(RenameIndex operation) {
    return renamed("renameIndex", operation.table(), operation.before(), operation.after());
  }

  @Override
  public String renameConstraint(RenameConstraint operation) {
    return renamed("renameConstraint", operation.table(), operation.before(), operation.after());
  }

  @Override
  public String validateConstraint(ValidateConstraint operation) {
    return new Form("validateConstraint")
        .text("table", operation.table())
        .text("name", operation.name())
        .end();
  }

  @Override
  public String setIndexVisible(SetIndexVisible operation) {
    return new Form(operation.isVisible() ? "showIndex" : "hideIndex")
        .text("table", operation.table())
        .text("name", operation.name())
        .end();
  }

  private static String renamed(String name, String table, String before, String after) {
    return new Form(name).text("table", table).text("before", before).text("after", after).end();
  }

  @Override
  public String createSchema(CreateSchema operation) {
    return new Form("createSchema").text("schema", operation.schema()).end();
  }

  @Override
  public String dropSchema(DropSchema operation) {
    return new Form("dropSchema")
        .text("schema", operation.schema())
        .flag("cascade", operation.isCascade())
        .end();
  }

  @Override
  public String renameSchema(RenameSchema operation) {
    return new Form("renameSchema")
        .text("before", operation.before())
        .text("after", operation.after())
        .end();
  }

  @Override
  public String createEnumType(CreateEnumType operation) {
    return new Form("createEnumType")
        .text("type", operation.type())
        .texts("values", operation.values())
        .end();
  }

  @Override
  public String dropEnumType(DropEnumType operation) {
    return new Form("dropEnumType").text("type", operation.type()).end();
  }

  @Override
  public String createView(CreateView operation) {
    return new Form("createView")
        .text("view", operation.view())
        .text("sql", operation.sql())
        .flag("materialized", operation.isMaterialized())
        .end();
  }

  @Override
  public String replaceView(ReplaceView operation) {
    return new Form("replaceView")
        .text("view", operation.view())
        .text("sql", operation.sql())
        .end();
  }

  @Override
  public String dropView(DropView operation) {
    return new Form("dropView")
        .text("view", operation.view())
        .flag("materialized", operation.isMaterialized())
        .end();
  }

  @Override
  public String renameView(RenameView operation) {
    return new Form("renameView")
        .text("before", operation.before())
        .text("after", operation.after())
        .flag("materialized", operation.isMaterialized())
        .end();
  }

  @Override
  public String refreshMaterializedView(RefreshMaterializedView operation) {
    return new Form("refreshMaterializedView")
        .text("view", operation.view())
        .flag("concurrently", operation.isConcurrent())
        .end();
  }

  @Override
  public String executeSql(ExecuteSql operation) {
    Form form = new Form("executeSql").text("sql", operation.sql());
    return form.parameters(operation.parameters()).flag("outside", operation.isOutside()).end();
  }

  @Override
  public String guarded(Guarded operation) {
    Form form =
        new Form(operation.isRemoval() ? "ifExists" : "ifNotExists")
            .part("operation", operation.operation().accept(this));
    operation.definition().ifPresent(was -> form.part("definition", was.accept(this)));
    return form.end();
  }

  @Override
  public String inSchema(InSchema operation) {
    return new Form("inSchema")
        .text("schema", operation.schema())
        .part("operation", operation.operation().accept(this))
        .end();
  }

  @Override
  public String online(Online operation) {
    return new Form("online").part("operation", operation.change().accept(this)).end();
  }

  @Override
  public String renameTable(RenameTable operation) {
    return new Form("renameTable")
        .text("before", operation.before())
        .text("after", operation.after())
        .flag("withDependants", operation.withDependants())
        .end();
  }

  @Override
  public String renameColumn(RenameColumn operation) {
    return new Form("renameColumn")
        .text("table", operation.table())
        .text("before", operation.before())
        .text("after", operation.after())
        .end();
  }

  @Override
  public String bulkInsert(BulkInsert operation) {
    return new Form("bulkInsert")
        .text("table", operation.table())
        .parts("rows", data.of(operation.rows()))
        .end();
  }

  @Override
  public String insertNumbered(InsertNumbered operation) {
    return new Form("insertNumbered")
        .text("table", operation.table())
        .parts("rows", data.of(operation.rows()))
        .end();
  }

  @Override
  public String changeColumn(ChangeColumn operation) {
    return new Form("changeColumn")
        .text("table", operation.table())
        .text("column", operation.column())
        .part("change", of(operation.change()))
        .end();
  }

  private static String of(ColumnChange change) {
    Form form = new Form("change");
    if (change.typeOrNull() != null) {
      form.part("type", change.typeOrNull().accept(new TypeForm()));
    }
    form.flag("nullable", change.nullability() == ColumnDefinition.Nullability.NULLABLE)
        .flag("notNull", change.nullability() == ColumnDefinition.Nullability.NOT_NULL)
        .flag("dropDefault", change.dropsDefault());
    change.defaultValue().ifPresent(value -> form.part("default", value.accept(new DefaultForm())));
    form.flag("dropComment", change.dropsComment())
        .textIfSet("comment", change.commentOrNull())
        .textIfSet("collation", change.collationOrNull())
        .textIfSet("using", change.usingOrNull());
    change.position().ifPresent(position -> ColumnForm.place(form, position));
    return form.end();
  }

  @Override
  public String bulkUpdate(BulkUpdate operation) {
    return new Form("bulkUpdate")
        .text("table", operation.table())
        .texts("set", data.ordered(operation.set().columns()))
        .parts("where", data.of(operation.condition()))
        .end();
  }

  /**
   * Leaves out the size of a batch and the pause, which do not change the result. Keeps the order:
   * on MySQL, an expression reads the columns that were set before it.
   */
  @Override
  public String backfill(Backfill operation) {
    return new Form("backfill")
        .text("table", operation.table())
        .parts("set", operation.set().stream().map(RowForm::of).toList())
        .parts("where", data.of(operation.condition()))
        .end();
  }

  @Override
  public String copyIn(CopyIn operation) {
    return new Form("copyIn")
        .text("table", operation.table())
        .texts("columns", operation.columns())
        .text("content", operation.content())
        .end();
  }

  @Override
  public String addEnumValue(AddEnumValue operation) {
    return new Form("addEnumValue")
        .text("table", operation.table())
        .text("column", operation.column())
        .text("value", operation.value())
        .textIfSet("before", operation.beforeOrNull())
        .textIfSet("after", operation.afterOrNull())
        .end();
  }

  @Override
  public String renameEnumValue(RenameEnumValue operation) {
    return new Form("renameEnumValue")
        .text("table", operation.table())
        .text("column", operation.column())
        .text("before", operation.before())
        .text("after", operation.after())
        .end();
  }

  @Override
  public String bulkDelete(BulkDelete operation) {
    Form form =
        new Form("bulkDelete")
            .text("table", operation.table())
            .parts("where", data.of(operation.condition()));
    operation.limit().ifPresent(limit -> form.number("limit", limit));
    return form.end();
  }

  @Override
  public String upsert(Upsert operation) {
    return new Form("upsert")
        .text("table", operation.table())
        .texts("key", data.ordered(operation.key()))
        .textIfSet("where", operation.condition().isEmpty() ? null : operation.condition())
        .flag("leavesExisting", operation.existing() == Upsert.Existing.LEFT)
        .parts("rows", data.of(operation.rows()))
        .end();
  }
}
