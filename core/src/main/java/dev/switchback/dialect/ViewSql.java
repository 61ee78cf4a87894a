package dev.switchback.dialect;

import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropView;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.TypeOperation;

/** Renders the operations on views and on enum types in standard SQL. */
public abstract class ViewSql extends RenameSql {

  /** Constructor for dialects. */
  protected ViewSql() {}

  /** Rejects an enum type, because the values of an enumeration belong to its column by default. */
  protected SqlStatement createEnumType(CreateEnumType operation) {
    throw noEnumType(operation);
  }

  protected SqlStatement dropEnumType(DropEnumType operation, Catalog catalog) {
    throw noEnumType(operation);
  }

  private UnsupportedByDialectException noEnumType(TypeOperation operation) {
    return new UnsupportedByDialectException(
        database(),
        operation.describe() + ", because the values of an enumeration belong to its column",
        "Nothing was sent. Write enumeration(…) as the type of the column");
  }

  /**
   * Returns the {@code CREATE VIEW} statement. Rejects a materialized view, because most databases
   * do not support it.
   */
  protected String createView(CreateView operation) {
    refuseMaterialized(operation.isMaterialized(), operation);
    return "CREATE VIEW " + object(operation.view()) + " AS " + operation.sql();
  }

  /**
   * Returns the statement that replaces a view. Rejects a name that is not a view, because {@code
   * CREATE OR REPLACE} would create a view under a misspelled name.
   */
  protected String replaceView(ReplaceView operation, Catalog catalog) {
    if (!catalog.hasView(operation.view(), false)) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no view of this name: create it by createView");
    }
    return "CREATE OR REPLACE VIEW " + object(operation.view()) + " AS " + operation.sql();
  }

  protected String dropView(DropView operation) {
    refuseMaterialized(operation.isMaterialized(), operation);
    return "DROP VIEW " + object(operation.view());
  }

  /** Rejects the refresh of a materialized view, because most databases do not support it. */
  protected String refreshMaterializedView(RefreshMaterializedView operation, Catalog catalog) {
    refuseMaterialized(true, operation);
    throw new AssertionError("refused above");
  }
}
