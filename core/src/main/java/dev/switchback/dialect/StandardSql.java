package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders every operation in standard SQL. A dialect overrides the methods of what its database
 * says differently; the smallest ones ({@link #quote}, {@link #string}, the types) are used by all
 * the others.
 */
public abstract class StandardSql implements Dialect {

  private static final DateTimeFormatter UTC_MICROSECONDS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** For dialects. */
  protected StandardSql() {}

  // ---- operations

  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    return operation.accept(new Rendering(catalog));
  }

  /** Hands each operation to its method, together with the catalogue. */
  private final class Rendering implements Operation.Visitor<List<SqlStatement>> {

    private final Catalog catalog;

    Rendering(Catalog catalog) {
      this.catalog = catalog;
    }

    @Override
    public List<SqlStatement> createTable(CreateTable operation) {
      return StandardSql.this.createTable(operation);
    }

    @Override
    public List<SqlStatement> dropTable(DropTable operation) {
      return StandardSql.this.dropTable(operation, catalog);
    }

    @Override
    public List<SqlStatement> commentOnTable(CommentOnTable operation) {
      return List.of(SqlStatement.of(StandardSql.this.commentOnTable(operation)));
    }

    @Override
    public List<SqlStatement> addColumn(AddColumn operation) {
      return StandardSql.this.addColumn(operation);
    }

    @Override
    public List<SqlStatement> removeColumn(RemoveColumn operation) {
      refuseIfShared(operation, catalog);
      return StandardSql.this.removeColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> addConstraint(AddConstraint operation) {
      return List.of(SqlStatement.of(StandardSql.this.addConstraint(operation)));
    }

    @Override
    public List<SqlStatement> addIndex(AddIndex operation) {
      return operation.index().isConcurrent()
          ? addIndexConcurrently(operation, catalog)
          : List.of(SqlStatement.of(StandardSql.this.addIndex(operation)));
    }

    @Override
    public List<SqlStatement> removeIndex(RemoveIndex operation) {
      return operation.isConcurrent()
          ? removeIndexConcurrently(operation, catalog)
          : List.of(SqlStatement.of(StandardSql.this.removeIndex(operation, catalog)));
    }

    @Override
    public List<SqlStatement> executeSql(ExecuteSql operation) {
      return List.of(new SqlStatement(operation.sql(), operation.parameters()));
    }
  }

  /**
   * MySQL takes the column out of an index over several, PostgreSQL drops such an index: a unique
   * one means something else then, or is gone, and no word was said. H2 and MariaDB fail.
   */
  private static void refuseIfShared(RemoveColumn operation, Catalog catalog) {
    List<String> shared = catalog.sharedIndexes(operation.table(), operation.column());
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – '"
              + String.join("', '", shared)
              + "' covers other columns too and would change or go silently. Nothing was sent."
              + " Remove it first: an index by removeIndex, a constraint by execute");
    }
  }

  protected List<SqlStatement> createTable(CreateTable operation) {
    return List.of(SqlStatement.of(createTable(operation.table())));
  }

  /** The {@code CREATE TABLE} statement with all its columns and constraints. */
  protected final String createTable(Table table) {
    List<String> elements = new ArrayList<>();
    table.columns().forEach(column -> elements.add(column(table.name(), column)));
    table.constraints().forEach(constraint -> elements.add(constraint(constraint)));
    return "CREATE TABLE "
        + quote(table.name())
        + " (\n  "
        + String.join(",\n  ", elements)
        + "\n)";
  }

  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    return List.of(SqlStatement.of("DROP TABLE " + quote(operation.table())));
  }

  protected String commentOnTable(CommentOnTable operation) {
    return "COMMENT ON TABLE " + quote(operation.table()) + " IS " + string(operation.comment());
  }

  protected List<SqlStatement> addColumn(AddColumn operation) {
    String column = column(operation.table(), operation.column());
    return List.of(
        SqlStatement.of("ALTER TABLE " + quote(operation.table()) + " ADD COLUMN " + column));
  }

  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + quote(operation.table())
                + " DROP COLUMN "
                + quote(operation.column())));
  }

  protected String addConstraint(AddConstraint operation) {
    return "ALTER TABLE " + quote(operation.table()) + " ADD " + constraint(operation.constraint());
  }

  protected String addIndex(AddIndex operation) {
    return (operation.index().isUnique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + indexOn(operation);
  }

  /** The name of an index, its table and columns, behind {@code CREATE INDEX}. */
  protected final String indexOn(AddIndex operation) {
    return quote(operation.name())
        + " ON "
        + quote(operation.table())
        + " "
        + columns(operation.index().columns());
  }

  /**
   * Drops the index by its name alone: in the standard it belongs to the schema, so that it is
   * looked up first whether this table has it.
   */
  protected String removeIndex(RemoveIndex operation, Catalog catalog) {
    requireIndex(operation, catalog);
    return "DROP INDEX " + quote(operation.name());
  }

  /** Refuses to remove an index that is not on the table that was named. */
  protected static void requireIndex(RemoveIndex operation, Catalog catalog) {
    boolean isThere =
        catalog.indexes(operation.table()).stream()
            .anyMatch(index -> index.name().equals(operation.name()));
    if (!isThere) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no index of this name on this table");
    }
  }

  /** Refused, because most databases have no other way to build an index. */
  protected List<SqlStatement> addIndexConcurrently(AddIndex operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        name(), operation.describe(), "Leave out concurrently()");
  }

  /** Refused as well. */
  protected List<SqlStatement> removeIndexConcurrently(RemoveIndex operation, Catalog catalog) {
    throw new UnsupportedByDialectException(name(), operation.describe(), "Write removeIndex(…)");
  }

  // ---- columns and constraints

  /** A column as it stands in {@code CREATE TABLE} and {@code ADD COLUMN}. */
  protected String column(String table, Column column) {
    ColumnDefinition definition = column.definition();
    return quote(column.name())
        + " "
        + type(table, column)
        + definition.collation().map(name -> " COLLATE " + quote(name)).orElse("")
        + definition.defaultValue().map(value -> defaultClause(value, definition.type())).orElse("")
        + (definition.isNullable() ? "" : " NOT NULL")
        + definition.comment().map(this::columnComment).orElse("");
  }

  /**
   * A comment in the middle of a column, which is how all but PostgreSQL and the standard do it.
   */
  protected String columnComment(String text) {
    return " COMMENT " + string(text);
  }

  /** The type of a column; {@link #types} unless it depends on the column. */
  protected String type(String table, Column column) {
    return column.definition().type().accept(types());
  }

  /** The type as it is rendered, unless the catalogue has other words for it. */
  @Override
  public String typeInCatalog(String table, Column column) {
    return type(table, column);
  }

  @Override
  public String nameInCatalog(Constraint constraint) {
    return constraint.name();
  }

  /** The names of the types. */
  protected abstract DataType.Visitor<String> types();

  protected String defaultClause(DefaultValue value, DataType type) {
    return value.accept(
        new DefaultValue.Visitor<String>() {
          @Override
          public String constant(DefaultValue.Constant constant) {
            return " DEFAULT " + constantDefault(constant.value(), type);
          }

          @Override
          public String autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
            return StandardSql.this.autoIncrement();
          }

          @Override
          public String expression(DefaultValue.Expression expression) {
            return " DEFAULT (" + expression.sql() + ")";
          }

          @Override
          public String now(DefaultValue.Now now) {
            return " DEFAULT " + StandardSql.this.now();
          }

          @Override
          public String randomUuid(DefaultValue.RandomUuid randomUuid) {
            return " DEFAULT " + StandardSql.this.randomUuid();
          }
        });
  }

  /** A constant default for a column of {@code type}. */
  protected String constantDefault(Object value, DataType type) {
    return literal(value);
  }

  protected String autoIncrement() {
    return " GENERATED BY DEFAULT AS IDENTITY";
  }

  /** An expression for the present moment, in UTC, to the microsecond. */
  protected String now() {
    return "CURRENT_TIMESTAMP(6)";
  }

  /** An expression for a new UUID. */
  protected abstract String randomUuid();

  /** A constraint as it stands in {@code CREATE TABLE} and behind {@code ADD}. */
  protected final String constraint(Constraint constraint) {
    return "CONSTRAINT "
        + quote(constraint.name())
        + constraint.accept(
            new Constraint.Visitor<String>() {
              @Override
              public String primaryKey(Constraint.PrimaryKey key) {
                return " PRIMARY KEY " + columns(key.columns());
              }

              @Override
              public String unique(Constraint.Unique unique) {
                return " UNIQUE " + columns(unique.columns());
              }

              @Override
              public String foreignKey(Constraint.ForeignKey key) {
                return " FOREIGN KEY "
                    + columns(key.columns())
                    + " REFERENCES "
                    + quote(key.referencedTable())
                    + " "
                    + columns(key.referencedColumns())
                    + rule(" ON DELETE ", key.onDelete())
                    + rule(" ON UPDATE ", key.onUpdate());
              }
            });
  }

  /** What a foreign key does; nothing is said of the standard's own default. */
  private static String rule(String event, ReferentialAction action) {
    return action == ReferentialAction.NO_ACTION ? "" : event + action.sql();
  }

  /** Names of columns, quoted and in brackets. */
  protected final String columns(Collection<String> names) {
    return names.stream().map(this::quote).collect(Collectors.joining(", ", "(", ")"));
  }

  // ---- identifiers and values

  @Override
  public String quote(String identifier) {
    refuse(identifier.isEmpty(), identifier, "it is empty");
    refuse(identifier.indexOf('\0') >= 0, identifier, "it contains the character NUL");
    refuse(hasHalfOfPair(identifier), identifier, "it contains half of a surrogate pair");
    refuseUnfit(identifier);
    String quote = identifierQuote();
    return quote + identifier.replace(quote, quote + quote) + quote;
  }

  /** A driver would send something else in its place. */
  private static boolean hasHalfOfPair(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** The character that stands around identifiers, and is doubled in them. */
  protected String identifierQuote() {
    return "\"";
  }

  /** Refuses a name that the database would cut off, change or reject. */
  protected abstract void refuseUnfit(String identifier);

  /** Refuses {@code identifier}, if {@code wrong}, with the reason. */
  protected final void refuse(boolean wrong, String identifier, String reason) {
    if (wrong) {
      throw new IllegalArgumentException(
          "Name '"
              + identifier.replace('\0', '␀')
              + "' – "
              + name()
              + " cannot keep it: "
              + reason);
    }
  }

  /** A value as it stands in a statement. */
  protected String literal(Object value) {
    if (value instanceof Boolean || value instanceof Number) {
      return value instanceof Boolean ? value.toString().toUpperCase(Locale.ROOT) : number(value);
    }
    if (value instanceof Instant instant) {
      return timestamp(UTC_MICROSECONDS.format(instant));
    }
    if (value instanceof LocalDate date) {
      return date(date.toString());
    }
    return string(value.toString());
  }

  private static String number(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** A point in time, given as {@code 2025-01-31 12:00:00.000000} in UTC. */
  protected String timestamp(String utc) {
    return "TIMESTAMP WITH TIME ZONE " + string(utc + "+00:00");
  }

  /** A day, given as {@code 2025-01-31}. */
  protected String date(String day) {
    return "DATE " + string(day);
  }

  /** A text between single quotes, in which they are doubled. */
  protected String string(String text) {
    refuse(text.indexOf('\0') >= 0, text, "a text cannot contain the character NUL");
    refuse(hasHalfOfPair(text), text, "a text cannot contain half of a surrogate pair");
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof BigInteger integer) {
      statement.setBigDecimal(index, new BigDecimal(integer));
    } else {
      statement.setObject(index, value);
    }
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  // ---- the server

  /**
   * Refuses a server that is too old.
   *
   * @param found the server's version
   * @param least the first version that this dialect is for
   */
  protected final void refuseServer(boolean tooOld, String found, String least) {
    if (tooOld) {
      throw new UnsupportedByDialectException(
          name(),
          "migrate a server of version " + found,
          "Nothing was run. Use version " + least + " or a later one.");
    }
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    return this;
  }

  @Override
  public Optional<String> currentSchema(Connection connection) throws SQLException {
    return Optional.ofNullable(connection.getSchema());
  }

  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    connection.setSchema(schema);
  }

  @Override
  public String fromCurrentSchema(String table) {
    return quote(table);
  }

  @Override
  public Optional<String> exactCollation() {
    return Optional.empty();
  }

  @Override
  public void createShared(Connection connection, CreateTable operation) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (SqlStatement sql : render(operation, catalog(connection))) {
        statement.execute(sql.sql());
      }
    }
  }

  // ---- the lock

  @Override
  public Topology topology() {
    return Topology.DIRECT;
  }

  @Override
  public TransactionMode modeOf(Operation operation) {
    if (hasTransactionalDdl()) {
      return TransactionMode.JOINS;
    }
    return operation instanceof ExecuteSql raw
        ? RawSql.modeWithoutTransactionalDdl(raw.sql())
        : TransactionMode.COMMITS;
  }

  @Override
  public boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException {
    throw notFor(Topology.POOLED.name());
  }

  @Override
  public boolean isAtWork(Connection connection, String session) throws SQLException {
    throw notFor(Topology.CLUSTER.name());
  }

  private IllegalStateException notFor(String topology) {
    return new IllegalStateException(
        name() + " has the topology " + topology() + " here; this is for " + topology);
  }
}
