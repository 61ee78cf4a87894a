package dev.switchback.postgresql;

import static java.util.stream.Collectors.joining;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.Hazard.Blocks;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.TableChange;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition.Nullability;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.TableOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds operations that block other sessions on PostgreSQL (PostgreSQL 13 to 18, "ALTER TABLE",
 * "CREATE INDEX", "Explicit Locking"). HazardsTest checks each rule on the server.
 */
final class PostgreSqlHazards implements TableChange.Visitor<List<Hazard>> {

  private static final String EXCLUSIVE = "ACCESS EXCLUSIVE lock";
  private static final Pattern VARCHAR = Pattern.compile("character varying(?:\\((\\d+)\\))?");
  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

  private final PostgreSqlSql sql;
  private final Catalog catalog;

  PostgreSqlHazards(PostgreSqlSql sql, Catalog catalog) {
    this.sql = sql;
    this.catalog = catalog;
  }

  List<Hazard> of(Operation operation) {
    return operation instanceof TableChange change ? change.accept(this) : List.of();
  }

  @Override
  public List<Hazard> alterTable(AlterTable operation) {
    return operation.changes().stream()
        .flatMap(change -> change.accept(this).stream())
        .distinct()
        .toList();
  }

  @Override
  public List<Hazard> setNumbering(SetNumbering operation) {
    return List.of();
  }

  @Override
  public List<Hazard> restartNumbering(RestartNumbering operation) {
    return List.of();
  }

  @Override
  public List<Hazard> commentOnTable(CommentOnTable operation) {
    return List.of();
  }

  /** Another log or tablespace writes the table again. Storage parameters do not. */
  @Override
  public List<Hazard> setTableOptions(SetTableOptions operation) {
    List<TableOption> rewriting =
        operation.options().stream()
            .filter(option -> !option.key().startsWith("storageParameter"))
            .toList();
    List<TableOption> found = catalog.currentOptions(operation.table(), rewriting);
    return rewriting.containsAll(found)
        ? List.of()
        : List.of(
            rewrites(
                "options-rewrite",
                "set %s of '%s' while no session uses the table; there is no alternative"
                    .formatted(
                        rewriting.stream().map(TableOption::describe).collect(joining(", ")),
                        operation.table())));
  }

  @Override
  public List<Hazard> removeColumn(RemoveColumn operation) {
    return List.of();
  }

  @Override
  public List<Hazard> addConstraint(AddConstraint operation) {
    Constraint constraint = operation.constraint();
    if (!constraint.usedIndex().isEmpty()) {
      return constraint instanceof Constraint.PrimaryKey ? notNull(operation) : List.of();
    }
    return constraint.isNotValid() ? List.of() : List.of(constraint(operation));
  }

  @Override
  public List<Hazard> removeConstraint(RemoveConstraint operation) {
    return List.of();
  }

  @Override
  public List<Hazard> addIndex(AddIndex operation) {
    return operation.index().isConcurrent() ? List.of() : List.of(index(operation));
  }

  @Override
  public List<Hazard> removeIndex(RemoveIndex operation) {
    return List.of();
  }

  @Override
  public List<Hazard> renameIndex(RenameIndex operation) {
    return List.of();
  }

  @Override
  public List<Hazard> renameConstraint(RenameConstraint operation) {
    return List.of();
  }

  @Override
  public List<Hazard> validateConstraint(ValidateConstraint operation) {
    return List.of();
  }

  @Override
  public List<Hazard> setIndexVisible(SetIndexVisible operation) {
    return List.of();
  }

  @Override
  public List<Hazard> renameColumn(RenameColumn operation) {
    return List.of();
  }

  @Override
  public List<Hazard> addEnumValue(AddEnumValue operation) {
    return List.of();
  }

  @Override
  public List<Hazard> renameEnumValue(RenameEnumValue operation) {
    return List.of();
  }

  private static Hazard scans(String rule, String safeWay) {
    return new Hazard(rule, EXCLUSIVE, Blocks.READS_AND_WRITES, false, safeWay);
  }

  private static Hazard rewrites(String rule, String safeWay) {
    return new Hazard(rule, EXCLUSIVE, Blocks.READS_AND_WRITES, true, safeWay);
  }

  private static Hazard index(AddIndex operation) {
    return new Hazard(
        "index-blocks-writes",
        "SHARE lock",
        Blocks.WRITES,
        false,
        "add concurrently() to index '%s' of '%s', in a separate migration"
            .formatted(operation.name(), operation.table()));
  }

  private Hazard constraint(AddConstraint operation) {
    Constraint constraint = operation.constraint();
    if (constraint instanceof Constraint.ForeignKey) {
      return new Hazard(
          "foreign-key-scans",
          "SHARE ROW EXCLUSIVE lock, on both tables",
          Blocks.WRITES,
          false,
          validateLater(operation));
    }
    if (constraint instanceof Constraint.Check) {
      return scans("check-scans", validateLater(operation));
    }
    return scans(
        "key-builds-an-index",
        "addIndex(\"%1$s\", index(%2$s).unique().concurrently().named(\"%3$s\")), and behind it addConstraint(\"%1$s\", %4$s.usingIndex(\"%3$s\"))"
            .formatted(
                java(operation.table()),
                columns(constraint),
                java(constraint.name()),
                call(operation)));
  }

  private static String columns(Constraint constraint) {
    return constraint.columns().stream()
        .map(column -> "\"" + java(column) + "\"")
        .collect(joining(", "));
  }

