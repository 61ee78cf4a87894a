package dev.switchback.h2;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An upsert by a unique key of raw SQL in which NULLs are equal, or not. */
class EqualNullsTest {

  private final List<String> found = new ArrayList<>();

  record M20250101000000_Upsert(Consumer<QueryInterface> body) implements Migration {
    @Override
    public void up(QueryInterface db) {
      body.accept(db);
    }

    @Override
    public void down(QueryInterface db) {}
  }

  private Migrator upserting(FreshDatabase database, String nulls) {
    Consumer<QueryInterface> upserts =
        db -> {
          db.createTable(
              "seats",
              t -> {
                t.column("id", integer().notNull());
                t.column("a", integer().nullable());
                t.column("b", integer().nullable());
              });
          db.execute("ALTER TABLE seats ADD CONSTRAINT one UNIQUE " + nulls + " (a, b)");
          db.upsert("seats", List.of("b", "a"), row("id", 1, "a", 1, "b", null));
          db.upsert("seats", List.of("a", "b"), row("id", 2, "a", 1, "b", null));
          db.insertMissing("seats", List.of("a", "b"), row("id", 3, "a", null, "b", null));
          db.insertMissing("seats", List.of("a", "b"), row("id", 4, "a", null, "b", null));
          found.addAll(db.query("SELECT id FROM seats ORDER BY 1", rows -> rows.getString(1)));
        };
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Upsert.class))
        .factory(type -> new M20250101000000_Upsert(upserts))
        .build();
  }

  @Test
  void are_one_row_if_the_key_treats_them_as_equal() throws SQLException {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      upserting(database, "NULLS NOT DISTINCT").up();

      assertThat(found).containsExactly("2", "3");
    }
  }

  @Test
  void are_refused_if_the_key_treats_them_as_different() throws SQLException {
    for (String nulls : List.of("", "NULLS DISTINCT", "NULLS ALL DISTINCT")) {
      try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
        assertThatThrownBy(upserting(database, nulls)::up)
            .hasMessageContaining(
                "upsert into 'seats' – 'b' belongs to the key, and row 1 has NULL there, which is"
                    + " equal to nothing");
      }
    }
  }
}
