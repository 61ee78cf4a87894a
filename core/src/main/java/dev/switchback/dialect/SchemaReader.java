package dev.switchback.dialect;

import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import dev.switchback.schema.ViewDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptions of tables or of the whole schema from the server's catalogue, with queries
 * that a dialect writes. It sends about five queries, for one table or for all.
 *
 * <p>The result columns of each query have the names that its method lists. A column that the
 * database does not support is {@code NULL}. Braces enclose the condition for one table or view,
 * with its name as the parameter: {@code {AND t.relname = ?}}. The condition is left out to read
 * all tables.
 */
public abstract class SchemaReader {

  private static final Pattern CONDITION = Pattern.compile("\\{(.*?)}");

  private final Connection connection;

  /** Creates a reader of the current schema of {@code connection}. */
  protected SchemaReader(Connection connection) {
    this.connection = connection;
  }

  // ---- for dialects to implement

  /** Returns {@code query}, extended so that session settings do not change its result. */
  protected String asked(String query) {
    return query;
  }

  /**
   * Reads with the default output settings of the session, and restores its settings afterwards.
   */
  protected <T> T inUsualWords(Supplier<T> reading) {
    return reading.get();
  }

  /** Returns the query for {@code table_name, table_comment, extra}, without views. */
  protected abstract String tablesQuery();

  /**
   * Returns the query for {@code table_name, column_name, column_words} (the type), {@code is_null,
   * default_sql, is_counted, generated_sql, column_comment, collation_words, extra}, in order,
   * including columns of views.
   */
  protected abstract String columnsQuery();

  /** Returns the query for {@code table_name, column_name, value} of enumerations, in order. */
  protected abstract String enumValuesQuery();

  /**
   * Returns the query with a row for each column of a primary key, a unique constraint or a foreign
   * key, in order: {@code table_name, constraint_name, kind, column_name, referenced_table,
   * referenced_column, on_delete, on_update, is_deferrable, is_deferred, extra}. The kind is
   * written as in {@link ConstraintDescription.Kind}, the actions as in {@link
   * ReferentialAction#sql}.
   */
  protected abstract String keysQuery();

  /**
   * Returns the query for {@code table_name, constraint_name, kind, check_sql, extra}. Empty if
   * there are none.
   */
  protected abstract String checksQuery();

  /**
   * Returns the query with a row for each column of an index, in order: {@code table_name,
   * index_name, key_words, is_included, is_unique, is_valid, where_sql, method, constraint_name,
   * extra}. A constraint that the table does not have is ignored.
   */
  protected abstract String indexesQuery();

  /** Returns the query for {@code view_name, view_sql, is_materialized, extra}. */
  protected abstract String viewsQuery();

  /**
   * Returns the query for {@code type_name, value}, in order. Empty if enumerations belong to
   * columns.
   */
  protected String enumTypesQuery() {
    return "";
  }

  /** Returns the query for {@code sequence_name, words}. Empty if there are none. */
  protected abstract String sequencesQuery();

  /**
   * Returns the rows that a row of {@link #keysQuery} stands for. A dialect overrides this if its
   * server would join the tables of the catalogue too slowly.
   */
  protected List<CatalogRow> keys(CatalogRow row) throws SQLException {
    return List.of(row);
  }

  /** Returns a row of {@link #checksQuery} with all its columns, as {@link #keys} does. */
  protected CatalogRow check(CatalogRow row) throws SQLException {
    return row;
  }

  /** Returns a row of {@link #indexesQuery} with all its columns, as {@link #keys} does. */
  protected CatalogRow index(CatalogRow row) throws SQLException {
    return row;
  }

  /** Returns the values of each enumeration, by table and column. */
  protected Map<List<String>, List<String>> enumValues(@Nullable String table) {
    Map<List<String>, List<String>> values = new LinkedHashMap<>();
    read(
        enumValuesQuery(),
        table,
        row ->
            values
                .computeIfAbsent(
                    List.of(name(row, "table_name"), name(row, "column_name")),
                    column -> new ArrayList<>())
                .add(row.text("value")));
    return values;
  }

  /**
   * Returns the type of a column as descriptions write it, if the query cannot return it in that
   * form.
   */
  protected String typeOf(String words) {
    return words;
  }

  /** Returns the database's name of the table that migrations call {@code table}. */
  protected String kept(String table) {
    return table;
  }

  /** Returns the name that migrations use for what the database calls {@code kept}. */
  protected String written(String kept) {
    return kept;
  }

  /** Returns a column of an index with the names that migrations use. */
  protected String writtenKey(String words) {
    return words;
  }

  /**
   * Returns an index with what {@link #indexesQuery} cannot show of it. Returns it unchanged by
   * default.
   */
  protected IndexDescription complete(String table, IndexDescription index) {
    return index;
  }

  // ---- what callers read

  /** Returns the tables of the schema, sorted by name. */
  public final List<String> tables() {
    List<String> names = new ArrayList<>();
    read(tablesQuery(), null, row -> names.add(name(row, "table_name")));
    names.sort(null);
    return names;
  }