  /** Returns the call that defines a key. */
  private static String call(AddConstraint operation) {
    Constraint key = operation.constraint();
    boolean isPrimary = key instanceof Constraint.PrimaryKey;
    String call = (isPrimary ? "primaryKey(" : "unique(") + columns(key) + ")";
    Constraint usual =
        isPrimary
            ? Constraint.PrimaryKey.of(operation.table(), key.columns())
            : Constraint.Unique.of(operation.table(), key.columns());
    return usual.name().equals(key.name()) ? call : call + ".named(\"" + java(key.name()) + "\")";
  }

  /** Returns the hazards of the columns of a primary key that are not yet NOT NULL. */
  private List<Hazard> notNull(AddConstraint operation) {
    String table = operation.table();
    List<String> refusing = catalog.columnsRefusingNull(table);
    return operation.constraint().columns().stream()
        .filter(column -> !refusing.contains(column))
        .filter(column -> !isProved(table, column))
        .map(column -> notNull(table, column))
        .toList();
  }

  private static String validateLater(AddConstraint operation) {
    Constraint constraint = operation.constraint();
    return "add notValid() to the %s of '%s', and write validateConstraint(\"%s\", \"%s\") behind it"
        .formatted(
            constraint.describe(),
            operation.table(),
            java(operation.table()),
            java(constraint.name()));
  }

  private static String java(String sql) {
    return sql.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public List<Hazard> addColumn(AddColumn operation) {
    List<Hazard> hazards = new ArrayList<>();
    safeValue(operation).ifPresent(safe -> hazards.add(rewrites("column-rewrites", safe)));
    sql.checkOf(operation.table(), operation.column())
        .ifPresent(
            check ->
                hazards.add(
                    scans(
                        "check-scans",
                        "add '%s' to '%s' with a type that brings no check, and the check '%s' with notValid(), and validateConstraint(…) behind it"
                            .formatted(operation.column().name(), operation.table(), check))));
    return hazards;
  }

  /** Suggests a replacement for a default that the server would compute for every row. */
  private static Optional<String> safeValue(AddColumn operation) {
    DefaultValue value = operation.column().definition().defaultOrNull();
    String column = "'%s' to '%s'".formatted(operation.column().name(), operation.table());
    if (value instanceof DefaultValue.RandomUuid || value instanceof DefaultValue.Expression) {
      return Optional.of(
          "add %s nullable() and without that default, set it with changeColumn, and fill the old rows in parts"
              .formatted(column));
    }
    if (value instanceof DefaultValue.AutoIncrement) {
      return Optional.of(
          "add %s nullable(), set a separate sequence as its default by execute(\"…\"), and fill the old rows in parts"
              .formatted(column));
    }
    return value instanceof DefaultValue.Generated generated && !generated.isVirtual()
        ? Optional.of(
            "add %s as a column that a trigger fills, and fill the old rows in parts"
                .formatted(column))
        : Optional.empty();
  }

  @Override
  public List<Hazard> changeColumn(ChangeColumn operation) {
    List<Hazard> hazards = new ArrayList<>();
    String before = catalog.columns(operation.table()).get(operation.column());
    operation
        .change()
        .retyped(operation.column())
        .filter(after -> !isKept(operation, before, after))
        .ifPresent(after -> hazards.add(type(operation)));
    if (operation.change().nullability() == Nullability.NOT_NULL
        && !isProved(operation.table(), operation.column())) {
      hazards.add(notNull(operation.table(), operation.column()));
    }
    return hazards;
  }

  private boolean isKept(ChangeColumn operation, @Nullable String before, Column after) {
    if (before == null || operation.change().usingOrNull() != null) {
      return false;
    }
    DataType type = after.definition().type();
    Matcher varchar = VARCHAR.matcher(before);
    if (varchar.matches()) {
      String length = varchar.group(1);
      return type instanceof DataType.Text
          || (type instanceof DataType.Varchar longer
              && length != null
              && longer.length() >= Integer.parseInt(length));
    }
    Matcher numeric = NUMERIC.matcher(before);
    if (numeric.matches() && type instanceof DataType.Decimal decimal) {
      return decimal.precision() >= Integer.parseInt(numeric.group(1))
          && decimal.scale() == Integer.parseInt(numeric.group(2));
    }
    boolean isEnum = catalog.columnsOwningEnumTypes(operation.table()).contains(after.name());
    return !isEnum && sql.typeInCatalog(operation.table(), after).equals(before);
  }

  private static Hazard type(ChangeColumn operation) {
    return rewrites(
        "type-rewrites",
        "add a column of the new type beside '%s' of '%s', write both, fill it in parts, and remove the old one later"
            .formatted(operation.column(), operation.table()));
  }

  private boolean isProved(String table, String column) {
    return catalog.of(table) instanceof PostgreSqlCatalog server
        && server.isProvedNotNull(table, column);
  }

  private static Hazard notNull(String table, String column) {
    String name = java(table + "_" + column + "_set");
    String condition = java("\"" + column.replace("\"", "\"\"") + "\" IS NOT NULL");
    return scans(
        "not-null-scans",
        "addConstraint(\"%1$s\", check(\"%2$s\", \"%3$s\").notValid()) and validateConstraint(\"%1$s\", \"%2$s\"); in the next migration, the check is the proof that there is no NULL, and you can remove it then"
            .formatted(java(table), name, condition));
  }
}
