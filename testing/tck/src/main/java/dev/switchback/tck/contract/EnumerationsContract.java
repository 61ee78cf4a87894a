package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of an enumeration that are added, removed and sorted. */
public abstract class EnumerationsContract extends ChangesContract {

  /** The contract on one kind of database. */
  protected EnumerationsContract(TestedDatabase database) {
    super(database);
  }

  /** On PostgreSQL, Sequelize's {@code changeColumn} does nothing there and says nothing. */
  @Test
  void widens_and_reorders_an_enumeration_really() throws Exception {
    run(EnumerationsContract::rooms);
    insert("rooms", "id, topic, kind", "1, 'a', 'open'");
    run(
        db -> {
          db.changeColumn("rooms", "kind", enumeration("shut", "it's", "open"));
          db.execute(
              "INSERT INTO %s (%s, %s, %s) VALUES (2, 'b', 'shut')"
                  .formatted(quote("rooms"), quote("id"), quote("topic"), quote("kind")));
        });
    insert("rooms", "id, topic", "3, 'c'");

    assertThat(all("rooms", "kind")).containsExactly("shut", "it's", "open");
    assertThat(columns("rooms")).containsEntry("kind", "not null");
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("shut", "it's", "open");
  }

  @Test
  void narrows_an_enumeration_to_what_rows_hold_and_no_further() throws Exception {
    run(EnumerationsContract::rooms);
    insert("rooms", "id", "1");
    run(db -> db.changeColumn("rooms", "kind", enumeration("it's")));
    assertThat(all("rooms", "kind")).containsExactly("it's");

    assertFails(db -> db.changeColumn("rooms", "kind", enumeration("x").defaultValue("x")))
        .hasMessageContaining("changeColumn 'kind' of 'rooms': enumeration[x]");
    assertThat(all("rooms", "kind")).containsExactly("it's");
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("it's");
  }

  /**
   * On PostgreSQL, Sequelize fails there ("default … cannot be cast"), or keeps the type for ever.
   */
  @Test
  void makes_an_enumeration_of_a_text_and_a_text_of_it_again() throws Exception {
    run(EnumerationsContract::rooms);
    insert("rooms", "id", "1");
    run(db -> db.changeColumn("rooms", "topic", enumeration("a", "x")));
    insert("rooms", "id, topic", "2, 'a'");
    assertThat(all("rooms", "topic")).containsExactly("a", "x");
    assertThatThrownBy(() -> insert("rooms", "id, topic", "3, 'b'"))
        .isInstanceOf(SQLException.class);

    run(
        db -> {
          db.changeColumn("rooms", "topic", string(20));
          db.changeColumn("rooms", "kind", string(20));
        });
    execute("DELETE FROM %s WHERE %s = 1".formatted(quote("rooms"), quote("id")));
    insert("rooms", "id", "3");
    assertThat(all("rooms", "topic")).containsExactly("a", "x");
    assertThat(comment("rooms", "topic")).isEqualTo("it's about");
    run(
        db -> {
          db.changeColumn("rooms", "topic", enumeration("x", "a", "z"));
          db.removeColumn("rooms", "kind");
          db.addColumn("rooms", "kind", enumeration("p").defaultValue("p"));
        });
    assertThat(all("rooms", "kind")).containsExactly("p", "p");
  }

  @Test
  void an_enumeration_does_not_lose_the_value_that_is_its_default() throws Exception {
    run(EnumerationsContract::rooms);
    assertFails(db -> db.changeColumn("rooms", "kind", enumeration("p", "open")));
    insert("rooms", "id", "1");
    assertThat(all("rooms", "kind")).containsExactly("it's");
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("open", "it's");
  }

  @Test
  void replaces_values_and_default_of_an_enumeration_together() throws Exception {
    run(EnumerationsContract::rooms);
    run(db -> db.changeColumn("rooms", "kind", enumeration("p", "q").defaultValue("q")));

    insert("rooms", "id", "1");
    assertThat(all("rooms", "kind")).containsExactly("q");
  }

  @Test
  void adds_values_to_an_enumeration_at_any_place() throws Exception {
    run(EnumerationsContract::rooms);
    run(
        db -> {
          db.addEnumValue("rooms", "kind", "last");
          db.addEnumValueBefore("rooms", "kind", "first", "open");
          db.addEnumValueAfter("rooms", "kind", "mid\\dle", "open");
        });

    assertThat(catalog().enumValues("rooms", "kind"))
        .containsExactly("first", "open", "mid\\dle", "it's", "last");
    insert("rooms", "id, topic, kind", "1, 'a', 'last'");
    insert("rooms", "id", "2");
    insert("rooms", "id, topic, kind", "3, 'b', 'first'");
    assertThat(all("rooms", "kind")).containsExactly("first", "it's", "last");
    assertThat(columns("rooms")).containsEntry("kind", "not null");
  }

