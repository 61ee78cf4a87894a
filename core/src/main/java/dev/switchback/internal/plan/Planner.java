package dev.switchback.internal.plan;

import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseInfo;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.QueryRows;
import dev.switchback.ReversibleMigration;
import dev.switchback.RowConsumer;
import dev.switchback.RowMapper;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TableSize;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.internal.base.ComparingQueryInterface;
import dev.switchback.internal.base.DottedNames;
import dev.switchback.internal.base.Look;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.OwnTables;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.internal.base.StepChecks;
import dev.switchback.internal.base.TransactionControl;
import dev.switchback.internal.base.UnknownNumbers;
import dev.switchback.internal.discovery.FlywayFolder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.TableOperation;
import dev.switchback.schema.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Renders what migrations ask for, and sends nothing. Each migration is planned in the schema that
 * the migrations before it will have left.
 */
public class Planner extends ComparingQueryInterface implements FlywayFolder.Runner {

  private static final Losses LOSSES = new Losses();

  private final Dialect dialect;
  private final Direction direction;

  /** The catalogue of the current schema. */
  private final SimulatedCatalog catalog;

  /** The catalogue of the schema in which the last operation works. */
  private SimulatedCatalog used;

  private final OwnTables own;

  /** The schema that a run works in; null if it is not known. */
  private final @Nullable String schema;

  /** The squashes that a run only records, each with the number of migrations that it replaces. */
  private final Map<MigrationName, Integer> inPlace = new HashMap<>();

  private List<Plan.Step> steps = new ArrayList<>();
  private MigrationHazards hazardsOfMigration;
  private boolean hasRead;

  /** What queries return. */
  private GivenRows given = new GivenRows(QueryRows.none());

  /** The tables for which the migration has acknowledged that their rows cannot be rolled back. */
  private final Set<String> notRolledBack = new HashSet<>();

  /** The class of the migration, which knows where its files are. */
  private Class<?> type = Migration.class;

  /** The query that shows a run whether the next step took effect. */
  private @Nullable String verification;

  /** The reason why the hazards of the next call are accepted. */
  private @Nullable String acknowledged;

  /** A step that may have changed anything. A later refusal is then uncertain. */
  private @Nullable String doubt;

  /**
   * Creates a planner.
   *
   * @param own the metadata tables
   * @param schema the schema that a run works in, if there is a database
   */
  public Planner(
      Dialect dialect,
      Direction direction,
      SimulatedCatalog catalog,
      OwnTables own,
      @Nullable String schema) {
    this.dialect = dialect;
    this.direction = direction;
    this.catalog = catalog;
    used = catalog;
    this.own = own;
    this.schema = schema;
    hazardsOfMigration = new MigrationHazards(dialect, direction);
  }

  /** Ends a migration. As an {@link Error}, it passes each {@code catch (Exception e)}. */
  protected static final class Ends extends Error {
    private static final long serialVersionUID = 1;

