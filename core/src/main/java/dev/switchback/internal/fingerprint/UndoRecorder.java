package dev.switchback.internal.fingerprint;

import dev.switchback.ConnectionWork;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.TableOperation;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Index;
import dev.switchback.schema.Previous;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableDescription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records the undo of a change: the inverse of each of its steps, the last one first. Sends nothing
 * while it records.
 */
public final class UndoRecorder implements QueryInterface {

  private final Deque<Consumer<QueryInterface>> back = new ArrayDeque<>();

  /** The reason with which the hazards of the next step are acknowledged. */
  private @Nullable String acknowledged;

  /** The tables that the change creates. Dropping such a table also undoes all steps on it. */
  private final NewTables newTables = new NewTables();

  private final Operation.Visitor<Consumer<QueryInterface>> inverse = new Inverse();

  private UndoRecorder() {}

  /** Thrown if a step cannot be undone. The message says why, and what to write instead. */
  public static final class Irreversible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Irreversible(String message) {
      super(message);
    }
  }

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
  public void carryOut(QueryInterface db) {
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

  private void undo(String table, Consumer<QueryInterface> step) {
    if (!newTables.contains(table)) {
      undo(step);
    }
  }

  /**
   * Drops a foreign key to a table that was created later, because it would prevent that table from
   * being dropped.
   */
  private void undoReference(String table, Constraint constraint) {
    if (newTables.refersToLater(table, constraint)) {
      Consumer<QueryInterface> step = db -> db.removeConstraint(table, constraint);
      undo(step);
      newTables.keep(table, constraint, back.getFirst());
    }
  }

  @Override
  public void run(Operation operation) {
    if (operation instanceof TableOperation on && newTables.contains(on.table())) {
      runOnNew(operation);
      return;
    }
    undo(operation.accept(inverse));
    if (operation instanceof CreateTable create) {
      newTables.add(create.table().name());
    } else if (operation instanceof RenameTable rename) {
      newTables.rename(rename.before(), rename.after());
    }
  }

  private void runOnNew(Operation operation) {
    if (operation instanceof AddConstraint add) {
      undoReference(add.table(), add.constraint());
    } else if (operation instanceof RemoveConstraint remove) {
      newTables.removed(remove.table(), key -> key.name().equals(remove.name()), back);
    } else if (operation instanceof RemoveColumn remove) {
      newTables.removed(remove.table(), key -> key.columns().contains(remove.column()), back);
    }
  }

  // ---- several steps, or a step with its previous state

  @Override
  public void createTable(String table, Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition(table);
    definition.accept(t);
    run(new CreateTable(t.table(), t.isIfNotExists()));
  }

  @Override
  public void addColumn(String table, String column, ColumnDefinition definition) {
    Column added = new Column(column, definition);
    run(new AddColumn(table, added));
    added.constraintsOn(table).forEach(constraint -> undoReference(table, constraint));
  }

  @Override
  public void dropTable(String table, Previous<Consumer<TableDefinition>> was) {
    undo(db -> db.createTable(table, was.value()));
  }

  @Override
  public void commentOnTable(String table, String comment, Previous<String> was) {
    undo(table, db -> db.run(new CommentOnTable(table, was.value())));
  }

  @Override
  public void removeColumn(String table, String column, Previous<ColumnDefinition> was) {
    if (newTables.contains(table)) {
      run(new RemoveColumn(table, column));
    }
    undo(table, db -> db.addColumn(table, column, was.value()));
  }

  @Override
  public void changeColumn(
      String table,
      String column,
      UnaryOperator<ColumnChange> change,
      Previous<UnaryOperator<ColumnChange>> was) {
    if (newTables.contains(table)) {
      return;
    }
    ColumnChange changed = change.apply(ColumnChange.none());
    ColumnChange before = was.value().apply(ColumnChange.none());
    List<String> missing = changed.subjects();
    missing.removeAll(before.subjects());
    if (!missing.isEmpty()) {
      throw new Irreversible(
          "%s – previously(…) does not say what its %s was. Say it there"
              .formatted(
                  new ChangeColumn(table, column, changed).describe(),
                  String.join(" and its ", missing)));
    }
    undo(db -> db.run(new ChangeColumn(table, column, before)));
  }

  @Override
  public void removeIndex(String table, Index index) {
    undo(table, db -> db.addIndex(table, index));
  }

  @Override
  public void removeConstraint(String table, Constraint constraint) {
    if (newTables.contains(table)) {
      run(new RemoveConstraint(table, constraint.on(table).name()));
    }
    undo(table, db -> db.addConstraint(table, constraint));
  }

  @Override
  public void replaceView(String view, String sql, Previous<String> was) {
    undo(db -> db.replaceView(view, was.value()));
  }

  @Override
  public void dropView(String view, Previous<String> was) {
    undo(db -> db.createView(view, was.value()));
  }

  @Override
  public void dropMaterializedView(String view, Previous<String> was) {
    undo(db -> db.createMaterializedView(view, was.value()));
  }

  @Override
  public void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    undo(down);
  }

  @Override
  public void irreversible(String reason) {
    throw new Irreversible(reason);
  }

  // ---- reads, which need the database

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    throw reads("query '" + ExecuteSql.shorten(sql) + "'");
  }

  @Override
  public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
    throw reads("forEachRow '" + ExecuteSql.shorten(sql) + "'");
  }

  @Override
  public List<String> showAllTables() {
    throw reads("showAllTables");
  }

  @Override
  public boolean tableExists(String table) {
    throw reads("tableExists '" + table + "'");
  }

  @Override
  public TableDescription describeTable(String table) {
    throw reads("describeTable '" + table + "'");
  }

  private static Irreversible reads(String what) {
    return new Irreversible(
        what
            + " – what it finds on the way up is not there to be found on the way down. Do it"
            + " within reversibly(up -> …, down -> …)");
  }

  @Override
  public void withConnection(ConnectionWork work) {
    throw opaque("withConnection");
  }

  private static Irreversible opaque(String what) {
    return new Irreversible(
        what
            + " – only the server knows what it does. Write reversibly(up -> …, down -> …)"
            + " with what undoes it");
  }

  /** Returns the inverse of an operation that can be determined from the operation alone. */
  private static final class Inverse implements Operation.Visitor<Consumer<QueryInterface>> {

    @Override
    public Consumer<QueryInterface> createTable(CreateTable operation) {
      if (operation.ifNotExists()) {
        throw new Irreversible(
            operation.describe()
                + " – who made it is not known on the way down. Leave out"
                + " ifNotExists()");
      }
      return db -> db.dropTable(operation.table().name());
    }

    @Override
    public Consumer<QueryInterface> dropTable(DropTable operation) {
      throw forgets(
          operation, "dropTable(table, previously(t -> …)) with its definition", "its definition");
    }

    @Override
    public Consumer<QueryInterface> commentOnTable(CommentOnTable operation) {
      throw forgets(
          operation,
          "commentOnTable(table, comment, previously(…)), with an empty text for none",
          "what was said before");
    }

    @Override
    public Consumer<QueryInterface> addColumn(AddColumn operation) {
      return db -> db.removeColumn(operation.table(), operation.column().name());
    }

    @Override
    public Consumer<QueryInterface> removeColumn(RemoveColumn operation) {
      throw forgets(
          operation,
          "removeColumn(table, column, previously(…)) with its definition",
          "its definition");
    }

    @Override
    public Consumer<QueryInterface> addConstraint(AddConstraint operation) {
      return db -> db.removeConstraint(operation.table(), operation.constraint());
    }

    @Override
    public Consumer<QueryInterface> removeConstraint(RemoveConstraint operation) {
      throw forgets(
          operation, "removeConstraint(table, constraint) with its definition", "its definition");
    }

    @Override
    public Consumer<QueryInterface> addIndex(AddIndex operation) {
      return db -> db.removeIndex(operation.table(), operation.index());
    }

    @Override
    public Consumer<QueryInterface> removeIndex(RemoveIndex operation) {
      throw forgets(operation, "removeIndex(table, index) with its definition", "its definition");
    }

    @Override
    public Consumer<QueryInterface> createSchema(CreateSchema operation) {
      return db -> db.dropSchema(operation.schema());
    }

    @Override
    public Consumer<QueryInterface> dropSchema(DropSchema operation) {
      if (operation.isCascade()) {
        throw new Irreversible(
            operation.describe()
                + " – it forgets what is in it. Drop that by steps of its own, and then the empty"
                + " schema");
      }
      return db -> db.createSchema(operation.schema());
    }

    @Override
    public Consumer<QueryInterface> createView(CreateView operation) {
      return db -> db.run(new DropView(operation.view(), operation.isMaterialized()));
    }

    @Override
    public Consumer<QueryInterface> replaceView(ReplaceView operation) {
      throw forgets(
          operation, "replaceView(view, sql, previously(…)) with its old query", "its old query");
    }

    @Override
    public Consumer<QueryInterface> dropView(DropView operation) {
      throw forgets(
          operation,
          operation.isMaterialized()
              ? "dropMaterializedView(view, previously(…)) with its query"
              : "dropView(view, previously(…)) with its query",
          "its query");
    }

    /** Undoes nothing, because the view is at least as fresh as before. */
    @Override
    public Consumer<QueryInterface> refreshMaterializedView(RefreshMaterializedView operation) {
      return db -> {};
    }

    @Override
    public Consumer<QueryInterface> executeSql(ExecuteSql operation) {
      throw opaque(operation.describe());
    }

    @Override
    public Consumer<QueryInterface> renameTable(RenameTable operation) {
      return db -> db.renameTable(operation.after(), operation.before());
    }

    @Override
    public Consumer<QueryInterface> renameColumn(RenameColumn operation) {
      return db -> db.renameColumn(operation.table(), operation.after(), operation.before());
    }

    @Override
    public Consumer<QueryInterface> changeColumn(ChangeColumn operation) {
      throw forgets(
          operation,
          "changeColumn(table, column, …, previously(…)) with what it was",
          "what it was");
    }

    @Override
    public Consumer<QueryInterface> addEnumValue(AddEnumValue operation) {
      throw new Irreversible(
          operation.describe()
              + " – a row may have it when it is to be taken away. Write reversibly(up -> …, down"
              + " -> …) with what becomes of such rows");
    }

    @Override
    public Consumer<QueryInterface> bulkInsert(BulkInsert operation) {
      throw ofRows(operation, "which rows it inserted");
    }

    @Override
    public Consumer<QueryInterface> bulkUpdate(BulkUpdate operation) {
      throw ofRows(operation, "the old values");
    }

    @Override
    public Consumer<QueryInterface> bulkDelete(BulkDelete operation) {
      throw ofRows(operation, "the rows");
    }

    @Override
    public Consumer<QueryInterface> upsert(Upsert operation) {
      throw ofRows(operation, "the old values");
    }

    private static Irreversible forgets(Operation operation, String remedy, String what) {
      return new Irreversible(operation.describe() + " – it forgets " + what + ". Write " + remedy);
    }

    private static Irreversible ofRows(Operation operation, String what) {
      return new Irreversible(
          operation.describe()
              + " – it forgets "
              + what
              + ". Write reversibly(up -> …, down -> …) with what undoes it");
    }
  }
}
