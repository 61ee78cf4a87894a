package dev.switchback.tck.contract;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A sample of the documentation as a migration: what has to be there before it, its call as {@code
 * up}, and the way back as {@code down}.
 */
public final class SampleWay implements Migration {

  private final Sample sample;
  private final SampleWays.Way way;

  SampleWay(Sample sample, SampleWays.Way way) {
    this.sample = sample;
    this.way = way;
  }

  /** Every sample. */
  public static List<SampleWay> all() {
    return SampleWays.all();
  }

  /** Those that the server carries out, of which its dialect refuses nothing. */
  public static List<SampleWay> carriedOutBy(Connection connection) throws SQLException {
    for (Dialect dialect : ServiceLoader.load(Dialect.class)) {
      if (dialect.supports(connection)) {
        Dialect ofServer = dialect.forServer(connection);
        return all().stream()
            .filter(each -> each.refusal(ofServer).isEmpty())
            .filter(each -> each.refusalOfTheRest(ofServer).isEmpty())
            .toList();
      }
    }
    throw new IllegalArgumentException("there is no dialect for " + connection);
  }

  /** What the dialect says instead of doing it, if it does not. */
  public Optional<String> refusal(Dialect dialect) {
    return sample.refusal(dialect);
  }

  /**
   * What the dialect says instead of making what the sample takes away. There may be words to take
   * away what a server cannot have: MySQL before 8.0.16 has no checks.
   */
  public Optional<String> refusalOfTheRest(Dialect dialect) {
    return new Sample(sample.title(), way.taken()).refusal(dialect);
  }

  /** Makes what has to be there before. */
  public void prepare(QueryInterface db, TestDatabase kind) {
    SampleWays.missing(kind).forEach(sql -> db.execute(sql));
    way.given().accept(db);
  }

  /** Makes what has to be there before, in another schema of a database that is prepared. */
  void prepareSchema(QueryInterface db) {
    way.given().accept(db);
    way.taken().accept(db);
  }

  /** Does it in another schema. */
  void upIn(String schema, QueryInterface db) {
    sample.operations().forEach(db.inSchema(schema)::run);
  }

  /** Goes back in another schema. */
  void downIn(String schema, QueryInterface db) {
    back().forEach(db.inSchema(schema)::run);
  }

  private List<Operation> back() {
    return new Sample(sample.title(), way.back()).operations();
  }

  /** Whether its operations, and those of its way back, can name another schema. */
  boolean isPossibleInSchema() {
    boolean makesSchema =
        new Sample(sample.title(), way.given())
            .operations().stream().anyMatch(each -> each.bare() instanceof SchemaOperation);
    boolean isOfType =
        Samples.types().stream().anyMatch(each -> each.title().equals(sample.title()));
    return !makesSchema && !isOfType && areForAnySchema();
  }

  private boolean areForAnySchema() {
    return Stream.of(sample.operations(), back())
        .flatMap(List::stream)
        .allMatch(
            operation ->
                operation.raw().isEmpty()
                    && operation.otherSchema().isEmpty()
                    && !(operation.bare() instanceof SchemaOperation));
  }

  /** Makes what the sample takes away, where the dialect refuses neither. */
  public void prepareTheRest(QueryInterface db) {
    way.taken().accept(db);
  }

  /** Whether it does more than to create tables, which need nothing to be there. */
  boolean changesWhatIsThere() {
    return !sample.operations().stream()
        .allMatch(
            operation ->
                (operation instanceof CreateTable create && !create.ifNotExists())
                    || operation instanceof CommentOnTable);
  }

  /** Whether it leaves the schema as it is. */
  public boolean isOfRows() {
    return way.isOfRows();
  }

  /** Whether all of its steps know by themselves what undoes them. */
  boolean isReversible() {
    if (sample.title().equals("a unique constraint goes")) {
      return true; // by its definition, which its operation does not show
    }
    List<Operation> operations = sample.operations();
    return operations.get(0).inCurrentSchema() instanceof CreateTable create
        ? !create.ifNotExists()
        : operations.stream().allMatch(SampleWay::isReversible);
  }

  private static boolean isReversible(Operation written) {
    Operation operation = written.isOnline() ? written.bare() : written.inCurrentSchema();
    return operation instanceof AlterTable // the samples of it say what was there
        || operation instanceof AddColumn
        || operation instanceof AddConstraint
        || operation instanceof AddIndex
        || operation instanceof RenameTable
        || operation instanceof RenameColumn
        || operation instanceof RenameIndex
        || operation instanceof RenameConstraint
        || operation instanceof ValidateConstraint
        || operation instanceof SetIndexVisible
        || operation instanceof RenameView
        || operation instanceof RenameSchema
        || operation instanceof RenameEnumValue
        || (operation instanceof SetNumbering numbering && numbering.isNumbered())
        || operation instanceof CreateView
        || operation instanceof RefreshMaterializedView
        || operation instanceof CreateSchema
        || operation instanceof CreateEnumType
        || (operation instanceof DropSchema drop && !drop.isCascade());
  }

  /** Whether its undo leaves what it did, which takes nothing away. */
  boolean staysDone() {
    return sample.operations().stream()
        .allMatch(
            operation ->
                operation instanceof RefreshMaterializedView
                    || operation instanceof ValidateConstraint);
  }

  /** Whether it returns the numbers of rows. */
  public boolean returnsNumbers() {
    return sample.operations().stream()
        .anyMatch(each -> each.bare() instanceof DataOperation data && data.returnsNumbers());
  }

  /** Whether nobody can tell from the database that a step of it was done: it converts values. */
  public boolean hasToBeSettled() {
    return sample.operations().stream()
        .anyMatch(
            operation ->
                operation instanceof ChangeColumn change && change.change().usingOrNull() != null);
  }

  @Override
  public void up(QueryInterface db) {
    sample.call().accept(db);
  }

  @Override
  public void down(QueryInterface db) {
    way.back().accept(db);
  }

  /** Its title in the documentation. */
  @Override
  public String toString() {
    return sample.title();
  }
}
