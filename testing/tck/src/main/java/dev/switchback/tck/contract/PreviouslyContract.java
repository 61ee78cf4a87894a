package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code previously(…)} declares is compared with what exists, before a step removes it. */
public abstract class PreviouslyContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected PreviouslyContract(TestedDatabase database) {
    super(database);
  }

  /** A table that a step takes something away from. */
  private static void halls(TableDefinition t) {
    t.column("id", integer().primaryKey());
    t.column("code", string(9).notNull().unique());
    t.column("kind", enumeration("a", "b").notNull().defaultValue("a"));
    t.column("size", integer().defaultValue(5).comment("in seats"));
    t.column("name", string(9));
    t.column("room_id", integer().references("rooms", "id"));
    t.column("data", json());
    t.column("at", timestamp().notNull().defaultNow());
    t.column("key", uuid().defaultUuid());
    t.column("flag", bool().notNull().defaultValue(true));
    t.index("name");
  }

  private Migrator withHalls(Body change) throws Exception {
    Migrator migrator =
        ReversibleContract.changing(
            dataSource(), table -> table.createTable("halls", PreviouslyContract::halls));
    migrator.up();
    forgetChange();
    return ReversibleContract.changing(dataSource(), change);
  }

  private void forgetChange() throws SQLException {
    execute(
        "DELETE FROM %s WHERE %s = '%s'"
            .formatted(quote("switchback_meta"), quote("name"), ReversibleContract.CHANGING));
  }

  /** What is refused, and what is named. */
  private static Map<Body, List<String>> withoutAll() {
    Map<Body, List<String>> all = new LinkedHashMap<>();
    all.put(
        db -> db.removeColumn("halls", "name", previously(string(9))),
        List.of("its index 'halls_name'"));
    all.put(
        db -> db.removeColumn("halls", "code", previously(integer())),
        List.of("its type ", "its NOT NULL", "its unique '"));
    all.put(
        db -> db.removeColumn("halls", "flag", previously(bool().notNull().defaultValue(false))),
        List.of("its default "));
    all.put(
        db ->
            db.removeColumn(
                "halls",
                "at",
                previously(
                    timestamp().notNull().defaultValue(Instant.parse("2020-01-01T00:00:00Z")))),
        List.of("its default "));
    all.put(
        db -> db.removeColumn("halls", "key", previously(uuid().defaultValue(new UUID(0, 7)))),
        List.of("its default "));
    all.put(
        db -> db.removeColumn("halls", "size", previously(integer())),
        List.of("its default ", "its comment"));
    all.put(
        db ->
            db.removeColumn(
                "halls", "size", previously(integer().defaultValue(6).comment("in seats"))),
        List.of("its default "));
    all.put(
        db -> db.removeColumn("halls", "size", previously(integer().notNull().defaultValue(5))),
        List.of("that it takes NULL", "its comment"));
    all.put(
        db -> db.removeColumn("halls", "room_id", previously(integer())),
        List.of("its foreign key '", " to 'rooms'"));
    all.put(
        db ->
            db.removeColumn(
                "halls",
                "room_id",
                previously(integer().references("rooms", "id").onDelete(CASCADE))),
        List.of("its foreign key '", " to 'rooms'"));
    all.put(
        db ->
            db.removeColumn(
                "halls", "kind", previously(enumeration("a").notNull().defaultValue("a"))),
        List.of("its type "));
    all.put(
        db -> db.changeColumn("halls", "name", string(20), previously(string(10))),
        List.of("its type "));
    all.put(
        db -> db.changeColumn("halls", "name", c -> c.notNull(), previously(c -> c.notNull())),
        List.of("that it takes NULL"));
    all.put(
        db ->
            db.changeColumn(
                "halls", "size", c -> c.defaultValue(6), previously(c -> c.dropDefault())),
        List.of("its default "));
    all.put(
        db ->
            db.changeColumn("halls", "size", c -> c.comment("x"), previously(c -> c.dropComment())),
        List.of("its comment"));
    all.put(
        db -> db.commentOnTable("halls", "x", previously("y")), List.of("that it has no comment"));
    all.put(
        db -> db.removeIndex("halls", index("name").unique().named("halls_name")),
        List.of("an index over name and not a unique index over name"));
    all.put(
        db ->
            db.removeConstraint(
                "halls", foreignKey("room_id").references("rooms", "id").onDelete(CASCADE)),
        List.of("its foreign key '"));
    all.put(
        db ->
            db.dropTable(
                "halls",
                previously(
                    t -> {
                      t.column("id", integer().primaryKey());
                      t.column("code", string(9).notNull());
                      t.column("name", string(8));
                      t.comment("old");
                    })),
        List.of(
            "its column 'kind'",
            "its unique '",
            "of 'name'",
            "its index 'halls_name'",
            "its foreign key '",
            "that it has no comment"));
    return all;
  }

  @Test
  void what_the_way_back_would_not_bring_is_named_before_it_is_taken_away() throws Exception {
    for (Map.Entry<Body, List<String>> each : withoutAll().entrySet()) {
      Migrator migrator = withHalls(each.getKey());
      SchemaSnapshot before = migrator.snapshot();

      Plan.Entry planned = migrator.plan().migrations().get(0);
      assertThat(planned.isRefused()).as("%s", planned).isTrue();
      assertThat(planned.end().orElseThrow().reason())
          .contains(" – its undo would not restore ")
          .contains(each.getValue().toArray(String[]::new));

      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(" – its undo would not restore ")
          .hasMessageContaining(
              ". Nothing was sent. Declare it in previously(…), remove it by an earlier step, or"
                  + " write reversibly(up -> …, down -> …)")
          .hasMessageContainingAll(each.getValue().toArray(String[]::new));
      assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
      dropDatabase();
      createDatabase();
    }
  }

  private static List<Body> withAll() {
    return List.of(
        db -> {
          db.removeIndex("halls", index("name"));
          db.removeColumn("halls", "name", previously(string(9)));
        },
        db -> db.removeColumn("halls", "code", previously(string(9).notNull().unique())),
        db ->
            db.removeColumn(
                "halls", "size", previously(integer().defaultValue(5).comment("in seats"))),
        db -> db.removeColumn("halls", "room_id", previously(integer().references("rooms", "id"))),
        db ->
            db.removeColumn(
                "halls", "kind", previously(enumeration("a", "b").notNull().defaultValue("a"))),
        db -> db.removeColumn("halls", "data", previously(json())),
        db -> db.removeColumn("halls", "at", previously(timestamp().notNull().defaultNow())),
        db -> db.removeColumn("halls", "flag", previously(bool().notNull().defaultValue(true))),
        db -> db.changeColumn("halls", "name", string(20), previously(string(9))),
        db ->
            db.changeColumn(
                "halls", "size", c -> c.dropDefault(), previously(c -> c.defaultValue(5))),
        db -> db.commentOnTable("halls", "x", previously("")),
        db -> db.removeConstraint("halls", unique("code")),
        db -> db.removeConstraint("halls", foreignKey("room_id").references("rooms", "id")),
        db -> db.dropTable("halls", previously(PreviouslyContract::halls)));
  }

  @Test
  void what_the_way_back_brings_is_never_refused() throws Exception {
    for (Body each : withAll()) {
      Migrator migrator = withHalls(each);
      migrator.up();
      migrator.down();

      assertThat(columns("halls")).hasSize(10);
      dropDatabase();
      createDatabase();
    }
  }

  @Test
  void a_way_back_that_is_written_by_hand_says_nothing_of_what_was() throws Exception {
    Body remove = db -> db.removeColumn("halls", "name", previously(integer()));
    withHalls(db -> {});
    migrating(remove).up();
    assertThat(columns("halls")).doesNotContainKey("name");

    ReversibleContract.changing(
            dataSource(),
            db ->
                db.reversibly(
                    up -> up.removeColumn("halls", "code", previously(integer())), down -> {}))
        .up();
    assertThat(columns("halls")).doesNotContainKey("code");
  }

  // ---- views

  /** Creates the views "view_0", "view_1", …, one for each query. */
  private void createViews(List<String> queries) throws Exception {
    ReversibleContract.changing(
            dataSource(),
            db -> {
              db.createTable("halls", PreviouslyContract::halls);
              for (int i = 0; i < queries.size(); i++) {
                db.createView("view_" + i, queries.get(i));
              }
            })
        .up();
    forgetChange();
  }

  /** The query of a view, another one, and what is named. */
  private static final List<List<String>> OTHER_QUERIES =
      List.of(
          List.of("SELECT id, name FROM halls", "SELECT id FROM halls", "its column 'name'"),
          List.of(
              "SELECT id, code AS label FROM halls", "SELECT id FROM halls", "its column 'label'"),
          List.of("SELECT * FROM rooms", "SELECT id FROM rooms", "its column 'topic'"),
          List.of("SELECT id FROM halls", "SELECT 1 AS id", "that its query reads 'halls'"),
          List.of(
              "SELECT h.id FROM halls h JOIN rooms r ON r.id = h.room_id",
              "SELECT id FROM halls",
              "that its query reads 'rooms'"),
          List.of(
              "SELECT id FROM halls WHERE size > 100",
              "SELECT id FROM halls WHERE size > 5",
              "its query"),
          List.of(
              "SELECT id FROM halls WHERE name = 'big'",
              "SELECT id FROM halls WHERE name = 'small'",
              "its query"),
          List.of("SELECT id FROM halls WHERE size > 100", "SELECT id FROM halls", "its query"),
          List.of("SELECT id FROM halls", "SELECT id FROM halls WHERE size > 100", "its query"));

  @Test
  void a_view_that_would_come_back_with_another_query_is_refused() throws Exception {
    createViews(OTHER_QUERIES.stream().map(each -> each.get(0)).toList());
    for (int i = 0; i < OTHER_QUERIES.size(); i++) {
      String view = "view_" + i;
      List<String> each = OTHER_QUERIES.get(i);
      isRefused(each.get(2), db -> db.dropView(view, previously(each.get(1))));
      isRefused(each.get(2), db -> db.replaceView(view, each.get(0), previously(each.get(1))));
      assertThat(catalog().hasView(view, false)).isTrue();
    }
  }

  private void isRefused(String named, Body change) throws Exception {
    Migrator migrator = ReversibleContract.changing(dataSource(), change);
    assertThat(migrator.plan().migrations().get(0).isRefused()).as(named).isTrue();
    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .satisfies(
            e ->
                assertThat(e.toString().toLowerCase(Locale.ROOT))
                    .contains(" – its undo would not restore " + named + ". nothing was sent. "));
  }

  /** Queries that the servers show in other words. */
  private static final List<String> QUERIES =
      List.of(
          "SELECT * FROM halls",
          "SELECT h.* FROM halls h",
          "SELECT id, COUNT(*) AS how_many FROM halls GROUP BY 1 ORDER BY 1",
          "SELECT id, COUNT(*) FROM halls GROUP BY id HAVING COUNT(*) > 1",
          "SELECT ID, Name AS Label FROM Halls".toLowerCase(Locale.ROOT),
          "SELECT id FROM halls WHERE flag",
          "SELECT id FROM halls WHERE flag = TRUE AND size <> -1",
          "SELECT id FROM halls WHERE NOT flag OR name <> 'x'",
          "SELECT id FROM halls WHERE name IN ('a', 'b') AND size NOT IN (1)",
          "SELECT id FROM halls WHERE size BETWEEN 1 AND 20 AND name LIKE 'A%'",
          "SELECT id FROM halls WHERE kind = 'a' AND code = '01' AND size = '7'",
          "SELECT id FROM halls WHERE at > '2020-01-01' ORDER BY id LIMIT 10",
          "SELECT id, CASE WHEN size > 1.50 THEN 'big' ELSE 'small' END AS fit FROM halls",
          "SELECT id, COALESCE(name, 'it''s') AS name, UPPER(code) AS code FROM halls",
          "SELECT CAST(size AS DECIMAL(9,2)) FROM halls",
          "SELECT id FROM halls WHERE 1 = 1 AND size > 10 * 10 AND size < 1e3 AND size > .5",
          "SELECT id FROM halls WHERE name = CONCAT('a', 'b') AND 2 > 1 AND 5 < size",
          "SELECT id FROM halls WHERE EXTRACT(YEAR FROM CURRENT_TIMESTAMP) > 2000 AND 1 = 1",
          "SELECT 1 AS a, 'x' AS b, NULL AS c FROM halls",
          "SELECT EXTRACT(YEAR FROM at) AS y, SUBSTRING(name FROM 1 FOR 2) AS s FROM halls",
          "SELECT id FROM halls WHERE EXISTS (SELECT 1 FROM rooms WHERE rooms.id = halls.room_id)",
          "SELECT a.id, b.id AS other FROM halls a, rooms b WHERE a.room_id = b.id",
          "SELECT a.id FROM halls a LEFT JOIN rooms b ON a.room_id = b.id AND b.id > 0",
          "SELECT id FROM halls UNION ALL SELECT id FROM rooms",
          "SELECT q.n FROM (SELECT MAX(size) AS n FROM halls) q",
          "WITH big AS (SELECT id FROM halls WHERE size > 9) SELECT id FROM big",
          "SELECT id, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY size) AS no FROM halls");

  @Test
  void a_view_that_comes_back_is_never_refused() throws Exception {
    createViews(QUERIES);
    for (int i = 0; i < QUERIES.size(); i++) {
      String view = "view_" + i;
      String query = QUERIES.get(i);
      Migrator migrator =
          ReversibleContract.changing(
              dataSource(),
              db -> {
                db.replaceView(view, query, previously(query));
                db.dropView(view, previously(query));
              });
      Plan.Entry planned = migrator.plan().migrations().get(0);
      assertThat(planned.isRefused()).as("%s", planned).isFalse();
      migrator.up();
      migrator.down();

      assertThat(catalog().hasView(view, false)).as(query).isTrue();
    }
  }

  // ---- what no operation creates again

  /** Raw SQL on "halls", and what is named when the table is dropped. */
  private Map<String, String> undeclarable() throws SQLException {
    return switch (engine()) {
      case H2 ->
          Map.of(
              "CREATE TRIGGER tr BEFORE INSERT ON halls FOR EACH ROW AS"
                  + " 'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'",
              "trigger 'tr'",
              "CREATE ROLE guests; GRANT SELECT ON halls TO guests",
              "privileges of 'guests'");
      case MYSQL, MARIADB ->
          Map.of(
              "CREATE TRIGGER tr BEFORE INSERT ON halls FOR EACH ROW SET NEW.size = 1",
              "trigger 'tr'");
      case POSTGRESQL -> {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + " CREATE TRIGGER tr BEFORE INSERT ON halls FOR EACH ROW EXECUTE FUNCTION f()",
            "trigger 'tr'");
        all.put("CREATE RULE ru AS ON DELETE TO halls DO ALSO NOTIFY gone", "rule 'ru'");
        all.put("ALTER TABLE halls ENABLE ROW LEVEL SECURITY", "row level security");
        all.put("CREATE POLICY po ON halls USING (size > 1)", "policy 'po'");
        all.put("GRANT SELECT ON halls TO PUBLIC", "privileges of PUBLIC on the table");
        all.put(
            "REVOKE DELETE ON halls FROM CURRENT_USER",
            "revoked privileges of '" + rows("SELECT CURRENT_USER").get(0) + "' on the table");
        all.put("GRANT UPDATE (size) ON halls TO PUBLIC", "privileges of PUBLIC on column 'size'");
        all.put("ALTER TABLE halls OWNER TO pg_monitor", "owner 'pg_monitor'");
        all.put("CREATE STATISTICS st ON id, size FROM halls", "statistics 'st'");
        all.put("CREATE PUBLICATION pu FOR TABLE halls", "publication 'pu'");
        all.put("ALTER TABLE halls REPLICA IDENTITY FULL", "REPLICA IDENTITY FULL");
        all.put("CREATE TABLE p (); ALTER TABLE halls INHERIT p", "INHERITS p");
        yield all;
      }
    };
  }

  @Test
  void what_no_operation_creates_again_is_named_before_its_table_is_dropped() throws Exception {
    for (Map.Entry<String, String> each : undeclarable().entrySet()) {
      Migrator migrator =
          withHalls(db -> db.dropTable("halls", previously(PreviouslyContract::halls)));
      execute(each.getKey());

      Plan.Entry planned = migrator.plan().migrations().get(0);
      assertThat(planned.isRefused()).as("%s", planned).isTrue();
      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(
              "dropTable 'halls' – its undo would not restore what previously(…) cannot declare: "
                  + each.getValue()
                  + ". Nothing was sent. ");
      assertThat(tables()).contains("halls");
      dropDatabase();
      createDatabase();
    }
  }
}
