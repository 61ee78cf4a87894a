package dev.switchback.dialect;

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
import dev.switchback.schema.Constraint;
import dev.switchback.schema.TableOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The catalogue as a change finds it that is rendered together with changes before it. It knows
 * which table those create, and what they do to the uses of a column and to NULL, which decide
 * whether the change is refused. The rest is as the database shows it.
 */
public final class AlteredCatalog implements Catalog {

  private final Catalog now;
  private final CatalogMapping mapping;
  private final String table;
  private final Effect effect;

  private final boolean isCreated;

  private AlteredCatalog(Catalog now, CatalogMapping mapping, TableChange change) {
    this.now = now;
    this.mapping = mapping;
    table = change.table();
    effect = change.accept(new Effects());
    isCreated = false;
  }

  private AlteredCatalog(Catalog now, CatalogMapping mapping, String created) {
    this.now = now;
    this.mapping = mapping;
    table = created;
    effect = Effect.NONE;
    isCreated = true;
  }

  /** Returns the catalogue behind {@code operation}, which is not executed yet. */
  public static Catalog after(Operation operation, Catalog catalog, CatalogMapping mapping) {
    Optional<String> created = operation.inCurrentSchema().createdTable();
    if (created.isPresent()) {
      return new AlteredCatalog(catalog, mapping, created.get());
    }
    Catalog after = catalog;
    for (Operation each : operation.inCurrentSchema().inOrder()) {
      after = each instanceof TableChange on ? new AlteredCatalog(after, mapping, on) : after;
    }
    return after;
  }

  /** Returns the catalogue that the server shows. */
  public static Catalog origin(Catalog catalog) {
    return catalog instanceof AlteredCatalog altered ? origin(altered.now) : catalog;
  }

  /**
   * What a change does.
   *
   * @param removed the name of the removed constraint; empty for none
   * @param refusing changes the columns that refuse NULL
   * @param setting changes the foreign keys that set columns to NULL
   */
  private record Effect(
      String removed,
      Consumer<List<String>> refusing,
      Consumer<Map<String, List<String>>> setting) {

    static final Effect NONE = new Effect("", refusing -> {}, setting -> {});
  }

  private <T> T changed(String asked, T found, Consumer<T> change) {
    if (asked.equals(table)) {
      change.accept(found);
    }
    return found;
  }

  private void removeFrom(List<String> names) {
    names.removeIf(name -> mapping.isIndexOf(effect.removed, name));
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return changed(table, new ArrayList<>(now.foreignKeys(table, column)), this::removeFrom);
  }

  @Override
  public List<String> sharedIndexes(String table, String column) {
    return changed(table, new ArrayList<>(now.sharedIndexes(table, column)), this::removeFrom);
  }

  /** Leaves out the removed foreign key of the table to itself. */
  @Override
  public Map<String, String> dependentsOf(String table, String column) {
    return changed(
        table,
        new LinkedHashMap<>(now.dependentsOf(table, column)),
        all -> all.remove(effect.removed, table));
  }

