package dev.switchback.internal.base;

import dev.switchback.dialect.Catalog;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ViewOperation;
import dev.switchback.schema.Constraint;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rejects a name that looks like a name with a schema: the schema before the dot exists, and
 * nothing has the whole name. An acknowledged step means the whole name.
 */
public final class DottedNames implements Operation.KindVisitor<Void>, ViewOperation.Visitor<Void> {

  private final String subject;
  private final Catalog catalog;

  private DottedNames(String subject, Catalog catalog) {
    this.subject = subject;
    this.catalog = catalog;
  }

  /** Rejects such a name of a table, a view or a type in {@code operation}. */
  public static void require(Operation operation, Catalog catalog) {
    operation.acceptKind(new DottedNames(operation.describe(), catalog));
  }

  /** Rejects such a name of the table that a migration asks for. */
  public static void require(Look<?> look, Catalog catalog) {
    look.table().ifPresent(new DottedNames(look.description(), catalog)::table);
  }

  private void table(String name) {
    refuse(
        name,
        catalog::hasTable,
        "%s – the name of a table has no schema in it. Nothing was sent. Write inSchema(\"%s\")"
            + " before the operation, and \"%s\" for the table. If the table is really called so,"
            + " write acknowledged(reason) before the operation");
  }

  private void references(Collection<String> names) {
    names.forEach(
        name ->
            refuse(
                name,
                catalog::hasTable,
                "%s – the name of a referenced table has no schema in it. Nothing was sent. Write"
                    + " inSchema(\"%s\") after references(…), and \"%s\" for the table. If the"
                    + " table is really called so, write acknowledged(reason) before the"
                    + " operation"));
  }

  private Void view(String name) {
    refuse(
        name,
        each ->
            catalog.hasView(each, false) || catalog.hasView(each, true) || catalog.hasTable(each),
        "%s – the name of a view has no schema in it. Nothing was sent. Write inSchema(\"%s\")"
            + " before the operation, and \"%s\" for the view. If the view is really called so,"
            + " write acknowledged(reason) before the operation");
    return done();
  }

  private void refuse(String name, Predicate<String> isThere, String message) {
    int dot = name.indexOf('.');
    if (dot > 0 && catalog.hasSchema(name.substring(0, dot)) && !isThere.test(name)) {
      throw new IllegalArgumentException(
          message.formatted(subject, name.substring(0, dot), name.substring(dot + 1)));
    }
  }

  @SuppressWarnings("NullAway") // a Void has no other value
  private static Void done() {
    return null;
  }

  @Override
  public Void tableChange(TableChange operation) {
    table(operation.table());
    references(operation.referencedTables());
    return done();
  }

  @Override
  public Void online(Online operation) {
    return tableChange(operation.change());
  }

  @Override
  public Void data(DataOperation operation) {
    table(operation.table());
    return done();
  }

  @Override
  public Void createTable(CreateTable operation) {
    String name = operation.table().name();
    table(name);
    operation.table().constraints().stream()
        .map(Constraint::referencedTables)
        .forEach(
            referenced ->
                references(referenced.stream().filter(each -> !each.equals(name)).toList()));
    return done();
  }

  @Override
  public Void dropTable(DropTable operation) {
    table(operation.table());
    return done();
  }

  @Override
  public Void renameTable(RenameTable operation) {
    List.of(operation.before(), operation.after()).forEach(this::table);
    return done();
  }

  @Override
  public Void view(ViewOperation operation) {
    return operation.accept(this);
  }

  @Override
  public Void createView(CreateView operation) {
    return view(operation.view());
  }

  @Override
  public Void replaceView(ReplaceView operation) {
    return view(operation.view());
  }

  @Override
  public Void dropView(DropView operation) {
    return view(operation.view());
  }

  @Override
  public Void renameView(RenameView operation) {
    view(operation.before());
    return view(operation.after());
  }

  @Override
  public Void refreshMaterializedView(RefreshMaterializedView operation) {
    return view(operation.view());
  }

  @Override
  public Void type(TypeOperation operation) {
    refuse(
        operation.type(),
        type -> catalog.enumType(type).isPresent(),
        "%s – the name of a type has no schema in it. Nothing was sent. Write inSchema(\"%s\")"
            + " before the operation, and \"%s\" for the type. If the type is really called so,"
            + " write acknowledged(reason) before the operation");
    return done();
  }

  @Override
  public Void schema(SchemaOperation operation) {
    return done();
  }

  @Override
  public Void guarded(Guarded operation) {
    return operation.operation().acceptKind(this);
  }

  /** The catalogue is the one of that schema. */
  @Override
  public Void inSchema(InSchema operation) {
    return operation.operation().acceptKind(this);
  }

  @Override
  public Void executeSql(ExecuteSql operation) {
    return done();
  }
}
