package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.ReferentialAction.SET_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints that are added and removed, and what becomes of the table. */
public abstract class ConstraintsContract extends SeatsContract {

  /** The contract on one kind of database. */
  protected ConstraintsContract(TestedDatabase database) {
    super(database);
  }

  private boolean isMySqlOrMariaDb() {
    return engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
  }

  private static Constraint.ForeignKey toSeats() {
    return foreignKey("row", "no")
        .references("seats", "row", "no")
        .onDelete(ReferentialAction.CASCADE)
        .onUpdate(ReferentialAction.CASCADE);
  }

  @Test
  void adds_constraints_and_leads_back_to_the_schema_before() throws Exception {
    createTables();
    var indexesBefore = indexes("tickets");
    var migrator =
        migrating(
            db -> {
              db.addConstraint("tickets", primaryKey("id"));
              db.addConstraint("tickets", unique("size", "id"));
              db.addConstraint("tickets", unique("no").named("one ticket a \"no\""));
              db.addConstraint("tickets", toSeats());
            },
            db -> {
              db.removeConstraint("tickets", toSeats());
              db.removeConstraint("tickets", "one ticket a \"no\"");
              db.removeConstraint("tickets", unique("size", "id"));
              db.removeConstraint("tickets", "tickets_pk");
            });

    migrator.up();

    assertThat(catalog().constraints("tickets"))
        .containsOnly(
            entry(primaryKeyOf("tickets"), List.of("id")),
            entry("tickets_size_id_uk", List.of("size", "id")),
            entry("one ticket a \"no\"", List.of("no")),
            entry("tickets_row_no_fk", List.of("row", "no")));
    insert("seats", "1, 1");
    insert("tickets", "1, 1, 1, 5");
    assertRejected("tickets", "1, NULL, NULL, 6");
    assertRejected("tickets", "2, NULL, 1, 6");
    assertRejected("tickets", "2, 1, 2, 6");
    execute("DELETE FROM " + quote("seats"));
    assertThat(rows("SELECT * FROM " + quote("tickets"))).isEmpty();

    migrator.down();

    assertThat(catalog().constraintKinds("tickets")).isEmpty();
    assertThat(indexes("tickets")).isEqualTo(indexesBefore);
    insert("tickets", "1, 9, 9, 6");
    insert("tickets", "1, 9, 9, 6");
  }

  private String primaryKeyOf(String table) throws SQLException {
    return dialect().mapping().nameInCatalog(new RemoveConstraint(table, table + "_pk"));
  }

  @Test
  void creates_a_table_with_named_constraints_and_a_check() throws Exception {
    boolean hasChecks = hasChecks();
    createTables();
    migrating(
            db ->
                db.createTable(
                    "guests",
                    t -> {
                      t.column("id", integer());
                      t.column("row", integer());
                      t.column("no", integer());
                      t.constraint(primaryKey("id"));
                      t.constraint(unique("row", "no").named("no_two_on_a_seat"));
                      t.constraint(toSeats().named("sits"));
                      if (hasChecks) {
                        t.check("low_id", quoted("id") + " < 100");
                      }
                    }))
        .up();

    assertThat(catalog().constraints("guests"))
        .containsOnly(
            entry(primaryKeyOf("guests"), List.of("id")),
            entry("no_two_on_a_seat", List.of("row", "no")),
            entry("sits", List.of("row", "no")));
    insert("seats", "1, 100");
    insert("seats", "1, 99");
    insert("guests", "1, 1, 99");
    assertRejected("guests", "2, 1, 99");
    if (hasChecks()) {
      assertRejected("guests", "100, 1, 100");
    }
  }

  @ParameterizedTest
  @EnumSource
  void does_what_it_says_when_the_row_that_it_refers_to_goes(ReferentialAction action)
      throws Exception {
    create("rooms", t -> t.column("id", integer().primaryKey()));
    create(
        "notes",
        t -> {
          t.column("id", integer());
          t.column("room_id", integer().defaultValue(7));
        });
    AddConstraint addition =
        new AddConstraint(
            "notes", foreignKey("room_id").references("rooms", "id").onDelete(action));
    if (action == ReferentialAction.SET_DEFAULT && isMySqlOrMariaDb()) {
      assertThatThrownBy(() -> carryOut(addition))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialectName()
                  + " cannot do this: ON DELETE SET DEFAULT, which InnoDB does not execute. Use"
                  + " another action, or a trigger by execute(…)");
      return;
    }
    carryOut(addition);
    insert("rooms", "1");
    insert("rooms", "7");
    insert("notes", "1, 1");

