package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.expression;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrentRefreshTest {

  /** Does what a test says. */
  public static final class M20250101000000_Scripted extends ScriptedMigration {
    M20250101000000_Scripted(Consumer<QueryInterface> up) {
      super(up);
    }
  }

  private FreshDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  private Migrator scripted(Consumer<QueryInterface> up) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Scripted.class))
        .factory(type -> new M20250101000000_Scripted(up))
        .build();
  }

  private static void view(QueryInterface db) {
    db.createTable("rooms", t -> t.column("id", integer()));
    db.createMaterializedView("v", "SELECT id FROM rooms");
  }

  private List<String> read() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '100ms'");
      try (ResultSet found = statement.executeQuery("SELECT id FROM v")) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    return rows;
  }

  @Test
  void others_read_the_old_rows_until_the_migration_commits() throws SQLException {
    scripted(
            db -> {
              view(db);
              db.addIndex("v", index("id").unique().concurrently());
              db.bulkInsert("rooms", row("id", 1));
              db.refreshMaterializedViewConcurrently("v");
              db.withConnection(connection -> assertThat(read()).isEmpty());
            })
        .up();

    assertThat(read()).containsExactly("1");
  }

  @Test
  void is_planned_with_the_view_and_its_index() {
    assertThat(
            scripted(
                    db -> {
                      view(db);
                      db.addIndex("v", index("id").unique());
                      db.refreshMaterializedViewConcurrently("v");
                    })
                .plan()
                .sql())
        .endsWith("REFRESH MATERIALIZED VIEW CONCURRENTLY \"v\"");
  }

  @Test
  void the_plan_knows_that_a_dropped_view_has_lost_its_indexes() {
    Consumer<QueryInterface> viewAndIndex =
        db -> {
          db.createMaterializedView("v", "SELECT id FROM rooms");
          db.addIndex("v", index("id").unique());
        };
    Migrator before =
        scripted(
            db -> {
              db.createTable("rooms", t -> t.column("id", integer()));
              viewAndIndex.accept(db);
            });
    before.up();
    before.down(); // which does nothing, and leaves it as it is

    Plan plan =
        scripted(
                db -> {
                  db.dropMaterializedView("v");
                  viewAndIndex.accept(db);
                  db.refreshMaterializedViewConcurrently("v");
                })
            .plan();

    assertThat(plan.isComplete()).isTrue();
  }

  @Test
  void is_refused_without_a_unique_index_over_columns_of_every_row() {
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(
            scripted(
                    db -> {
                      view(db);
                      db.addIndex("v", "id");
                      db.addIndex("v", index("id").unique().where("id > 0").named("some"));
                      db.addIndex("v", index(expression("id + 1")).unique().named("other"));
                      db.refreshMaterializedViewConcurrently("v");
                    })
                ::up)
        .havingRootCause()
        .withMessage(
            "refreshMaterializedView 'v' concurrently – it has no unique index over columns that"
                + " covers every row. Nothing was sent. Add one, by addIndex(view,"
                + " index(…).unique()), or write refreshMaterializedView(…)");
  }
}
