package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.RenameOption.withDependants;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.CatalogInterface;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions about the tables of another schema, and names that look like a table of one. */
public abstract class OtherSchemaQuestionsContract extends TwoSchemasContract {

  /** The contract on one kind of database. */
  protected OtherSchemaQuestionsContract(TestedDatabase database) {
    super(database);
  }

  /** Tables here and there; one name is in both. */
  private void rooms(QueryInterface db) {
    db.inSchema(other.name())
        .createTable(
            "rooms",
            t -> {
              t.column("id", integer().primaryKey());
              t.column("kind", enumeration("open", "shut"));
              t.index("kind");
            });
    db.createTable("rooms", t -> t.column("here", integer()));
    db.createTable("halls", t -> t.column("here", integer()));
  }

  private void given(Body body) {
    migrating(body).up();
    migrating(body).down(); // which does nothing, and leaves it as it is
  }

  private static void ask(CatalogInterface db, List<Object> seen) {
    seen.add(db.showAllTables());
    seen.add(db.tableExists("rooms"));
    seen.add(db.tableExists("halls"));
    seen.add(db.describeTable("rooms").columns().stream().map(ColumnDescription::name).toList());
    seen.add(db.showIndexes("rooms").stream().map(IndexDescription::name).sorted().toList());
    seen.add(db.showConstraints("rooms").stream().map(ConstraintDescription::columns).toList());
    seen.add(db.showEnumTypes().stream().map(EnumTypeDescription::name).toList());
  }

  @Test
  void each_schema_answers_for_itself() throws Exception {
    given(this::rooms);
    List<Object> there = new ArrayList<>();
    List<Object> here = new ArrayList<>();
    Migrator migrator =
        migrating(
            db -> {
              ask(db.inSchema(other.name()), there);
              ask(db, here);
              db.bulkInsert("halls", row("here", 1));
            });

    assertThat(migrator.plan().migrations().get(0).end()).isEmpty();
    assertThat(migrator.plan().sql()).hasSize(1);
    List<Object> planned = List.copyOf(there);
    there.clear();
    here.clear();
    migrator.up();

    boolean hasTypes = engine() == TestDatabase.POSTGRESQL;
    assertThat(there)
        .startsWith(List.of("rooms"), true, false, List.of("id", "kind"))
        .endsWith(List.of(List.of("id")), hasTypes ? List.of("enum_rooms_kind") : List.of());
    assertThat((List<?>) there.get(4)).asString().contains("rooms_kind");
    assertThat(here)
        .containsExactly(
            List.of("halls", "rooms"),
            true,
            true,
            List.of("here"),
            List.of(),
            List.of(),
            List.of());
    assertThat(planned.subList(0, there.size())).isEqualTo(there);
    assertThat(rows("SELECT * FROM " + quote("halls"))).hasSize(1);
  }

  @Test
  void sees_what_the_steps_before_have_made_there_also_when_it_is_continued() throws Exception {
    List<Object> seen = new ArrayList<>();
    boolean[] fails = {true};
    Body body =
        db -> {
          seen.add(db.inSchema(other.name()).tableExists("rooms"));
          db.inSchema(other.name()).createTable("rooms", t -> t.column("id", integer()));
          seen.add(db.inSchema(other.name()).tableExists("rooms"));
          if (fails[0]) {
            throw new IllegalStateException("for once");
          }
          seen.add(db.inSchema(other.name()).showAllTables());
        };
    assertThatThrownBy(migrating(body)::up).hasMessageContaining("for once");
    fails[0] = false;
    migrating(body).up();

    assertThat(seen).containsExactly(false, true, false, true, List.of("rooms"));
  }

  @Test
  void a_plan_knows_the_tables_that_its_steps_make_there() throws Exception {
    Body body =
        db -> {
          db.inSchema(other.name()).createTable("rooms", t -> t.column("id", integer()));
          if (db.inSchema(other.name()).tableExists("rooms") && !db.tableExists("rooms")) {
            db.inSchema(other.name()).addColumn("rooms", "name", string(9));
          }
        };

    assertThat(migrating(body).plan().sql()).hasSize(2).last().asString().contains("name");
    migrating(body).up();
    assertThat(rows("SELECT id, name FROM " + other.table("rooms"))).isEmpty();
  }

