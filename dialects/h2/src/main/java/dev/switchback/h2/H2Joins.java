package dev.switchback.h2;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.CatalogRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins tables of the {@code INFORMATION_SCHEMA}. H2 makes all rows of such a table again for each
 * row that it joins them to, so that a schema of 2,000 tables took minutes (measured on 2.5.252).
 * Each table is read once here, in all schemas, because a foreign key may lead to another one.
 */
final class H2Joins {

  private final Map<Name, List<KeyColumn>> keyColumns = new HashMap<>();
  private final Map<Name, Reference> references = new HashMap<>();
  private final Map<Name, String> checks = new HashMap<>();
  private final Map<Name, List<String>> indexColumns = new HashMap<>();
  private final Map<Name, IndexKind> indexes = new HashMap<>();

  /** The index of each constraint. */
  private final Map<Name, Name> indexOf = new HashMap<>();

  /** The constraint that an index serves; a primary key before a unique key before others. */
  private final Map<Name, String> constraintOf = new HashMap<>();

  /** The name of a constraint or an index. */
  private record Name(@Nullable String schema, @Nullable String name) {}

  /**
   * A column of a key.
   *
   * @param position of a foreign key: the place of the column it refers to, in the key of that
   *     table
   */
  private record KeyColumn(
      String schema, String table, String name, int ordinal, @Nullable String position) {}

  private record Reference(Name key, String onDelete, String onUpdate) {}

  private record IndexKind(boolean isGenerated, String method, @Nullable String extra) {}

  H2Joins(Connection connection) {
    for (String[] row :
        CatalogQuery.rows(
            connection,
            """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME,
              ORDINAL_POSITION, POSITION_IN_UNIQUE_CONSTRAINT
            FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE
            ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME, ORDINAL_POSITION\
            """,
            7)) {
      keyColumns
          .computeIfAbsent(new Name(row[0], row[1]), name -> new ArrayList<>())
          .add(new KeyColumn(row[2], row[3], row[4], Integer.parseInt(row[5]), row[6]));
    }
    for (String[] row :
        CatalogQuery.rows(
            connection,
            """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA,
              UNIQUE_CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS\
            """,
            6)) {
      references.put(
          new Name(row[0], row[1]), new Reference(new Name(row[2], row[3]), row[4], row[5]));
    }
    for (String[] row :
        CatalogQuery.rows(
            connection,
            """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CHECK_CLAUSE
            FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS\
            """,
            3)) {
      checks.put(new Name(row[0], row[1]), row[2]);
    }
    for (String[] row :
        CatalogQuery.rows(
            connection,
            """
            SELECT INDEX_SCHEMA, INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS
            ORDER BY INDEX_SCHEMA, INDEX_NAME, ORDINAL_POSITION\
            """,
            3)) {
      indexColumns.computeIfAbsent(new Name(row[0], row[1]), name -> new ArrayList<>()).add(row[2]);
    }
    for (String[] row :
        CatalogQuery.rows(
            connection,
            """
            SELECT INDEX_SCHEMA, INDEX_NAME, IS_GENERATED,
              CASE WHEN INDEX_TYPE_NAME LIKE '%SPATIAL%' THEN 'spatial'
                WHEN INDEX_TYPE_NAME LIKE '%HASH%' THEN 'hash' ELSE 'btree' END,
              CASE WHEN NULLS_DISTINCT <> 'YES' THEN 'NULLS DISTINCT ' || NULLS_DISTINCT END
            FROM INFORMATION_SCHEMA.INDEXES\
            """,
            5)) {
      indexes.put(
          new Name(row[0], row[1]), new IndexKind(Boolean.parseBoolean(row[2]), row[3], row[4]));
    }
    for (String[] row :
        CatalogQuery.rows(
            connection,
            """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, INDEX_SCHEMA, INDEX_NAME
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE INDEX_NAME IS NOT NULL
            ORDER BY CASE CONSTRAINT_TYPE WHEN 'PRIMARY KEY' THEN 1 WHEN 'UNIQUE' THEN 2
              ELSE 3 END, CONSTRAINT_NAME\
            """,
            4)) {
      Name index = new Name(row[2], row[3]);
      indexOf.put(new Name(row[0], row[1]), index);
      constraintOf.putIfAbsent(index, row[1]);
    }
  }

  /** Returns a row for each column of a key. */
  List<CatalogRow> keys(CatalogRow row) throws SQLException {
    Name name = new Name(row.text("TABLE_SCHEMA"), row.text("constraint_name"));
    Reference reference = references.get(name);
    List<CatalogRow> rows = new ArrayList<>();
    for (KeyColumn column : keyColumns.getOrDefault(name, List.of())) {
      Map<String, @Nullable String> more = new HashMap<>();
      more.put("column_name", present(column, name, column.ordinal()));
      more.put("referenced_table", null);
      more.put("referenced_column", null);
      more.put("on_delete", reference == null ? null : reference.onDelete());
      more.put("on_update", reference == null ? null : reference.onUpdate());
      if (reference != null && column.position() != null) {
        int position = Integer.parseInt(column.position());
        List<KeyColumn> key = keyColumns.getOrDefault(reference.key(), List.of());
        if (position <= key.size()) {
          KeyColumn target = key.get(position - 1);
          boolean isHere = target.schema().equals(name.schema());
          more.put(
              "referenced_table", isHere ? target.table() : target.schema() + "." + target.table());
          more.put("referenced_column", present(target, reference.key(), position));
        }
      }
      rows.add(row.with(more));
    }
    return rows;
  }

  /**
   * Returns the present name of a column. After a rename, H2 still shows the former name in the
   * constraint; the index of the constraint has the present one.
   */
  private String present(KeyColumn column, Name constraint, int ordinal) {
    List<String> inIndex = indexColumns.getOrDefault(indexOf.get(constraint), List.of());
    boolean isPresent = inIndex.contains(column.name()) || inIndex.size() < ordinal;
    return isPresent ? column.name() : inIndex.get(ordinal - 1);
  }

  /** Returns a check with its condition. */
  CatalogRow check(CatalogRow row) throws SQLException {
    Name name = new Name(row.text("TABLE_SCHEMA"), row.text("constraint_name"));
    return row.with(columns("check_sql", checks.get(name)));
  }

  /**
   * Returns a column of an index with what is said of the index. An index that H2 created by itself
   * belongs to a constraint. A foreign key that was added later may also use a user's index, which
   * then stays an index.
   */
  CatalogRow index(CatalogRow row) throws SQLException {
    Name name = new Name(row.text("INDEX_SCHEMA"), row.text("index_name"));
    IndexKind kind = indexes.getOrDefault(name, new IndexKind(false, "btree", null));
    Map<String, @Nullable String> more = columns("method", kind.method());
    more.put("constraint_name", kind.isGenerated() ? constraintOf.get(name) : null);
    more.put("extra", kind.extra());
    return row.with(more);
  }

  private static Map<String, @Nullable String> columns(String name, @Nullable String value) {
    Map<String, @Nullable String> columns = new HashMap<>();
    columns.put(name, value);
    return columns;
  }
}
