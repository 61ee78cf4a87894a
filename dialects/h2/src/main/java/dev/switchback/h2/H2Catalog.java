package dev.switchback.h2;

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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The catalogue of the current schema. Accepts and returns names as migrations write them. */
final class H2Catalog extends StandardCatalog {

  private final H2StoredNames names;
  private final H2Dependents dependents;

  H2Catalog(Connection connection) {
    super(connection);
    this.names = new H2StoredNames(connection);
    this.dependents = new H2Dependents(connection, names);
  }

  @Override
  public KeptNames keptNames(String table) {
    return Rereading.read(() -> names.keptNames(table));
  }

  /** Returns false for the modes in which H2 adds a unique constraint for a foreign key. */
  @Override
  public boolean requiresKey() {
    return !CatalogQuery.strings(
            connection(),
            """
            SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS
            WHERE SETTING_NAME = 'MODE' AND UPPER(SETTING_VALUE) NOT IN ('LEGACY', 'MYSQL')\
            """)
        .isEmpty();
  }

  @Override
  public KeptNames keptSchema(String schema) {
    return names.keptSchema(schema);
  }

  @Override
  public boolean hasTable(String table) {
    return super.hasTable(names.kept(table));
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return super.hasView(names.kept(view), isMaterialized);
  }

  @Override
  public boolean hasSchema(String schema) {
    return super.hasSchema(names.keptOfSchema(schema));
  }