  /** Returns the description of a table, if it exists. */
  public final Optional<TableDescription> describe(String table) {
    return inUsualWords(() -> describe(table, new Parts(table))).stream().findFirst();
  }

  private List<TableDescription> describe(@Nullable String table, Parts parts) {
    List<TableDescription> tables = new ArrayList<>();
    read(
        tablesQuery(),
        table,
        row -> {
          String name = name(row, "table_name");
          tables.add(
              new TableDescription(
                  name,
                  textOrNull(row, "table_comment"),
                  parts.columns.of(name),
                  parts.constraints.of(name),
                  parts.indexes.of(name),
                  text(row, "extra")));
        });
    return tables;
  }

  /** Returns the description of a view, if it exists. */
  final Optional<ViewDescription> describeView(String view) {
    return inUsualWords(() -> views(view, new Parts(view))).stream().findFirst();
  }

  private List<ViewDescription> views(@Nullable String view, Parts parts) {
    List<ViewDescription> views = new ArrayList<>();
    read(
        viewsQuery(),
        view,
        row -> {
          String name = name(row, "view_name");
          views.add(
              new ViewDescription(
                  name,
                  Optional.ofNullable(row.textOrNull("view_sql")).orElse("").strip(),
                  parts.columns.of(name).stream().map(ColumnDescription::name).toList(),
                  row.isTrue("is_materialized"),
                  parts.indexes.of(name),
                  text(row, "extra")));
        });
    return views;
  }

  /** Returns the descriptions of the whole schema. */
  public final SchemaSnapshot snapshot() {
    return inUsualWords(this::all);
  }

  private SchemaSnapshot all() {
    Parts parts = new Parts(null);
    SortedMap<String, String> sequences = new TreeMap<>();
    read(
        sequencesQuery(),
        null,
        row -> sequences.put(name(row, "sequence_name"), row.text("words")));
    return new SchemaSnapshot(describe(null, parts), views(null, parts), enumValues(), sequences);
  }

  /** Returns the enum types of the schema, sorted by name. */
  public final List<EnumTypeDescription> enumTypes() {
    return enumValues().entrySet().stream()
        .map(type -> new EnumTypeDescription(type.getKey(), type.getValue()))
        .toList();
  }

  private SortedMap<String, List<String>> enumValues() {
    SortedMap<String, List<String>> enumTypes = new TreeMap<>();
    read(
        enumTypesQuery(),
        null,
        row ->
            enumTypes
                .computeIfAbsent(row.text("type_name"), name -> new ArrayList<>())
                .add(row.text("value")));
    return enumTypes;
  }

  /** Reads values from a row. */
  private interface RowReader {
    void read(CatalogRow row) throws SQLException;
  }

  private void read(String sql, @Nullable String table, RowReader reader) {
    if (sql.isEmpty()) {
      return;
    }
    CatalogQuery.RowReader rows = row -> reader.read(CatalogRow.of(row));
    if (table == null) {
      CatalogQuery.read(connection, asked(CONDITION.matcher(sql).replaceAll("")), rows);
    } else {
      String ofOne = asked(CONDITION.matcher(sql).replaceAll("$1"));
      CatalogQuery.read(connection, ofOne, rows, kept(table));
    }
  }

  private String name(CatalogRow row, String column) throws SQLException {
    return written(row.text(column));
  }

  private @Nullable String nameOrNull(CatalogRow row, String column) throws SQLException {
    String kept = row.textOrNull(column);
    return kept == null ? null : written(kept);
  }

  private static String text(CatalogRow row, String column) throws SQLException {
    String text = row.textOrNull(column);
    return text == null ? "" : text.strip().replaceAll(" +", " ");
  }

  /** Returns null for an empty string, which MySQL returns if the value is missing. */
  private static @Nullable String textOrNull(CatalogRow row, String column) throws SQLException {
    String text = row.textOrNull(column);
    return text == null || text.isEmpty() ? null : text;
  }

  /** Objects of one kind, grouped by table. */
  private static final class ByTable<T> {

    private final Map<String, Map<String, T>> things = new LinkedHashMap<>();

    Map<String, T> in(String table) {
      return things.computeIfAbsent(table, name -> new LinkedHashMap<>());
    }

    void replaceAll(BiFunction<String, T, T> change) {
      things.forEach((table, all) -> all.replaceAll((name, thing) -> change.apply(table, thing)));
    }

    List<T> of(String table) {
      return List.copyOf(things.getOrDefault(table, Map.of()).values());
    }
  }

  /** The columns, constraints and indexes of one table, or of all. */
  private final class Parts {

    private final ByTable<ColumnDescription> columns = new ByTable<>();
    private final ByTable<ConstraintDescription> constraints = new ByTable<>();
    private final ByTable<IndexDescription> indexes = new ByTable<>();

