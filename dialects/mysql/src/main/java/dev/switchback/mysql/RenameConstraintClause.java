package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RenameConstraint;
import java.util.List;

/**
 * Renders the rename of a constraint. MySQL and MariaDB rename only indexes. So one statement drops
 * a foreign key or a check and adds it again, in the words of {@code SHOW CREATE TABLE}.
 */
final class RenameConstraintClause {

  private final MySqlSql sql;
  private final String sqlMode;
  private final RenameConstraint operation;
  private final Catalog catalog;

  RenameConstraintClause(
      MySqlSql sql, String sqlMode, RenameConstraint operation, Catalog catalog) {
    this.sql = sql;
    this.sqlMode = sqlMode;
    this.operation = operation;
    this.catalog = catalog;
  }

  /** Returns the clause that renames an index, after {@code ALTER TABLE} and the table. */
  static String index(MySqlSql sql, String before, String after) {
    return " RENAME INDEX " + sql.quote(before) + " TO " + sql.quote(after);
  }

  /** Refuses the primary key, whose name is always PRIMARY. */
  void refusePrimaryKey() {
    boolean isPrimary =
        new RemoveConstraint(operation.table(), operation.before()).meansPrimaryKey()
            && !catalog.constraintKinds(operation.table()).containsKey(operation.before());
    if (isPrimary || operation.before().equals("PRIMARY")) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + ", because a primary key is always named PRIMARY",
          "Nothing was sent. Leave it out.");
    }
  }

  /** Returns the clause that follows {@code ALTER TABLE} and the name of the table. */
  String of(List<ConstraintKind> kinds) {
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the name fits two constraints of this table. Nothing was sent. Rename the right"
              + " one by execute(…)");
    }
    String index = index(sql, operation.before(), operation.after());
    return switch (kinds.get(0)) {
      case UNIQUE -> index;
      case FOREIGN_KEY ->
          again("FOREIGN KEY")
              + (ForeignKeyIndex.isOwn(operation.table(), operation.before(), catalog)
                  ? "," + index
                  : "");
      case CHECK -> again(sql.checkWord());
      case PRIMARY_KEY, EXCLUSION, NOT_NULL ->
          throw new IllegalStateException("this server does not have it, or it has no name");
    };
  }

  private String again(String word) {
    return " DROP "
        + word
        + " "
        + sql.quote(operation.before())
        + ", ADD CONSTRAINT "
        + sql.quote(operation.after())
        + " "
        + definition();
  }

  private String definition() {
    String definition =
        catalog
            .constraintDefinition(operation.table(), operation.before())
            .orElseThrow(() -> unsupported("the server does not show its definition"));
    if (sqlMode.contains("NO_BACKSLASH_ESCAPES") && definition.indexOf('\\') >= 0) {
      throw unsupported("the server shows a backslash in its definition under this sql_mode");
    }
    if (definition.contains("?")) {
      throw unsupported(
          "the server shows a question mark, which may stand for a character beyond U+FFFF");
    }
    return definition;
  }

  private UnsupportedByDialectException unsupported(String reason) {
    return new UnsupportedByDialectException(
        sql.database(),
        operation.describe() + " without losing a part of it, because " + reason,
        "Nothing was sent. Write removeConstraint(…), and addConstraint(…) with the new name");
  }
}