  @Override
  public boolean hasRows(String table) {
    String name = names.kept(table);
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
            names.kept(table));
    return names.written(table, columns, type -> type);
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return writtenKeys(table, "");
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
        names.kept(table));
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return Rereading.read(
        () -> names.written(table, super.constraintKinds(names.kept(table)), kinds -> kinds));
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return Rereading.read(
        () -> namesWith(table, column, keyColumns(table, "AND t.CONSTRAINT_TYPE = 'FOREIGN KEY'")));
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return names.written(table, super.columnsRefusingNull(names.kept(table)));
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
    return writtenKeys(table, setsNull);
  }

  private Map<String, List<String>> writtenKeys(String table, String condition) {
    return Rereading.read(
        () ->
            names.written(
                table, keyColumns(table, condition), columns -> names.written(table, columns)));
  }

  /** Returns the names of the groups that contain {@code column}. */
  private List<String> namesWith(String table, String column, Map<String, List<String>> groups) {
    String shown = names.nameInCatalog(table, column);
    Map<String, List<String>> written =
        names.written(table, groups, columns -> names.written(table, columns));
    written.values().removeIf(columns -> !columns.contains(shown));
    return List.copyOf(written.keySet());
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    return CatalogQuery.indexes(
            connection(),
            """
            SELECT c.INDEX_NAME,
              c.COLUMN_NAME || CASE c.ORDERING_SPECIFICATION WHEN 'DESC' THEN ' DESC' ELSE '' END,
              c.IS_UNIQUE, TRUE,
              CASE i.NULLS_DISTINCT WHEN 'NO' THEN 'NULLS NOT DISTINCT'
                WHEN 'ALL' THEN 'NULLS ALL DISTINCT' ELSE '' END
            FROM INFORMATION_SCHEMA.INDEX_COLUMNS c
            JOIN INFORMATION_SCHEMA.INDEXES i ON i.INDEX_SCHEMA = c.INDEX_SCHEMA
              AND i.INDEX_NAME = c.INDEX_NAME
            WHERE c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_NAME = ?
            ORDER BY c.INDEX_NAME, c.ORDINAL_POSITION\
            """,
            names.kept(table))
        .stream()
        .map(index -> written(table, index))
        .toList();
  }

  /** Returns the written form of an index key, in which the order may follow the name. */
  private String writtenKey(String table, String key) {
    int end = key.indexOf(' ');
    return end < 0
        ? names.written(table, key)
        : names.written(table, key.substring(0, end)) + key.substring(end);
  }

  private CatalogIndex written(String table, CatalogIndex index) {
    List<String> columns = index.columns().stream().map(key -> writtenKey(table, key)).toList();
    return new CatalogIndex(
        names.written(table, index.name()),
        columns,
        index.isUnique(),
        index.isValid(),
        index.attributes());
  }

  /** Returns whether H2 created the index for a constraint of the table. */
  boolean isOfConstraint(String table, String index) {
    return CatalogQuery.strings(
            connection(),
            """
            SELECT INDEX_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
              AND REGEXP_LIKE(INDEX_NAME, '(PRIMARY_KEY|_INDEX)_[0-9A-F]+(_[0-9]+)?$', 'i')\
            """,
            names.kept(table))
        .stream()
        .anyMatch(name -> names.written(table, name).equals(index));
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
            names.kept(table));
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
            names.kept(table));
    return names
        .written(table, values, list -> list)
        .getOrDefault(names.nameInCatalog(table, column), List.of());
  }

  /**
   * Reads whether the column is an identity, and its default, which a change of type must respect.
   */
  @Override
  public Map<String, String> attributes(String table, String column) {
    String keptTable = names.kept(table);
    Map<String, String> found = new LinkedHashMap<>();
    CatalogQuery.pairs(
            connection(),
            """
            SELECT IS_IDENTITY, COALESCE(COLUMN_DEFAULT, '') FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND COLUMN_NAME = ?\
            """,
            keptTable,
            names.keptOf(keptTable, column))
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
   * Returns whether every value of the column can be converted by the expression, and has at most
   * {@code longest} characters.
   */
  boolean isConvertible(String table, String column, String conversion, int longest) {
    String keptTable = names.kept(table);
    String name = quote(names.keptOf(keptTable, column));
    String from = " FROM " + quote(keptTable);
    try (Statement statement = connection().createStatement()) {
      statement.executeQuery("SELECT COUNT(" + conversion + ")" + from).close();
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

  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    Map<String, NumberedColumn> columns =
        CatalogQuery.numberedColumns(
            connection(),
            """
            SELECT COLUMN_NAME, 'none', IDENTITY_BASE,
              CASE WHEN IDENTITY_INCREMENT > 0 THEN IDENTITY_MAXIMUM ELSE IDENTITY_MINIMUM END,
              IDENTITY_INCREMENT < 0, IDENTITY_GENERATION = 'ALWAYS'
            FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND IS_IDENTITY = 'YES'
              AND IDENTITY_BASE IS NOT NULL\
            """,
            names.kept(table));
    return names.written(table, columns, numbering -> numbering);
  }

  /** Reads the names of constraints and indexes. Each is stored as it is written, or folded. */
  @Override
  public List<String> takenNames(List<String> names) {
    Set<String> stored = new LinkedHashSet<>(names);
    names.forEach(name -> stored.add(H2Names.folded(name)));
    String any = String.join(", ", Collections.nCopies(stored.size(), "?"));
    String[] twice = Stream.concat(stored.stream(), stored.stream()).toArray(String[]::new);
    return Rereading.read(
        () ->
            CatalogQuery.strings(
                    connection(),
                    """
                    SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES
                    WHERE INDEX_SCHEMA = SCHEMA() AND INDEX_NAME IN (%1$s)
                    UNION
                    SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
                    WHERE CONSTRAINT_SCHEMA = SCHEMA() AND CONSTRAINT_NAME IN (%1$s)
                    ORDER BY 1\
                    """
                        .formatted(any),
                    twice)
                .stream()
                .map(this.names::written)
                .toList());
  }

  @Override
  public Optional<String> image(SchemaObject object) {
    return Rereading.read(() -> new H2Image(connection()).of(object));
  }

  @Override
  public SchemaReader schema() {
    return new H2Schema(connection(), names);
  }

  @Override
  public Map<String, String> dependentsOf(String table, String column) {
    return Rereading.read(() -> dependents.ofColumn(table, column));
  }

  /** Returns nothing for a rename, after which H2 updates the expressions. */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    return isRenamed ? List.of() : Rereading.read(() -> dependents.usesOf(table, column));
  }

  @Override
  public List<String> brokenBy(Dependants taken) {
    return Rereading.read(() -> dependents.brokenBy(taken));
  }

  @Override
  public List<String> lostWith(String table, Optional<String> columnOrEmpty) {
    return columnOrEmpty.isPresent() ? List.of() : Rereading.read(() -> dependents.lostWith(table));
  }

  @Override
  public List<String> brokenByRename(String schema) {
    return Rereading.read(() -> dependents.brokenByRename(names.keptOfSchema(schema)));
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return Rereading.read(() -> dependents.foreignKeysTo(table));
  }
}
