package dev.switchback.h2;

import static java.util.stream.Collectors.toSet;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dependants;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.StandardCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The catalogue of the current schema. Accepts and returns names as migrations write them. */
final class H2Catalog extends StandardCatalog {

  /** Matches the label of a column in a view, which may differ from the name of the column. */
  private static final String LABEL = " AS \"(?:[^\"]|\"\")*\"";

  private @Nullable Boolean areUpper;

  H2Catalog(Connection connection) {
    super(connection);
  }

  private boolean areUpper() {
    if (areUpper == null) {
      try {
        areUpper = H2Names.areUpper(connection());
      } catch (SQLException e) {
        throw new CatalogException(e);
      }
    }
    return areUpper;
  }

  // ---- stored names, and names as migrations write them

  /** Returns the stored name of a table. An exact match has precedence over a folded name. */
  String kept(String table) {
    return kept(table, "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE %s TABLE_NAME = ?");
  }

  private String keptOfSchema(String schema) {
    return kept(
        schema, "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?");
  }

  private String kept(String name, String query) {
    boolean isCertain = !areUpper() || !H2Names.isPlain(name);
    String sql = query.formatted("TABLE_SCHEMA = SCHEMA() AND");
    return isCertain || !CatalogQuery.strings(connection(), sql, name).isEmpty()
        ? name
        : H2Names.folded(name);
  }

  /** Returns the name that migrations write for the stored name {@code kept}. */
  String written(String kept) {
    return areUpper() ? H2Names.written(kept) : kept;
  }

  /**
   * Returns the written name of a part of {@code table}. If the table is written in upper case,
   * such as {@code PEOPLE}, its parts are too, such as {@code ID}.
   */
  private String written(String table, String kept) {
    return H2Names.isUpper(table) ? kept : written(kept);
  }

  private List<String> written(String table, List<String> names) {
    return names.stream().map(name -> written(table, name)).toList();
  }

  /**
   * Replaces stored names by written names in the keys of a map. If a key has exactly the written
   * name already, the other one keeps its stored name.
   */
  private <T> Map<String, T> written(String table, Map<String, T> parts, UnaryOperator<T> values) {
    Map<String, T> result = new LinkedHashMap<>();
    parts.forEach(
        (name, value) -> {
          String written = written(table, name);
          result.put(parts.containsKey(written) ? name : written, values.apply(value));
        });
    return result;
  }

  /**
   * Returns the names that two tables share, or two columns of one table: one is folded, the other
   * exact.
   */
  Set<String> doubles() {
    Map<String, List<String>> columns =
        CatalogQuery.groups(
            connection(),
            "SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = SCHEMA()");
    Set<String> doubles = doubles(columns.keySet());
    columns.values().forEach(names -> doubles.addAll(doubles(names)));
    return doubles;
  }

  private static Set<String> doubles(Collection<String> names) {
    return names.stream()
        .filter(H2Names::isPlain)
        .filter(name -> names.contains(H2Names.folded(name)) && !H2Names.folded(name).equals(name))
        .collect(toSet());
  }

  @Override
  public KeptNames keptNames(String table) {
    if (!areUpper()) {
      return KeptNames.FOLDED; // folding changes nothing
    }
    Map<String, List<String>> found =
        CatalogQuery.groups(
            connection(),
            """
            SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME IN (?1, ?2)
            UNION ALL
            SELECT TABLE_NAME, INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME IN (?1, ?2)
            UNION ALL
            SELECT TABLE_NAME, CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME IN (?1, ?2)\
            """,
            table,
            H2Names.folded(table));
    boolean isExact = H2Names.isPlain(table) && found.containsKey(table);
    List<String> parts = found.getOrDefault(isExact ? table : H2Names.folded(table), List.of());
    Set<String> exact = parts.stream().filter(H2Names::isPlain).collect(toSet());
    if (!isExact) {
      return new KeptNames(false, exact);
    }
    Set<String> folded = new HashSet<>(written(table, parts));
    folded.removeAll(parts);
    return new KeptNames(true, folded);
  }