    String delete = "DELETE FROM %s WHERE %s = 1".formatted(quote("rooms"), quote("id"));
    switch (action) {
      case NO_ACTION, RESTRICT ->
          assertThatThrownBy(() -> execute(delete)).isInstanceOf(SQLException.class);
      case CASCADE, SET_NULL, SET_DEFAULT -> execute(delete);
    }

    assertThat(rows("SELECT * FROM " + quote("notes")))
        .isEqualTo(
            switch (action) {
              case NO_ACTION, RESTRICT -> List.of("1, 1");
              case CASCADE -> List.of();
              case SET_NULL -> List.of("1, null");
              case SET_DEFAULT -> List.of("1, 7");
            });
  }

  /** H2 and PostgreSQL would make such a key, and refuse each delete later. */
  @Test
  void a_foreign_key_does_not_set_a_column_to_NULL_that_refuses_it() throws Exception {
    Body tables =
        db -> {
          db.createTable("users", t -> t.column("id", integer().primaryKey()));
          db.createTable(
              "posts",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("author", integer().notNull());
                t.column("editor", integer());
              });
        };
    Body key =
        db ->
            db.addConstraint(
                "posts", foreignKey("author").references("users", "id").onDelete(SET_NULL));
    Body both =
        db -> {
          tables.run(db);
          key.run(db);
        };
    assertThat(migrating(both).plan().isRefused()).isTrue();
    migrating(tables).up();
    execute("DELETE FROM " + quote("switchback_meta"));

    assertRefusedByPlanToo(
        key,
        "addConstraint 'posts_author_fk' on 'posts' – it cannot be SET_NULL, because column"
            + " 'author' refuses NULL. Nothing was sent. Make the column nullable() first by"
            + " changeColumn, or choose another action");
    assertRefusedByPlanToo(
        db ->
            db.addConstraint(
                "posts",
                foreignKey("id").references("users", "id").named("other").onUpdate(SET_NULL)),
        "addConstraint 'other' on 'posts' – it cannot be SET_NULL, because column 'id' refuses"
            + " NULL");

    Migrator migrator =
        migrating(
            db -> {
              db.changeColumn("posts", "author", c -> c.nullable());
              key.run(db);
              db.addColumn(
                  "posts", "reader", integer().references("users", "id").onDelete(SET_NULL));
            });
    assertThat(migrator.plan().isRefused()).isFalse();
    migrator.up();
  }

  @Test
  void a_column_that_a_foreign_key_sets_to_NULL_does_not_come_to_refuse_it() throws Exception {
    migrating(
            db -> {
              db.createTable("users", t -> t.column("id", integer().primaryKey()));
              db.createTable(
                  "posts",
                  t -> {
                    t.column("written", integer().references("users", "id").onDelete(SET_NULL));
                  });
              db.renameColumn("posts", "written", "author");
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));

    String because =
        " – column 'author' cannot refuse NULL, because the foreign key 'posts_written_fk' is"
            + " SET_NULL. Nothing was sent. Remove the key first by removeConstraint, and add it"
            + " again with another action";
    assertRefusedByPlanToo(
        db -> db.changeColumn("posts", "author", bigInt().notNull()),
        "changeColumn 'author' of 'posts': bigInt(), not null" + because);
    assertRefusedByPlanToo(
        db -> db.addConstraint("posts", primaryKey("author")),
        "addConstraint 'posts_pk' on 'posts'" + because);

    Migrator migrator =
        migrating(
            db -> {
              db.removeConstraint("posts", "posts_written_fk");
              db.changeColumn("posts", "author", c -> c.notNull());
            });
    assertThat(migrator.plan().isRefused()).isFalse();
    migrator.up();
  }

  private void assertRefusedByPlanToo(Body step, String message) {
    assertThat(migrating(step).plan().isRefused()).isTrue();
    assertThatThrownBy(migrating(step)::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(message);
  }

  // ---- deferred

  @Test
  void defers_constraints_or_refuses_to() throws Exception {
    createTables();
    carryOut(new AddConstraint("tickets", primaryKey("id")));
    List<Constraint> deferred =
        List.of(
            unique("size").initiallyDeferred(), toSeats().deferrable(), toSeats().named("later"));
    if (engine() != TestDatabase.POSTGRESQL) {
      for (Constraint constraint : deferred.subList(0, 2)) {
        assertThatThrownBy(() -> carryOut(new AddConstraint("tickets", constraint)))
            .isInstanceOf(UnsupportedByDialectException.class)
            .hasMessage(
                "%s cannot do this: make the %s deferrable. Leave out deferrable() and"
                    + " initiallyDeferred(). The constraint is then checked at each statement",
                dialectName(), constraint.on("tickets").describe());
      }
      assertThat(catalog().constraints("tickets")).containsOnlyKeys(primaryKeyOf("tickets"));
      return;
    }
    migrating(db -> deferred.forEach(constraint -> db.addConstraint("tickets", constraint))).up();
    execute("ALTER TABLE \"tickets\" DROP CONSTRAINT \"later\"");
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET CONSTRAINTS ALL DEFERRED");
      statement.execute("INSERT INTO \"tickets\" VALUES (1, 1, 1, 7), (2, 1, 1, 7)");
      statement.execute("UPDATE \"tickets\" SET \"size\" = 8 WHERE \"id\" = 2");
      statement.execute("INSERT INTO \"seats\" VALUES (1, 1)");
      connection.commit();
    }
    assertThat(rows("SELECT \"size\" FROM \"tickets\" ORDER BY 1")).containsExactly("7", "8");
    assertThatThrownBy(() -> insert("tickets", "3, 2, 2, 9"))
        .as("deferrable, and not initially deferred")
        .isInstanceOf(SQLException.class);
  }

  // ---- removal

  /** Sequelize, on MySQL, has no other name for it than PRIMARY. */
  @Test
  void removes_a_primary_key_under_its_usual_name_whatever_the_database_calls_it()
      throws Exception {
    createTables();

    migrating(db -> db.removeConstraint("seats", "seats_pk")).up();

    assertThat(catalog().constraintKinds("seats")).isEmpty();
    insert("seats", "1, 1");
    insert("seats", "1, 1");
    assertRejected("seats", "1, NULL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tickets_size_uk", "TICKETS_ID_UK", ""})
  void refuses_a_name_that_is_not_on_this_table_and_names_those_that_are(String name)
      throws Exception {
    if (engine() == TestDatabase.H2 && name.equals("TICKETS_ID_UK")) {
      return; // it is there
    }
    createTables();
    carryOut(new AddConstraint("tickets", unique("id")));
    carryOut(new AddConstraint("tickets", toSeats()));

    assertThatThrownBy(() -> migrating(db -> db.removeConstraint("tickets", name)).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "removeConstraint '%s' from 'tickets' – there is no constraint of this name on this"
                + " table; it has 'tickets_id_uk', 'tickets_row_no_fk'",
            name);
  }

  @Test
  void does_not_remove_a_constraint_of_another_table() throws Exception {
    createTables();
    carryOut(new AddConstraint("seats", unique("no").named("by_no")));

    assertThatThrownBy(() -> migrating(db -> db.removeConstraint("tickets", "by_no")).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("there is no constraint of this name on this table; it has none");
    assertThat(catalog().constraints("seats")).containsKey("by_no");
  }

  @Test
  void does_not_remove_a_key_that_another_table_refers_to() throws Exception {
    createTables();
    carryOut(new AddConstraint("tickets", toSeats()));

    assertThatThrownBy(() -> migrating(db -> db.removeConstraint("seats", "seats_pk")).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThat(catalog().constraints("seats")).containsOnlyKeys(primaryKeyOf("seats"));
    assertThat(catalog().constraints("tickets")).containsOnlyKeys("tickets_row_no_fk");
  }

  @Test
  void removes_a_foreign_key_and_keeps_an_index_that_somebody_made() throws Exception {
    createTables();
    carryOut(new AddIndex("tickets", index("row", "no", "size")));
    carryOut(new AddConstraint("tickets", toSeats()));

    carryOut(new RemoveConstraint("tickets", "tickets_row_no_fk"));

    assertThat(indexes("tickets")).containsOnly(entry("tickets_row_no_size", "(row, no, size)"));
  }

  /** On MySQL and MariaDB, where each foreign key needs one. Sequelize leaves it always. */
  @Test
  void keeps_the_index_of_a_foreign_key_for_another_one_that_needs_it() throws Exception {
    createTables();
    carryOut(new AddConstraint("tickets", toSeats()));
    carryOut(new AddConstraint("tickets", toSeats().named("again")));
    var indexesBetween = indexes("tickets");

    migrating(db -> db.removeConstraint("tickets", toSeats())).up();

    assertThat(catalog().constraints("tickets")).containsOnlyKeys("again");
    if (isMySqlOrMariaDb()) {
      assertThat(indexes("tickets")).isEqualTo(indexesBetween).hasSize(1);
    }
    insert("seats", "1, 1");
    insert("tickets", "1, 1, 1, 1");
    assertRejected("tickets", "1, 1, 2, 1");
  }

  @Test
  void refuses_a_name_that_could_mean_two_constraints() throws Exception {
    createTables();
    carryOut(new AddIndex("tickets", index("row", "no"))); // or the key would make one
    carryOut(new AddConstraint("tickets", unique("size").named("twice")));
    if (!isMySqlOrMariaDb()) {
      assertThatThrownBy(() -> carryOut(new AddConstraint("tickets", toSeats().named("twice"))))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("already exists");
      return;
    }
    carryOut(new AddConstraint("tickets", toSeats().named("twice")));
    carryOut(new AddConstraint("seats", unique("no").named("seats_pk")));

    for (RemoveConstraint removal :
        List.of(
            new RemoveConstraint("tickets", "twice"), new RemoveConstraint("seats", "seats_pk"))) {
      assertThatThrownBy(() -> carryOut(removal))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              removal.describe()
                  + " – the name fits two constraints of this table. Nothing was sent. Drop the"
                  + " right one by execute(…)");
    }
  }

  // ---- names

  @Test
  void refuses_usual_names_that_are_too_long_before_it_sends_anything() throws Exception {
    int longest = longestName();
    String table = "t".repeat(longest - 10);

    assertRefused(
        db ->
            db.createTable(
                table,
                t -> {
                  t.column("a", integer());
                  t.column("a_long_name", integer());
                  t.unique("a_long_name");
                }),
        table + "_a_long_name_uk");
    assertRefused(
        db ->
            db.createTable(
                table,
                t -> {
                  t.column("a_long_name", integer());
                  t.index("a_long_name");
                }),
        table + "_a_long_name");
    assertThat(tables()).isEmpty();
    create(table, t -> t.column("a_long_name", integer()));
    assertRefused(db -> db.addConstraint(table, unique("a_long_name")), table + "_a_long_name_uk");
    assertRefused(
        db -> db.addColumn(table, "b_long_name", integer().unique()), table + "_b_long_name_uk");
    assertThat(catalog().columns(table)).containsOnlyKeys("a_long_name");

    migrating(db -> db.addConstraint(table, unique("a_long_name").named("u".repeat(longest)))).up();

    assertThat(catalog().constraints(table)).containsOnlyKeys("u".repeat(longest));
  }

  private int longestName() {
    return switch (engine()) {
      case POSTGRESQL -> 63;
      case MYSQL, MARIADB -> 64;
      case H2 -> 256;
    };
  }

  private void assertRefused(Body body, String name) {
    assertThatThrownBy(() -> migrating(body).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Name '" + name + "' – " + dialectName() + " cannot keep it: it has ")
        .hasMessageContaining(", and " + longestName() + " is the limit");
  }

  @Test
  void fails_with_the_name_in_the_message_if_it_is_taken() throws Exception {
    createTables();
    carryOut(new AddConstraint("tickets", unique("no").named("taken")));

    assertThatThrownBy(
            () -> migrating(db -> db.addConstraint("tickets", unique("size").named("taken"))).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(SQLException.class)
        .hasMessageContaining("taken")
        .hasMessageFindingMatch("already exists|Duplicate key name");
    assertThat(catalog().constraints("tickets")).containsOnlyKeys("taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select", "it's", "double \"quote\"", "back`tick", "名前", "a.b", "q?m"})
  void takes_names_of_constraints_exactly_as_they_are(String name) throws Exception {
    createTables();
    List<Constraint> all =
        List.of(unique("size").named(name), toSeats().named(name), primaryKey("id").named("pk"));
    for (Constraint constraint : all) {
      carryOut(new AddConstraint("tickets", constraint));
      if (!(constraint instanceof Constraint.PrimaryKey)) {
        carryOut(new RemoveConstraint("tickets", name));
      }
    }

    assertThat(catalog().constraintKinds("tickets")).hasSize(1);
  }

  // ---- after a death

  @Test
  void removes_a_primary_key_with_a_name_by_its_definition() throws Exception {
    createTables();
    Constraint key = primaryKey("id").named("own");
    carryOut(new AddConstraint("tickets", key));
    carryOut(new AddConstraint("tickets", unique("size").named("by_size")));

    migrating(db -> db.removeConstraint("tickets", key)).up();

    assertThat(catalog().constraintKinds("tickets")).containsOnlyKeys("by_size");
  }

  @Test
  void tells_whether_a_constraint_was_added_or_removed() throws Exception {
    Operation early = new RemoveConstraint("tickets", "tickets_id_uk");
    assertThat(probe(early)).isEqualTo(NOT_APPLIED);
    createTables();

    assertToldApart(new AddConstraint("tickets", unique("id")));
    assertToldApart(new AddConstraint("tickets", primaryKey("id").named("own")));
    assertToldApart(new AddConstraint("tickets", toSeats()));
    assertToldApart(early);
    assertToldApart(new RemoveConstraint("tickets", "tickets_row_no_fk"));
    assertToldApart(new RemoveConstraint("tickets", "own", true));
  }
}