  @Test
  void adds_a_value_to_a_long_enumeration_whose_others_stay_in_their_order() throws Exception {
    List<String> values = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    run(
        db ->
            db.createTable("long", t -> t.column("a", enumeration(values.toArray(String[]::new)))));
    insert("long", "a", "'k'");
    insert("long", "a", "'b'");
    run(db -> db.addEnumValue("long", "a", "last"));

    List<String> longer = new ArrayList<>(values);
    longer.add("last");
    assertThat(catalog().enumValues("long", "a")).isEqualTo(longer);
    assertThat(all("long", "a")).containsExactly("b", "k");
  }

  /** MySQL and MariaDB show a question mark in its place, which a change would write. */
  @Test
  void keeps_a_default_with_a_character_beyond_the_first_plane_or_refuses_the_change()
      throws Exception {
    run(
        db ->
            db.createTable(
                "faces",
                t -> {
                  t.column("id", integer());
                  t.column("face", string(9).defaultValue("é😀"));
                }));
    Body change = db -> db.changeColumn("faces", "face", c -> c.notNull());
    if (engine() == TestDatabase.MARIADB || (engine() == TestDatabase.MYSQL && !isVersion(9, 7))) {
      assertFails(change)
          .hasMessageContaining(
              dialectName()
                  + " cannot do this: changeColumn 'face' of 'faces': not null without losing a"
                  + " part of it, because the server shows a question mark, which may stand for a"
                  + " character beyond U+FFFF. Nothing was sent. Name the default, or all values,"
                  + " in the same change");
      run(db -> db.changeColumn("faces", "face", c -> c.notNull().defaultValue("é😀")));
    } else {
      run(change);
    }
    insert("faces", "id", "1");

    assertThat(all("faces", "face")).containsExactly("é😀");
  }

  @Test
  void refuses_a_value_that_is_there_or_has_no_place() throws Exception {
    run(EnumerationsContract::rooms);

    assertFails(db -> db.addEnumValue("rooms", "kind", "open"))
        .hasMessageContaining(
            "addEnumValue 'open' to 'kind' of 'rooms' – it has this value: [open, it's]");
    assertFails(db -> db.addEnumValueAfter("rooms", "kind", "a", "b"))
        .hasMessageContaining(
            "addEnumValue 'a' to 'kind' of 'rooms' – it has no value 'b': [open, it's]");
    assertFails(db -> db.addEnumValue("rooms", "topic", "a"))
        .hasMessageContaining(
            "addEnumValue 'a' to 'topic' of 'rooms' – the column is not an enumeration");
  }

  @Test
  void a_new_value_can_be_used_in_the_same_migration() throws Exception {
    run(EnumerationsContract::rooms);
    insert("rooms", "id", "1");
    String update = "UPDATE %s SET %s = '%s'";
    run(
        db -> {
          db.addEnumValue("rooms", "kind", "shut");
          db.execute(update.formatted(quote("rooms"), quote("kind"), "shut"));
        });
    assertThat(all("rooms", "kind")).containsExactly("shut");
    run(
        db -> {
          db.changeColumn("rooms", "kind", enumeration("open", "it's", "shut", "now"));
          db.execute(update.formatted(quote("rooms"), quote("kind"), "now"));
        });
    assertThat(all("rooms", "kind")).containsExactly("now");
  }