  @Override
  public KeptNames keptSchema(String schema) {
    boolean isExact = areUpper() && H2Names.isPlain(schema) && keptOfSchema(schema).equals(schema);
    return isExact ? KeptNames.EXACT : KeptNames.FOLDED;
  }

  /**
   * Returns those names of a schema and its tables that exist exactly, but not folded.
   *
   * @param schema {@code null} for the current one
   */
  Set<String> unfolded(@Nullable String schema, List<String> tables) {
    if (!areUpper()) {
      return Set.of();
    }
    String name = schema == null ? "(current)" : schema;
    Map<String, List<String>> all =
        CatalogQuery.groups(
            connection(),
            """
            SELECT s.SCHEMA_NAME, t.TABLE_NAME FROM INFORMATION_SCHEMA.SCHEMATA s
            LEFT JOIN INFORMATION_SCHEMA.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME
            WHERE s.SCHEMA_NAME IN (?1, ?2) OR ?1 = '(current)' AND s.SCHEMA_NAME = SCHEMA()\
            """,
            name,
            H2Names.folded(name));
    Set<String> unfolded = new HashSet<>();
    if (isExact(name, all.keySet())) {
      unfolded.add(name);
    } else if (all.size() > 1) {
      all.remove(name);
    }
    all.values()
        .forEach(
            there -> tables.stream().filter(each -> isExact(each, there)).forEach(unfolded::add));
    return unfolded;
  }

  private static boolean isExact(String name, Collection<String> all) {
    return all.contains(name) && !all.contains(H2Names.folded(name));
  }

  // ---- tables, columns and constraints

  @Override
  public boolean hasTable(String table) {
    return super.hasTable(kept(table));
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return super.hasView(kept(view), isMaterialized);
  }

  @Override
  public boolean hasSchema(String schema) {
    return super.hasSchema(keptOfSchema(schema));
  }

  @Override
  public boolean hasRows(String table) {
    String name = kept(table);
    return super.hasTable(name)
        && !CatalogQuery.strings(
                connection(), "SELECT 1 FROM " + quote(name) + " FETCH FIRST ROW ONLY")
            .isEmpty();
  }

  /**
   * Reads the columns. In a database with {@code IGNORECASE}, every text has another type; it is
   * shown under the same name.
   */
  @Override
  public Map<String, String> columns(String table) {
    Map<String, String> columns =
        CatalogQuery.pairs(
            connection(),
            """
            SELECT COLUMN_NAME, REPLACE(
              DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER),
              'VARCHAR_IGNORECASE', 'CHARACTER VARYING')
            FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
            ORDER BY ORDINAL_POSITION\
            """,
            kept(table));
    return written(table, columns, type -> type);
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    Map<String, List<String>> constraints = keyColumns(table, "");
    return written(table, constraints, names -> written(table, names));
  }

  /**
   * Reads the columns of each constraint by their stored names. After a rename of a column, H2
   * still shows the former name in the constraint. The index of the constraint has the present
   * name.
   *
   * @param condition restricts the constraints, {@code t}; may be empty
   */
  private Map<String, List<String>> keyColumns(String table, String condition) {
    return CatalogQuery.groups(
        connection(),
        """
        SELECT t.CONSTRAINT_NAME, COALESCE(s.COLUMN_NAME, i.COLUMN_NAME, u.COLUMN_NAME)
        FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
        JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE u
          ON u.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND u.CONSTRAINT_NAME = t.CONSTRAINT_NAME
        LEFT JOIN INFORMATION_SCHEMA.INDEX_COLUMNS s
          ON s.INDEX_SCHEMA = t.INDEX_SCHEMA AND s.INDEX_NAME = t.INDEX_NAME
          AND s.COLUMN_NAME = u.COLUMN_NAME
        LEFT JOIN INFORMATION_SCHEMA.INDEX_COLUMNS i
          ON i.INDEX_SCHEMA = t.INDEX_SCHEMA AND i.INDEX_NAME = t.INDEX_NAME
          AND i.ORDINAL_POSITION = u.ORDINAL_POSITION
        WHERE t.TABLE_SCHEMA = SCHEMA() AND t.TABLE_NAME = ?
        """
            + condition
            + " ORDER BY t.CONSTRAINT_NAME, u.ORDINAL_POSITION",
        kept(table));
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return written(table, super.constraintKinds(kept(table)), kinds -> kinds);
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return namesWith(table, column, keyColumns(table, "AND t.CONSTRAINT_TYPE = 'FOREIGN KEY'"));
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return written(table, super.columnsRefusingNull(kept(table)));
  }