    Ends(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * The reason why the rest of the migration is not known. Later calls of the migration are not
   * planned.
   */
  private Plan.@Nullable End end;

  protected final Ends end(boolean isRefused, String reason) {
    if (end == null) {
      end = new Plan.End(isRefused, reason);
    }
    return new Ends(reason);
  }

  /** Returns a planner for the way down from the planned schema, with the same doubt. */
  public Planner back() {
    Planner back = new Planner(dialect, Direction.DOWN, catalog, own, schema);
    back.doubt = doubt;
    return back.withRows(given);
  }

  /** Plans no statement for squashes that a run only records. */
  public Planner withInPlace(Map<MigrationName, Integer> squashes) {
    inPlace.putAll(squashes);
    return this;
  }

  /** Returns the given rows to the queries of the migrations. */
  public Planner withRows(GivenRows rows) {
    given = rows;
    return this;
  }

  /** Plans migrations one after another, up to the first that a run would refuse. */
  public Plan of(
      List<MigrationName> names,
      Predicate<MigrationName> isUnfinished,
      Function<MigrationName, Migration> instances) {
    List<Plan.Entry> entries = new ArrayList<>();
    for (MigrationName name : names) {
      Plan.Entry entry =
          inPlace.containsKey(name)
              ? inPlace(name, inPlace.get(name))
              : isUnfinished.test(name) ? unfinished(name) : of(name, instances.apply(name));
      entries.add(entry);
      if (entry.isRefused()) {
        break;
      }
    }
    return new Plan(dialect.name(), direction, entries);
  }

  private Plan.Entry of(MigrationName name, Migration migration) {
    steps = new ArrayList<>();
    hazardsOfMigration = new MigrationHazards(dialect, direction);
    hasRead = false;
    acknowledged = null;
    verification = null;
    notRolledBack.clear();
    end = null;
    call(migration);
    Plan.End found = end;
    if (found != null) {
      doubt = "what '" + name + "' does";
    }
    return new Plan.Entry(name.value(), hazardsOfMigration.settled(steps), found);
  }

  private static Plan.Entry inPlace(MigrationName name, int count) {
    String text = MigrationName.inPlaceOf(count) + ": it is recorded, and nothing is sent";
    return new Plan.Entry(
        name.value(),
        List.of(new Plan.Step(text, List.of(), false, false, null, null, List.of(), null, null)),
        null);
  }

  /** Returns the entry of a migration that an earlier run has begun. Plans no steps. */
  private Plan.Entry unfinished(MigrationName name) {
    doubt = "the remaining steps of '" + name + "'";
    return new Plan.Entry(
        name.value(),
        List.of(),
        new Plan.End(false, "it is unfinished: a run resumes it after its steps that are done"));
  }

  protected final void call(Migration migration) {
    type = migration.getClass();
    compareInverse(direction == Direction.UP && migration instanceof ReversibleMigration);
    try {
      if (direction == Direction.UP) {
        migration.up(this);
      } else {
        migration.down(this);
      }
      requireChosen();
    } catch (Ends e) {
      // the reason is noted already
    } catch (VirtualMachineError e) {
      throw e;
    } catch (CatalogException e) {
      throw e; // the database cannot be reached
    } catch (Throwable e) { // the migration may throw anything
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      thrown(e);
    }
  }

  /** Notes an exception of the migration, or the refusal of a value. */
  protected void thrown(Throwable error) {
    end(true, "it throws " + Redaction.firstLine(error));
  }

  @Override
  protected Dialect dialect() {
    return dialect;
  }

  @Override
  public QueryInterface verifiedBy(String query) {
    verification = OperationLog.requireQuery(query);
    return this;
  }

  @Override
  public QueryInterface acknowledged(String reason) {
    acknowledged = OperationLog.requireReason(reason);
    return this;
  }

  @Override
  public void run(Operation operation) {
    requireChosen();
    if (end == null) {
      useSchemaOf(operation);
      notWhole(operation).ifPresent(refusal -> refuseWhole(operation, refusal));
    }
    if (end == null && verification != null) {
      plan(operation); // as one step, as a run sends it
      acknowledged = null;
    } else {
      runAll(List.of(operation));
    }
  }

  @Override
  public void runAll(List<? extends Operation> operations) {
    requireChosen();
    if (end == null) {
      operations.forEach(operation -> dialect.rendering().stepsOf(operation).forEach(this::plan));
    }
    acknowledged = null;
  }

  /**
   * Returns the reason why a run would refuse an operation as a whole, before the dialect splits it
   * into steps.
   */
  private Optional<RuntimeException> notWhole(Operation operation) {
    try {
      dialect.rendering().requireWhole(operation, used);
      return Optional.empty();
    } catch (SimulatedCatalog.NotYetKnown e) {
      return Optional.empty();
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.of(e);
    }
  }

  /** Refuses an operation as a whole, if that is certain. Otherwise its steps show the doubt. */
  public void refuseWhole(Operation operation, RuntimeException refusal) {
    if (isCertain()) {
      throw end(true, Redaction.firstLine(refusal));
    }
  }

  /** Renders a step. Refuses what a run refuses. */
  protected final List<SqlStatement> render(Operation operation) {
    useSchemaOf(operation);
    String query = verification;
    verification = null;
    OperationLog.refuseVerifying(query, operation);
    StepChecks.requireNoPooler(dialect, operation);
    if (acknowledged == null) {
      DottedNames.require(operation, used);
    }
    if (operation.raw().isPresent()) {
      String sql = operation.raw().get().sql();
      dialect.rawSql().requireFit(sql);
      TransactionControl.mayHideIn(sql, dialect.rawSql().syntax());
    }
    if (operation.bare() instanceof SchemaOperation on && schema != null && doubt == null) {
      StepChecks.refuseOwnSchema(on, dialect, schema, own);
    }
    return dialect.rendering().render(operation, used);
  }

  /** Returns whether a refusal of the last rendered step depends on known facts only. */
  protected final boolean isCertain() {
    return doubt == null || !used.wasAsked();
  }

  /** Applies a step to the simulated catalogue. */
  protected final void follow(Operation operation) {
    useSchemaOf(operation);
    try {
      used.apply(operation);
    } catch (SimulatedCatalog.NotYetKnown e) {
      // nothing is known of its table then
    }
    if (operation.raw().isPresent()) {
      doubt = operation.describe();
    }
  }

  /** Notes that {@code table} may get rows, and that their number is not known. */
  protected final void mayFill(String table) {
    catalog.mayFill(table);
  }

  /** Chooses the catalogue for an operation, and listens to it. */
  private void useSchemaOf(Operation operation) {
    used = operation.otherSchema().map(catalog::inSchema).orElse(catalog);
    used.listen();
  }

  /** Plans a step. */
  protected void plan(Operation operation) {
    TransactionMode mode = dialect.rendering().modeOf(operation);
    String unknown = null;
    List<String> sql = List.of();
    List<Hazard> hazards = List.of();
    TableSize size = null;
    boolean isRefused = false;
    Optional<String> idle = Optional.empty();
    try {
      sql = render(operation).stream().map(SqlStatement::sql).toList();
      idle = sql.isEmpty() ? operation.guarded().map(Guarded::reason) : Optional.empty();
      if (idle.isEmpty()) {
        new ServerRefusals(dialect, used).require(operation);
      }
      requireInverse(operation);
      if (operation.bare() instanceof DataOperation data) {
        requireRollback(data, operation.otherSchema().orElse("") + "." + data.table());
      }
      if (acknowledged == null) {
        StepChecks.requireUnbroken(operation, used);
      }
      if (doubt != null && used.wasAsked()) {
        unknown = "as the database is now; it may differ after " + doubt;
      }
      hazards = idle.isPresent() ? List.of() : hazardsOfMigration.of(operation, mode, used);
      size = hazards.stream().anyMatch(Hazard::isBlocking) ? size(operation.bare()) : null;
    } catch (SimulatedCatalog.NotYetKnown e) {
      unknown = "known when the steps before it are done: " + e.getMessage();
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      unknown = refusedOrUnknown(Redaction.firstLine(e));
      isRefused = true;
    }
    if (!isRefused) {
      follow(operation);
    }
    steps.add(
        new Plan.Step(
            operation.describe() + idle.map(reason -> ": " + reason).orElse(""),
            sql,
            isOutside(mode) && idle.isEmpty(),
            hasRead,
            idle.isPresent() ? null : operation.accept(LOSSES).orElse(null),
            unknown,
            hazards,
            size,
            hazards.isEmpty() ? null : acknowledged));
  }

  private static boolean isOutside(TransactionMode mode) {
    return switch (mode) {
      case NON_TRANSACTIONAL, COMMITTING -> true;
      case TRANSACTIONAL, IMPLICIT_COMMIT, BATCHED, OPAQUE -> false;
    };
  }

  /** Compares the catalogue with {@code previously(…)}. Skips a table that the plan changes. */
  private void requireInverse(Operation operation) {
    try {
      requireInverse(
          operation,
          () -> operation.bare() instanceof TableOperation on ? used.of(on.table()) : used);
    } catch (SimulatedCatalog.NotYetKnown e) {
      // the run compares it
    }
  }

  /**
   * Checks that rows can be rolled back, as a run does. An acknowledgement for a table holds for
   * the rest of the migration.
   */
  private void requireRollback(DataOperation operation, String table) {
    if (acknowledged != null) {
      notRolledBack.add(table);
    } else if (!notRolledBack.contains(table)) {
      dialect.rendering().requireRollback(operation, used);
    }
  }

  private @Nullable TableSize size(Operation operation) {
    Optional<String> table =
        operation instanceof TableOperation on
            ? Optional.of(on.table())
            : operation.renamedWithParts().map(RenameTable::before);
    return table.flatMap(used::size).orElse(null);
  }

  /**
   * Ends the migration if the refusal is certain. Otherwise returns a text, because an earlier step
   * of unknown effect may make the step valid.
   */
  private String refusedOrUnknown(String refusal) {
    if (isCertain()) {
      throw end(true, refusal);
    }
    return "depends on " + doubt + "; as the database is now, it would be refused: " + refusal;
  }

  @Override
  public void executeResource(String name) {
    requireChosen();
    if (end != null) {
      return;
    }
    try {
      OperationLog.refuseVerifyingFile(verification, name);
      SqlFile.of(type, name).statements(dialect).forEach(this::plan);
      acknowledged = null;
    } catch (SqlFile.Refused e) {
      throw refuseFile("executeResource '" + name + "'", e);
    }
  }

  @Override
  public void runScripts(FlywayFolder folder) {
    requireChosen();
    if (end != null) {
      return;
    }
    try {
      OperationLog.refuseVerifyingFile(verification, folder.describe());
      folder.requireNotRun(catalog);
      folder.files(dialect.name()).stream()
          .flatMap(file -> file.statements(dialect).stream())
          .toList()
          .forEach(this::plan);
    } catch (SqlFile.Refused e) {
      throw refuseFile(folder.describe(), e);
    }
  }

  /** Ends the migration at a SQL file that a run refuses. */
  protected Ends refuseFile(String description, RuntimeException refusal) {
    return end(true, Redaction.firstLine(refusal));
  }

  @Override
  public void withConnection(ConnectionWork work) {
    requireChosen();
    if (end != null) {
      return;
    }
    verification = null;
    doubt = "withConnection";
    steps.add(
        new Plan.Step(
            "withConnection",
            List.of(),
            false,
            hasRead,
            null,
            "its effect cannot be read",
            List.of(),
            null,
            null));
    acknowledged = null;
  }

  @Override
  public void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    requireChosen();
    withoutComparing(() -> (direction == Direction.UP ? up : down).accept(this));
  }

