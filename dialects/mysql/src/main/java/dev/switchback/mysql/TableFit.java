package dev.switchback.mysql;

import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses tables that the server would refuse late, or only in part. */
record TableFit(String database) {

  void require(Table table) {
    refuseTwins(table);
    refuseNumbersWithoutKey(table);
  }

  /**
   * Refuses names of columns that differ only in case: the server compares them without case,
   * letter by letter.
   */
  private void refuseTwins(Table table) {
    Map<String, String> names = new HashMap<>();
    for (Column column : table.columns()) {
      String lower = column.name().chars().map(Character::toLowerCase).boxed().toList().toString();
      String twin = names.put(lower, column.name());
      if (twin != null) {
        throw new UnsupportedByDialectException(
            database,
            "distinguish the columns '%s' and '%s' of '%s', which differ only in upper and lower case"
                .formatted(twin, column.name(), table.name()),
            "Rename one of them");
      }
    }
  }

  private void refuseNumbersWithoutKey(Table table) {
    List<String> numbered =
        table.columns().stream()
            .filter(
                column -> column.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement)
            .map(Column::name)
            .toList();
    if (numbered.size() > 1) {
      throw new UnsupportedByDialectException(
          database,
          "number the rows of '%s' in more than one column: '%s'"
              .formatted(table.name(), String.join("', '", numbered)),
          "Leave out autoIncrement() in all but one");
    }
    for (String column : numbered) {
      boolean isFirst =
          table.constraints().stream()
              .filter(
                  each ->
                      each instanceof Constraint.PrimaryKey || each instanceof Constraint.Unique)
              .anyMatch(each -> each.columns().get(0).equals(column));
      if (!isFirst) {
        throw new UnsupportedByDialectException(
            database,
            "number the rows of '%s' in the column '%s', which is not the first of a key"
                .formatted(table.name(), column),
            "Make it the primary key, or unique()");
      }
    }
  }
}
