package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddConstraint;
import dev.switchback.schema.Constraint;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A foreign key that the server would refuse is refused before the first commit, and in the plan. A
 * foreign key that the server accepts is never refused.
 */
public abstract class ReferencesContract extends DatabaseContract {

  private static final Body FIRST =
      db -> db.createTable("first_step", t -> t.column("id", integer().primaryKey()));

  /** The contract on one kind of database. */
  protected ReferencesContract(TestedDatabase database) {
    super(database);
  }

  /** A migration that is refused, and a part of the reason. */
  record Refused(String title, Body body, String reason) {
    @Override
    public String toString() {
      return title;
    }
  }

  /** A migration that is accepted. */
  record Accepted(String title, Body body) {
    @Override
    public String toString() {
      return title;
    }
  }

  @BeforeEach
  void createTables() throws SQLException {
    execute("CREATE TABLE parents (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, m INTEGER)");
    execute("CREATE TABLE pairs (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b))");
    execute("CREATE TABLE codes (code VARCHAR(9) NOT NULL PRIMARY KEY)");
    execute("CREATE TABLE children (id INTEGER, n INTEGER, s VARCHAR(20), big BIGINT)");
    execute("CREATE VIEW shown AS SELECT id FROM parents");
  }

  private boolean commitsEachStep() throws SQLException {
    return !dialect().rendering().hasTransactionalDdl();
  }

  static Stream<Refused> refused() {
    return Stream.of(
        new Refused(
            "a missing table",
            db -> db.addConstraint("children", foreignKey("n").references("none", "id")),
            "there is no table 'none' in the current schema. Nothing was sent. Create it before"
                + " this step"),
        new Refused(
            "a missing column of the other table",
            db -> db.addConstraint("children", foreignKey("n").references("parents", "none")),
            "'parents' has no column 'none'. Nothing was sent. Add it before this step"),
        new Refused(
            "a missing column of the table itself",
            db -> db.addConstraint("children", foreignKey("none").references("parents", "id")),
            "'children' has no column 'none'. Nothing was sent. Add it before this step"),
        new Refused(
            "a view",
            db -> db.addConstraint("children", foreignKey("n").references("shown", "id")),
            "'shown' is a view. Nothing was sent. Refer to a table"),
        new Refused(
            "a column without a key",
            db -> db.addConstraint("children", foreignKey("n").references("parents", "n")),
            "refer from 'n' of 'children' to 'n' of 'parents', because no "),
        new Refused(
            "columns without a common key",
            db ->
                db.addConstraint("children", foreignKey("id", "n").references("parents", "n", "m")),
            "refer from 'id', 'n' of 'children' to 'n', 'm' of 'parents', because no "),
        new Refused(
            "the table itself without a key",
            db -> db.addConstraint("children", foreignKey("n").references("children", "id")),
            "refer from 'n' of 'children' to 'id' of 'children', because no "),
        new Refused(
            "a column that the migration adds",
            db -> {
              db.addColumn("children", "added", uuid().nullable());
              db.addConstraint("children", foreignKey("added").references("parents", "id"));
            },
            "refer from 'added' of 'children', which is "),
        new Refused(
            "a column that is added with its reference",
            db -> db.addColumn("children", "added", uuid().nullable().references("parents", "id")),
            "refer from 'added' of 'children', which is "),
        new Refused(
            "a table that the migration creates",
            db -> {
              db.createTable("made", t -> t.column("parent", uuid()));
              db.addConstraint("made", foreignKey("parent").references("parents", "id"));
            },
            "refer from 'parent' of 'made', which is "),
        new Refused(
            "a table that is created with its reference",
            db -> db.createTable("made", t -> t.column("n", uuid().references("parents", "id"))),
            "refer from 'n' of 'made', which is "),
        new Refused(
            "another table that the migration creates",
            db -> {
              db.createTable("made", t -> t.column("id", integer()));
              db.addConstraint("children", foreignKey("n").references("made", "id"));
            },
            "refer from 'n' of 'children' to 'id' of 'made', because no "),
        new Refused(
            "both tables by the migration",
            db -> {
              db.createTable("made", t -> t.column("id", integer().primaryKey()));
              db.createTable("kids", t -> t.column("made", uuid().references("made", "id")));
            },
            "refer from 'made' of 'kids', which is "),
        new Refused(
            "one of two columns",
            db -> {
              db.addColumn("children", "added", uuid().nullable());
              db.addConstraint("children", foreignKey("n", "added").references("pairs", "a", "b"));
            },
            "refer from 'added' of 'children', which is "));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses_a_later_step_before_the_first_commit(Refused refused) throws Exception {
    Migrator migrator = migrating(FIRST.then(refused.body()));

    Plan.Entry planned = migrator.plan().migrations().get(0);
    assertThat(planned.isRefused()).isTrue();
    assertThat(planned.end().orElseThrow().reason()).contains(refused.reason());

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator::up).actual();
    if (commitsEachStep()) {
      assertThat(failure)
          .hasMessageContaining(refused.reason())
          .hasMessageContaining("It was refused before the first step: no step was executed.");
    }
    assertThat(tables()).doesNotContain("first_step", "made", "kids");
    assertThat(columns("children")).doesNotContainKey("added");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void refuses_the_only_step_with_the_types_of_both_columns() throws Exception {
    execute("CREATE TABLE others (u " + typeOfUuid() + ")");
    Migrator migrator =
        migrating(db -> db.addConstraint("others", foreignKey("u").references("parents", "id")));

    String end = migrator.plan().migrations().get(0).end().orElseThrow().reason();

    assertThat(end)
        .startsWith(dialect().name() + " cannot do this: refer from 'u' of 'others', which is ")
        .containsIgnoringCase(" to 'id' of 'parents', which is int")
        .contains(". Nothing was sent. Give both the same type");
    if (commitsEachStep()) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withMessageContaining(end);
    }
  }

