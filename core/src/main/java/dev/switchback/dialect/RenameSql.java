package dev.switchback.dialect;

import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import java.util.ArrayList;
import java.util.List;

/** Renders renames. */
public abstract class RenameSql extends DefinitionSql {

  /** Constructor for dialects. */
  protected RenameSql() {}

  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + object(operation.before())
                + " RENAME TO "
                + quote(operation.after())));
  }

  /** Renders the rename of a table with its parts, after it has checked the new names. */
  final List<SqlStatement> renameWithDependants(RenameTable operation, Catalog catalog) {
    List<DefaultNames.Part> parts =
        new DefaultNames(this, catalog, operation.before())
            .renamed(operation.before(), operation.after());
    parts.stream()
        .filter(part -> part.kind() != DefaultNames.Kind.SEQUENCE)
        .forEach(part -> quote(part.after()));
    new RenameChecks(this, catalog).require(operation, parts);
    return renameTable(operation, parts, catalog);
  }

  /** Renders the rename of a table with its parts. The table is the last one. */
  protected List<SqlStatement> renameTable(
      RenameTable operation, List<DefaultNames.Part> parts, Catalog catalog) {
    List<SqlStatement> statements = new ArrayList<>();
    parts.forEach(part -> statements.add(SqlStatement.of(rename(operation.before(), part))));
    statements.addAll(renameTable(operation, catalog));
    return statements;
  }

  private String rename(String table, DefaultNames.Part part) {
    return switch (part.kind()) {
      case CONSTRAINT ->
          "ALTER TABLE "
              + object(table)
              + " RENAME CONSTRAINT "
              + quote(part.before())
              + " TO "
              + quote(part.after());
      case INDEX -> "ALTER INDEX " + object(part.before()) + " RENAME TO " + quote(part.after());
      case SEQUENCE ->
          "ALTER SEQUENCE " + qualifier() + part.before() + " RENAME TO " + part.after();
    };
  }

  protected List<SqlStatement> renameColumn(RenameColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + object(operation.table())
                + " RENAME COLUMN "
                + quote(operation.before())
                + " TO "
                + quote(operation.after())));
  }

  protected String renameIndex(RenameIndex operation, Catalog catalog) {
    new RenameChecks(this, catalog)
        .require(operation, index -> isOfConstraint(operation.table(), index, catalog));
    return "ALTER INDEX " + object(operation.before()) + " RENAME TO " + quote(operation.after());
  }

  protected String renameConstraint(RenameConstraint operation, Catalog catalog) {
    requireRename(operation, catalog);
    return "ALTER TABLE "
        + object(operation.table())
        + " RENAME CONSTRAINT "
        + quote(operation.before())
        + " TO "
        + quote(operation.after());
  }

  /**
   * Returns the kinds of the constraint to rename. Rejects a constraint that the table does not
   * have, and a new name that is taken.
   */
  protected final List<ConstraintKind> requireRename(RenameConstraint operation, Catalog catalog) {
    return new RenameChecks(this, catalog).require(operation, this::hasIndexOfItsName);
  }

  /**
   * Returns whether {@code index} belongs to a constraint of {@code table}, so that only the
   * constraint can be renamed.
   */
  protected boolean isOfConstraint(String table, CatalogIndex index, Catalog catalog) {
    return catalog.constraintKinds(table).getOrDefault(index.name(), List.of()).stream()
        .anyMatch(RenameChecks.WITH_INDEX::contains);
  }

  /** Returns whether a constraint of this kind has an index under its name. */
  protected boolean hasIndexOfItsName(ConstraintKind kind) {
    return RenameChecks.WITH_INDEX.contains(kind);
  }

  protected String renameSchema(RenameSchema operation, Catalog catalog) {
    new RenameChecks(this, catalog).require(operation);
    return "ALTER SCHEMA " + quote(operation.before()) + " RENAME TO " + quote(operation.after());
  }

  protected String renameView(RenameView operation, Catalog catalog) {
    refuseMaterialized(operation.isMaterialized(), operation);
    requireRename(operation, catalog);
    return "ALTER VIEW " + object(operation.before()) + " RENAME TO " + quote(operation.after());
  }

  /** Rejects a view that does not exist, and a new name that is taken. */
  protected final void requireRename(RenameView operation, Catalog catalog) {
    new RenameChecks(this, catalog).require(operation);
  }

  /**
   * Rejects the rename of a value, for databases where the values belong to the column. There, the
   * rows keep the old value, or an empty one.
   */
  protected SqlStatement renameEnumValue(RenameEnumValue operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe() + " in one statement that keeps rows, default and views",
        "Nothing was sent. Write addEnumValueAfter(…), bulkUpdate(…) of the rows, and"
            + " changeColumn(…) with the new values and default");
  }

  final void refuseMaterialized(boolean isMaterialized, Operation operation) {
    if (isMaterialized) {
      throw new UnsupportedByDialectException(
          database(), operation.describe(), "Use a view, or a table that the migration fills");
    }
  }
}
