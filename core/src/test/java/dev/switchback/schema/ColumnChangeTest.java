package dev.switchback.schema;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ColumnChangeTest {

  private static final ColumnChange NONE = ColumnChange.none();

  private static void assertRefused(UnaryOperator<ColumnChange> change, String sentence) {
    assertRefused(() -> change.apply(NONE), sentence);
  }

  private static void assertRefused(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
  }

  @Test
  void refuses_a_change_of_nothing() {
    assertRefused(
        () -> new ChangeColumn("rooms", "topic", NONE),
        "changeColumn 'topic' of 'rooms' – it changes nothing: name at least one attribute");
    assertThat(NONE.isEmpty()).isTrue();
    assertThat(NONE.parts()).isEmpty();
    assertThat(NONE.dropDefault().isEmpty()).isFalse();
  }

  @Test
  void refuses_contradictions() {
    assertRefused(
        c -> c.nullable().notNull(),
        "changeColumn – it cannot be nullable() and notNull(): leave one of them out");
    assertRefused(
        c -> c.nullable().to(string(9).notNull()),
        "changeColumn – it cannot be nullable() and notNull(): leave one of them out");
    assertRefused(
        c -> c.dropDefault().defaultValue(1),
        "changeColumn – it drops the default and gives one: leave out dropDefault()");
    assertRefused(
        c -> c.comment("a").dropComment(),
        "changeColumn – it drops the comment and gives one: leave out dropComment()");
    assertRefused(
        c -> c.defaultValue(1).defaultNow(),
        "changeColumn – it has two defaults: leave one of them out");
    assertRefused(
        c -> c.comment("a").comment("b"),
        "changeColumn – it has two comments: leave one of them out");
    assertRefused(
        c -> c.first().after("b"), "changeColumn – it has two positions: leave one of them out");
    assertRefused(
        c -> c.to(integer().after("a")).after("b"),
        "changeColumn – it has two positions: leave one of them out");
    assertRefused(c -> c.after(""), "after(\"\") – the name of the column is empty");
    assertRefused(
        c -> c.collate("a").collate("b"),
        "changeColumn – it has two collations: leave one of them out");
    assertRefused(
        c -> c.to(text()).to(integer()), "changeColumn – it has two types: name one of them");
    assertRefused(
        c -> c.to(text()).using("a").using("b"),
        "changeColumn – it has two expressions for using(): leave one of them out");
  }

  @Test
  void refuses_what_says_nothing() {
    assertRefused(c -> c.comment(""), "changeColumn – the comment is empty: write dropComment()");
    assertRefused(
        c -> c.to(integer()).using(" "),
        "changeColumn – the expression of using() is empty: leave it out");
    assertRefused(
        c -> c.using("a"),
        "changeColumn – using() converts values to another type: call to(…) first");
  }

  @Test
  @SuppressWarnings("NullAway") // as a caller may who checks no nulls
  void refuses_null_as_a_default() {
    assertRefused(
        c -> c.defaultValue(null), "changeColumn – the default is null: write dropDefault()");
  }

  @Test
  void refuses_what_is_no_attribute_of_a_column_but_a_constraint() {
    assertRefused(
        c -> c.to(integer().primaryKey()),
        "changeColumn – integer() makes the column a key, which is a constraint: add it by"
            + " addConstraint(…)");
    assertRefused(
        c -> c.to(integer().unique()),
        "changeColumn – integer() makes the column a key, which is a constraint: add it by"
            + " addConstraint(…)");
    assertRefused(
        c -> c.to(integer().references("rooms", "id")),
        "changeColumn – integer() makes the column refer to a table, which is a constraint: add it"
            + " by addConstraint(…)");
  }

  @Test
  void refuses_what_belongs_to_a_new_numbering() {
    String sentence =
        "changeColumn – startingAt() and incrementedBy() belong to a new column: write"
            + " restartNumbering(…) for the next number";
    assertRefused(c -> c.to(bigInt().autoIncrement().startingAt(2)), sentence);
    assertRefused(c -> c.to(bigInt().identityAlways().incrementedBy(2)), sentence);
    assertRefused(
        c -> c.autoIncrement().nullable(),
        "changeColumn – a column whose rows are numbered cannot be nullable");
    assertRefused(
        c -> c.to(text()).identityAlways(),
        "text() – identityAlways() is for whole numbers: smallInt(), integer() and bigInt()");
  }

  @Test
  void refuses_what_does_not_fit_the_type_in_any_order() {
    String sentence = "integer() – it cannot hold the default 'a' (String)";
    assertRefused(c -> c.to(integer()).defaultValue("a"), sentence);
    assertRefused(c -> c.defaultValue("a").to(integer()), sentence);
    assertRefused(
        c -> c.to(integer()).collate("C"),
        "integer() – only string(), fixedString() and text() have a collation");
  }

  @Test
  void says_what_is_to_be_different() {
    ColumnChange change = NONE.to(string(9).notNull().defaultValue("x")).dropComment();

    assertThat(new ChangeColumn("rooms", "topic", change).describe())
        .isEqualTo("changeColumn 'topic' of 'rooms': string(9), default, not null, no comment");
    assertThat(NONE.to(integer().after("b")).notNull().describe())
        .isEqualTo("integer(), not null, after 'b'");
    assertThat(NONE.first().describe()).isEqualTo("first");
    assertThat(NONE.first().subjects()).containsExactly("position");
    assertThat(NONE.to(integer()).first().isOfTypeAlone()).isFalse();
    assertThat(NONE.collate("C").dropDefault().nullable().describe())
        .isEqualTo("collation, no default, nullable");
    assertThat(NONE.to(integer()).using("1").comment("x").describe())
        .isEqualTo("integer() using an expression, comment");
  }

  @Test
  void falls_into_parts_that_are_the_same_together() {
    ColumnChange change = NONE.to(string(9).notNull().defaultValue("x").comment("y"));

    assertThat(change.parts())
        .containsExactly(
            NONE.to(string(9)), NONE.defaultValue("x"), NONE.notNull(), NONE.comment("y"));
    assertThat(NONE.to(string(9)).isOfTypeAlone()).isTrue();
    assertThat(NONE.to(string(9).collate("C")).isOfTypeAlone()).isFalse();
    assertThat(change.isOfTypeAlone()).isFalse();
    assertThat(NONE.notNull().isOfTypeAlone()).isFalse();
  }

  @Test
  void stays_what_it_was_when_more_is_said() {
    ColumnChange change = NONE.notNull();
    change.comment("x");

    assertThat(change).isEqualTo(NONE.notNull());
    assertThat(NONE.isEmpty()).isTrue();
  }

  @Test
  void refuses_a_new_name_that_is_the_old_one() {
    assertRefused(
        () -> new RenameTable("rooms", "rooms"),
        "renameTable 'rooms' – it already has this name: choose another name");
    assertRefused(
        () -> new RenameColumn("rooms", "a", "a"),
        "renameColumn 'a' of 'rooms' – it already has this name: choose another name");
    assertRefused(
        () -> new AddEnumValue("rooms", "kind", "a", "b", "c"),
        "addEnumValue 'a' to 'kind' of 'rooms' – it has two positions: leave out before or after");
  }

  @Test
  void refuses_indexes_of_a_table_that_may_be_there() {
    TableDefinition t = new TableDefinition("rooms");
    t.column("id", integer());
    t.ifNotExists();
    t.index("id");

    assertRefused(
        t::table,
        "createTable 'rooms' – with ifNotExists() its indexes may exist already: add them by"
            + " addIndex(…) in a migration that creates the table, or leave out ifNotExists()");
  }
}
