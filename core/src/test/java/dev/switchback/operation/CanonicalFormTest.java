package dev.switchback.operation;

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
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
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
        new CommentOnTable("rooms", "where (people) meet"),
        "commentOnTable(table=5:rooms comment=19:where (people) meet)");
    forms.put(
        addColumn(string(200).nullable().comment("it's").collate("C")),
        column("string(length=200) nullable comment=4:it's collation=1:C"));
    forms.put(addColumn(string(200)), column("string(length=200)"));
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
        new ExecuteSql("UPDATE rooms SET size = ?", List.of(7)),
        "executeSql(sql=25:UPDATE rooms SET size = ? parameters=1)");
    forms.put(new ExecuteSql("VACUUM", List.of()), "executeSql(sql=6:VACUUM)");
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
    assertThat(golden().keySet().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Operation.class.getPermittedSubclasses());
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
}
