package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.DropOption;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What exists already, or is wanted only if it exists. */
public abstract class ExistingTablesContract extends ChangesContract {

  /** The contract on one kind of database. */
  protected ExistingTablesContract(TestedDatabase database) {
    super(database);
  }

  @Test
  void drops_a_table_that_may_be_missing_only_when_asked() throws Exception {
    assertFails(db -> db.dropTable("rooms")).hasMessageContaining("dropTable 'rooms'");
    run(db -> db.dropTable("rooms", DropOption.IF_EXISTS));
    run(
        db -> {
          rooms(db);
          db.dropTable("rooms", DropOption.IF_EXISTS);
        });
    assertThat(tables()).isEmpty();
  }

  /** On MySQL, Sequelize ignores {@code cascade}. */
  @Test
  void drops_what_depends_on_a_table_only_when_asked() throws Exception {
    run(
        db -> {
          rooms(db);
          db.createTable("members", t -> t.column("room_id", integer().references("rooms", "id")));
        });
    assertFails(db -> db.dropTable("rooms")).hasMessageContaining("dropTable 'rooms'");
    assertThat(tables()).containsExactly("members", "rooms");
    assertThat(catalog().foreignKeysTo("rooms")).containsOnlyKeys("members_room_id_fk");

    Body cascade = db -> db.dropTable("rooms", DropOption.WITH_DEPENDENTS);
    if (isMySqlFamily()) {
      assertFails(cascade)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              dialectName()
                  + " cannot do this: dropTable 'rooms' with what depends on it, because it drops"
                  + " tables alone. Remove the foreign keys that refer to it first:"
                  + " 'members_room_id_fk' of 'members'");
      assertThat(tables()).containsExactly("members", "rooms");
    } else {
      run(cascade);
      assertThat(tables()).containsExactly("members");
      insert("members", "room_id", "99");
    }
  }

  private static void roomsUnlessThere(TableDefinition t) {
    t.ifNotExists();
    t.column("id", integer().primaryKey());
    t.column("topic", string(20).notNull().defaultValue("x").unique());
    t.column("kind", enumeration("open", "it's"));
    t.column("note", string(20));
    t.comment("rooms");
  }

  @Test
  void takes_a_table_that_is_there_for_the_one_it_is_asked_for() throws Exception {
    run(db -> db.createTable("rooms", ExistingTablesContract::roomsUnlessThere));
    insert("rooms", "id", "1");
    run(db -> db.createTable("rooms", ExistingTablesContract::roomsUnlessThere));

    assertThat(all("rooms", "id")).containsExactly("1");
  }

  /** Sequelize's tables are all made so, and a table with other columns is one for the taking. */
  @Test
  void does_not_hide_another_table() throws Exception {
    run(
        db ->
            db.createTable(
                "rooms",
                t -> {
                  t.column("id", integer().primaryKey());
                  t.column("topic", string(21));
                  t.column("size", integer());
                  t.column("note", string(20));
                }));

    assertFails(db -> db.createTable("rooms", ExistingTablesContract::roomsUnlessThere))
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "createTable 'rooms' if it does not exist – it exists, and differs: its column 'topic'"
                + " is ")
        .hasMessageContaining(
            "; it has no column 'kind'; it has a column 'size'; it does not have the unique"
                + " constraint 'rooms_topic_uk'. Nothing was sent. Change it, or choose another"
                + " name");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "size", "note");
  }

  /** MySQL and MariaDB would put '' and 0 into the rows, silently. */
  @Test
  void does_not_take_a_table_with_another_key_check_or_column_for_the_one_it_is_asked_for()
      throws Exception {
    Body others =
        db -> {
          db.createTable("kinds", t -> t.column("id", integer().primaryKey()));
          db.createTable("sizes", t -> t.column("id", integer().primaryKey()));
        };
    run(others);
    Map<Consumer<TableDefinition>, String> wrong = new LinkedHashMap<>();
    wrong.put(
        t -> unlessThere(t, integer().autoIncrement(), "sizes", integer().generatedAs("kind + 1")),
        "its constraint 'rooms_kind_fk' is another one");
    wrong.put(
        t -> unlessThere(t, integer().autoIncrement(), "kinds", integer().generatedAs("kind + 12")),
        "its column 'more' has another expression");
    wrong.put(
        t -> unlessThere(t, integer().autoIncrement(), "kinds", integer()),
        "its column 'more' has another expression");
    wrong.put(
        t -> unlessThere(t, integer(), "kinds", integer().generatedAs("kind + 1")),
        "its column 'id' is numbered");
    Body right =
        db ->
            db.createTable(
                "rooms",
                t ->
                    unlessThere(
                        t, integer().autoIncrement(), "kinds", integer().generatedAs("kind + 1")));
    run(right);
    run(right);

    for (Map.Entry<Consumer<TableDefinition>, String> each : wrong.entrySet()) {
      assertFails(db -> db.createTable("rooms", each.getKey()))
          .hasMessageContaining(each.getValue());
    }
  }

  private static void unlessThere(
      TableDefinition t, ColumnDefinition id, String other, ColumnDefinition more) {
    t.ifNotExists();
    t.column("id", id.primaryKey());
    t.column("kind", integer().notNull().references(other, "id"));
    t.column("more", more);
  }

  @Test
  void adds_no_column_that_refuses_null_without_a_value_for_the_rows() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addColumn("rooms", "size", integer().notNull());
        });
    insert("rooms", "id, size", "1, 2");

    AbstractThrowableAssert<?, ? extends Throwable> failure =
        assertFails(db -> db.addColumn("rooms", "seats", integer().notNull()))
            .hasMessageContaining("addColumn 'seats' on 'rooms'");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "kind", "note", "size");
    if (isMySqlFamily()) {
      failure.hasMessageContaining(
          "addColumn 'seats' on 'rooms' – it refuses NULL and has no default, and the table has"
              + " rows, in which "
              + dialectName()
              + " would store '' or 0 silently. Nothing was sent. Give it a default. Or add it"
              + " nullable(), fill it, and then changeColumn(…, c -> c.notNull())");
    }
  }

  /** The check of the old type would stay, and refuse what the new one takes. */
  @Test
  void leaves_no_check_of_a_type_behind() throws Exception {
    run(
        db ->
            db.createTable(
                "counted",
                t -> {
                  t.column("hits", integer().unsigned());
                  t.column("size", integer());
                }));
    if (isMySqlFamily()) {
      run(db -> db.changeColumn("counted", "hits", integer()));
      run(db -> db.changeColumn("counted", "size", integer().unsigned()));
      execute("INSERT INTO %s VALUES (-1, 1)".formatted(quote("counted")));
      return;
    }
    assertFails(db -> db.changeColumn("counted", "hits", integer()))
        .hasMessageContaining(
            "changeColumn 'hits' of 'counted': integer() – its present type has the check"
                + " 'counted_hits_type'. Nothing was sent. Remove that first, by"
                + " removeConstraint(\"counted\", \"counted_hits_type\")");
    assertFails(db -> db.changeColumn("counted", "size", integer().unsigned()))
        .hasMessageContaining("integer().unsigned(), a type that needs a check here")
        .hasMessageContaining(
            "Change it to a type without a check, and addConstraint(\"counted\", check(…, \"%s >= 0\"))"
                .formatted(quote("size").replace("\"", "\\\"")));
    run(
        db -> {
          db.removeConstraint("counted", "counted_hits_type");
          db.changeColumn("counted", "hits", integer());
        });
    execute("INSERT INTO %s VALUES (-1, 1)".formatted(quote("counted")));
  }
}
