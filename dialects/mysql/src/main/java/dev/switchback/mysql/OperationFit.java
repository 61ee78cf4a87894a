package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.SqlStatement;
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
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.InsertNumbered;
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
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.operation.ViewOperation;
import dev.switchback.schema.Assignment;
import dev.switchback.schema.Column;
import dev.switchback.schema.Condition;
import dev.switchback.schema.DataType;
import dev.switchback.schema.Params;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses foreign keys, enum values and parsers that do not fit: see {@link ForeignKeyFit}, {@link
 * EnumerationFit} and {@link TextParsers}. Each method returns its operation, or throws.
 */
final class OperationFit
    implements Operation.KindVisitor<Operation>,
        TableChange.Visitor<Operation>,
        DataOperation.Visitor<Operation> {

  private final ForeignKeyFit keys;
  private final EnumerationFit values;
  private final UuidValues uuids;
  private final RawSqlRules rawSql;
  private final String database;
  private final Catalog catalog;

  OperationFit(MySqlSql sql, Catalog catalog) {
    keys = new ForeignKeyFit(sql, catalog);
    values = new EnumerationFit(sql, catalog);
    uuids = new UuidValues(sql.database(), catalog);
    rawSql = sql.rawSql();
    database = sql.database();
    this.catalog = catalog;
  }

  @Override
  public Operation tableChange(TableChange operation) {
    return operation.accept(this);
  }

  @Override
  public Operation data(DataOperation operation) {
    return operation.accept((DataOperation.Visitor<Operation>) this);
  }

  @Override
  public Operation bulkUpdate(BulkUpdate operation) {
    requireValues(operation.table(), operation.condition());
    return operation;
  }

  @Override
  public Operation backfill(Backfill operation) {
    for (Assignment each : operation.set()) {
      if (each instanceof Assignment.Sql raw) {
        requireValues(operation.table(), raw.sql(), raw.parameters());
      }
    }
    requireValues(operation.table(), operation.condition());
    return operation;
  }

  @Override
  public Operation bulkDelete(BulkDelete operation) {
    requireValues(operation.table(), operation.condition());
    return operation;
  }

  @Override
  public Operation bulkInsert(BulkInsert operation) {
    return operation;
  }

  @Override
  public Operation insertNumbered(InsertNumbered operation) {
    return operation;
  }

  @Override
  public Operation copyIn(CopyIn operation) {
    return operation;
  }

  @Override
  public Operation upsert(Upsert operation) {
    return operation;
  }

  private void requireValues(String table, Condition condition) {
    for (Condition.Part part : condition.parts()) {
      if (part instanceof Condition.Sql raw) {
        requireValues(table, raw.sql(), raw.parameters());
      }
    }
  }

  @Override
  public Operation view(ViewOperation operation) {
    return operation;
  }

  @Override
  public Operation schema(SchemaOperation operation) {
    return operation;
  }

  @Override
  public Operation type(TypeOperation operation) {
    return operation;
  }

  @Override
  public Operation createTable(CreateTable operation) {
    values.require(operation.table());
    return operation;
  }

  @Override
  public Operation dropTable(DropTable operation) {
    return operation;
  }

  @Override
  public Operation renameTable(RenameTable operation) {
    return operation;
  }

  /** Checks nothing: the operation within is rendered, and checked, if it is needed. */
  @Override
  public Operation guarded(Guarded operation) {
    return operation;
  }

  /** Checks nothing: the operation within is rendered, and checked, for that schema. */
  @Override
  public Operation inSchema(InSchema operation) {
    return operation;
  }

  /** Checks nothing: the change within is rendered, and checked. */
  @Override
  public Operation online(Online operation) {
    return operation;
  }

  @Override
  public Operation executeSql(ExecuteSql operation) {
    requireValues("", operation.sql(), operation.parameters());
    return operation;
  }

  private void requireValues(String table, String raw, List<@Nullable Object> values) {
    boolean areNamed = values.stream().anyMatch(Params.class::isInstance);
    SqlStatement sql = areNamed ? rawSql.bound(raw, values) : SqlStatement.of(raw, values);
    uuids.require(table, sql.sql(), sql.values());
  }

  /** Checks nothing: each change within is rendered, and checked. */
  @Override
  public Operation alterTable(AlterTable operation) {
    return operation;
  }

  @Override
  public Operation setNumbering(SetNumbering operation) {
    return operation;
  }

  @Override
  public Operation restartNumbering(RestartNumbering operation) {
    return operation;
  }

  @Override
  public Operation commentOnTable(CommentOnTable operation) {
    return operation;
  }

  @Override
  public Operation setTableOptions(SetTableOptions operation) {
    return operation;
  }

  @Override
  public Operation addColumn(AddColumn operation) {
    String table = operation.table();
    Column column = operation.column();
    values.require(table, column);
    return operation;
  }

  @Override
  public Operation removeColumn(RemoveColumn operation) {
    return operation;
  }

  @Override
  public Operation addConstraint(AddConstraint operation) {
    keys.requireEngine(operation);
    return operation;
  }

  @Override
  public Operation removeConstraint(RemoveConstraint operation) {
    return operation;
  }

  @Override
  public Operation addIndex(AddIndex operation) {
    TextParsers.require(database, operation, catalog);
    return operation;
  }

  @Override
  public Operation removeIndex(RemoveIndex operation) {
    return operation;
  }

  @Override
  public Operation renameIndex(RenameIndex operation) {
    return operation;
  }

  @Override
  public Operation renameConstraint(RenameConstraint operation) {
    return operation;
  }

  @Override
  public Operation validateConstraint(ValidateConstraint operation) {
    return operation;
  }

  @Override
  public Operation setIndexVisible(SetIndexVisible operation) {
    return operation;
  }

  @Override
  public Operation renameColumn(RenameColumn operation) {
    return operation;
  }

  @Override
  public Operation changeColumn(ChangeColumn operation) {
    if (operation.change().typeOrNull() instanceof DataType.Enumeration type) {
      values.require(
          operation.table(),
          operation.column(),
          type.values(),
          operation.change().collationOrNull());
    }
    return operation;
  }

  @Override
  public Operation addEnumValue(AddEnumValue operation) {
    values.require(operation.table(), operation.column(), List.of(operation.value()), null);
    return operation;
  }

  @Override
  public Operation renameEnumValue(RenameEnumValue operation) {
    return operation;
  }
}