  private String typeOfUuid() {
    return engine() == TestDatabase.MYSQL ? "CHAR(36)" : "UUID";
  }

  static Stream<Accepted> accepted() {
    return Stream.of(
        new Accepted(
            "a key of one column",
            db -> db.addConstraint("children", foreignKey("n").references("parents", "id"))),
        new Accepted(
            "a key of two columns",
            db ->
                db.addConstraint("children", foreignKey("id", "n").references("pairs", "a", "b"))),
        new Accepted(
            "a text of another length",
            db -> db.addConstraint("children", foreignKey("s").references("codes", "code"))),
        new Accepted(
            "a key that the migration adds",
            db -> {
              db.addConstraint("parents", unique("n"));
              db.addConstraint("children", foreignKey("n").references("parents", "n"));
            }),
        new Accepted(
            "a column that the migration adds",
            db -> {
              db.addColumn("children", "added", integer().nullable());
              db.addColumn("children", "code", string(5).nullable());
              db.addConstraint("children", foreignKey("added").references("parents", "id"));
              db.addConstraint("children", foreignKey("code").references("codes", "code"));
            }),
        new Accepted(
            "a column that the migration changes",
            db -> {
              db.changeColumn("children", "big", integer());
              db.addConstraint("children", foreignKey("big").references("parents", "id"));
            }),
        new Accepted(
            "a text that the migration changes",
            db -> {
              db.changeColumn("children", "s", string(30));
              db.addConstraint("children", foreignKey("s").references("codes", "code"));
            }),
        new Accepted(
            "the table itself",
            db -> {
              db.createTable(
                  "made",
                  t -> {
                    t.column("id", bigInt().primaryKey());
                    t.column("before", bigInt().references("made", "id"));
                  });
              db.addColumn("made", "after", bigInt().nullable().references("made", "id"));
            }),
        new Accepted(
            "both tables by the migration",
            db -> {
              db.createTable("made", t -> t.column("name", string(40).primaryKey()));
              db.createTable("kids", t -> t.column("made", string(20).references("made", "name")));
            }),
        new Accepted(
            "names that change",
            db -> {
              db.renameTable("codes", "tags");
              db.renameColumn("tags", "code", "tag");
              db.renameColumn("children", "s", "tag");
              db.addConstraint("children", foreignKey("tag").references("tags", "tag"));
            }),
        new Accepted(
            "a table that is dropped and created",
            db -> {
              db.dropTable("codes");
              db.createTable("codes", t -> t.column("code", integer().primaryKey()));
              db.addConstraint("children", foreignKey("n").references("codes", "code"));
            }),
        new Accepted(
            "a table that raw SQL creates",
            db -> {
              db.execute("CREATE TABLE raw_parents (id INTEGER NOT NULL PRIMARY KEY)");
              db.addConstraint("children", foreignKey("n").references("raw_parents", "id"));
            }),
        new Accepted(
            "a key that raw SQL creates",
            db -> {
              db.execute("ALTER TABLE parents ADD CONSTRAINT parents_n UNIQUE (n)");
              db.addConstraint("children", foreignKey("n").references("parents", "n"));
            }));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void accepts_what_the_server_accepts(Accepted accepted) throws Exception {
    Migrator migrator = migrating(FIRST.then(accepted.body()));

    assertThat(migrator.plan().isRefused()).isFalse();
    migrator.up();

    assertThat(tables()).contains("first_step");
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void refuses_no_pair_of_types_that_the_server_accepts() throws Exception {
    List<String> types = types();
    for (int i = 0; i < types.size(); i++) {
      execute("CREATE TABLE p" + i + " (x " + types.get(i) + " NOT NULL UNIQUE)");
    }
    List<String> differences = new ArrayList<>();
    for (String type : types) {
      execute("CREATE TABLE c (x " + type + ")");
      for (int j = 0; j < types.size(); j++) {
        String key = "ALTER TABLE c ADD CONSTRAINT k" + j + " FOREIGN KEY (x) REFERENCES p" + j;
        if (isRefused("p" + j) && accepts(key + " (x)")) {
          differences.add(type + " refers to " + types.get(j));
        }
      }
      execute("DROP TABLE c");
    }
    assertThat(differences).isEmpty();
  }

  private boolean isRefused(String other) throws SQLException {
    Constraint key = foreignKey("x").references(other, "x").on("c");
    try (Connection connection = dataSource().getConnection()) {
      Dialect dialect = dialect();
      dialect
          .rendering()
          .requireReference(new AddConstraint("c", key), dialect.catalog(connection));
      return false;
    } catch (UnsupportedByDialectException e) {
      return true;
    }
  }

  private boolean accepts(String sql) {
    try {
      execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private List<String> types() {
    String common =
        "SMALLINT;INTEGER;BIGINT;VARCHAR(10);VARCHAR(20);CHAR(10);DECIMAL(10, 2);DECIMAL(12, 0);"
            + "FLOAT;DOUBLE PRECISION;DATE;TIMESTAMP(3);TIME";
    String more =
        switch (engine()) {
          case MYSQL, MARIADB ->
              ";TINYINT;TINYINT(1);INT UNSIGNED;INT(5) UNSIGNED ZEROFILL;DATETIME;YEAR;BINARY(16);"
                  + "VARBINARY(20);BIT(8);ENUM('a', 'b');VARCHAR(9) COLLATE utf8mb4_bin;"
                  + "VARCHAR(9) CHARACTER SET latin1;CHAR(36) CHARACTER SET ascii";
          case H2 -> ";TINYINT;REAL;UUID;BOOLEAN;BINARY(16);TIMESTAMP WITH TIME ZONE;JSON";
          case POSTGRESQL ->
              ";REAL;TEXT;UUID;BOOLEAN;BYTEA;TIMESTAMPTZ;JSONB;INTERVAL;NAME;OID;INET";
        };
    return List.of((common + more).split(";"));
  }
}
