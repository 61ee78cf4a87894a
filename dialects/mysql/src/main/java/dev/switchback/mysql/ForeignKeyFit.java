package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddConstraint;
import dev.switchback.schema.Constraint;
import java.util.Optional;

/** Refuses a foreign key on MyISAM and other engines that silently ignore it. */
record ForeignKeyFit(MySqlSql sql, Catalog catalog) {

  void requireEngine(AddConstraint operation) {
    if (!(operation.constraint() instanceof Constraint.ForeignKey)) {
      return;
    }
    Optional<String> engine = MySqlCatalog.engineWithoutTransactions(catalog, operation.table());
    if (engine.isPresent()) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + ", because the engine " + engine.get() + " does not store it",
          "Nothing was sent. Change the engine by execute(\"ALTER TABLE … ENGINE = InnoDB\").");
    }
  }
}
