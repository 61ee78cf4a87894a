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
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every operation, in the forms that a dialect may say differently. */
final class Samples {

  private Samples() {}

  static List<Operation> all() {
    return Stream.of(basics(), changes()).flatMap(List::stream).toList();
  }

  private static List<Operation> basics() {
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
                  ReferentialAction.CASCADE);
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

  /** Tables and columns that change. */
  private static List<Operation> changes() {
    return List.of(
        new RenameTable("rooms", "halls"),
        new RenameColumn("rooms", "kind", "sort"),
        new RenameColumn("rooms", "name", "odd \"` name"),
        change("topic", c -> c.to(string(400))),
        change("topic", c -> c.to(string(400).notNull().defaultValue("it's").comment("a \\ b"))),
        change("topic", c -> c.to(integer()).using("length(topic)").nullable()),
        change("topic", c -> c.notNull()),
        change("topic", c -> c.nullable().dropDefault()),
        change("topic", c -> c.defaultExpression("lower('X')")),
        change("topic", c -> c.comment("it's")),
        change("topic", c -> c.dropComment()),
        change("topic", c -> c.to(text().collate("und"))),
        change("topic", c -> c.to(enumeration("x", "y"))),
        change("kind", c -> c.to(enumeration("open", "shut", "it's"))),
        change("kind", c -> c.to(string(20))),
        change("kind", c -> c.defaultValue("open")),
        new AddEnumValue("rooms", "kind", "shut", null, null),
        new AddEnumValue("rooms", "kind", "shut", "it's", null),
        new AddEnumValue("rooms", "kind", "shut", null, "open"),
        new DropTable("rooms", true, false),
        new DropTable("rooms", true, true),
        new CommentOnTable("rooms", ""),
        new CreateTable(new Table("fresh", List.of(new Column("id", integer())), List.of()), true),
        new AddConstraint(
            "rooms",
            Constraint.ForeignKey.of(
                "rooms",
                List.of("owner_id"),
                "users",
                List.of("id"),
                ReferentialAction.NO_ACTION,
                ReferentialAction.SET_DEFAULT)));
  }

  private static Operation change(String column, UnaryOperator<ColumnChange> change) {
    return new ChangeColumn("rooms", column, change.apply(ColumnChange.none()));
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