  @Test
  void a_question_about_a_missing_schema_or_table_is_refused() {
    String missing =
        "Schema 'no such' – it does not exist, or this user may not use it. Nothing was sent."
            + " Create it by createSchema(…), or grant its use";
    for (Body body :
        List.<Body>of(
            db -> db.inSchema("no such").tableExists("rooms"),
            db -> db.inSchema("no such").showAllTables(),
            db -> db.inSchema("no such").describeTable("rooms"))) {
      assertThatThrownBy(migrating(body)::up).hasMessageContaining(missing);
      assertThat(migrating(body).plan().migrations().get(0).end().orElseThrow().reason())
          .contains(missing);
    }
    assertThatThrownBy(migrating(db -> db.inSchema(other.name()).describeTable("rooms"))::up)
        .hasMessageContaining(
            "Table 'rooms' – schema '%s' has no table of this name. Check its upper and lower case,"
                    .formatted(other.name())
                + " or call tableExists(…) first");
  }

  @Test
  void shows_no_metadata_tables_under_the_name_of_the_current_schema() throws Exception {
    List<Object> seen = new ArrayList<>();
    String current = currentSchema();
    migrating(
            db -> {
              db.createTable("halls", t -> t.column("id", integer()));
              seen.add(db.inSchema(current).showAllTables());
            })
        .up();

    assertThat(seen).containsExactly(List.of("halls"));
  }

  private String currentSchema() throws Exception {
    try (var connection = dataSource().getConnection()) {
      return dialect().sessions().currentSchema(connection).orElseThrow();
    }
  }

  /** Each call with a name that has a dot, and the end of its refusal. */
  private Map<Body, String> dotted(String name) {
    String table =
        "the name of a table has no schema in it. Nothing was sent. Write inSchema(\"%s\") before the operation, and \"rooms\" for the table. If the table is really called so, write acknowledged(reason) before the operation"
            .formatted(other.name());
    String view = table.replace("of a table", "of a view").replace("the table", "the view");
    String referenced =
        table
            .replace("of a table", "of a referenced table")
            .replace(") before the operation, and", ") after references(…), and");
    Map<Body, String> calls = new LinkedHashMap<>();
    calls.put(db -> db.createTable(name, t -> t.column("id", integer())), table);
    calls.put(db -> db.dropTable(name), table);
    calls.put(db -> db.renameTable("halls", name), table);
    calls.put(db -> db.renameTable("halls", name, withDependants()), table);
    calls.put(db -> db.addColumn(name, "a", integer()), table);
    calls.put(db -> db.bulkInsert(name, row("id", 1)), table);
    calls.put(db -> db.tableExists(name), table);
    calls.put(db -> db.describeTable(name), table);
    calls.put(db -> db.showIndexes(name), table);
    calls.put(db -> db.addColumn("halls", "room_id", integer().references(name, "id")), referenced);
    calls.put(
        db -> db.createTable("seats", t -> t.column("room_id", integer().references(name, "id"))),
        referenced);
    calls.put(db -> db.createView(name, "SELECT 1 AS a"), view);
    calls.put(db -> db.renameView("all_halls", name), view);
    return calls;
  }

  @Test
  void every_call_refuses_a_name_that_looks_like_a_table_there() throws Exception {
    given(
        db -> {
          rooms(db);
          db.createView("all_halls", "SELECT 1 AS a");
        });
    dotted(other.name() + ".rooms")
        .forEach(
            (body, refusal) ->
                assertThatThrownBy(migrating(body)::up)
                    .rootCause()
                    .message()
                    .endsWith(" – " + refusal));
    assertThat(tables()).containsExactlyInAnyOrder("halls", "rooms");
  }

  @Test
  void a_table_or_a_view_that_is_really_called_so_can_be_made_and_used() throws Exception {
    String name = other.name() + ".rooms";
    given(this::rooms);
    List<Object> seen = new ArrayList<>();
    Body body =
        db -> {
          seen.add(db.acknowledged("it is one name").tableExists(name));
          db.acknowledged("it is one name")
              .createTable(
                  name,
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("code", integer());
                    t.index("code");
                  });
          seen.add(db.tableExists(name));
          db.addColumn(name, "size", integer());
          db.bulkInsert(name, row("id", 1, "size", 2));
          db.addColumn("halls", "room_id", integer().references(name, "id"));
          db.acknowledged("it is one name").createView(name + "_view", "SELECT 1 AS a");
          db.dropView(name + "_view");
          db.acknowledged("it is one name").renameTable(name, name + "s");
        };

    assertThat(migrating(body).plan().isRefused()).isFalse();
    seen.clear();
    migrating(body).up();

    assertThat(seen).containsExactly(false, true);
    assertThat(rows("SELECT %s FROM %s".formatted(quote("size"), quote(name + "s"))))
        .containsExactly("2");
    assertThat(rows("SELECT * FROM " + other.table("rooms"))).isEmpty();
  }
}
