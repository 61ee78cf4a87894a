package dev.switchback.operation;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.cidr;
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
import static dev.switchback.schema.DataTypes.macAddr;
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
import static dev.switchback.schema.Index.expression;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Params.params;
import static dev.switchback.schema.Row.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.Assignment;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.CsvFile;
import dev.switchback.schema.DropOption;
import dev.switchback.schema.Index;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Row;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDefinition;
import dev.switchback.schema.TableOption;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {

  /**
   * Journals keep fingerprints of these: a line here stays as it is for ever. A form that has to
   * change is version 2, beside this one.
   */
  private static Map<Operation, String> golden() {
    Map<Operation, String> forms = new LinkedHashMap<>();
    forms.put(
        createTable("rooms", t -> t.column("id", uuid().primaryKey().defaultUuid())),
        "createTable(table=5:rooms"
            + " columns=[column(name=2:id type=uuid() primaryKey default=randomUuid())]"
            + " constraints=[primaryKey(name=8:rooms_pk columns=[2:id])])");
    forms.put(
        createTable(
            "members",
            t -> {
              t.column("room_id", bigInt().references("rooms", "id"));
              t.column("seat", integer().unique());
              t.foreignKey(
                  List.of("room_id", "seat"),
                  "seats",
                  List.of("room", "no"),
                  ReferentialAction.RESTRICT,
                  ReferentialAction.SET_DEFAULT);
            }),
        "createTable(table=7:members columns=[column(name=7:room_id type=bigInt()"
            + " references=reference(table=5:rooms column=2:id))"
            + " column(name=4:seat type=integer() unique)]"
            + " constraints=[foreignKey(name=18:members_room_id_fk columns=[7:room_id]"
            + " referencedTable=5:rooms referencedColumns=[2:id])"
            + " unique(name=15:members_seat_uk columns=[4:seat])"
            + " foreignKey(name=23:members_room_id_seat_fk columns=[7:room_id 4:seat]"
            + " referencedTable=5:seats referencedColumns=[4:room 2:no]"
            + " onDelete=restrict onUpdate=setDefault)])");
    forms.put(
        createTable("odd \"( name", t -> t.column("a=b", json())),
        "createTable(table=11:odd \"( name columns=[column(name=3:a=b type=json())])");
    forms.put(new DropTable("rooms"), "dropTable(table=5:rooms)");
    forms.put(new CreateSchema("old"), "createSchema(schema=3:old)");
    forms.put(new DropSchema("old"), "dropSchema(schema=3:old)");
    forms.put(new DropSchema("old", true), "dropSchema(schema=3:old cascade)");
    forms.put(new CreateView("v", "SELECT 1"), "createView(view=1:v sql=8:SELECT 1)");
    forms.put(
        new CreateView("v", "SELECT 1", true), "createView(view=1:v sql=8:SELECT 1 materialized)");
    forms.put(new ReplaceView("v", "SELECT 1"), "replaceView(view=1:v sql=8:SELECT 1)");
    forms.put(new DropView("v"), "dropView(view=1:v)");
    forms.put(new DropView("v", true), "dropView(view=1:v materialized)");
    forms.put(new RefreshMaterializedView("v"), "refreshMaterializedView(view=1:v)");
    forms.put(
        new RefreshMaterializedView("v", true), "refreshMaterializedView(view=1:v concurrently)");
    forms.put(
        new CommentOnTable("rooms", "where (people) meet"),
        "commentOnTable(table=5:rooms comment=19:where (people) meet)");
    forms.put(
        addColumn(string(200).nullable().comment("it's").collate("C")),
        column("string(length=200) nullable comment=4:it's collation=1:C"));
    forms.put(addColumn(string(200)), column("string(length=200)"));
    forms.put(addColumn(string(200).first()), column("string(length=200) first"));
    forms.put(
        addColumn(string(200).collate("C").after("a b")),
        column("string(length=200) collation=1:C after=3:a b"));
    forms.put(addColumn(string(20).notNull()), column("string(length=20) notNull"));
    forms.put(
        addColumn(
            uuid()
                .references("users", "id")
                .onDelete(ReferentialAction.SET_NULL)
                .onUpdate(ReferentialAction.CASCADE)),
        column(
            "uuid() references=reference(table=5:users column=2:id"
                + " onDelete=setNull onUpdate=cascade)"));
    forms.put(addColumn(text().defaultValue("")), column("text() default=text(value=0:)"));
    forms.put(addColumn(bool().defaultValue(true)), column("bool() default=bool(value=4:true)"));
    forms.put(addColumn(integer().defaultValue(-1)), column("integer() default=whole(value=2:-1)"));
    forms.put(addColumn(bigInt().autoIncrement()), column("bigInt() default=autoIncrement()"));
    forms.put(
        addColumn(timestamp().notNull().defaultNow()), column("timestamp() notNull default=now()"));
    forms.put(
        addColumn(timestamp().defaultValue(Instant.parse("2030-01-01T00:00:00.5Z"))),
        column("timestamp() default=instant(value=24:2030-01-01T00:00:00.500Z)"));
    forms.put(
        addColumn(date().defaultValue(LocalDate.of(2024, 2, 29))),
        column("date() default=date(value=10:2024-02-29)"));
    forms.put(
        addColumn(decimal(10, 2).defaultValue(new BigDecimal("12.50"))),
        column("decimal(precision=10 scale=2) default=decimal(value=5:12.50)"));
    forms.put(
        addColumn(uuid().defaultValue(new UUID(1, 2))),
        column("uuid() default=uuid(value=36:00000000-0000-0001-0000-000000000002)"));
    forms.put(
        addColumn(enumeration("open", "it's").defaultExpression("lower('OPEN')")),
        column("enumeration(values=[4:open 4:it's]) default=expression(sql=13:lower('OPEN'))"));
    types().forEach((definition, form) -> forms.put(addColumn(definition), column(form)));
    forms.put(new RemoveColumn("rooms", "topic"), "removeColumn(table=5:rooms column=5:topic)");
    forms.put(
        new AddConstraint("rooms", Constraint.Unique.of("rooms", List.of("name", "kind"))),
        "addConstraint(table=5:rooms"
            + " constraint=unique(name=18:rooms_name_kind_uk columns=[4:name 4:kind]))");
    forms.put(
        new AddConstraint("rooms", Constraint.PrimaryKey.of("rooms", List.of("id"))),
        "addConstraint(table=5:rooms constraint=primaryKey(name=8:rooms_pk columns=[2:id]))");
    forms.put(
        new AddIndex("rooms", index("name", "kind")),
        "addIndex(table=5:rooms columns=[4:name 4:kind])");
    forms.put(
        new AddIndex("rooms", index("name").unique().named("one")),
        "addIndex(table=5:rooms name=3:one columns=[4:name] unique)");
    forms.put(
        new RemoveIndex("rooms", "rooms_name"), "removeIndex(table=5:rooms name=10:rooms_name)");
    forms.put(
        new AddIndex("rooms", index("name").concurrently()),
        "addIndex(table=5:rooms columns=[4:name] concurrently)");
    forms.put(
        new RemoveIndex("rooms", "rooms_name", true),
        "removeIndex(table=5:rooms name=10:rooms_name concurrently)");
    forms.put(
        new RenameIndex("rooms", "a", "b"), "renameIndex(table=5:rooms before=1:a after=1:b)");
    forms.put(new RenameView("a", "b"), "renameView(before=1:a after=1:b)");
    forms.put(new RenameView("a", "b", true), "renameView(before=1:a after=1:b materialized)");
    forms.put(new RenameSchema("a", "b"), "renameSchema(before=1:a after=1:b)");
    forms.put(
        new RenameEnumValue("rooms", "kind", "a", "b"),
        "renameEnumValue(table=5:rooms column=4:kind before=1:a after=1:b)");
    forms.put(
        new RenameConstraint("rooms", "a", "b"),
        "renameConstraint(table=5:rooms before=1:a after=1:b)");
    forms.put(
        new AddConstraint("rooms", unique("a").usingIndex("i")),
        "addConstraint(table=5:rooms constraint=unique(name=10:rooms_a_uk columns=[1:a]"
            + " usingIndex=1:i))");
    forms.put(
        new AddConstraint("rooms", primaryKey("a").deferrable().usingIndex("i")),
        "addConstraint(table=5:rooms constraint=primaryKey(name=8:rooms_pk columns=[1:a]"
            + " deferrable usingIndex=1:i))");
    forms.put(
        new SetTableOptions(
            "rooms",
            List.of(new TableOption.RowFormat("DYNAMIC"), new TableOption.Engine("InnoDB"))),
        "setTableOptions(table=5:rooms options=[16:engine(\"InnoDB\") 20:rowFormat(\"DYNAMIC\")])");
    forms.put(new SetIndexVisible("rooms", "a", true), "showIndex(table=5:rooms name=1:a)");
    forms.put(new SetIndexVisible("rooms", "a", false), "hideIndex(table=5:rooms name=1:a)");
    forms.put(
        new AddIndex("rooms", index("a").invisible()),
        "addIndex(table=5:rooms columns=[1:a] invisible)");
    forms.put(new ValidateConstraint("rooms", "a"), "validateConstraint(table=5:rooms name=1:a)");
    forms.put(
        new AddConstraint("rooms", check("a", "b > 0").notValid()),
        "addConstraint(table=5:rooms constraint=check(name=1:a sql=5:b > 0 notValid))");
    forms.put(
        new AddConstraint("rooms", foreignKey("a").references("users", "id").notValid()),
        "addConstraint(table=5:rooms constraint=foreignKey(name=10:rooms_a_fk columns=[1:a]"
            + " referencedTable=5:users referencedColumns=[2:id] notValid))");
    forms.put(new SetNumbering("rooms", "id", true), "addNumbering(table=5:rooms column=2:id)");
    forms.put(new SetNumbering("rooms", "id", false), "removeNumbering(table=5:rooms column=2:id)");
    forms.put(
        new RestartNumbering("rooms", "id", 70),
        "restartNumbering(table=5:rooms column=2:id next=2:70)");
    forms.put(
        new ExecuteSql("UPDATE rooms SET size = ?", List.of(7)),
        "executeSql(sql=25:UPDATE rooms SET size = ? parameters=1)");
    forms.put(
        new ExecuteSql("UPDATE rooms SET size = :n", List.of(params("n", 1))),
        "executeSql(sql=26:UPDATE rooms SET size = :n named)");
    forms.put(new ExecuteSql("VACUUM", List.of()), "executeSql(sql=6:VACUUM)");
    forms.put(
        ExecuteSql.outside("CALL tidy()", List.of()), "executeSql(sql=11:CALL tidy() outside)");
    forms.put(
        new CreateTable(
            new Table(
                "fresh",
                List.of(new Column("id", integer())),
                List.of(),
                List.of(new TableOption.RowFormat("DYNAMIC"), new TableOption.Engine("InnoDB")))),
        "createTable(table=5:fresh columns=[column(name=2:id type=integer())]"
            + " options=[16:engine(\"InnoDB\") 20:rowFormat(\"DYNAMIC\")])");
    forms.put(
        new CreateTable(
            new Table(
                "fresh",
                List.of(new Column("id", integer())),
                List.of(),
                List.of(
                    new TableOption.Unlogged(),
                    new TableOption.Tablespace("fast"),
                    new TableOption.StorageParameter("fillfactor", "70")))),
        "createTable(table=5:fresh columns=[column(name=2:id type=integer())]"
            + " options=[36:storageParameter(\"fillfactor\", \"70\") 18:tablespace(\"fast\")"
            + " 10:unlogged()])");
    forms.put(
        new CreateTable(new Table("fresh", List.of(new Column("id", integer())), List.of()), true),
        "createTable(table=5:fresh columns=[column(name=2:id type=integer())] ifNotExists)");
    forms.put(DropTable.with("rooms", DropOption.IF_EXISTS), "dropTable(table=5:rooms ifExists)");
    forms.put(
        DropTable.with("rooms", DropOption.WITH_DEPENDENTS, DropOption.IF_EXISTS),
        "dropTable(table=5:rooms ifExists cascade)");
    forms.put(
        Guarded.of(Guarded.Condition.IF_EXISTS, new RemoveColumn("rooms", "note"), List.of()),
        "ifExists(operation=removeColumn(table=5:rooms column=4:note))");
    forms.put(
        Guarded.of(
            Guarded.Condition.IF_EXISTS,
            new RemoveIndex("rooms", "rooms_name"),
            List.of(new AddIndex("rooms", index("name")))),
        "ifExists(operation=removeIndex(table=5:rooms name=10:rooms_name)"
            + " definition=addIndex(table=5:rooms columns=[4:name]))");
    forms.put(
        Guarded.of(
            Guarded.Condition.IF_NOT_EXISTS,
            new AddEnumValue("rooms", "kind", "shut", null, null),
            List.of()),
        "ifNotExists(operation=addEnumValue(table=5:rooms column=4:kind value=4:shut))");
    forms.put(
        new InSchema("audit", new RemoveColumn("rooms", "note")),
        "inSchema(schema=5:audit operation=removeColumn(table=5:rooms column=4:note))");
    forms.put(
        Online.of(new RemoveColumn("rooms", "note")),
        "online(operation=removeColumn(table=5:rooms column=4:note))");
    forms.put(
        new InSchema("audit", Online.of(new RemoveColumn("rooms", "note"))),
        "inSchema(schema=5:audit"
            + " operation=online(operation=removeColumn(table=5:rooms column=4:note)))");
    forms.put(
        new AddConstraint(
            "rooms", foreignKey("a").references("halls", "b").inSchema("audit").named("x")),
        "addConstraint(table=5:rooms constraint=foreignKey(name=1:x columns=[1:a]"
            + " referencedSchema=5:audit referencedTable=5:halls referencedColumns=[1:b]))");
    forms.put(
        new AddColumn(
            "rooms", new Column("a", integer().references("halls", "b").inSchema("audit"))),
        "addColumn(table=5:rooms column=column(name=1:a type=integer()"
            + " references=reference(schema=5:audit table=5:halls column=1:b)))");
    forms.put(new RenameTable("rooms", "halls"), "renameTable(before=5:rooms after=5:halls)");
    forms.put(
        new RenameColumn("rooms", "a", "b"), "renameColumn(table=5:rooms before=1:a after=1:b)");
    forms.put(change(c -> c.first()), changed("first"));
    forms.put(change(c -> c.notNull().after("first")), changed("notNull after=5:first"));
    forms.put(
        change(c -> c.to(string(9).notNull().defaultValue("x").comment("y").collate("C"))),
        changed("type=string(length=9) notNull default=text(value=1:x) comment=1:y collation=1:C"));
    forms.put(
        change(c -> c.to(integer()).using("a::integer")),
        changed("type=integer() using=10:a::integer"));
    forms.put(
        change(c -> c.nullable().dropDefault().dropComment()),
        changed("nullable dropDefault dropComment"));
    forms.put(
        new AddEnumValue("rooms", "kind", "shut", null, null),
        "addEnumValue(table=5:rooms column=4:kind value=4:shut)");
    forms.put(
        new AddEnumValue("rooms", "kind", "shut", "open", null),
        "addEnumValue(table=5:rooms column=4:kind value=4:shut before=4:open)");
    forms.put(
        new AddEnumValue("rooms", "kind", "shut", null, "open"),
        "addEnumValue(table=5:rooms column=4:kind value=4:shut after=4:open)");
    forms.put(
        AlterTable.of(
            "rooms",
            List.of(
                new RemoveColumn("rooms", "note"),
                new AddConstraint("rooms", unique("topic")),
                ChangeColumn.by("rooms", "c", c -> c.notNull()))),
        "alterTable(table=5:rooms changes=[removeColumn(table=5:rooms column=4:note)"
            + " addConstraint(table=5:rooms constraint=unique(name=14:rooms_topic_uk"
            + " columns=[5:topic])) "
            + changed("notNull")
            + "])");
    data(forms);
    forms.putAll(constraintsAndIndexes());
    return forms;
  }

  private static Map<Operation, String> constraintsAndIndexes() {
    Map<Operation, String> forms = new LinkedHashMap<>();
    forms.put(
        new AddConstraint("rooms", check("positive", "size > 0")),
        "addConstraint(table=5:rooms constraint=check(name=8:positive sql=8:size > 0))");
    forms.put(
        new AddConstraint("rooms", unique("name").deferrable()),
        "addConstraint(table=5:rooms"
            + " constraint=unique(name=13:rooms_name_uk columns=[4:name] deferrable))");
    forms.put(
        new AddConstraint("rooms", primaryKey("id").named("pk").initiallyDeferred()),
        "addConstraint(table=5:rooms"
            + " constraint=primaryKey(name=2:pk columns=[2:id] initiallyDeferred))");
    forms.put(
        new AddConstraint(
            "rooms",
            foreignKey("a")
                .references("b", "c")
                .onDelete(ReferentialAction.CASCADE)
                .initiallyDeferred()),
        "addConstraint(table=5:rooms constraint=foreignKey(name=10:rooms_a_fk columns=[1:a]"
            + " referencedTable=1:b referencedColumns=[1:c] onDelete=cascade initiallyDeferred))");
    forms.put(
        new RemoveConstraint("rooms", "rooms_pk"),
        "removeConstraint(table=5:rooms name=8:rooms_pk)");
    forms.put(
        new RemoveConstraint("rooms", "pk", true),
        "removeConstraint(table=5:rooms name=2:pk primaryKey)");
    forms.put(
        new AddIndex(
            "rooms",
            index(
                Index.column("a").length(3).descending(),
                Index.column("b").collate("C").operatorClass("text_ops").nullsFirst(),
                Index.column("c").nullsLast())),
        "addIndex(table=5:rooms columns=[column(name=1:a length=3 descending)"
            + " column(name=1:b collation=1:C operatorClass=8:text_ops nullsFirst)"
            + " column(name=1:c nullsLast)])");
    forms.put(
        new AddIndex("rooms", index(expression("lower(a)"), Index.column("b")).named("x").unique()),
        "addIndex(table=5:rooms name=1:x columns=[expression(sql=8:lower(a)) 1:b] unique)");
    forms.put(
        new AddIndex(
            "rooms", index("a").unique().using("GIN").include("b").nullsNotDistinct().where("c")),
        "addIndex(table=5:rooms columns=[1:a] unique using=3:gin include=[1:b] nullsNotDistinct"
            + " where=1:c)");
    forms.put(
        new AddIndex("rooms", index("a").fulltext()),
        "addIndex(table=5:rooms columns=[1:a] fulltext)");
    forms.put(
        new AddIndex("rooms", index("a").fulltext("Ngram")),
        "addIndex(table=5:rooms columns=[1:a] fulltext parser=5:ngram)");
    forms.put(
        new AddIndex("rooms", index("a").spatial()),
        "addIndex(table=5:rooms columns=[1:a] spatial)");
    return forms;
  }

  private static void data(Map<Operation, String> forms) {
    forms.put(
        new BulkInsert(
            "users",
            List.of(row("id", 1, "name", "secret"), row("name", null, "id", 2), row("id", 3))),
        "bulkInsert(table=5:users rows=[rows(columns=[2:id 4:name] count=2)"
            + " rows(columns=[2:id] count=1)])");
    forms.put(
        new BulkUpdate(
            "users",
            row("name", "secret"),
            where("id", List.of("secret", "b"))
                .and("kind", "secret")
                .and("owner", null)
                .andSql("size > ?", "secret")
                .andSql("size < 5")),
        "bulkUpdate(table=5:users set=[4:name] where=[in(column=2:id values=2)"
            + " equal(column=4:kind) isNull(column=5:owner) sql(sql=8:size > ? parameters=1)"
            + " sql(sql=8:size < 5)])");
    forms.put(
        new BulkUpdate("users", row("name", "x"), everyRow()),
        "bulkUpdate(table=5:users set=[4:name])");
    forms.put(
        new Backfill(
            "users",
            List.of(
                Assignment.of("name", "secret"),
                Assignment.ofSql("size", "size + ?", "secret"),
                Assignment.ofSql("kind", "lower(kind)")),
            where("id", 1),
            500,
            Duration.ofSeconds(1),
            Optional.empty()),
        "backfill(table=5:users set=[value(column=4:name)"
            + " sql(column=4:size sql=8:size + ? parameters=1)"
            + " sql(column=4:kind sql=11:lower(kind))] where=[equal(column=2:id)])");
    forms.put(
        new CreateEnumType("mood", List.of("sad", "it's")),
        "createEnumType(type=4:mood values=[3:sad 4:it's])");
    forms.put(new DropEnumType("mood"), "dropEnumType(type=4:mood)");
    forms.put(
        new InsertNumbered("users", List.of(row("name", "a"), row("name", "b"))),
        "insertNumbered(table=5:users rows=[rows(columns=[4:name] count=2)])");
    forms.put(
        CopyIn.of(
            "users",
            List.of("id", "name"),
            CsvFile.csvFrom("x", () -> new ByteArrayInputStream("id,name\n1,\n".getBytes(UTF_8)))),
        "copyIn(table=5:users columns=[2:id 4:name]"
            + " content=64:e832abdcc174bae65681a3bc2f06ae53116112783717acd0b58928fb73af6e82)");
    forms.put(new BulkDelete("users", everyRow()), "bulkDelete(table=5:users)");
    forms.put(
        new BulkDelete("users", where("id", 1)),
        "bulkDelete(table=5:users where=[equal(column=2:id)])");
    forms.put(
        new BulkDelete("users", where("id", 1), 1_000),
        "bulkDelete(table=5:users where=[equal(column=2:id)] limit=1000)");
    forms.put(
        new Upsert("users", List.of("id"), List.of(row("id", 1)), Upsert.Existing.UPDATED),
        "upsert(table=5:users key=[2:id] rows=[rows(columns=[2:id] count=1)])");
    forms.put(
        new Upsert("users", List.of("id"), List.of(row("id", 1)), Upsert.Existing.UPDATED, "a > 0"),
        "upsert(table=5:users key=[2:id] where=5:a > 0 rows=[rows(columns=[2:id] count=1)])");
    forms.put(
        new Upsert("users", List.of("id"), List.of(row("id", 1)), Upsert.Existing.LEFT),
        "upsert(table=5:users key=[2:id] leavesExisting rows=[rows(columns=[2:id] count=1)])");
  }

  private static Map<ColumnDefinition, String> types() {
    Map<ColumnDefinition, String> forms = new LinkedHashMap<>();
    forms.put(uuid().asBinary(), "uuid(binary)");
    forms.put(tinyInt().defaultValue(-1), "tinyInt() default=whole(value=2:-1)");
    forms.put(smallInt().autoIncrement(), "smallInt() default=autoIncrement()");
    forms.put(integer().identityAlways(), "integer() default=autoIncrement(always)");
    forms.put(
        integer().autoIncrement().startingAt(1_000).incrementedBy(10),
        "integer() default=autoIncrement(start=1000 increment=10)");
    forms.put(tinyInt().unsigned(), "tinyInt(unsigned)");
    forms.put(smallInt().unsigned(), "smallInt(unsigned)");
    forms.put(integer().unsigned(), "integer(unsigned)");
    forms.put(bigInt().unsigned(), "bigInt(unsigned)");
    forms.put(real().defaultValue(0.1F), "real() default=float(value=3:0.1)");
    forms.put(real().defaultValue(0.1), "real() default=double(value=3:0.1)");
    forms.put(
        doublePrecision().defaultValue(-1.0E300),
        "doublePrecision() default=double(value=8:-1.0E300)");
    forms.put(fixedString(4), "fixedString(length=4)");
    forms.put(citext(), "citext()");
    forms.put(binary().defaultValue(new byte[] {0, -1}), "binary() default=bytes(value=4:00ff)");
    forms.put(binary(4), "fixedBinary(length=4)");
    forms.put(varBinary(4), "varBinary(length=4)");
    forms.put(time().defaultValue(LocalTime.NOON), "time() default=time(value=5:12:00)");
    forms.put(time(0), "time(precision=0)");
    forms.put(timestamp(3), "timestamp(precision=3)");
    forms.put(
        localTimestamp().defaultValue(LocalDate.EPOCH.atTime(1, 2)),
        "localTimestamp() default=dateTime(value=16:1970-01-01T01:02)");
    forms.put(localTimestamp(3), "localTimestamp(precision=3)");
    forms.put(
        arrayOf(string(4)).defaultValue(List.of("a", "b")),
        "array(of=string(length=4)) default=list(values=[text(value=1:a) text(value=1:b)])");
    forms.put(
        arrayOf(binary()).defaultValue(List.of(new byte[] {1})),
        "array(of=binary()) default=list(values=[bytes(value=2:01)])");
    forms.put(arrayOf(text()).defaultValue(List.of()), "array(of=text()) default=list()");
    forms.put(rangeOf(decimal(4, 2)), "range(of=decimal(precision=4 scale=2))");
    forms.put(inet(), "inet()");
    forms.put(cidr(), "cidr()");
    forms.put(macAddr(), "macAddr()");
    forms.put(custom("TSVECTOR"), "custom(sql=8:TSVECTOR)");
    forms.put(integer().generatedAs("a + b"), "integer() default=generated(sql=5:a + b)");
    forms.put(
        integer().generatedAs("a + b").virtual(),
        "integer() default=generated(sql=5:a + b virtual)");
    return forms;
  }

  private static Operation createTable(String name, Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition(name);
    definition.accept(t);
    return new CreateTable(t.table());
  }

  private static Operation addColumn(ColumnDefinition definition) {
    return new AddColumn("rooms", new Column("c", definition));
  }

  private static Operation change(UnaryOperator<ColumnChange> change) {
    return new ChangeColumn("rooms", "c", change.apply(ColumnChange.none()));
  }

  private static String changed(String change) {
    return "changeColumn(table=5:rooms column=1:c change=change(" + change + "))";
  }

  private static String column(String type) {
    return "addColumn(table=5:rooms column=column(name=1:c type=" + type + "))";
  }

  @Test
  void is_what_it_always_was() {
    golden().forEach((operation, form) -> assertThat(CanonicalForm.of(operation)).isEqualTo(form));
  }

  /** {@code printf %s 'dropTable(table=5:rooms)' | sha256sum} says the same. */
  @Test
  void has_a_fingerprint_that_others_can_make() {
    assertThat(CanonicalForm.fingerprint(new DropTable("rooms")))
        .isEqualTo("v1:7fe84ee232bee41206088810913902a6c7cfd6c2b1c1aa3cbe924795057a9726");
    assertThat(CanonicalForm.fingerprint(new DropTable("grüße")))
        .isEqualTo("v1:9b0cd415b894188ce02dcb5042a6281c08a03e5d3dcb55b46c8e030b76871b45");
  }

  @Test
  void knows_every_kind_of_operation() {
    assertThat(golden().keySet().stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(recordsOf(Operation.class).toList());
  }

  private static Stream<Class<?>> recordsOf(Class<?> kind) {
    return kind.isRecord()
        ? Stream.of(kind)
        : Stream.of(kind.getPermittedSubclasses()).flatMap(CanonicalFormTest::recordsOf);
  }

  @Test
  void differs_where_operations_differ_and_nowhere_else() {
    assertThat(golden().keySet().stream().map(CanonicalForm::fingerprint)).doesNotHaveDuplicates();
    assertThat(golden().keySet().stream().map(CanonicalForm::of))
        .containsExactlyElementsOf(golden().keySet().stream().map(CanonicalForm::of).toList());
  }

  @Test
  void takes_no_character_of_a_name_for_one_of_its_own() {
    assertDiffer(new RemoveIndex("a name=1:b", "c"), new RemoveIndex("a", "b name=1:c"));
    assertDiffer(new AddIndex("t", index("a", "b")), new AddIndex("t", index("a 1:b")));
    assertDiffer(new AddIndex("t", index("a 1:b")), new AddIndex("t", index("a] 1:b")));
    assertDiffer(
        new AddIndex("t", index("a").named("x")),
        new AddIndex("t", index(expression("a")).named("x")));
    assertDiffer(
        new AddConstraint("t", check("a", "b")), new AddConstraint("t", check("a sql=1:b", "b")));
    assertDiffer(addColumn(enumeration("a", "b")), addColumn(enumeration("a 1:b")));
    assertDiffer(
        addColumn(text().comment("a collation=1:b")), addColumn(text().comment("a").collate("b")));
    assertDiffer(
        new ExecuteSql("SELECT 1", List.of(1)), new ExecuteSql("SELECT 1 parameters=1", List.of()));
  }

  private static void assertDiffer(Operation one, Operation other) {
    assertThat(CanonicalForm.of(one)).isNotEqualTo(CanonicalForm.of(other));
  }

  @Test
  void tells_defaults_apart_that_look_alike() {
    assertDiffer(
        addColumn(text().defaultValue("now()")), addColumn(text().defaultExpression("now()")));
    assertDiffer(
        addColumn(decimal(3, 1).defaultValue(1)),
        addColumn(decimal(3, 1).defaultValue(BigDecimal.ONE)));
    assertDiffer(addColumn(string(5).defaultValue("")), addColumn(string(5)));
  }

  @Test
  void takes_whole_numbers_for_what_they_are_worth() {
    assertThat(CanonicalForm.of(addColumn(bigInt().defaultValue(7L))))
        .isEqualTo(CanonicalForm.of(addColumn(bigInt().defaultValue(7))));
  }

  @Test
  void has_the_text_of_raw_sql_and_no_value() {
    assertThat(CanonicalForm.of(new ExecuteSql("SELECT ?, ?", List.of("s3cret", 1))))
        .isEqualTo(CanonicalForm.of(new ExecuteSql("SELECT ?, ?", Arrays.asList(null, "other"))))
        .doesNotContain("s3cret");
    assertDiffer(new ExecuteSql("SELECT ?", List.of(1)), new ExecuteSql("SELECT ?", List.of(1, 2)));
    assertDiffer(new ExecuteSql("SELECT 1", List.of()), new ExecuteSql("select 1", List.of()));
  }

  @Test
  void is_the_same_in_every_locale() {
    Locale usual = Locale.getDefault();
    try {
      for (String tag : List.of("tr", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        is_what_it_always_was();
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  /** Each as its maps and sets may have it in one process, and in another. */
  private static Map<Operation, Operation> withoutOrder() {
    Map<Operation, Operation> all = new LinkedHashMap<>();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", 1);
    one.put("name", "a");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("name", "a");
    other.put("id", 1);
    all.put(new BulkInsert("t", List.of(Row.of(one))), new BulkInsert("t", List.of(Row.of(other))));
    all.put(
        new BulkInsert("t", List.of(row("id", 1, "name", "a"), row("id", 2))),
        new BulkInsert("t", List.of(row("id", 2), row("name", "a", "id", 1))));
    all.put(
        new BulkInsert("t", List.of(row("id", 1), row("b", 1), row("id", 2))),
        new BulkInsert("t", List.of(row("b", 1), row("id", 1), row("id", 2))));
    all.put(
        new BulkUpdate("t", Row.of(one), where("a", 1).and("b", 2)),
        new BulkUpdate("t", Row.of(other), where("b", 2).and("a", 1)));
    all.put(
        new BulkDelete("t", where("a", null).andSql("c = 1").and("b", List.of(1, 2))),
        new BulkDelete("t", where("b", List.of(2, 1)).and("a", null).andSql("c = 1")));
    all.put(
        new Upsert("t", List.of("id", "name"), List.of(Row.of(one)), Upsert.Existing.LEFT),
        new Upsert("t", List.of("name", "id"), List.of(Row.of(other)), Upsert.Existing.LEFT));
    all.put(
        new AddIndex("t", index("a").include("b", "c")),
        new AddIndex("t", index("a").include("c", "b")));
    return all;
  }

  @Test
  void what_has_no_order_in_meaning_has_none() {
    withoutOrder()
        .forEach(
            (one, other) -> {
              assertThat(CanonicalForm.of(one)).isEqualTo(CanonicalForm.of(other));
              assertThat(CanonicalForm.fingerprintAsGiven(one))
                  .isNotEqualTo(CanonicalForm.fingerprintAsGiven(other));
            });
  }

  @Test
  void what_has_an_order_keeps_it() {
    assertThat(CanonicalForm.of(new AddIndex("t", index("a", "b"))))
        .isNotEqualTo(CanonicalForm.of(new AddIndex("t", index("b", "a"))));
    assertThat(CanonicalForm.of(new AddConstraint("t", unique("a", "b"))))
        .isNotEqualTo(CanonicalForm.of(new AddConstraint("t", unique("b", "a"))));
  }
}
