package dev.switchback.testkit.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.ReplaceView;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every operation, in the forms that a dialect may say differently. */
final class Samples {

  private Samples() {}

  static List<Operation> all() {
    return Stream.of(tablesAndColumns(), schemasAndViews()).flatMap(List::stream).toList();
  }

  private static List<Operation> schemasAndViews() {
    return List.of(
        new CreateSchema("archive"),
        new DropSchema("archive"),
        new DropSchema("archive", true),
        new CreateView("open_rooms", "SELECT id FROM rooms WHERE is_open"),
        new CreateView("rooms_by_kind", "SELECT kind, COUNT(*) FROM rooms GROUP BY kind", true),
        new ReplaceView("open_rooms", "SELECT id, kind FROM rooms WHERE is_open"),
        new RefreshMaterializedView("rooms_by_kind"),
        new DropView("open_rooms"),
        new DropView("rooms_by_kind", true));
  }

  private static List<Operation> tablesAndColumns() {
    return List.of(
        createTable(
            "rooms",
            t -> {
              t.column("id", uuid().primaryKey().defaultUuid());
              t.column("name", string(120).notNull().unique().comment("it's shown to everyone"));
              t.column("about", text().defaultValue("say \\ \"hi\""));
              t.column("is_open", bool().notNull().defaultValue(true));
              t.column("size", integer().defaultValue(-1));
              t.column("hits", bigInt().notNull().defaultValue(0));
              t.column("made_at", timestamp().notNull().defaultNow());
              t.column(
                  "ends_at", timestamp().defaultValue(Instant.parse("2030-01-01T00:00:00.5Z")));
              t.column("day", date().defaultValue(LocalDate.of(2024, 2, 29)));
              t.column("price", decimal(10, 2).defaultValue(new BigDecimal("1E+2")));
              t.column("settings", json().notNull().defaultValue("{\"a\": \"it's\"}"));
              t.column("kind", enumeration("open", "it's").defaultValue("it's"));
              t.column("token", uuid().defaultValue(new UUID(1, 2)));
              t.column("total", integer().defaultExpression("1 + 2"));
            }),
        createTable("counted", t -> t.column("id", bigInt().primaryKey().autoIncrement())),
        createTable(
            "members",
            t -> {
              t.column(
                  "room_id",
                  uuid().notNull().references("rooms", "id").onDelete(ReferentialAction.CASCADE));
              t.column("seat", integer());
              t.primaryKey("room_id", "seat");
              t.unique("seat", "room_id");
              t.foreignKey(
                  List.of("room_id", "seat"),
                  "seats",
                  List.of("room", "no"),
                  ReferentialAction.RESTRICT,
                  ReferentialAction.SET_DEFAULT);
            }),
        createTable("odd \"` name", t -> t.column("select", integer())),
        new DropTable("rooms"),
        new CommentOnTable("rooms", "where people meet; it's \\ theirs"),
        addColumn("topic", string(200).nullable()),
        addColumn("kind", enumeration("open", "closed").notNull().defaultValue("open")),
        addColumn("note", text().comment("it's \\ private")),
        new RemoveColumn("rooms", "kind"),
        new RemoveColumn("rooms", "owner_id"),
        new AddConstraint("rooms", Constraint.Unique.of("rooms", List.of("name", "kind"))),
        new AddConstraint("rooms", Constraint.PrimaryKey.of("rooms", List.of("id"))),
        new AddConstraint(
            "rooms",
            Constraint.ForeignKey.of(
                "rooms",
                List.of("owner_id"),
                "users",
                List.of("id"),
                ReferentialAction.SET_NULL,
                ReferentialAction.CASCADE)),
        new AddIndex("rooms", index("name", "kind")),
        new AddIndex("rooms", index("name").unique().named("one_of_a_name")),
        new AddIndex("rooms", index("name", "size").concurrently()),
        new AddIndex("rooms", index("kind").unique().concurrently().named("cut off")),
        new RemoveIndex("rooms", "rooms_name"),
        new RemoveIndex("rooms", "rooms_name", true),
        new ExecuteSql("UPDATE rooms SET size = ?", List.of(7)));
  }

  private static Operation createTable(String name, Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition(name);
    definition.accept(t);
    return new CreateTable(t.table());
  }

  private static Operation addColumn(String name, ColumnDefinition definition) {
    return new AddColumn("rooms", new Column(name, definition));
  }
}
