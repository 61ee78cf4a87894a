package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.DefaultValue;
import java.util.regex.Pattern;

/** Refuses an added column that the server would refuse late, or fill with implicit values. */
record AddedColumnFit(MySqlSql sql, AddColumn operation) {

  /** Matches the functions that MySQL calls unsafe for the binary log. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "(?i)\\b(uuid|uuid_short|rand|random_bytes|user|current_user|session_user|system_user"
              + "|sysdate|version|found_rows|row_count)\\s*\\(");

  /** Refuses AUTO_INCREMENT: such a column needs a key in the same statement. */
  void refuseNumbers() {
    boolean isNumbered =
        operation.column().definition().defaultOrNull() instanceof DefaultValue.AutoIncrement;
    if (isNumbered) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + " with autoIncrement(), because its key would be added too late",
          "Write the column in createTable, or add it with its key by execute(…)");
    }
  }

  /**
   * Refuses a default that ER_BINLOG_UNSAFE_SYSTEM_FUNCTION rejects, because a replica would
   * compute other values.
   */
  void refuseUnsafeDefault() {
    DefaultValue value = operation.column().definition().defaultOrNull();
    boolean isUnsafe =
        value instanceof DefaultValue.RandomUuid
            || (value instanceof DefaultValue.Expression expression
                && UNSAFE.matcher(expression.sql().replaceAll("'[^']*'", "''")).find());
    if (isUnsafe) {
      String column = operation.column().name();
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe()
              + " with a default that has a new value at each call, because the server writes a"
              + " binary log and treats such a default as unsafe",
          "Nothing was sent. Write three steps: addColumn(\"%1$s\", \"%2$s\", …) with nullable() and"
                  .formatted(operation.table(), column)
              + " without the default; execute(\"UPDATE %s SET %s = …\");"
                  .formatted(sql.object(operation.table()), sql.quote(column))
              + " changeColumn(\"%1$s\", \"%2$s\", c -> c.notNull().…) with the default."
                  .formatted(operation.table(), column));
    }
  }

  /**
   * Refuses a NOT NULL column without a default if the table has rows: the server would silently
   * fill it with '' or 0.
   */
  void refuseImplicitValue(Catalog catalog) {
    ColumnDefinition definition = operation.column().definition();
    boolean hasValue = definition.isNullable() || definition.defaultOrNull() != null;
    if (!hasValue && catalog.hasRows(operation.table())) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it refuses NULL and has no default, and the table has rows, in which "
              + sql.database()
              + " would store '' or 0 silently. Nothing was sent. Give it a default. Or add it"
              + " nullable(), fill it, and then changeColumn(…, c -> c.notNull())");
    }
  }
}
