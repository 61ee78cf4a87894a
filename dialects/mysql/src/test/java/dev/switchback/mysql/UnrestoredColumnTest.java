package dev.switchback.mysql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The undo of a removal, if MySQL and MariaDB keep more of a column than an operation sets. */
class UnrestoredColumnTest {

  record M20250101000000_Change(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private static Migrator migrating(FreshDatabase database, Consumer<QueryInterface> change) {
    return Migrator.configure()
        .dataSource(database.dataSource())
        .migrations(List.of(M20250101000000_Change.class))
        .factory(type -> new M20250101000000_Change(change))
        .build();
  }

  private static void create(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id INT, plain VARCHAR(9), other VARCHAR(9) COLLATE latin2_bin,"
              + " changed DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6))"
              + " COLLATE latin2_general_ci");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void is_refused_and_names_what_would_be_lost(TestDatabase kind) throws SQLException {
    Map<Consumer<QueryInterface>, String> refused = new LinkedHashMap<>();
    refused.put(
        db -> db.removeColumn("t", "other", previously(string(9))), "its collation latin2_bin");
    refused.put(
        db -> db.removeColumn("t", "other", previously(string(9).collate("latin2_general_ci"))),
        "its collation latin2_bin");
    refused.put(
        db -> db.removeColumn("t", "changed", previously(localTimestamp())),
        "its on update current_timestamp(6), which no operation sets");
    try (FreshDatabase database = kind.server().createDatabase()) {
      create(database);
      refused.forEach(
          (change, lost) ->
              assertThatThrownBy(() -> migrating(database, change).up())
                  .satisfies(
                      e ->
                          assertThat(e.getMessage().toLowerCase(Locale.ROOT))
                              .contains(" – its undo would not restore " + lost)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void is_taken_if_it_brings_all_of_the_column_back(TestDatabase kind) throws SQLException {
    try (FreshDatabase database = kind.server().createDatabase()) {
      create(database);
      Migrator migrator =
          migrating(
              database,
              db -> {
                db.removeColumn("t", "id", previously(integer()));
                db.removeColumn("t", "plain", previously(string(9)));
                db.removeColumn("t", "other", previously(string(9).collate("latin2_bin")));
              });

      migrator.up();
      migrator.down();

      assertThat(migrator.snapshot().lines())
          .anyMatch(line -> line.startsWith("  other: varchar(9), collation latin2_bin"))
          .anyMatch(line -> line.startsWith("  plain: varchar(9), collation latin2_general_ci"));
    }
  }
}