    Parts(@Nullable String table) {
      Map<List<String>, List<String>> enumValues = enumValues(table);
      read(columnsQuery(), table, row -> addColumn(row, enumValues));
      read(keysQuery(), table, this::addKeys);
      read(checksQuery(), table, row -> addCheck(check(row)));
      read(indexesQuery(), table, row -> addIndex(index(row)));
      indexes.replaceAll(SchemaReader.this::complete);
    }

    private void addColumn(CatalogRow row, Map<List<String>, List<String>> enumValues)
        throws SQLException {
      String table = name(row, "table_name");
      String name = name(row, "column_name");
      columns
          .in(table)
          .put(
              name,
              new ColumnDescription(
                  name,
                  typeOf(row.text("column_words")),
                  row.isTrue("is_null"),
                  row.textOrNull("default_sql"),
                  row.isTrue("is_counted"),
                  textOrNull(row, "generated_sql"),
                  textOrNull(row, "column_comment"),
                  row.textOrNull("collation_words"),
                  enumValues.getOrDefault(List.of(table, name), List.of()),
                  text(row, "extra")));
    }

    private void addKeys(CatalogRow row) throws SQLException {
      for (CatalogRow each : keys(row)) {
        addKey(each);
      }
    }

    private void addKey(CatalogRow row) throws SQLException {
      merge(
          row,
          new ConstraintDescription(
              name(row, "constraint_name"),
              kind(row),
              names(row, "column_name"),
              nameOrNull(row, "referenced_table"),
              names(row, "referenced_column"),
              action(row.textOrNull("on_delete")),
              action(row.textOrNull("on_update")),
              null,
              row.isTrue("is_deferrable"),
              row.isTrue("is_deferred"),
              text(row, "extra")));
    }

    private void addCheck(CatalogRow row) throws SQLException {
      merge(
          row,
          new ConstraintDescription(
              name(row, "constraint_name"),
              kind(row),
              List.of(),
              null,
              List.of(),
              null,
              null,
              row.textOrNull("check_sql"),
              false,
              false,
              text(row, "extra")));
    }

    /**
     * Merges the rows of a constraint by kind and name, because on MySQL a foreign key and a unique
     * constraint may share a name.
     */
    private void merge(CatalogRow row, ConstraintDescription constraint) throws SQLException {
      constraints
          .in(name(row, "table_name"))
          .merge(constraint.kind() + " " + constraint.name(), constraint, Parts::joined);
    }

    private static ConstraintDescription.Kind kind(CatalogRow row) throws SQLException {
      return ConstraintDescription.Kind.valueOf(row.text("kind").replace(' ', '_'));
    }

    private List<String> names(CatalogRow row, String column) throws SQLException {
      String name = nameOrNull(row, column);
      return name == null ? List.of() : List.of(name);
    }

    private static @Nullable ReferentialAction action(@Nullable String words) {
      return words == null ? null : ReferentialAction.valueOf(words.replace(' ', '_'));
    }

    private static ConstraintDescription joined(
        ConstraintDescription constraint, ConstraintDescription next) {
      return new ConstraintDescription(
          constraint.name(),
          constraint.kind(),
          joined(constraint.columns(), next.columns()),
          constraint.referencedTableOrNull(),
          joined(constraint.referencedColumns(), next.referencedColumns()),
          constraint.onDeleteOrNull(),
          constraint.onUpdateOrNull(),
          constraint.checkOrNull(),
          constraint.isDeferrable(),
          constraint.isInitiallyDeferred(),
          constraint.extra());
    }

    private static List<String> joined(List<String> some, List<String> more) {
      List<String> all = new ArrayList<>(some);
      all.addAll(more);
      return all;
    }

    private void addIndex(CatalogRow row) throws SQLException {
      String name = name(row, "index_name");
      List<String> column = List.of(writtenKey(row.text("key_words")));
      boolean isIncluded = row.isTrue("is_included");
      indexes
          .in(name(row, "table_name"))
          .merge(
              name,
              new IndexDescription(
                  name,
                  isIncluded ? List.of() : column,
                  isIncluded ? column : List.of(),
                  row.isTrue("is_unique"),
                  row.isTrue("is_valid"),
                  row.textOrNull("where_sql"),
                  row.text("method"),
                  constraintOf(row),
                  text(row, "extra")),
              Parts::joined);
    }

    private @Nullable String constraintOf(CatalogRow row) throws SQLException {
      String name = nameOrNull(row, "constraint_name");
      return constraints.of(name(row, "table_name")).stream()
          .map(ConstraintDescription::name)
          .filter(each -> each.equals(name))
          .findFirst()
          .orElse(null);
    }

    private static IndexDescription joined(IndexDescription index, IndexDescription next) {
      return new IndexDescription(
          index.name(),
          joined(index.key(), next.key()),
          joined(index.included(), next.included()),
          index.isUnique(),
          index.isValid(),
          index.whereOrNull(),
          index.method(),
          index.constraintOrNull(),
          index.extra());
    }
  }
}
