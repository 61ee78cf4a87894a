package dev.switchback.operation;

import dev.switchback.schema.Row;
import dev.switchback.schema.UpsertKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Inserts rows. {@code existing} decides about rows whose key exists already.
 *
 * @param key the columns of a primary key, unique constraint or unique index of the table
 * @param condition the condition of the unique index, in the database's own SQL; empty for every
 *     row
 */
public record Upsert(
    String table, List<String> key, List<Row> rows, Existing existing, String condition)
    implements DataOperation {

  /** What happens to an existing row. */
  public enum Existing {
    /** The other columns that the new row names get their new values. */
    UPDATED,
    /** The row does not change. */
    LEFT
  }

  /** Creates an upsert by a key over every row. */
  public Upsert(String table, List<String> key, List<Row> rows, Existing existing) {
    this(table, key, rows, existing, "");
  }

  /** Creates an upsert by a key over some of the rows. */
  public static Upsert of(String table, UpsertKey key, List<Row> rows, Existing existing) {
    return new Upsert(table, key.columns(), rows, existing, key.condition());
  }

  public Upsert {
    key = List.copyOf(key);
    refuse(key.isEmpty(), table, existing, "it has no key: name its columns");
    refuse(
        new HashSet<>(key).size() < key.size(),
        table,
        existing,
        "a column appears twice in its key " + key);
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
   * Returns why the key matches no row: a row has {@code NULL} in the key, and in most keys {@code
   * NULL} is equal to nothing. Empty if no row has.
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

  /**
   * Returns whether no existing row can change: existing rows are kept, or all columns are in the
   * key.
   */
  public boolean onlyInserts(RowGroup group) {
    return existing == Existing.LEFT || key.containsAll(group.columns());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.upsert(this);
  }

  @Override
  public boolean changesExisting() {
    return true;
  }

  @Override
  public String describe() {
    return "%s of %s into '%s' by '%s'%s"
        .formatted(
            word(existing),
            RowGroup.count(rows),
            table,
            String.join("', '", key),
            condition.isEmpty() ? "" : " among some rows");
  }
}
