package dev.switchback.internal.fingerprint;

import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseInfo;
import dev.switchback.DatabaseProduct;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.internal.base.Look;
import dev.switchback.internal.base.Looking;
import dev.switchback.internal.base.UnknownNumbers;
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
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Index;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records the undo of a change: the inverse of each of its steps, the last one first. Sends nothing
 * while it records.
 */
public final class UndoRecorder implements Looking {

  private final Deque<Consumer<QueryInterface>> back = new ArrayDeque<>();

  /** The reason with which the hazards of the next step are acknowledged. */
  private @Nullable String acknowledged;

  /** The tables that the change creates. Dropping such a table also undoes all steps on it. */
  private final NewTables newTables = new NewTables();

  private final Map<String, NewTables> ofOtherSchemas = new HashMap<>();

  private UndoRecorder() {}

  /**
   * Records the undo of {@code migration}.
   *
   * @throws Irreversible if it cannot be undone
   */
  public static UndoRecorder of(ReversibleMigration migration) throws Exception {
    UndoRecorder reversal = new UndoRecorder();
    migration.change(reversal);
    return reversal;
  }

  /** Executes the undo. */
  public void replay(QueryInterface db) {
    back.forEach(step -> step.accept(db));
  }

  private void undo(Consumer<QueryInterface> step) {
    String reason = acknowledged;
    back.addFirst(reason == null ? step : db -> step.accept(db.acknowledged(reason)));
    acknowledged = null;
  }

  /** Ignores the query: it verifies the step of the change, and not its undo. */
  @Override
  public QueryInterface verifiedBy(String query) {
    OperationLog.requireQuery(query);
    return this;
  }

  /** Keeps the reason for the undo of the step too. */
  @Override
  public QueryInterface acknowledged(String reason) {
    acknowledged = reason;
    return this;
  }

  /**
   * Undoes several operations by {@code runAll}, which checks all of them before it sends the
   * first.
   */
  private void undo(List<? extends Operation> inverse) {
    switch (inverse.size()) {
      case 0 -> acknowledged = null;
      case 1 -> undo(db -> db.run(inverse.get(0)));
      default -> undo(db -> db.runAll(inverse));
    }
  }

  @Override
  public void run(Operation operation) {
    undo(operation.accept(new Inverse(List.of())));
  }

  @Override
  public void run(Operation operation, List<? extends Operation> inverse) {
    undo(operation.accept(new Inverse(inverse)));
  }

  /** Undoes the constraints by removing the column. */
  @Override
  public void addColumn(String table, String column, ColumnDefinition definition) {
    Column added = new Column(column, definition);
    run(new AddColumn(table, added));
    if (newTables.contains(table)) {
      added.constraintsOn(table).forEach(constraint -> run(new AddConstraint(table, constraint)));
    }
  }