  @Test
  void a_new_value_can_be_used_where_the_same_migration_made_its_table() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addEnumValue("rooms", "kind", "shut");
          db.execute(
              "INSERT INTO %s (%s, %s) VALUES (1, 'shut')"
                  .formatted(quote("rooms"), quote("id"), quote("kind")));
        });
    assertThat(all("rooms", "kind")).containsExactly("shut");
  }

  @Test
  void tells_whether_a_value_was_added_to_an_enumeration() throws Exception {
    Operation addition = new AddEnumValue("rooms", "kind", "shut", null, null);
    assertThat(probe(addition)).isEqualTo(UNKNOWN);
    carryOut(table("rooms"));
    assertThat(probe(addition)).isEqualTo(NOT_APPLIED);
    carryOut(addition);
    assertThat(probe(addition)).isEqualTo(APPLIED);
    assertThat(probe(new AddEnumValue("rooms", "topic", "a", null, null))).isEqualTo(UNKNOWN);
    assertThat(probe(new DropTable("rooms", true, false))).isEqualTo(NOT_APPLIED);
  }

  @Test
  void renames_a_value_that_rows_and_the_default_have_or_says_what_to_write() throws Exception {
    run(EnumerationsContract::rooms);
    insert("rooms", "id", "1");
    Body rename = db -> db.renameEnumValue("rooms", "kind", "it's", "its \\ own");
    if (engine() != TestDatabase.POSTGRESQL) {
      assertFails(rename)
          .rootCause()
          .hasMessage(
              "%s cannot do this: renameEnumValue 'it's' to 'its \\ own' of 'kind' on 'rooms' in one"
                      .formatted(dialectName())
                  + " statement that keeps rows, default and views. Nothing was sent. Write"
                  + " addEnumValueAfter(…), bulkUpdate(…) of the rows, and changeColumn(…) with the"
                  + " new values and default");
      run(
          db -> {
            db.addEnumValueAfter("rooms", "kind", "its", "it's");
            db.bulkUpdate("rooms", row("kind", "its"), where("kind", "it's"));
            db.changeColumn("rooms", "kind", enumeration("open", "its").defaultValue("its"));
          });
      insert("rooms", "id, topic", "2, 'y'");
      assertThat(all("rooms", "kind")).containsExactly("its", "its");
      return;
    }
    RenameEnumValue operation = new RenameEnumValue("rooms", "kind", "it's", "its \\ own");
    assertThat(probe(operation)).isEqualTo(NOT_APPLIED);
    run(rename);
    assertThat(probe(operation)).isEqualTo(APPLIED);
    insert("rooms", "id, topic", "2, 'y'");
    assertThat(all("rooms", "kind")).containsExactly("its \\ own", "its \\ own");
    run(
        db -> {
          db.renameEnumValue("rooms", "kind", "its \\ own", "first");
          db.renameEnumValue("rooms", "kind", "first", "second");
          db.addEnumValue("rooms", "kind", "third");
        });
    assertThat(catalog().enumValues("rooms", "kind")).containsExactly("open", "second", "third");
  }

  @Test
  void refuses_to_rename_a_value_that_is_missing_or_to_one_that_is_there() throws Exception {
    if (engine() != TestDatabase.POSTGRESQL) {
      return; // they refuse every rename of a value
    }
    run(EnumerationsContract::rooms);

    assertFails(db -> db.renameEnumValue("rooms", "kind", "none", "a"))
        .hasMessageContaining(
            "renameEnumValue 'none' to 'a' of 'kind' on 'rooms' – it has no value 'none': [open,"
                + " it's]");
    assertFails(db -> db.renameEnumValue("rooms", "kind", "open", "it's"))
        .hasMessageContaining("– it has a value 'it's' already: [open, it's]");
    assertFails(db -> db.renameEnumValue("rooms", "topic", "a", "b"))
        .hasMessageContaining("– the column is not an enumeration");
    assertThatThrownBy(() -> new RenameEnumValue("rooms", "kind", "a", "a"))
        .hasMessage(
            "renameEnumValue 'a' of 'kind' on 'rooms' – it already has this name: choose another"
                + " name");
  }

  // ---- types of their own

  @Test
  void shows_the_enum_types_of_the_schema_where_it_has_them() throws Exception {
    List<List<EnumTypeDescription>> found = new ArrayList<>();
    run(
        db -> {
          found.add(db.showEnumTypes());
          db.createTable("rooms", t -> t.column("kind", enumeration("open", "it's")));
          found.add(db.showEnumTypes());
        });

    assertThat(found.get(0)).isEmpty();
    assertThat(found.get(1))
        .isEqualTo(
            engine() == TestDatabase.POSTGRESQL
                ? List.of(new EnumTypeDescription("enum_rooms_kind", List.of("open", "it's")))
                : List.of());
  }

  @Test
  void refuses_an_enum_type_where_values_belong_to_a_column() throws Exception {
    if (engine() == TestDatabase.POSTGRESQL) {
      return; // EnumTypesTest
    }
    String refusal =
        ", because the values of an enumeration belong to its column. Nothing was sent. Write"
            + " enumeration(…) as the type of the column";
    assertFails(db -> db.createEnumType("mood", "sad"))
        .hasMessageContaining("cannot do this: createEnumType 'mood'" + refusal);
    assertFails(db -> db.ifNotExists().createEnumType("mood", "sad"))
        .hasMessageContaining("cannot do this: createEnumType 'mood'" + refusal);
    assertFails(db -> db.dropEnumType("mood"))
        .hasMessageContaining("cannot do this: dropEnumType 'mood'" + refusal);
    run(db -> db.ifExists().dropEnumType("mood")); // which is not there
  }

  @Test
  void refuses_an_enum_type_without_values_or_with_one_twice() throws Exception {
    assertFails(db -> db.createEnumType("mood")).hasMessageContaining("it has no values");
    assertFails(db -> db.createEnumType("mood", "a", "a"))
        .hasMessageContaining("a value appears twice");
  }
}
