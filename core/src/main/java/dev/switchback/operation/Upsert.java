package dev.switchback.operation;

import dev.switchback.schema.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Inserts rows; what becomes of one whose key is there already, {@code existing} says.
 *
 * @param key the columns of a primary key or unique constraint of the table
 */
public record Upsert(String table, List<String> key, List<Row> rows, Existing existing)
    implements Operation, DataOperation {

  /** What becomes of a row that is there already. */
  public enum Existing {
    /** Its other columns get the new values, as far as they are named. */
    UPDATED,
    /** It stays as it is. */
    LEFT
  }

  public Upsert {
    key = List.copyOf(key);
    refuse(key.isEmpty(), table, existing, "it has no key: name its columns");
    refuse(
        new HashSet<>(key).size() < key.size(),
        table,
        existing,
        "a column stands twice in its key " + key);
    rows = RowGroup.checked(subject(table, existing), rows);
    for (String column : key) {
      refuseAny(rows, row -> !row.has(column), table, existing, column, "has no value for it");
    }
  }

  private static void refuseAny(
      List<Row> rows,
      Predicate<Row> isWrong,
      String table,
      Existing existing,
      String column,
      String why) {
    for (int i = 0; i < rows.size(); i++) {
      refuse(
          isWrong.test(rows.get(i)),
          table,
          existing,
          "'%s' belongs to the key, and row %d %s".formatted(column, i + 1, why));
    }
  }

  private static void refuse(boolean isWrong, String table, Existing existing, String why) {
    if (isWrong) {
      throw new IllegalArgumentException(subject(table, existing) + " – " + why);
    }
  }

  private static String subject(String table, Existing existing) {
    return word(existing) + " into '" + table + "'";
  }

  private static String word(Existing existing) {
    return switch (existing) {
      case UPDATED -> "upsert";
      case LEFT -> "insertMissing";
    };
  }

  /**
   * Why its key can find no row: a row has {@code NULL} in it, which is equal to nothing in most
   * keys. Empty if none has.
   */
  public Optional<String> nullInKey() {
    for (String column : key) {
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).value(column) == null) {
          return Optional.of(
              "%s – '%s' belongs to the key, and row %d has NULL there, which is equal to nothing"
                  .formatted(subject(table, existing), column, i + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether nothing of a row that is there can change: it is left, or all its columns are key. */
  public boolean onlyInserts(RowGroup group) {
    return existing == Existing.LEFT || key.containsAll(group.columns());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.upsert(this);
  }

  @Override
  public int rowCount() {
    return rows.size();
  }

  @Override
  public String describe() {
    return "%s of %s into '%s' by '%s'"
        .formatted(word(existing), RowGroup.count(rows), table, String.join("', '", key));
  }
}
