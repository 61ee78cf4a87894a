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
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.ReferentialAction.NO_ACTION;
import static dev.switchback.schema.ReferentialAction.RESTRICT;
import static dev.switchback.schema.ReferentialAction.SET_DEFAULT;
import static dev.switchback.schema.ReferentialAction.SET_NULL;

import dev.switchback.QueryInterface;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DropOption;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Every operation, in the forms that a dialect may say differently. The documentation shows these
 * calls as they stand here, and beside them what each dialect makes of them.
 */
final class Samples {

  private Samples() {}

  static List<Operation> operations() {
    return all().flatMap(sample -> sample.operations().stream()).toList();
  }

  static Stream<Sample> all() {
    return Stream.of(tables(), columns(), changes(), constraints(), indexes(), data())
        .flatMap(List::stream);
  }

  private static Sample sample(String title, Consumer<QueryInterface> call) {
    return new Sample(title, call);
  }

  private static List<Sample> tables() {
    return List.of(
        sample(
            "a table",
            db ->
                db.createTable(
                    "rooms",
                    t -> {
                      t.column("id", uuid().primaryKey().defaultUuid());
                      t.column(
                          "name", string(120).notNull().unique().comment("it's shown to everyone"));
                      t.column("about", text().defaultValue("say \\ \"hi\""));
                      t.column("is_open", bool().notNull().defaultValue(true));
                      t.column("size", integer().defaultValue(-1));
                      t.column("hits", bigInt().notNull().defaultValue(0));
                      t.column("made_at", timestamp().notNull().defaultNow());
                      t.column(
                          "ends_at",
                          timestamp().defaultValue(Instant.parse("2030-01-01T00:00:00.5Z")));
                      t.column("day", date().defaultValue(LocalDate.of(2024, 2, 29)));
                      t.column("price", decimal(10, 2).defaultValue(new BigDecimal("1E+2")));
                      t.column("settings", json().notNull().defaultValue("{\"a\": \"it's\"}"));
                      t.column("kind", enumeration("open", "it's").defaultValue("it's"));
                      t.column("token", uuid().defaultValue(new UUID(1, 2)));
                      t.column("total", integer().defaultExpression("1 + 2"));
                    })),
        sample(
            "a table whose rows are numbered",
            db ->
                db.createTable(
                    "counted", t -> t.column("id", bigInt().primaryKey().autoIncrement()))),
        sample(
            "a table with keys over several columns",
            db ->
                db.createTable(
                    "members",
                    t -> {
                      t.column(
                          "room_id", uuid().notNull().references("rooms", "id").onDelete(CASCADE));
                      t.column("seat", integer());
                      t.primaryKey("room_id", "seat");
                      t.unique("seat", "room_id");
                      t.foreignKey(
                          List.of("room_id", "seat"),
                          "seats",
                          List.of("room", "no"),
                          RESTRICT,
                          CASCADE);
                    })),
        sample(
            "odd names", db -> db.createTable("odd \"` name", t -> t.column("select", integer()))),
        sample("a table goes", db -> db.dropTable("rooms")),
        sample("a table goes if it is there", db -> db.dropTable("rooms", DropOption.IF_EXISTS)),
        sample(
            "a table goes, and the foreign keys that refer to it",
            db -> db.dropTable("rooms", DropOption.IF_EXISTS, DropOption.CASCADE)),
        sample(
            "a table if there is none",
            db ->
                db.createTable(
                    "fresh",
                    t -> {
                      t.ifNotExists();
                      t.column("id", integer());
                    })),
        sample("a table gets another name", db -> db.renameTable("rooms", "halls")),
        sample(
            "a comment on a table",
            db -> db.commentOnTable("rooms", "where people meet; it's \\ theirs")),
        sample("a comment on a table goes", db -> db.dropTableComment("rooms")));
  }

  private static List<Sample> columns() {
    return List.of(
        sample("a column", db -> db.addColumn("rooms", "topic", string(200).nullable())),
        sample(
            "a column of an enumeration",
            db ->
                db.addColumn(
                    "rooms", "kind", enumeration("open", "closed").notNull().defaultValue("open"))),
        sample(
            "a column with a comment",
            db -> db.addColumn("rooms", "note", text().comment("it's \\ private"))),
        sample("a column goes", db -> db.removeColumn("rooms", "kind")),
        sample("a foreign key goes", db -> db.removeColumn("rooms", "owner_id")));
  }

