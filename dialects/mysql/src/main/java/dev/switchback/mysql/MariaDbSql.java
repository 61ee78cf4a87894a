package dev.switchback.mysql;

import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import java.util.List;
import java.util.Set;

/** Renders operations in the SQL of MariaDB. Overrides what differs from MySQL. */
final class MariaDbSql extends MySqlSql {

  MariaDbSql(ServerSettings settings, ServerVersion version) {
    this(settings, version, "");
  }

  private MariaDbSql(ServerSettings settings, ServerVersion version, String qualifier) {
    super(settings, version, qualifier);
  }

  @Override
  protected StandardSql qualifiedBy(String databaseAndDot) {
    return new MariaDbSql(settings, version, databaseAndDot);
  }

  @Override
  protected String database() {
    return "MariaDB";
  }

  /**
   * Refuses the prefix {@code #mysql50#}: such a name means the table whose file has the rest of
   * the name (measured on 11.4).
   */
  @Override
  protected void refuseUnfit(String identifier) {
    super.refuseUnfit(identifier);
    refuse(
        identifier.startsWith("#mysql50#"),
        identifier,
        "it would mean the table whose name follows '#mysql50#'");
  }

  /**
   * Renames a table after its parts, in a compound statement. One {@code ALTER TABLE … RENAME TO}
   * that copies the table leaves foreign keys of other tables behind, which then refer to no table
   * (seen on 11.4).
   */
  @Override
  String renamed(RenameTable operation, String parts) {
    String table =
        "RENAME TABLE " + object(operation.before()) + " TO " + object(operation.after());
    return "BEGIN NOT ATOMIC " + parts + "; " + table + "; END";
  }

  @Override
  public TransactionMode modeOf(Operation operation) {
    return operation.renamedWithParts().isPresent()
        ? TransactionMode.NON_TRANSACTIONAL
        : super.modeOf(operation);
  }

  /** Returns true: MariaDB does so whatever explicit_defaults_for_timestamp is (seen on 11.4). */
  @Override
  boolean fillsTimestamps() {
    return true;
  }

  @Override
  boolean copiesForPlace() {
    return true;
  }

  @Override
  boolean copiesForCollation() {
    return false;
  }

  /** Returns the type in the catalogue, where JSON is an alias of LONGTEXT. */
  @Override
  public String typeInCatalog(String table, Column column) {
    String type = super.typeInCatalog(table, column);
    return type.equals("json") ? "longtext" : type;
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new MySqlTypes(database(), this::string) {
      @Override
      public String uuid(DataType.Uuid type) {
        return hasUuidType() ? "UUID" : super.uuid(type);
      }

      @Override
      int largestScale() {
        return 38;
      }
    };
  }

  /**
   * Adds variables by {@code SET STATEMENT} (MariaDB, "SET STATEMENT"), because MariaDB has no
   * hints for variables.
   */
  @Override
  String with(List<String> variables, String sql) {
    return "SET STATEMENT " + String.join(", ", variables) + " FOR " + sql;
  }

  /**
   * Names the algorithm too, because MariaDB can copy a table beside the writers (seen on 11.4).
   */
  @Override
  protected List<String> onlineClauses() {
    return List.of("ALGORITHM=INPLACE", "LOCK=NONE");
  }

  @Override
  String checkWord() {
    return "CONSTRAINT";
  }

  @Override
  public String invisibleIndex() {
    return "IGNORED";
  }

  @Override
  protected String visibleIndex() {
    return " NOT IGNORED";
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    Set<IndexFeature> features = super.indexFeatures();
    features.remove(IndexFeature.EXPRESSION);
    if (!hasDescending()) {
      features.remove(IndexFeature.DESCENDING);
    }
    return features;
  }

  /** Refuses NOT NULL for a generated column, for which MariaDB has no syntax. */
  @Override
  protected String column(String table, Column column) {
    if (column.definition().defaultOrNull() instanceof DefaultValue.Generated
        && !column.definition().isNullable()) {
      throw new UnsupportedByDialectException(
          database(),
          "refuse NULL in the generated column '" + column.name() + "'",
          "Leave out notNull() and primaryKey(), and write an expression that is never NULL");
    }
    return super.column(table, column);
  }

  /** Returns whether the server has the type UUID, which exists since MariaDB 10.7. */
  private boolean hasUuidType() {
    return !version.isBefore(10, 7, 0);
  }

  /**
   * Returns whether indexes can be descending. Before 10.8, the server parsed and ignored the order
   * (MariaDB, "CREATE INDEX").
   */
  private boolean hasDescending() {
    return !version.isBefore(10, 8, 0);
  }
}
