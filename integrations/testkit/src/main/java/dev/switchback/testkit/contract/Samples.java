package dev.switchback.testkit.contract;

import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.citext;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.inet;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.rangeOf;
import static dev.switchback.schema.DataTypes.real;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.time;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.tinyInt;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Index.index;

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
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every operation, in the forms that a dialect may say differently. */
final class Samples {

  private Samples() {}

  static List<Operation> all() {
    return Stream.of(common(), types()).flatMap(List::stream).toList();
  }

  private static List<Operation> common() {
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

  /** Types, each where a dialect may lack it in an operation of its own. */
  private static List<Operation> types() {
    return List.of(
        createTable(
            "typed",
            t -> {
              t.column("id", uuid().asBinary().primaryKey().defaultUuid());
              t.column("token", uuid().asBinary().defaultValue(new UUID(1, 2)));
              t.column("tiny", tinyInt().defaultValue(-128));
              t.column("small", smallInt());
              t.column("age", tinyInt().unsigned().notNull().defaultValue(255).comment("years"));
              t.column("port", smallInt().unsigned());
              t.column("address", integer().unsigned().defaultValue(4_294_967_295L));
              t.column("total", bigInt().unsigned());
              t.column("ratio", real().defaultValue(0.5));
              t.column("weight", doublePrecision().defaultValue(-0.0));
              t.column("code", fixedString(2).collate("C").defaultValue("de"));
              t.column("content", binary().defaultValue(new byte[] {0, 39, -1}));
              t.column("hash", binary(4).defaultValue(new byte[] {1, 2, 3, 4}));
              t.column("salt", varBinary(8).defaultValue(new byte[0]));
              t.column("opens", time().defaultValue(LocalTime.of(9, 30)));
              t.column("closes", time(0));
              t.column("seen_at", timestamp(3).defaultNow());
              t.column("meeting", localTimestamp().defaultValue(LocalDate.EPOCH.atStartOfDay()));
              t.column("until", localTimestamp(0));
              t.column("place", custom("GEOMETRY"));
              t.column("both", integer().generatedAs("tiny + small").comment("it's made"));
            }),
        addColumn("sum", integer().generatedAs("size + 1").notNull()),
        addColumn("sum", integer().generatedAs("size + 1").virtual()),
        addColumn("no", integer().identityAlways()),
        addColumn("no", bigInt().unsigned().autoIncrement()),
        addColumn("not_a_number", real().defaultValue(Float.NaN)),
        addColumn("tags", arrayOf(string(20)).notNull().defaultValue(List.of("it's", "a\\"))),
        addColumn("kinds", arrayOf(enumeration("open", "it's")).defaultValue(List.of())),
        addColumn("ports", arrayOf(smallInt().unsigned())),
        addColumn("stay", rangeOf(date()).defaultValue("empty")),
        addColumn("host", inet()),
        addColumn("nick", citext().unique()),
        addColumn("long", string(16_384)),
        addColumn("long", decimal(66, 2)),
        addColumn("long", fixedString(256)),
        addColumn("long", binary(256)),
        addColumn("long", varBinary(65_533)));
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