  @Override
  public Map<String, List<String>> keysSettingNull(String table) {
    String setsNull =
        """
        AND t.CONSTRAINT_NAME IN (
          SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS
          WHERE CONSTRAINT_SCHEMA = SCHEMA()
            AND (DELETE_RULE = 'SET NULL' OR UPDATE_RULE = 'SET NULL'))\
        """;
    return written(table, keyColumns(table, setsNull), columns -> written(table, columns));
  }

  /** Returns the names of the groups that contain {@code column}. */
  private List<String> namesWith(String table, String column, Map<String, List<String>> groups) {
    String shown = nameInCatalog(table, column);
    Map<String, List<String>> written = written(table, groups, columns -> written(table, columns));
    written.values().removeIf(columns -> !columns.contains(shown));
    return List.copyOf(written.keySet());
  }

  /** Returns what the catalogue shows for a part of {@code table} with this written name. */
  private String nameInCatalog(String table, String name) {
    return areUpper() ? H2Names.inCatalog(table, name) : name;
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    return CatalogQuery.indexes(
            connection(),
            """
            SELECT INDEX_NAME,
              COLUMN_NAME || CASE ORDERING_SPECIFICATION WHEN 'DESC' THEN ' DESC' ELSE '' END,
              IS_UNIQUE, TRUE, ''
            FROM INFORMATION_SCHEMA.INDEX_COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
            ORDER BY INDEX_NAME, ORDINAL_POSITION\
            """,
            kept(table))
        .stream()
        .map(index -> written(table, index))
        .toList();
  }

  /** Returns the written form of an index key, in which the order may follow the name. */
  private String writtenKey(String table, String key) {
    int end = key.indexOf(' ');
    return end < 0
        ? written(table, key)
        : written(table, key.substring(0, end)) + key.substring(end);
  }

  private CatalogIndex written(String table, CatalogIndex index) {
    List<String> columns = index.columns().stream().map(key -> writtenKey(table, key)).toList();
    return new CatalogIndex(
        written(table, index.name()),
        columns,
        index.isUnique(),
        index.isValid(),
        index.attributes());
  }

  @Override
  public List<String> sharedIndexes(String table, String column) {
    Map<String, List<String>> indexes =
        CatalogQuery.groups(
            connection(),
            """
            SELECT INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? ORDER BY 1\
            """,
            kept(table));
    indexes.values().removeIf(columns -> columns.size() == 1);
    return namesWith(table, column, indexes);
  }

  @Override
  protected String indexColumns() {
    return "INDEX_COLUMNS";
  }

  /** Reads the enum values in order. H2 stores their numbers as texts. */
  @Override
  public List<String> enumValues(String table, String column) {
    Map<String, List<String>> values =
        CatalogQuery.groups(
            connection(),
            """
            SELECT c.COLUMN_NAME, e.VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES e
            JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = e.OBJECT_SCHEMA
              AND c.TABLE_NAME = e.OBJECT_NAME AND c.DTD_IDENTIFIER = e.ENUM_IDENTIFIER
            WHERE e.OBJECT_TYPE = 'TABLE' AND c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_NAME = ?
            ORDER BY c.ORDINAL_POSITION, CAST(e.VALUE_ORDINAL AS INTEGER)\
            """,
            kept(table));
    return written(table, values, list -> list)
        .getOrDefault(nameInCatalog(table, column), List.of());
  }

