package dev.switchback.dialect;

import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.SchemaOperation;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.TypeOperation;
import dev.switchback.operation.ViewOperation;
import java.util.Optional;

/**
 * Finds the rename of a table with its parts. Where each name commits by itself, a failure may
 * leave some of them.
 */
public final class RenamesParts implements Operation.KindVisitor<Optional<RenameTable>> {

  private RenamesParts() {}

  /** Returns whether {@code operation} renames a table and its parts. */
  public static boolean includes(Operation operation) {
    return of(operation).isPresent();
  }

  /** Returns {@code operation}, without its schema, if it renames a table and its parts. */
  public static Optional<RenameTable> of(Operation operation) {
    return operation.acceptKind(new RenamesParts());
  }

  @Override
  public Optional<RenameTable> renameTable(RenameTable operation) {
    return Optional.of(operation).filter(RenameTable::withDependants);
  }

  @Override
  public Optional<RenameTable> inSchema(InSchema operation) {
    return operation.operation().acceptKind(this);
  }

  @Override
  public Optional<RenameTable> online(Online operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> tableChange(TableChange operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> data(DataOperation operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> view(ViewOperation operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> schema(SchemaOperation operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> type(TypeOperation operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> createTable(CreateTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> dropTable(DropTable operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> executeSql(ExecuteSql operation) {
    return Optional.empty();
  }

  @Override
  public Optional<RenameTable> guarded(Guarded operation) {
    return Optional.empty();
  }
}
