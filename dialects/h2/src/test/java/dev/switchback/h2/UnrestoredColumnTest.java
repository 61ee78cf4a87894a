package dev.switchback.h2;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The undo of a removal, if H2 keeps more of a column than an operation sets. */
class UnrestoredColumnTest {

  record M20250101000000_Change(Consumer<QueryInterface> body) implements ReversibleMigration {
    @Override
    public void change(QueryInterface db) {
      body.accept(db);
    }
  }

  private static Migrator migrating(String before, Consumer<QueryInterface> change)
      throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    source.setUser("sa");
    execute(source, before);
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250101000000_Change.class))
        .factory(type -> new M20250101000000_Change(change))
        .build();
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void is_refused_and_names_what_would_be_lost() throws SQLException {
    Map<String, String> attributes =
        Map.of(
            "TIMESTAMP(6) ON UPDATE LOCALTIMESTAMP", "ON UPDATE LOCALTIMESTAMP",
            "TIMESTAMP(6) INVISIBLE", "INVISIBLE",
            "TIMESTAMP(6) DEFAULT LOCALTIMESTAMP DEFAULT ON NULL", "DEFAULT ON NULL");
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      Migrator migrator =
          migrating(
              "CREATE TABLE t (id INT, v " + each.getKey() + ")",
              db ->
                  db.removeColumn(
                      "t",
                      "v",
                      previously(
                          each.getKey().contains("DEFAULT")
                              ? localTimestamp().defaultExpression("LOCALTIMESTAMP")
                              : localTimestamp())));

      assertThatThrownBy(migrator::up)
          .hasMessageContaining(
              " – its undo would not restore its " + each.getValue() + ", which no operation sets");
    }
    assertThatThrownBy(
            migrating(
                    "CREATE TABLE t (id INT, v INT GENERATED ALWAYS AS IDENTITY)",
                    db -> db.removeColumn("t", "v", previously(integer().autoIncrement())))
                ::up)
        .hasMessageContaining("its undo would not restore that it is GENERATED ALWAYS");
    assertThatThrownBy(
            migrating(
                    "CREATE TABLE t (id INT, v VARCHAR(9))",
                    db -> db.removeColumn("t", "v", previously(string(9).collate("ENGLISH"))))
                ::up)
        .hasMessageContaining(" – its undo would not restore its default collation. ");
  }

  @Test
  void a_change_of_a_column_keeps_its_attributes_there_and_back() throws SQLException {
    Migrator migrator =
        migrating(
            "CREATE TABLE t (id INT, v TIMESTAMP(6) INVISIBLE ON UPDATE LOCALTIMESTAMP)",
            db -> {
              db.changeColumn("t", "v", localTimestamp(3), previously(localTimestamp()));
              db.changeColumn("t", "v", c -> c.comment("c"), previously(c -> c.dropComment()));
            });
    List<String> before = migrator.snapshot().lines();

    migrator.up();
    assertThat(migrator.snapshot().lines())
        .anyMatch(line -> line.contains("ON UPDATE LOCALTIMESTAMP, INVISIBLE"));
    migrator.down();
    assertThat(migrator.snapshot().lines()).isEqualTo(before);
  }

  @Test
  void the_collation_of_the_database_comes_back_by_itself() throws SQLException {
    Migrator migrator =
        migrating(
            "SET COLLATION ENGLISH; CREATE TABLE t (id INT, v VARCHAR(9))",
            db -> {
              db.removeColumn("t", "v", previously(string(9)));
              db.addColumn("t", "w", integer().autoIncrement());
              db.removeColumn("t", "w", previously(integer().autoIncrement()));
            });
    migrator.up();
    migrator.down();

    assertThat(migrator.snapshot().lines())
        .anyMatch(line -> line.startsWith("  v: ") && line.contains("collation ENGLISH"));
  }
}