  private static List<Sample> changes() {
    return List.of(
        sample("a column gets another name", db -> db.renameColumn("rooms", "kind", "sort")),
        sample("a column gets an odd name", db -> db.renameColumn("rooms", "name", "odd \"` name")),
        sample("another type", db -> db.changeColumn("rooms", "topic", string(400))),
        sample(
            "another type and attributes",
            db ->
                db.changeColumn(
                    "rooms",
                    "topic",
                    string(400).notNull().defaultValue("it's").comment("a \\ b"))),
        sample(
            "another type by an expression",
            db ->
                db.changeColumn(
                    "rooms", "topic", c -> c.to(integer()).using("length(topic)").nullable())),
        sample(
            "NULL is refused from now on",
            db -> db.changeColumn("rooms", "topic", c -> c.notNull())),
        sample(
            "NULL is allowed, and the default goes",
            db -> db.changeColumn("rooms", "topic", c -> c.nullable().dropDefault())),
        sample(
            "another default, by an expression",
            db -> db.changeColumn("rooms", "topic", c -> c.defaultExpression("lower('X')"))),
        sample("another comment", db -> db.changeColumn("rooms", "topic", c -> c.comment("it's"))),
        sample("a comment goes", db -> db.changeColumn("rooms", "topic", c -> c.dropComment())),
        sample("another collation", db -> db.changeColumn("rooms", "topic", text().collate("und"))),
        sample(
            "a text becomes an enumeration",
            db -> db.changeColumn("rooms", "topic", enumeration("x", "y"))),
        sample(
            "an enumeration is widened",
            db -> db.changeColumn("rooms", "kind", enumeration("open", "shut", "it's"))),
        sample("an enumeration becomes a text", db -> db.changeColumn("rooms", "kind", string(20))),
        sample(
            "another default of an enumeration",
            db -> db.changeColumn("rooms", "kind", c -> c.defaultValue("open"))),
        sample("one more value of an enumeration", db -> db.addEnumValue("rooms", "kind", "shut")),
        sample(
            "one more value of an enumeration, before another",
            db -> db.addEnumValueBefore("rooms", "kind", "shut", "it's")),
        sample(
            "one more value of an enumeration, behind another",
            db -> db.addEnumValueAfter("rooms", "kind", "shut", "open")));
  }

  private static List<Sample> constraints() {
    return List.of(
        sample(
            "a unique constraint",
            db ->
                db.run(
                    new AddConstraint(
                        "rooms", Constraint.Unique.of("rooms", List.of("name", "kind"))))),
        sample(
            "a primary key",
            db ->
                db.run(
                    new AddConstraint("rooms", Constraint.PrimaryKey.of("rooms", List.of("id"))))),
        sample(
            "a foreign key",
            db ->
                db.run(
                    new AddConstraint(
                        "rooms",
                        Constraint.ForeignKey.of(
                            "rooms",
                            List.of("owner_id"),
                            "users",
                            List.of("id"),
                            SET_NULL,
                            CASCADE)))),
        sample(
            "a foreign key that falls back on the default",
            db ->
                db.run(
                    new AddConstraint(
                        "rooms",
                        Constraint.ForeignKey.of(
                            "rooms",
                            List.of("owner_id"),
                            "users",
                            List.of("id"),
                            NO_ACTION,
                            SET_DEFAULT)))));
  }

  private static List<Sample> indexes() {
    return List.of(
        sample("an index", db -> db.addIndex("rooms", "name", "kind")),
        sample(
            "a unique index",
            db -> db.addIndex("rooms", index("name").unique().named("one_of_a_name"))),
        sample(
            "an index without keeping writers out",
            db -> db.addIndex("rooms", index("name", "size").concurrently())),
        sample(
            "an index that was cut off before",
            db -> db.addIndex("rooms", index("kind").unique().concurrently().named("cut off"))),
        sample("an index goes", db -> db.removeIndex("rooms", "rooms_name")),
        sample(
            "an index goes without keeping writers out",
            db -> db.removeIndexConcurrently("rooms", "rooms_name")));
  }

  private static List<Sample> data() {
    return List.of(sample("raw SQL", db -> db.execute("UPDATE rooms SET size = ?", 7)));
  }
}
