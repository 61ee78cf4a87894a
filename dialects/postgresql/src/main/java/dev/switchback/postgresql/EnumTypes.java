package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.EnumValues;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.TableOperation;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The enum types of columns. Each is created, changed and dropped with its column. */
record EnumTypes(PostgreSqlSql sql) {

  /**
   * Returns the name that Sequelize gives to the type of an enum column, so that tables of
   * Sequelize fit.
   */
  static String name(String table, String column) {
    return "enum_" + table + "_" + column;
  }

  static boolean isEnum(Column column) {
    return elementOf(column) instanceof DataType.Enumeration;
  }

  /** Returns the values of the enumeration of a column. Empty if it has no enum type. */
  static List<String> values(Column column) {
    return elementOf(column) instanceof DataType.Enumeration type ? type.values() : List.of();
  }

  /** Returns the type of a column; for an array, the type of its elements. */
  private static DataType elementOf(Column column) {
    DataType type = column.definition().type();
    return type instanceof DataType.ArrayOf array ? array.element() : type;
  }

  private static String brackets(Column column) {
    return column.definition().type() instanceof DataType.ArrayOf ? "[]" : "";
  }

  /**
   * Returns whether a column stays an enumeration whose type has the name of this column, so that
   * no other type of this name can be created.
   */
  static boolean isShared(ChangeColumn operation, Catalog catalog) {
    String type = name(operation.table(), operation.column());
    return operation.change().retyped(operation.column()).filter(EnumTypes::isEnum).isPresent()
        && catalog
            .columns(operation.table())
            .getOrDefault(operation.column(), "")
            .startsWith(type + " ENUM(");
  }

  /** Fails if the column does not own its type. */
  private static void requireOwned(
      TableOperation operation, String column, String change, Catalog catalog) {
    if (!catalog.columnsOwningEnumTypes(operation.table()).contains(column)) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the column does not own its type. Write execute(\"ALTER TYPE … "
              + change
              + "\"), which changes the type wherever it is used");
    }
  }

  /** Returns the type of an enum column as SQL. */
  String type(String table, Column column) {
    return sql.object(name(table, column.name())) + brackets(column);
  }

  /** Returns the type of an enum column with its values, as the catalogue shows it. */
  static String inCatalog(String table, Column column) {
    return values(column).stream()
        .map(value -> value.replace("'", "''"))
        .collect(Collectors.joining("', '", name(table, column.name()) + " ENUM('", "')"))
        .concat(brackets(column));
  }

  List<SqlStatement> create(String table, List<Column> columns) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Column column : columns) {
      if (isEnum(column)) {
        statements.add(createType(name(table, column.name()), values(column)));
      }
    }
    return statements;
  }

  SqlStatement create(CreateEnumType operation) {
    return createType(operation.type(), operation.values());
  }

  private SqlStatement createType(String type, List<String> values) {
    values.forEach(sql::refuseLongLabel);
    return SqlStatement.of(
        values.stream()
            .map(sql::string)
            .collect(
                Collectors.joining(", ", "CREATE TYPE " + sql.object(type) + " AS ENUM (", ")")));
  }

  /** Drops a type. Refuses one that is missing or in use: the server would not name the columns. */
  SqlStatement drop(DropEnumType operation, Catalog catalog) {
    SqlStatement statement = drop(operation.type()); // rejects a bad name
    if (catalog.enumType(operation.type()).isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the current schema has no enum type of this name. Nothing was sent. See"
              + " showEnumTypes() for its name");
    }
    List<String> uses = catalog.usesOfEnumType(operation.type());
    if (!uses.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it is in use: "
              + String.join(", ", uses)
              + ". Nothing was sent. Change or remove that first");
    }
    return statement;
  }

  List<SqlStatement> drop(String table, Collection<String> columns) {
    return columns.stream().map(column -> drop(name(table, column))).toList();
  }

  SqlStatement drop(String type) {
    return SqlStatement.of("DROP TYPE " + sql.object(type));
  }

  SqlStatement rename(String before, String after) {
    return SqlStatement.of("ALTER TYPE " + sql.object(before) + " RENAME TO " + sql.quote(after));
  }

  /** Renames the types of a table's columns with the table. */
  List<SqlStatement> rename(RenameTable table, List<String> columns) {
    return columns.stream()
        .map(column -> rename(name(table.before(), column), name(table.after(), column)))
        .toList();
  }

  /** Adds a value, if it fits and the column owns its type. */
  SqlStatement addValue(AddEnumValue operation, Catalog catalog) {
    EnumValues.with(operation, catalog); // throws if the values do not fit
    sql.refuseLongLabel(operation.value());
    requireOwned(operation, operation.column(), "ADD VALUE …", catalog);
    return addValue(operation);
  }

  /** Renders {@code ADD VALUE}. Without a neighbour, the value becomes the last one. */
  private SqlStatement addValue(AddEnumValue operation) {
    return SqlStatement.of(
        "ALTER TYPE "
            + sql.object(name(operation.table(), operation.column()))
            + " ADD VALUE "
            + sql.string(operation.value())
            + place("BEFORE", operation.beforeOrNull())
            + place("AFTER", operation.afterOrNull()));
  }

  /** Renames a value, if it exists and the column owns its type. */
  SqlStatement renameValue(RenameEnumValue operation, Catalog catalog) {
    sql.refuseLongLabel(operation.after());
    EnumValues.renamed(operation, catalog); // throws if the values do not fit
    requireOwned(operation, operation.column(), "RENAME VALUE …", catalog);
    return SqlStatement.of(
        "ALTER TYPE "
            + sql.object(name(operation.table(), operation.column()))
            + " RENAME VALUE "
            + sql.string(operation.before())
            + " TO "
            + sql.string(operation.after()));
  }

  private String place(String side, @Nullable String neighbour) {
    return neighbour == null ? "" : " " + side + " " + sql.string(neighbour);
  }

  /**
   * Adds the new values of a column one by one, because others depend on its type. Refuses any
   * other change of the type.
   *
   * @param before the present values
   * @param found the present type in the catalogue
   */
  List<SqlStatement> addValues(
      ChangeColumn operation, List<String> before, String found, List<String> dependants) {
    Column after = operation.change().retyped(operation.column()).orElseThrow();
    List<String> values = values(after);
    boolean onlyGrows =
        isEnum(after)
            && found.endsWith("[]") == brackets(after).equals("[]")
            && operation.change().usingOrNull() == null
            && before.equals(values.stream().filter(before::contains).toList());
    if (!onlyGrows) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – other objects depend on its enumeration, so that values can only be added: "
              + String.join(", ", dependants)
              + ". Nothing was sent. Drop them first, and create them again after the change");
    }
    List<SqlStatement> statements = new ArrayList<>();
    String next = null;
    for (int i = values.size() - 1; i >= 0; i--) {
      if (!before.contains(values.get(i))) {
        sql.refuseLongLabel(values.get(i));
        statements.add(
            addValue(
                new AddEnumValue(
                    operation.table(), operation.column(), values.get(i), next, null)));
      }
      next = values.get(i);
    }
    return statements;
  }
}
