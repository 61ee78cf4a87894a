package dev.switchback.postgresql;

import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.schema.ConstraintDescription;
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

/** Tables that raw SQL or another tool has created, with what no typed operation makes. */
class AdoptedTablesTest {

  private FreshDatabase database;

  /** Does what a test says. */
  static final class M20250101000000_Change extends ScriptedMigration {
    M20250101000000_Change(Consumer<QueryInterface> up) {
      super(up);
    }
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  private void migrate(Consumer<QueryInterface> up) {
    Migrator migrator =
        Migrator.configure()
            .dataSource(database.dataSource())
            .migrations(List.<Class<? extends Migration>>of(M20250101000000_Change.class))
            .factory(type -> new M20250101000000_Change(up))
            .build();
    migrator.up();
    migrator.down();
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String read(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private List<String> constraintsOf(String table) {
    List<String> found = new ArrayList<>();
    migrate(
        db -> {
          for (ConstraintDescription each : db.showConstraints(table)) {
            found.add(each.kind() + " " + each.name());
          }
        });
    return found;
  }

  @Test
  void each_constraint_that_is_shown_can_be_removed() throws SQLException {
    execute(
        "CREATE TABLE t (a integer, b integer NOT NULL, r int4range,"
            + " CONSTRAINT no_overlap EXCLUDE USING gist (r WITH &&), CHECK (a > 0), UNIQUE (a))");
    boolean hasNames = !read("SHOW server_version_num").matches("1[0-7]\\d{4}");
    if (hasNames) {
      execute("ALTER TABLE t ADD CONSTRAINT b_is_there NOT NULL r");
    }

    List<String> shown = constraintsOf("t");
    assertThat(shown).contains("EXCLUSION no_overlap", "CHECK t_a_check", "UNIQUE t_a_key");
    assertThat(shown.contains("NOT_NULL b_is_there")).isEqualTo(hasNames);
    assertThat(shown).hasSize(hasNames ? 4 : 3);

    migrate(
        db -> {
          for (ConstraintDescription each : db.showConstraints("t")) {
            db.removeConstraint("t", each.name());
          }
        });
    assertThat(constraintsOf("t")).isEmpty();
  }

  @Test
  void a_primary_key_is_removed_by_its_usual_name_and_by_its_definition() throws SQLException {
    for (Consumer<QueryInterface> removal :
        List.<Consumer<QueryInterface>>of(
            db -> db.removeConstraint("t", "t_pk"),
            db -> db.removeConstraint("t", primaryKey("a")))) {
      execute("CREATE TABLE t (a integer PRIMARY KEY)");
      assertThat(constraintsOf("t")).containsExactly("PRIMARY_KEY t_pkey");
      migrate(
          db -> {
            removal.accept(db);
            db.addConstraint("t", primaryKey("a"));
          });
      assertThat(constraintsOf("t")).containsExactly("PRIMARY_KEY t_pk");
      execute("DROP TABLE t");
    }
    execute("CREATE TABLE t (a integer)");
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(() -> migrate(db -> db.removeConstraint("t", "t_pk")))
        .withMessageContaining("there is no constraint of this name on this table; it has none");
  }

  @Test
  void an_index_goes_with_its_only_column_whatever_its_condition_names() throws SQLException {
    execute(
        "CREATE TABLE t (a integer, b integer, c integer)",
        "CREATE INDEX over_a ON t (a) WHERE b IS NULL",
        "CREATE INDEX over_c ON t (c) WHERE b > 0",
        "CREATE INDEX of_both ON t ((b + 1)) WHERE c > 0");
    migrate(db -> db.removeColumn("t", "a"));
    assertThat(
            read(
                "SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes"
                    + " WHERE tablename = 't'"))
        .isEqualTo("of_both,over_c");
    for (String column : List.of("b", "c")) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(() -> migrate(db -> db.removeColumn("t", column)))
          .withMessageContaining("of_both");
    }
  }

  @Test
  void the_sequence_of_a_serial_follows_the_type_of_its_column() throws SQLException {
    execute(
        "CREATE TABLE p (id serial PRIMARY KEY, small smallserial, \"Odd\" serial)",
        "CREATE TABLE q (id integer GENERATED BY DEFAULT AS IDENTITY)",
        "CREATE SEQUENCE shared AS integer",
        "CREATE TABLE s (id integer DEFAULT nextval('shared'))");
    migrate(
        db -> {
          db.changeColumn("p", "id", bigInt());
          db.changeColumn("p", "small", integer());
          db.changeColumn("p", "Odd", bigInt());
          db.changeColumn("q", "id", bigInt());
          db.changeColumn("s", "id", bigInt());
        });
    assertThat(
            read(
                "SELECT string_agg(sequencename || ' ' || max_value, ', ' ORDER BY sequencename"
                    + " COLLATE \"C\") FROM pg_sequences"))
        .isEqualTo(
            "p_Odd_seq 9223372036854775807, p_id_seq 9223372036854775807,"
                + " p_small_seq 2147483647, q_id_seq 9223372036854775807, shared 2147483647");

    migrate(db -> db.changeColumn("p", "id", integer()));
    assertThat(read("SELECT max_value FROM pg_sequences WHERE sequencename = 'p_id_seq'"))
        .isEqualTo("2147483647");
  }
}