  /** Leaves out the removed check, which is shown as its kind and its name. */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    return changed(
        table,
        new ArrayList<>(now.usesOf(table, column, isRenamed)),
        uses -> uses.remove("check '" + effect.removed + "'"));
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return changed(table, new ArrayList<>(now.columnsRefusingNull(table)), effect.refusing);
  }

  @Override
  public Map<String, List<String>> keysSettingNull(String table) {
    return changed(
        table,
        new LinkedHashMap<>(now.keysSettingNull(table)),
        keys -> {
          keys.remove(effect.removed);
          effect.setting.accept(keys);
        });
  }

  @Override
  public KeyCatalog inSchema(String schema) {
    return now.inSchema(schema);
  }

  // ---- as the database shows it

  @Override
  public Map<String, Map<String, String>> keyColumns(List<String> tables) {
    return now.keyColumns(tables);
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    return now.indexes(table);
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return now.constraints(table);
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return now.constraintKinds(table);
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return now.hasView(view, isMaterialized);
  }

  @Override
  public boolean isMissing(String table) {
    return now.isMissing(table);
  }

  @Override
  public boolean showsColumnsOf(String table) {
    return now.showsColumnsOf(table);
  }

  @Override
  public boolean requiresReferencedTable() {
    return now.requiresReferencedTable();
  }

  @Override
  public boolean requiresKey() {
    return now.requiresKey();
  }

  @Override
  public String collationOf(String table) {
    return now.collationOf(table);
  }

  @Override
  public boolean hasTable(String table) {
    return now.hasTable(table);
  }

  @Override
  public boolean showsAll() {
    return now.showsAll();
  }

  @Override
  public Map<String, String> columns(String table) {
    return now.columns(table);
  }

  @Override
  public Map<String, Map<String, String>> columns(List<String> tables) {
    return now.columns(tables);
  }

  @Override
  public Map<String, Map<String, List<String>>> constraints(List<String> tables) {
    return now.constraints(tables);
  }

  @Override
  public boolean hasTextParser(String parser) {
    return now.hasTextParser(parser);
  }

  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return now.columnsOwningEnumTypes(table);
  }

  @Override
  public List<String> enumValues(String table, String column) {
    return now.enumValues(table, column);
  }

  @Override
  public Map<String, String> attributes(String table, String column) {
    return now.attributes(table, column);
  }

  @Override
  public Optional<String> constraintDefinition(String table, String constraint) {
    return now.constraintDefinition(table, constraint);
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return now.foreignKeysTo(table);
  }

  @Override
  public List<String> enumDependants(String table, String column) {
    return now.enumDependants(table, column);
  }

  @Override
  public Optional<List<String>> enumType(String type) {
    return now.enumType(type);
  }

  @Override
  public List<String> usesOfEnumType(String type) {
    return now.usesOfEnumType(type);
  }

  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    return now.numberedColumns(table);
  }

  @Override
  public List<String> brokenBy(Dependants taken) {
    return now.brokenBy(taken);
  }

  @Override
  public List<String> lostWith(String table, Optional<String> columnOrEmpty) {
    return now.lostWith(table, columnOrEmpty);
  }

  @Override
  public List<TableOption> absentOptions(String table, List<TableOption> options) {
    return now.absentOptions(table, options);
  }

  @Override
  public List<TableOption> lostOptions(String table, List<TableOption> options) {
    return now.lostOptions(table, options);
  }

  @Override
  public List<String> brokenByRename(String schema) {
    return now.brokenByRename(schema);
  }

  @Override
  public Catalog of(String table) {
    return now.of(table);
  }

  @Override
  public Optional<TableSize> size(String table) {
    return now.size(table);
  }

  @Override
  public boolean hasRows(String table) {
    return now.hasRows(table);
  }

  @Override
  public List<String> schemasWith(String name) {
    List<String> schemas = new ArrayList<>(now.schemasWith(name));
    if (isCreated && name.equals(table)) {
      schemas.add(0, ""); // the current schema
    }
    return schemas;
  }

  @Override
  public boolean hasSchema(String schema) {
    return now.hasSchema(schema);
  }

  @Override
  public Optional<String> image(SchemaObject object) {
    return now.image(object);
  }

  @Override
  public List<TableOption> currentOptions(String of, List<TableOption> options) {
    return now.currentOptions(of, options);
  }

  @Override
  public List<String> takenNames(List<String> names) {
    return now.takenNames(names);
  }

  @Override
  public KeptNames keptNames(String table) {
    return now.keptNames(table);
  }

  @Override
  public KeptNames keptSchema(String schema) {
    return now.keptSchema(schema);
  }

  @Override
  public SchemaReader schema() {
    return now.schema();
  }

  private final class Effects implements TableChange.Visitor<Effect> {

    private String shown(String table, String column) {
      return mapping.nameInCatalog(table, column);
    }

    private Effect refusing(List<String> columns) {
      return new Effect("", refusing -> refusing.addAll(columns), setting -> {});
    }

    @Override
    public Effect addColumn(AddColumn operation) {
      String column = shown(operation.table(), operation.column().name());
      return operation.column().definition().isNullable() ? Effect.NONE : refusing(List.of(column));
    }

    @Override
    public Effect changeColumn(ChangeColumn operation) {
      String column = shown(operation.table(), operation.column());
      return switch (operation.change().nullability()) {
        case NOT_NULL -> refusing(List.of(column));
        case NULLABLE -> new Effect("", refusing -> refusing.remove(column), setting -> {});
        case UNSPECIFIED -> Effect.NONE;
      };
    }

    @Override
    public Effect addConstraint(AddConstraint operation) {
      Constraint constraint = operation.constraint();
      List<String> columns =
          constraint.columns().stream().map(column -> shown(operation.table(), column)).toList();
      if (constraint instanceof Constraint.ForeignKey key && key.setsNull()) {
        return new Effect("", refusing -> {}, setting -> setting.put(key.name(), columns));
      }
      return constraint instanceof Constraint.PrimaryKey ? refusing(columns) : Effect.NONE;
    }

    @Override
    public Effect removeConstraint(RemoveConstraint operation) {
      return new Effect(mapping.nameInCatalog(operation), refusing -> {}, setting -> {});
    }

    /** The catalogue behind it is that behind each of its changes. */
    @Override
    public Effect alterTable(AlterTable operation) {
      return Effect.NONE;
    }

    @Override
    public Effect commentOnTable(CommentOnTable operation) {
      return Effect.NONE;
    }

    @Override
    public Effect removeColumn(RemoveColumn operation) {
      return Effect.NONE;
    }

    @Override
    public Effect addIndex(AddIndex operation) {
      return Effect.NONE;
    }

    @Override
    public Effect removeIndex(RemoveIndex operation) {
      return Effect.NONE;
    }

    @Override
    public Effect renameIndex(RenameIndex operation) {
      return Effect.NONE;
    }

    @Override
    public Effect renameConstraint(RenameConstraint operation) {
      return Effect.NONE;
    }

    @Override
    public Effect validateConstraint(ValidateConstraint operation) {
      return Effect.NONE;
    }

    @Override
    public Effect setIndexVisible(SetIndexVisible operation) {
      return Effect.NONE;
    }

    @Override
    public Effect renameColumn(RenameColumn operation) {
      return Effect.NONE;
    }

    @Override
    public Effect addEnumValue(AddEnumValue operation) {
      return Effect.NONE;
    }

    @Override
    public Effect renameEnumValue(RenameEnumValue operation) {
      return Effect.NONE;
    }

    @Override
    public Effect restartNumbering(RestartNumbering operation) {
      return Effect.NONE;
    }

    @Override
    public Effect setNumbering(SetNumbering operation) {
      return Effect.NONE;
    }

    @Override
    public Effect setTableOptions(SetTableOptions operation) {
      return Effect.NONE;
    }
  }
}
