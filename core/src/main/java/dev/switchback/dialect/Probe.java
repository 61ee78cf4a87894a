package dev.switchback.dialect;

import dev.switchback.operation.*;

/** Temporary. */
public final class Probe implements Operation.Visitor<Probe.Result> {
  /** r. */
  public enum Result {
    APPLIED,
    NOT_APPLIED,
    UNKNOWN
  }

  /** p. */
  public Probe(Dialect dialect, Catalog catalog) {}

  @Override
  public Result createTable(CreateTable operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result dropTable(DropTable operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result commentOnTable(CommentOnTable operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result addColumn(AddColumn operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result removeColumn(RemoveColumn operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result addConstraint(AddConstraint operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result addIndex(AddIndex operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result removeIndex(RemoveIndex operation) {
    return Result.UNKNOWN;
  }

  @Override
  public Result executeSql(ExecuteSql operation) {
    return Result.UNKNOWN;
  }
}
