package dev.switchback.tck.contract;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.TableSize;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalogue in which there is what the samples take away. */
record SampleCatalog(
    String primaryKey, Map<String, NumberedColumn> ofPeople, boolean hasTextParsers)
    implements Catalog {

  /** The names that the samples give to views. */
  private static final Set<String> FREE = Set.of("new_rooms", "free_rooms", "kinds_of_rooms");

  /** In the names of a dialect. */
  static SampleCatalog of(Dialect dialect) {
    TableDefinition people = new TableDefinition("people");
    SampleWays.numbered(people);
    Map<String, NumberedColumn> numbered = new HashMap<>();
    for (Column column : people.table().columns()) {
      dialect
          .mapping()
          .numbering("people", column)
          .ifPresent(each -> numbered.put(column.name(), each));
    }
    return new SampleCatalog(
        dialect.mapping().nameInCatalog(new RemoveConstraint("rooms", "rooms_pk")),
        numbered,
        !dialect.name().equals("MariaDB"));
  }

  /** MySQL brings one, and MariaDB none. */
  @Override
  public boolean hasTextParser(String parser) {
    return hasTextParsers;
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return table.equals("tickets") ? List.of("no") : List.of();
  }

  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    return table.equals("people") || table.equals("guests") ? ofPeople : Map.of();
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return column.equals("owner_id") ? List.of("rooms_owner_id_fk") : List.of();
  }

  @Override
  public boolean hasTable(String table) {
    return !table.equals("fresh") && !FREE.contains(table);
  }

  @Override
  public Map<String, String> columns(String table) {
    return switch (table) {
      case "halls" -> Map.of("size", "integer");
      case "rooms" -> Map.of("id", "integer", "name", "");
      default -> Map.of();
    };
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return Map.of("rooms_owner_id_fk", List.of("owner_id"), primaryKey, List.of("id"));
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return Map.of(
        primaryKey,
        List.of(ConstraintKind.PRIMARY_KEY),
        "rooms_name_kind_uk",
        List.of(ConstraintKind.UNIQUE),
        "rooms_owner_id_fk",
        List.of(ConstraintKind.FOREIGN_KEY),
        "positive_size",
        List.of(ConstraintKind.CHECK));
  }

  @Override
  public List<CatalogIndex> indexes(String table) {
    return List.of(
        new CatalogIndex("rooms_name", List.of("name"), false, true),
        new CatalogIndex("rooms_owner_id_fk", List.of("owner_id"), false, true),
        new CatalogIndex("rooms_code", List.of("code"), true, true),
        new CatalogIndex("one_of_hits", List.of("hits"), true, true),
        new CatalogIndex("one_of_an_id", List.of("id"), true, true),
        new CatalogIndex("one_of_a_seat", List.of("seat"), true, true, "WHERE"),
        new CatalogIndex("cut off", List.of("kind"), true, false));
  }

  @Override
  public List<String> sharedIndexes(String table, String column) {
    return List.of();
  }

  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return List.of("kind");
  }

  @Override
  public Optional<List<String>> enumType(String type) {
    return type.equals("mood") ? Optional.of(List.of("sad", "it's")) : Optional.empty();
  }

  @Override
  public List<String> enumValues(String table, String column) {
    return column.equals("kind") ? List.of("open", "it's") : List.of();
  }

  /** In the words of each of them. */
  @Override
  public Map<String, String> attributes(String table, String column) {
    if (table.equals("tickets") || table.equals("people")) {
      return Map.of(
          "definition", "bigint NOT NULL" + (table.equals("people") ? " AUTO_INCREMENT" : ""));
    }
    if (table.equals("guests")) {
      return Map.of(
          "definition", "int NOT NULL AUTO_INCREMENT", "identity", "YES", "type", "integer");
    }
    return column.equals("kind")
        ? Map.of(
            "definition",
            "enum('open','it''s') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what'",
            "default",
            "'it''s'::enum_rooms_kind",
            "type",
            "enum_rooms_kind")
        : Map.of(
            "definition",
            "varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s'",
            "default",
            "'x'::character varying",
            "type",
            "character varying(200)",
            "collation",
            "pg_catalog.\"C\"");
  }

  /** In the words of MySQL and MariaDB, which alone are asked. */
  @Override
  public Optional<String> constraintDefinition(String table, String constraint) {
    return Optional.of(
        constraint.equals("positive_size")
            ? "CHECK (`size` > 0)"
            : "FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE CASCADE");
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return Map.of("members_room_id_fk", "members");
  }

  @Override
  public Optional<TableSize> size(String table) {
    return Optional.empty();
  }

  @Override
  public boolean hasRows(String table) {
    return false;
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return !FREE.contains(view);
  }

  @Override
  public boolean hasSchema(String schema) {
    return !schema.equals("attic");
  }

  @Override
  public SchemaReader schema() {
    throw new UnsupportedOperationException("it is for people, and not for rendering");
  }
}