  @Override
  public void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    undo(down);
  }

  /** Undoes the branch that the choice would choose in {@code up}. */
  @Override
  public QueryInterface.DatabaseChoice on(
      Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
    RecordedBranches recorded = new RecordedBranches(UndoRecorder::undoOf);
    undo(recorded::replay);
    return recorded.on(products, work);
  }

  private static Consumer<QueryInterface> undoOf(Consumer<QueryInterface> branch) {
    UndoRecorder back = new UndoRecorder();
    branch.accept(back);
    return back::replay;
  }

  @Override
  public void irreversible(String reason) {
    throw new Irreversible(reason);
  }

  // ---- reads, which need the database

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    throw Irreversible.reads("query '" + ExecuteSql.shorten(sql) + "'");
  }

  @Override
  public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
    throw Irreversible.reads("forEachRow '" + ExecuteSql.shorten(sql) + "'");
  }

  /** The rows go with their table if it is new. Their numbers are known only in {@code up}. */
  @Override
  public List<Long> runNumbered(Operation operation) {
    run(operation);
    return new UnknownNumbers(operation, () -> Irreversible.numbers(operation));
  }

  @Override
  public DatabaseInfo database() {
    throw Irreversible.reads("database");
  }

  @Override
  public <T> T look(Look<T> look) {
    throw Irreversible.reads(look.description());
  }

  @Override
  public void executeResource(String name) {
    throw Irreversible.opaque("executeResource '" + name + "'");
  }

  @Override
  public void withConnection(ConnectionWork work) {
    throw Irreversible.opaque("withConnection");
  }

  /**
   * Returns the operations that undo an operation: the declared ones, or those that the operation
   * itself determines. An operation on a new table needs none.
   */
  private final class Inverse implements Operation.Visitor<List<? extends Operation>> {

    private final List<? extends Operation> declared;
    private final NewTables newTables;

    /** Returns an operation of the undo as it is executed: in the schema of the operation. */
    private final UnaryOperator<Operation> placed;

    /**
     * @param declared empty for none
     */
    Inverse(List<? extends Operation> declared) {
      this(declared, UndoRecorder.this.newTables, UnaryOperator.identity());
    }

    private Inverse(
        List<? extends Operation> declared, NewTables newTables, UnaryOperator<Operation> placed) {
      this.declared = declared;
      this.newTables = newTables;
      this.placed = placed;
    }

    private List<? extends Operation> declaredOr(Operation inverse) {
      return declared.isEmpty() ? List.of(inverse) : declared;
    }

    private List<? extends Operation> declaredOr(Irreversible refusal) {
      if (declared.isEmpty()) {
        throw refusal;
      }
      return declared;
    }

    private List<? extends Operation> on(String table, Operation inverse) {
      return newTables.contains(table) ? List.of() : declaredOr(inverse);
    }

    private List<? extends Operation> on(String table, Irreversible refusal) {
      return newTables.contains(table) ? List.of() : declaredOr(refusal);
    }

    @Override
    public List<? extends Operation> createTable(CreateTable operation) {
      String table = operation.table().name();
      List<? extends Operation> inverse =
          operation.ifNotExists()
              ? declaredOr(
                  new Irreversible(
                      operation.describe()
                          + " – 'down' does not know whether this step created it. Leave out"
                          + " ifNotExists()"))
              : declaredOr(new DropTable(table));
      newTables.add(table);
      return inverse;
    }

    @Override
    public List<? extends Operation> dropTable(DropTable operation) {
      return declaredOr(
          operation.ifExists()
              ? new Irreversible(
                  operation.describe()
                      + " – 'down' does not know whether this step dropped it. Write"
                      + " dropTable(table, previously(t -> …)) with its definition, or"
                      + " reversibly(up -> …, down -> …)")
              : Irreversible.forgets(
                  operation,
                  "dropTable(table, previously(t -> …)) with its definition",
                  "its definition"));
    }

    /** Undoes the last change first, all of them in one operation again. */
    @Override
    public List<? extends Operation> alterTable(AlterTable operation) {
      if (!declared.isEmpty() && operation.previously().isEmpty()) {
        return newTables.contains(operation.table()) ? List.of() : declared;
      }
      Deque<List<? extends Operation>> changes = new ArrayDeque<>();
      for (AlterTable.Part part : operation.parts()) {
        Inverse inverse = new Inverse(part.previously(), newTables, placed);
        changes.addFirst(part.change().accept(inverse));
      }
      List<TableChange> all =
          changes.stream().flatMap(List::stream).map(TableChange.class::cast).toList();
      return all.isEmpty() ? List.of() : List.of(AlterTable.of(operation.table(), all));
    }

    @Override
    public List<? extends Operation> setNumbering(SetNumbering operation) {
      return operation.isNumbered()
          ? on(operation.table(), new SetNumbering(operation.table(), operation.column(), false))
          : on(
              operation.table(),
              Irreversible.forgets(
                  operation, "up and down, with addNumbering in down", "its next number"));
    }

    @Override
    public List<? extends Operation> restartNumbering(RestartNumbering operation) {
      return on(
          operation.table(),
          Irreversible.forgets(
              operation,
              "restartNumbering(table, column, next, previously(…))",
              "the next number before"));
    }

    @Override
    public List<? extends Operation> commentOnTable(CommentOnTable operation) {
      return on(
          operation.table(),
          Irreversible.forgets(
              operation,
              "commentOnTable(table, comment, previously(…)), with an empty text for none",
              "the old comment"));
    }

    @Override
    public List<? extends Operation> setTableOptions(SetTableOptions operation) {
      return on(
          operation.table(),
          Irreversible.forgets(
              operation,
              "setTableOptions(table, …, previously(…)) with the old options",
              "the old options"));
    }

    @Override
    public List<? extends Operation> addColumn(AddColumn operation) {
      List<? extends Operation> inverse =
          on(operation.table(), new RemoveColumn(operation.table(), operation.column().name()));
      newTables.addColumn(operation.table(), operation.column().name());
      return inverse;
    }

    @Override
    public List<? extends Operation> removeColumn(RemoveColumn operation) {
      newTables.removed(operation.table(), key -> key.columns().contains(operation.column()), back);
      return on(
          operation.table(),
          Irreversible.forgets(
              operation,
              "removeColumn(table, column, previously(…)) with its definition",
              "its definition"));
    }

    /**
     * Drops a foreign key to a table that was created later, because it would prevent that table
     * from being dropped.
     */
    @Override
    public List<? extends Operation> addConstraint(AddConstraint operation) {
      String table = operation.table();
      Constraint constraint = operation.constraint();
      Operation inverse = RemoveConstraint.of(table, constraint);
      if (newTables.refersToLater(table, constraint)) {
        undo(List.of(placed.apply(inverse)));
        newTables.keep(table, constraint, back.getFirst());
        return List.of();
      }
      if (constraint.usedIndex().isEmpty() || newTables.contains(table)) {
        return on(table, inverse);
      }
      Index index = Index.index(constraint.columns().toArray(String[]::new)).unique();
      return List.of(
          inverse, new AddIndex(table, index.concurrently().named(constraint.usedIndex())));
    }

    @Override
    public List<? extends Operation> removeConstraint(RemoveConstraint operation) {
      newTables.removed(operation.table(), key -> key.name().equals(operation.name()), back);
      return on(
          operation.table(),
          Irreversible.forgets(
              operation,
              "removeConstraint(table, constraint) with its definition",
              "its definition"));
    }

    @Override
    public List<? extends Operation> addIndex(AddIndex operation) {
      return on(operation.table(), RemoveIndex.of(operation.table(), operation.index()));
    }

    @Override
    public List<? extends Operation> removeIndex(RemoveIndex operation) {
      return on(
          operation.table(),
          Irreversible.forgets(
              operation, "removeIndex(table, index) with its definition", "its definition"));
    }

    @Override
    public List<? extends Operation> renameIndex(RenameIndex operation) {
      String table = operation.table();
      return on(table, new RenameIndex(table, operation.after(), operation.before()));
    }

    /** Undoes a foreign key that is dropped before its table by the new name. */
    @Override
    public List<? extends Operation> renameConstraint(RenameConstraint operation) {
      String table = operation.table();
      for (Constraint key :
          newTables.removed(table, key -> key.name().equals(operation.before()), back)) {
        undo(List.of(placed.apply(new RemoveConstraint(table, operation.after()))));
        newTables.keep(table, key.named(operation.after()), back.getFirst());
      }
      return on(table, new RenameConstraint(table, operation.after(), operation.before()));
    }

    /** Undoes nothing: the constraint stays valid, which is what its rows are. */
    @Override
    public List<? extends Operation> validateConstraint(ValidateConstraint operation) {
      return List.of();
    }

    @Override
    public List<? extends Operation> setIndexVisible(SetIndexVisible operation) {
      String table = operation.table();
      return on(table, new SetIndexVisible(table, operation.name(), !operation.isVisible()));
    }

    @Override
    public List<? extends Operation> createSchema(CreateSchema operation) {
      return declaredOr(new DropSchema(operation.schema()));
    }

    @Override
    public List<? extends Operation> dropSchema(DropSchema operation) {
      return operation.isCascade()
          ? declaredOr(
              new Irreversible(
                  operation.describe()
                      + " – its undo needs the objects in it. Drop those by separate steps, and"
                      + " then the empty schema"))
          : declaredOr(new CreateSchema(operation.schema()));
    }

    @Override
    public List<? extends Operation> renameSchema(RenameSchema operation) {
      return declaredOr(new RenameSchema(operation.after(), operation.before()));
    }

    @Override
    public List<? extends Operation> createEnumType(CreateEnumType operation) {
      return declaredOr(new DropEnumType(operation.type()));
    }

    @Override
    public List<? extends Operation> dropEnumType(DropEnumType operation) {
      return declaredOr(
          Irreversible.forgets(
              operation, "dropEnumType(type, previously(…)) with its values", "its values"));
    }

    @Override
    public List<? extends Operation> createView(CreateView operation) {
      return declaredOr(new DropView(operation.view(), operation.isMaterialized()));
    }

    @Override
    public List<? extends Operation> replaceView(ReplaceView operation) {
      return declaredOr(
          Irreversible.forgets(
              operation,
              "replaceView(view, sql, previously(…)) with its old query",
              "its old query"));
    }

    @Override
    public List<? extends Operation> dropView(DropView operation) {
      return declaredOr(
          Irreversible.forgets(
              operation,
              operation.isMaterialized()
                  ? "dropMaterializedView(view, previously(…)) with its query"
                  : "dropView(view, previously(…)) with its query",
              "its query"));
    }

    @Override
    public List<? extends Operation> renameView(RenameView operation) {
      return declaredOr(
          new RenameView(operation.after(), operation.before(), operation.isMaterialized()));
    }

    /** Undoes nothing by default, because the view is at least as fresh as before. */
    @Override
    public List<? extends Operation> refreshMaterializedView(RefreshMaterializedView operation) {
      return declared;
    }

    /** Refuses also a declared inverse, because the run may have sent nothing. */
    @Override
    public List<? extends Operation> guarded(Guarded operation) {
      if (operation.operation() instanceof TableChange change
          && newTables.contains(change.table())) {
        return operation.operation().accept(this);
      }
      throw new Irreversible(
          operation.describe()
              + (operation.isRemoval()
                  ? " – 'down' does not know whether this step removed it. Leave out ifExists(), or"
                  : " – 'down' does not know whether this step created it. Leave out ifNotExists(),"
                      + " or")
              + " write reversibly(up -> …, down -> …)");
    }

    /** Undoes in that schema what the operation does there. */
    @Override
    public List<? extends Operation> inSchema(InSchema operation) {
      String schema = operation.schema();
      Inverse there =
          new Inverse(
              declared.stream().map(Operation::inCurrentSchema).toList(),
              ofOtherSchemas.computeIfAbsent(schema, name -> new NewTables()),
              inverse -> new InSchema(schema, inverse));
      return InSchema.all(schema, operation.operation().accept(there));
    }

    /** Undoes online what the operation does online. */
    @Override
    public List<? extends Operation> online(Online operation) {
      Inverse undo =
          new Inverse(
              declared.stream().map(Operation::bare).toList(),
              newTables,
              inverse -> placed.apply(Online.of(inverse)));
      return Online.all(operation.change().accept(undo));
    }

    @Override
    public List<? extends Operation> executeSql(ExecuteSql operation) {
      return declaredOr(Irreversible.opaque(operation.describe()));
    }

    @Override
    public List<? extends Operation> renameTable(RenameTable operation) {
      newTables.rename(operation.before(), operation.after());
      return declaredOr(operation.inverse());
    }

    @Override
    public List<? extends Operation> renameColumn(RenameColumn operation) {
      newTables.forgetColumn(operation.table(), operation.before());
      return on(
          operation.table(),
          new RenameColumn(operation.table(), operation.after(), operation.before()));
    }

    @Override
    public List<? extends Operation> changeColumn(ChangeColumn operation) {
      if (!newTables.contains(operation.table())) {
        OldAttributes.missing(operation, declared)
            .ifPresent(
                missing -> {
                  throw new Irreversible(missing);
                });
      }
      return on(
          operation.table(),
          Irreversible.forgets(
              operation,
              "changeColumn(table, column, …, previously(…)) with the old definition",
              "the old definition"));
    }

    @Override
    public List<? extends Operation> addEnumValue(AddEnumValue operation) {
      return on(
          operation.table(),
          new Irreversible(
              operation.describe()
                  + " – a row may have this value when 'down' removes it. Write reversibly(up -> …,"
                  + " down -> …) with the change of such rows"));
    }

    @Override
    public List<? extends Operation> renameEnumValue(RenameEnumValue operation) {
      String table = operation.table();
      return on(
          table,
          new RenameEnumValue(table, operation.column(), operation.after(), operation.before()));
    }

    @Override
    public List<? extends Operation> bulkInsert(BulkInsert operation) {
      return ofRows(operation.table(), operation, "the inserted rows");
    }

    @Override
    public List<? extends Operation> insertNumbered(InsertNumbered operation) {
      return ofRows(operation.table(), operation, "the inserted rows");
    }

    @Override
    public List<? extends Operation> copyIn(CopyIn operation) {
      return ofRows(operation.table(), operation, "the copied rows");
    }

    @Override
    public List<? extends Operation> bulkUpdate(BulkUpdate operation) {
      return ofColumns(operation.table(), operation.set().columns(), operation);
    }

    @Override
    public List<? extends Operation> backfill(Backfill operation) {
      return ofColumns(operation.table(), operation.columns(), operation);
    }

    /** Returns no operation if the undo removes all the columns. */
    private List<? extends Operation> ofColumns(
        String table, List<String> columns, Operation operation) {
      return newTables.containsColumns(table, columns)
          ? List.of()
          : ofRows(table, operation, "the old values");
    }

    @Override
    public List<? extends Operation> bulkDelete(BulkDelete operation) {
      return ofRows(operation.table(), operation, "the rows");
    }

    @Override
    public List<? extends Operation> upsert(Upsert operation) {
      return ofRows(operation.table(), operation, "the old values");
    }

    private List<? extends Operation> ofRows(String table, Operation operation, String what) {
      return on(
          table,
          new Irreversible(
              operation.describe()
                  + " – its undo needs "
                  + what
                  + ". Write reversibly(up -> …, down -> …) with the steps that undo it"));
    }
  }
}
