package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Probe;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whether an operation took effect, as the server's catalogue tells: before it, after it, and when
 * somebody has changed the same thing by hand.
 */
public abstract class ProbeContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected ProbeContract(TestedDatabase database) {
    super(database);
  }

  private Probe.Result probe(Operation operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  private void assertToldApart(Operation operation) throws SQLException {
    assertThat(probe(operation)).as("before " + operation.describe()).isEqualTo(NOT_APPLIED);
    carryOut(operation);
    assertThat(probe(operation)).as("after " + operation.describe()).isEqualTo(APPLIED);
  }

  private static CreateTable table(String name, Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition(name);
    definition.accept(t);
    return new CreateTable(t.table());
  }

  private static final CreateTable ROOMS =
      table(
          "rooms",
          t -> {
            t.column("id", integer().primaryKey());
            t.column("name", string(100).notNull());
          });

  private static AddColumn addColumn(String name, ColumnDefinition definition) {
    return new AddColumn("rooms", new Column(name, definition));
  }

  private static AddConstraint unique(String... columns) {
    return new AddConstraint("rooms", new Constraint.Unique("rooms_uk", List.of(columns)));
  }

  private static AddConstraint primaryKey(String... columns) {
    return new AddConstraint("rooms", Constraint.PrimaryKey.of("rooms", List.of(columns)));
  }

  private static AddConstraint foreignKey(String... columns) {
    return new AddConstraint(
        "rooms",
        new Constraint.ForeignKey(
            "rooms_fk",
            List.of(columns),
            "others",
            List.of(columns),
            ReferentialAction.CASCADE,
            ReferentialAction.NO_ACTION));
  }

  @Test
  void tells_whether_a_table_was_created() throws Exception {
    assertToldApart(ROOMS);
    assertToldApart(
        table(
            "every \"type\"",
            t -> {
              t.column("a", uuid().primaryKey().defaultUuid());
              t.column("b", string(12).unique());
              t.column("c", text());
              t.column("d", bool().notNull().defaultValue(false));
              t.column("e", timestamp().defaultNow());
              t.column("f", decimal(12, 4));
              t.column("g", json());
              t.column("h", enumeration("open", "it's"));
            }));
  }

  @Test
  void does_not_know_whether_a_table_with_other_columns_was_created_by_it() throws Exception {
    carryOut(ROOMS);

    assertThat(probe(table("rooms", t -> t.column("id", integer())))).isEqualTo(UNKNOWN);
    assertThat(
            probe(
                table(
                    "rooms",
                    t -> {
                      t.column("id", integer());
                      t.column("name", string(99));
                    })))
        .isEqualTo(UNKNOWN);
    assertThat(
            probe(
                table(
                    "rooms",
                    t -> {
                      t.column("id", integer());
                      t.column("title", string(100));
                    })))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void tells_whether_a_table_was_dropped() throws Exception {
    carryOut(ROOMS);

    assertToldApart(new DropTable("rooms"));
  }

  @Test
  void comments_again_on_a_table_that_is_there() throws Exception {
    Operation comment = new CommentOnTable("rooms", "where people meet");
    assertThat(probe(comment)).isEqualTo(UNKNOWN);
    carryOut(ROOMS);
    assertThat(probe(comment)).isEqualTo(NOT_APPLIED);
    carryOut(comment);
    assertThat(probe(comment)).isEqualTo(NOT_APPLIED);
    carryOut(comment);
  }

  @Test
  void tells_whether_a_column_was_added() throws Exception {
    carryOut(ROOMS);

    assertToldApart(addColumn("topic", string(200).nullable()));
    assertToldApart(addColumn("kind", enumeration("open", "it's").notNull().defaultValue("open")));
    assertToldApart(addColumn("made_at", timestamp().notNull().defaultNow().comment("when")));
    assertToldApart(addColumn("odd \"name\"", bool()));
  }

  @Test
  void does_not_know_of_a_column_that_has_another_type() throws Exception {
    AddColumn kind = addColumn("kind", enumeration("open", "closed"));
    carryOut(ROOMS);
    carryOut(addColumn("kind", enumeration("open", "shut")));
    carryOut(addColumn("topic", string(199)));

    assertThat(probe(kind)).isEqualTo(UNKNOWN);
    assertThat(probe(addColumn("topic", string(200)))).isEqualTo(UNKNOWN);
    assertThat(probe(addColumn("topic", text()))).isEqualTo(UNKNOWN);
  }

  @Test
  void tells_whether_a_column_was_removed() throws Exception {
    Operation removal = new RemoveColumn("rooms", "topic");
    carryOut(ROOMS);
    carryOut(addColumn("topic", string(200)));

    assertToldApart(removal);
  }

  @Test
  void tells_whether_the_database_numbers_a_column() throws Exception {
    carryOut(ROOMS);

    assertToldApart(new SetNumbering("rooms", "id", true));
    assertToldApart(new SetNumbering("rooms", "id", false));
    assertThat(probe(new SetNumbering("halls", "id", true))).isEqualTo(UNKNOWN);
  }

  @Test
  void tells_whether_a_constraint_was_added() throws Exception {
    carryOut(
        table(
            "others",
            t -> {
              t.column("a", integer().notNull());
              t.column("b", integer().notNull());
              t.primaryKey("a", "b");
            }));
    carryOut(
        table(
            "rooms",
            t -> {
              t.column("a", integer().notNull());
              t.column("b", integer().notNull());
            }));

    assertToldApart(primaryKey("a", "b"));
    assertToldApart(unique("b", "a"));
    assertToldApart(foreignKey("a", "b"));
    assertThat(probe(primaryKey("a"))).isEqualTo(UNKNOWN);
    assertThat(probe(unique("a", "b"))).isEqualTo(UNKNOWN);
    assertThat(probe(foreignKey("b", "a"))).isEqualTo(UNKNOWN);
  }

  @Test
  void has_the_server_refuse_once_more_what_lacks_its_table() throws Exception {
    assertThat(probe(addColumn("topic", string(200)))).isEqualTo(NOT_APPLIED);
    assertThat(probe(new RemoveColumn("rooms", "topic"))).isEqualTo(NOT_APPLIED);
    assertThat(probe(primaryKey("a", "b"))).isEqualTo(NOT_APPLIED);
    assertThat(probe(new RemoveConstraint("rooms", "rooms_uk"))).isEqualTo(NOT_APPLIED);
    assertThat(probe(new AddIndex("rooms", index("name")))).isEqualTo(NOT_APPLIED);
    assertThat(probe(new RemoveIndex("rooms", "rooms_name"))).isEqualTo(NOT_APPLIED);
  }

  @Test
  void does_not_know_of_a_table_with_the_same_columns_and_without_their_constraints()
      throws Exception {
    carryOut(
        table(
            "rooms",
            t -> {
              t.column("id", integer().notNull());
              t.column("name", string(100).notNull());
            }));
    assertThat(probe(ROOMS)).isEqualTo(UNKNOWN);
    carryOut(new DropTable("rooms"));
    carryOut(
        table(
            "rooms",
            t -> {
              t.column("id", integer().primaryKey());
              t.column("name", string(100));
            }));
    assertThat(probe(ROOMS)).isEqualTo(UNKNOWN);
  }

  private Probe.Result outcome(Operation operation, Probe.Result before) throws SQLException {
    return new Probe(dialect(), catalog()).outcome(operation, Optional.of(before.name()));
  }

  @Test
  void sends_again_what_was_there_before_it_was_sent() throws Exception {
    carryOut(ROOMS);
    AddIndex index = new AddIndex("rooms", index("name"));
    carryOut(index);
    for (Operation there : List.of(ROOMS, index)) {
      assertThat(outcome(there, NOT_APPLIED)).isEqualTo(APPLIED);
      assertThat(outcome(there, APPLIED)).isEqualTo(NOT_APPLIED);
      assertThat(outcome(there, UNKNOWN)).isEqualTo(NOT_APPLIED);
    }
    RemoveColumn gone = new RemoveColumn("rooms", "topic");
    assertThat(outcome(gone, NOT_APPLIED)).isEqualTo(APPLIED);
    assertThat(outcome(gone, APPLIED)).isEqualTo(NOT_APPLIED);
  }

  @Test
  void tells_whether_an_index_was_added() throws Exception {
    Operation operation = new AddIndex("rooms", index("name", "id"));
    carryOut(ROOMS);

    assertToldApart(operation);
    assertToldApart(new AddIndex("rooms", index("name").unique().named("one of a name")));
    assertThat(probe(new AddIndex("rooms", index("name").named("one of a name"))))
        .isEqualTo(UNKNOWN);
    assertThat(probe(new AddIndex("rooms", index("id", "name").named("rooms_name_id"))))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void does_not_know_of_an_index_that_was_made_by_hand_in_another_order() throws Exception {
    carryOut(ROOMS);
    execute(
        "CREATE INDEX %s ON %s (%s DESC)"
            .formatted(quote("rooms_name"), quote("rooms"), quote("name")));

    assertThat(probe(new AddIndex("rooms", index("name")))).isEqualTo(UNKNOWN);
  }

  @Test
  void tells_whether_an_index_was_removed() throws Exception {
    Operation removal = new RemoveIndex("rooms", "rooms_name");
    carryOut(ROOMS);
    carryOut(new AddIndex("rooms", index("name")));

    assertToldApart(removal);
  }

  @Test
  void never_knows_what_raw_sql_did() throws Exception {
    assertThat(probe(new ExecuteSql("SELECT 1", List.of()))).isEqualTo(UNKNOWN);
  }

  @Test
  void never_knows_what_became_of_rows() throws Exception {
    carryOut(ROOMS);

    assertThat(probe(new BulkInsert("rooms", List.of(row("id", 1))))).isEqualTo(UNKNOWN);
    assertThat(probe(new BulkUpdate("rooms", row("id", 1), everyRow()))).isEqualTo(UNKNOWN);
    assertThat(probe(new BulkDelete("rooms", everyRow()))).isEqualTo(UNKNOWN);
    assertThat(
            probe(
                new Upsert("rooms", List.of("id"), List.of(row("id", 1)), Upsert.Existing.UPDATED)))
        .isEqualTo(UNKNOWN);
  }
}