  @Override
  public void irreversible(String reason) {
    if (direction == Direction.DOWN) {
      throw end(true, reason);
    }
  }

  // ---- reading

  @Override
  public DatabaseInfo database() {
    requireChosen();
    return databaseInUse();
  }

  private <T> T read(String what, Supplier<T> answer) {
    requireChosen();
    if (doubt != null || end != null) {
      throw dependsOn(what + " after " + doubt);
    }
    try {
      hasRead = true;
      return answer.get();
    } catch (SimulatedCatalog.NotYetKnown e) {
      throw dependsOn(what);
    }
  }

  protected final Ends dependsOn(String what) {
    requireChosen();
    return end(false, "the next steps depend on the result of " + what);
  }

  /** Plans the rows. The migration ends where it uses a number. */
  @Override
  public List<Long> runNumbered(Operation operation) {
    run(operation);
    return new UnknownNumbers(
        operation,
        () -> end(false, "the next steps depend on the numbers of " + operation.describe()));
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    List<@Nullable T> result = new ArrayList<>();
    readGiven("query", sql, row -> result.add(mapper.map(row)));
    return Collections.unmodifiableList(result);
  }

  /** Passes on the rows that were given for a query. Without them, the migration ends here. */
  private void readGiven(String method, String sql, RowConsumer consumer) {
    String query = method + " '" + ExecuteSql.shorten(sql) + "'";
    requireChosen();
    List<Row> rows = given.rowsOf(sql).orElse(null);
    if (end != null || rows == null || !TransactionControl.onlyReads(sql)) {
      throw dependsOn(query);
    }
    String text = "%s: %d given row%s".formatted(query, rows.size(), rows.size() == 1 ? "" : "s");
    steps.add(new Plan.Step(text, List.of(), false, false, null, null, List.of(), null, null));
    try {
      for (Row row : rows) {
        consumer.accept(GivenRow.of(row));
      }
    } catch (SQLException | ArithmeticException e) {
      throw end(false, "the given rows do not fit " + query + ": " + Redaction.firstLine(e));
    }
  }

  @Override
  public void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters) {
    StepChecks.requireReading(sql);
    readGiven("forEachRow", sql, consumer);
  }

  @Override
  public <T> T look(Look<T> look) {
    return read(
        look.description(),
        () -> {
          Catalog asked = look.schema().<Catalog>map(catalog::inSchema).orElse(catalog);
          if (acknowledged == null) {
            DottedNames.require(look, asked);
          }
          return look.of(
              asked,
              tables ->
                  own.removedFrom(tables, dialect, look.schema(), Optional.ofNullable(schema)));
        });
  }
}
