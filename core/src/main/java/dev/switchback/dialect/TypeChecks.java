package dev.switchback.dialect;

import dev.switchback.operation.ChangeColumn;
import dev.switchback.schema.DataType;
import java.util.Optional;

/** Rejects changes of columns whose types come with a check. */
record TypeChecks(DefinitionSql sql, ChangeColumn operation, Catalog catalog) {

  /**
   * Rejects a change from or to a type that comes with a check. The old check would stay, and no
   * clause of the change can add a new one.
   */
  void require(DataType type) {
    Optional<String> condition = sql.typeCondition(type, sql.quote(operation.column()));
    String check = DefinitionSql.typeCheckName(operation.table(), operation.column());
    if (catalog
        .constraintKinds(operation.table())
        .containsKey(sql.nameInCatalog(operation.table(), check))) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – its present type has the check '%s'. Nothing was sent.".formatted(check)
              + " Remove that first, by removeConstraint(\"%s\", \"%s\")"
                  .formatted(operation.table(), check));
    }
    if (condition.isPresent()) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + ", a type that needs a check here",
          "Nothing was sent. Change it to a type without a check, and addConstraint(\"%s\", check(…, %s))"
              .formatted(operation.table(), "\"" + condition.get().replace("\"", "\\\"") + "\""));
    }
  }
}