  /**
   * Reads the foreign keys and views that need a column. H2 silently drops the foreign keys, and
   * reports the views too late.
   */
  @Override
  public Map<String, String> dependentsOf(String table, String column) {
    String keptTable = kept(table);
    String keptColumn = keptOf(keptTable, column);
    Map<String, String> dependents = new LinkedHashMap<>();
    CatalogQuery.pairs(
            connection(),
            """
            SELECT DISTINCT k.CONSTRAINT_NAME, k.TABLE_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
              ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS u
              ON u.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
              AND u.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.INDEX_COLUMNS i
              ON i.INDEX_SCHEMA = u.INDEX_SCHEMA AND i.INDEX_NAME = u.INDEX_NAME
            WHERE u.TABLE_SCHEMA = SCHEMA() AND u.TABLE_NAME = ? AND i.COLUMN_NAME = ?
            ORDER BY 1\
            """,
            keptTable,
            keptColumn)
        .forEach((key, of) -> dependents.put(written(key), written(of)));
    viewsThatShow(keptTable, keptColumn).forEach(view -> dependents.put(written(view), ""));
    return dependents;
  }

  /**
   * Reads the uses of a column. H2 updates expressions after a rename, and drops a check over the
   * column alone with it.
   */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    if (isRenamed) {
      return List.of();
    }
    String keptTable = kept(table);
    String keptColumn = keptOf(keptTable, column);
    List<String> uses = new ArrayList<>();
    CatalogQuery.pairs(
            connection(),
            """
            SELECT COLUMN_NAME, GENERATION_EXPRESSION FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND GENERATION_EXPRESSION IS NOT NULL
            ORDER BY ORDINAL_POSITION\
            """,
            keptTable)
        .forEach(
            (generated, sql) -> {
              String names = sql.replaceAll("'(?:[^']|'')*'", "''");
              if (names.contains('"' + keptColumn.replace("\"", "\"\"") + '"')) {
                uses.add("generated column '" + written(generated) + "'");
              }
            });
    CatalogQuery.strings(
            connection(),
            """
            SELECT c.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS c
            JOIN INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE u
              ON u.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND u.CONSTRAINT_NAME = c.CONSTRAINT_NAME
            WHERE c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_NAME = ? AND c.CONSTRAINT_TYPE = 'CHECK'
            GROUP BY c.CONSTRAINT_NAME
            HAVING COUNT(*) > 1 AND MAX(CASE WHEN u.COLUMN_NAME = ? THEN 1 ELSE 0 END) = 1
            ORDER BY 1\
            """,
            keptTable,
            keptColumn)
        .forEach(check -> uses.add("check '" + written(check) + "'"));
    return uses;
  }

  private String keptOf(String keptTable, String column) {
    boolean isExact =
        !CatalogQuery.strings(
                connection(),
                "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = SCHEMA()"
                    + " AND TABLE_NAME = ? AND COLUMN_NAME = ?",
                keptTable,
                column)
            .isEmpty();
    return isExact || !areUpper() ? column : H2Names.folded(column);
  }

  /**
   * Reads the views that show the column, without views in which the column may belong to another
   * table.
   */
  private List<String> viewsThatShow(String keptTable, String keptColumn) {
    String column = quote(keptColumn);
    return CatalogQuery.groups(
            connection(),
            """
            SELECT v.TABLE_NAME, v.VIEW_DEFINITION
            FROM INFORMATION_SCHEMA.VIEWS v
            WHERE LOCATE(QUOTE_IDENT(SCHEMA()) || '.' || QUOTE_IDENT(?1), v.VIEW_DEFINITION) > 0
              AND NOT EXISTS (
                SELECT 1 FROM INFORMATION_SCHEMA.COLUMNS c
                WHERE c.COLUMN_NAME = ?2
                  AND NOT (c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_NAME = ?1)
                  AND NOT (c.TABLE_SCHEMA = v.TABLE_SCHEMA AND c.TABLE_NAME = v.TABLE_NAME)
                  AND LOCATE('.' || QUOTE_IDENT(c.TABLE_NAME), v.VIEW_DEFINITION) > 0)
            ORDER BY 1\
            """,
            keptTable,
            keptColumn)
        .entrySet()
        .stream()
        .filter(view -> view.getValue().get(0).replaceAll(LABEL, "").contains(column))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Reads whether the column is an identity, and its default, which a change of type must respect.
   */
  @Override
  public Map<String, String> attributes(String table, String column) {
    String keptTable = kept(table);
    Map<String, String> found = new LinkedHashMap<>();
    CatalogQuery.pairs(
            connection(),
            """
            SELECT IS_IDENTITY, COALESCE(COLUMN_DEFAULT, '') FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND COLUMN_NAME = ?\
            """,
            keptTable,
            keptOf(keptTable, column))
        .forEach(
            (isIdentity, defaultSql) -> {
              found.put(H2Changes.IDENTITY, isIdentity);
              if (defaultSql != null && !defaultSql.isEmpty()) {
                found.put(H2Changes.DEFAULT, defaultSql);
              }
            });
    return found;
  }

  /**
   * Returns whether every value of the column can be converted to the type, with at most {@code
   * longest} characters.
   */
  boolean isConvertible(String table, String column, String type, int longest) {
    String keptTable = kept(table);
    String name = quote(keptOf(keptTable, column));
    String from = " FROM " + quote(keptTable);
    try (Statement statement = connection().createStatement()) {
      statement.executeQuery("SELECT COUNT(CAST(" + name + " AS " + type + "))" + from).close();
      return longest == Integer.MAX_VALUE
          || CatalogQuery.strings(
                  connection(),
                  "SELECT 1"
                      + from
                      + " WHERE CHAR_LENGTH("
                      + name
                      + ") > "
                      + longest
                      + " FETCH FIRST ROW ONLY")
              .isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Reads the views that a rename breaks: H2 keeps them with the old name of the table or column.
   */
  @Override
  public List<String> brokenBy(Dependants taken) {
    if (!taken.isRenamed()) {
      return List.of(); // H2 refuses to drop the table; dependentsOf covers a column
    }
    String table = kept(taken.table());
    Dependants kept =
        new Dependants(
            table, taken.columnOrEmpty().map(column -> keptOf(table, column)), taken.isRenamed());
    List<String> broken = new ArrayList<>();
    CatalogQuery.pairsByGroup(
            connection(),
            """
            SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS
            WHERE TABLE_SCHEMA = SCHEMA() AND VIEW_DEFINITION IS NOT NULL
            ORDER BY 2\
            """,
            List.of())
        .forEach(
            (schema, texts) -> {
              Map<String, @Nullable String> views = new LinkedHashMap<>();
              texts.forEach((view, text) -> views.put(written(view), text));
              broken.addAll(kept.views(schema, views, '"'));
            });
    return broken;
  }

  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    Map<String, NumberedColumn> columns =
        CatalogQuery.numberedColumns(
            connection(),
            """
            SELECT COLUMN_NAME, 'none', IDENTITY_BASE,
              CASE WHEN IDENTITY_INCREMENT > 0 THEN IDENTITY_MAXIMUM ELSE IDENTITY_MINIMUM END,
              IDENTITY_INCREMENT < 0
            FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND IS_IDENTITY = 'YES'
              AND IDENTITY_BASE IS NOT NULL\
            """,
            kept(table));
    return written(table, columns, numbering -> numbering);
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    Map<String, String> keys =
        CatalogQuery.pairs(
            connection(),
            """
            SELECT k.CONSTRAINT_NAME, k.TABLE_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
              ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS u
              ON u.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
              AND u.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
            WHERE u.TABLE_SCHEMA = SCHEMA() AND u.TABLE_NAME = ? AND k.TABLE_NAME <> u.TABLE_NAME
            ORDER BY 1\
            """,
            kept(table));
    return written("", keys, this::written);
  }

  @Override
  public Optional<String> image(SchemaObject object) {
    return new H2Image(connection()).of(object);
  }

  @Override
  public SchemaReader schema() {
    return new H2Schema(connection(), this);
  }
}
