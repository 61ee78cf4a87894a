package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.RenameOption.withDependants;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Hazard;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code renameTable(…, withDependants())}. */
public abstract class DefaultNamesContract extends ChangesContract {

  private static final Body RENAME = db -> db.renameTable("seats", "chairs", withDependants());

  private static final Body BACK = db -> db.renameTable("chairs", "seats", withDependants());

  /** The contract on one kind of database. */
  protected DefaultNamesContract(TestedDatabase database) {
    super(database);
  }

  /** Parts of all kinds with default names, and three with names that were chosen. */
  private void seats(QueryInterface db) {
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
    db.createTable(
        "seats",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("row", string(9).unique());
          t.column("no", integer().unsigned());
          t.column("kind", enumeration("soft", "hard"));
          t.column(
              "user_id",
              integer()
                  .references("users", "id")
                  .onDelete(ReferentialAction.SET_NULL)
                  .onUpdate(ReferentialAction.CASCADE));
          t.column("next_id", bigInt().references("seats", "id"));
        });
    db.addIndex("seats", "no", "row");
    db.addIndex("seats", index("kind", "no").unique());
    db.addIndex("seats", index("kind").named("seats by kind"));
    db.addConstraint("seats", unique("no", "kind").named("seats_one"));
    if (hasChecks()) {
      db.addConstraint("seats", check("seats_no", "no > 0"));
    }
    db.createTable("tickets", t -> t.column("seat_id", bigInt().references("seats", "id")));
    db.bulkInsert("users", row("id", 1), row("id", 2));
    db.bulkInsert("seats", row("row", "a", "no", 1, "user_id", 1));
  }

  /** MySQL 8.0.15 reads a check and forgets it. */
  private boolean hasChecks() {
    try {
      return engine() != TestDatabase.MYSQL || isVersion(8, 0, 16);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void givenSeats() throws SQLException {
    run(this::seats);
    execute("DELETE FROM " + quote("switchback_meta"));
    isUp = false;
  }

  private Migrator reversible(Body change) {
    return configure(M20250601000000_Changing.class)
        .factory(type -> new M20250601000000_Changing(change))
        .build();
  }

  private static Set<String> partsOf(TableDescription table) {
    return Stream.concat(
            table.constraints().stream().map(ConstraintDescription::name),
            table.indexes().stream().map(IndexDescription::name))
        .filter(name -> !name.equals("PRIMARY"))
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  private Set<String> partsOf(String table) {
    return migrating(db -> {}).snapshot().tables().stream()
        .filter(each -> each.name().equals(table))
        .findFirst()
        .map(DefaultNamesContract::partsOf)
        .orElseThrow();
  }

  @Test
  void renames_what_has_a_default_name_and_leaves_the_rest() throws Exception {
    givenSeats();
    migrating(RENAME).up();

    assertThat(tables()).containsExactlyInAnyOrder("chairs", "tickets", "users");
    assertThat(partsOf("chairs"))
        .contains(
            "chairs_row_uk",
            "chairs_no_row",
            "chairs_kind_no",
            "chairs_user_id_fk",
            "chairs_next_id_fk",
            "seats by kind",
            "seats_one")
        .doesNotContain("seats_row_uk", "seats_no_row", "seats_kind_no", "seats_user_id_fk");
    assertThat(partsOf("chairs").stream().filter(name -> name.startsWith("seats_")))
        .filteredOn(name -> !name.matches(".*_index_[0-9a-f]+")) // H2's index of a constraint
        .isSubsetOf("seats_one", "seats_no");
    if (!isMySqlFamily()) {
      assertThat(partsOf("chairs")).contains("chairs_pk", "chairs_no_type");
    }
    assertThat(foreignKeys("tickets")).containsEntry("tickets_seat_id_fk", "seat_id -> chairs.id");
    assertThat(foreignKeys("chairs"))
        .containsEntry("chairs_next_id_fk", "next_id -> chairs.id")
        .containsEntry("chairs_user_id_fk", "user_id -> users.id");
    insert("chairs", "row, next_id", "'b', 1");
    assertThat(all("chairs", "id")).containsExactly("1", "2");
    assertThatThrownBy(() -> insert("chairs", "next_id", "9")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> insert("chairs", "user_id", "9")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> insert("chairs", "row", "'a'")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> insert("chairs", "no", "-1")).isInstanceOf(SQLException.class);
    execute("DELETE FROM " + quote("users"));
    assertThat(all("chairs", "user_id")).containsExactly("null", "null");
  }

  @Test
  void another_table_can_have_the_old_name_and_all_its_default_names() throws Exception {
    givenSeats();
    migrating(
            db -> {
              RENAME.run(db);
              db.createTable(
                  "seats",
                  t -> {
                    t.column("id", bigInt().primaryKey().autoIncrement());
                    t.column("row", string(9).unique());
                    t.column("no", integer().unsigned());
                    t.column("user_id", integer().references("users", "id"));
                    t.index("no", "row");
                  });
            })
        .up();

    assertThat(partsOf("seats")).contains("seats_row_uk", "seats_user_id_fk", "seats_no_row");
  }

  @Test
  void finds_the_way_back_by_itself_and_there_again() throws Exception {
    givenSeats();
    Migrator migrator = reversible(RENAME);
    SchemaSnapshot before = migrator.snapshot();

    migrator.up();
    SchemaSnapshot there = migrator.snapshot();
    migrator.down();
    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
    migrator.up();
    assertThat(migrator.snapshot().differencesFrom(there)).isEmpty();
  }

  @Test
  void the_next_step_and_its_plan_know_the_new_names() throws Exception {
    givenSeats();
    Body body =
        db -> {
          RENAME.run(db);
          db.removeIndex("chairs", "chairs_no_row");
          db.removeConstraint("chairs", "chairs_user_id_fk");
          db.removeIndex("chairs", "seats by kind");
          BACK.run(db);
        };
    assertThat(migrating(RENAME).plan().sql()).isNotEmpty();
    assertThat(migrating(body).plan().isRefused()).isFalse();
    migrating(body).up();

    assertThat(partsOf("seats"))
        .contains("seats_row_uk", "seats_next_id_fk", "seats_one")
        .doesNotContain("seats_no_row", "seats_user_id_fk", "seats by kind");
  }

  /** MySQL and MariaDB drop and add a foreign key or a check. */
  @Test
  void a_plan_warns_where_the_rename_blocks_writers() throws Exception {
    givenSeats();
    List<String> rules =
        migrating(RENAME).plan().migrations().get(0).steps().stream()
            .flatMap(step -> step.hazards().stream())
            .map(Hazard::rule)
            .distinct()
            .toList();

    assertThat(rules)
        .isEqualTo(
            isMySqlFamily()
                ? List.of("foreign-key-copies", "renames-table")
                : List.of("renames-table"));
    assertThat(
            migrating(db -> db.renameTable("seats", "chairs")).plan().migrations().get(0).steps())
        .allMatch(
            step -> step.hazards().stream().allMatch(each -> each.rule().equals("renames-table")));
  }

  @Test
  void refuses_a_name_that_is_taken_and_sends_nothing() throws Exception {
    givenSeats();
    execute(
        "CREATE INDEX %s ON %s (%s)"
            .formatted(quote("chairs_no_row"), quote("seats"), quote("next_id")));
    SchemaSnapshot before = migrating(db -> {}).snapshot();
    String refusal =
        "renameTable 'seats' to 'chairs' with dependants – index 'seats_no_row' cannot become"
            + " 'chairs_no_row', because that name is taken. Nothing was sent. Rename what has it"
            + " first, or leave out withDependants() and rename the parts one by one";

    assertThat(migrating(RENAME).plan().migrations().get(0).end().orElseThrow().reason())
        .isEqualTo(refusal);
    assertThatThrownBy(migrating(RENAME)::up).hasMessageContaining(refusal);
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
    assertThatThrownBy(migrating(db -> db.renameTable("seats", "users", withDependants()))::up)
        .hasMessageContaining(
            "renameTable 'seats' to 'users' with dependants – there is a table or a view of the new"
                + " name. Nothing was sent. Choose another name");
    assertThatThrownBy(migrating(db -> db.renameTable("none", "chairs", withDependants()))::up)
        .hasMessageContaining(
            "renameTable 'none' to 'chairs' with dependants – there is no table of this name in the"
                + " current schema");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  /** Names are unique in the schema: of indexes, or on MySQL and MariaDB of foreign keys. */
  @Test
  void refuses_a_name_that_another_table_has_taken_where_the_server_would() throws Exception {
    givenSeats();
    String name = isMySqlFamily() ? "chairs_user_id_fk" : "chairs_row_uk";
    run(
        db -> {
          if (isMySqlFamily()) {
            db.createTable("more", t -> t.column("user_id", integer()));
            db.addConstraint("more", foreignKey("user_id").references("users", "id").named(name));
          } else {
            db.createTable("more", t -> t.column("user_id", integer()));
            db.addConstraint("more", unique("user_id").named(name));
          }
        });
    execute("DELETE FROM " + quote("switchback_meta"));
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    assertThatThrownBy(migrating(RENAME)::up)
        .hasMessageContaining("cannot become '%s', because that name is taken.".formatted(name));
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  @Test
  void refuses_a_new_name_that_is_too_long_for_a_part() throws Exception {
    givenSeats();
    SchemaSnapshot before = migrating(db -> {}).snapshot();
    int longest = engine() == TestDatabase.H2 ? 256 : engine() == TestDatabase.POSTGRESQL ? 63 : 64;
    String name = "c".repeat(longest - 1);

    assertThatThrownBy(migrating(db -> db.renameTable("seats", name, withDependants()))::up)
        .hasMessageContaining("Name '" + name + "_")
        .hasMessageContaining("and " + longest + " is the limit. Shorten it.");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  @Test
  void its_undo_is_refused_if_it_would_rename_more() throws Exception {
    givenSeats();
    run(db -> db.renameIndex("seats", "seats_no_row", "chairs_no_row"));
    execute("DELETE FROM " + quote("switchback_meta"));
    SchemaSnapshot before = migrating(db -> {}).snapshot();
    String refusal =
        "renameTable 'seats' to 'chairs' with dependants – its undo would not restore the name of"
            + " index 'chairs_no_row'. Nothing was sent.";

    assertThat(reversible(RENAME).plan().isRefused()).isTrue();
    assertThatThrownBy(reversible(RENAME)::up).hasMessageContaining(refusal);
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
    migrating(RENAME).up();
    assertThat(partsOf("chairs")).contains("chairs_no_row", "chairs_row_uk");
  }

  @Test
  void tells_whether_a_table_and_its_parts_were_renamed() throws Exception {
    givenSeats();
    RenameTable rename = new RenameTable("seats", "chairs", true);

    assertThat(probe(rename)).isEqualTo(NOT_APPLIED);
    migrating(RENAME).up();
    assertThat(probe(rename)).isEqualTo(APPLIED);
  }

  @Test
  void continues_after_its_process_has_died_before_or_after_each_statement() throws Exception {
    givenSeats();
    SchemaSnapshot before = migrating(db -> {}).snapshot();
    DeadManDataSource counting = new DeadManDataSource(dataSource());
    renaming(counting).up();
    SchemaSnapshot there = migrating(db -> {}).snapshot();
    migrating(RENAME, BACK).down();
    assertThat(migrating(db -> {}).snapshot().differencesFrom(before)).isEmpty();
    List<Integer> renames =
        counting.log().stream()
            .filter(trip -> trip.call().matches("(?s).*(ALTER|RENAME) .*chairs.*"))
            .map(DeadManDataSource.Trip::number)
            .toList();
    assertThat(renames).isNotEmpty();
    for (int trip = renames.get(0); trip <= renames.get(renames.size() - 1) + 1; trip++) {
      DeadManDataSource process = new DeadManDataSource(dataSource()).diesBefore(trip);
      assertThatExceptionOfType(SwitchbackException.class).isThrownBy(() -> renaming(process).up());
      assertThat(process.isDead()).isTrue();
      migrating(RENAME, BACK).up();
      assertThat(migrating(db -> {}).snapshot().differencesFrom(there)).isEmpty();
      migrating(RENAME, BACK).down();
      assertThat(migrating(db -> {}).snapshot().differencesFrom(before)).isEmpty();
    }
  }

  private Migrator renaming(DeadManDataSource process) {
    return Migrator.configure()
        .dataSource(process)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(RENAME, db -> {}))
        .build();
  }

  /** H2 renames by several statements, each of which commits. The others rename as a whole. */
  @Test
  void renames_the_rest_if_a_part_is_renamed_already() throws Exception {
    givenSeats();
    run(
        db -> {
          db.renameConstraint("seats", "seats_row_uk", "chairs_row_uk");
          db.renameIndex("seats", "seats_no_row", "chairs_no_row");
        });
    execute("DELETE FROM " + quote("switchback_meta"));
    assertThat(probe(new RenameTable("seats", "chairs", true))).isEqualTo(NOT_APPLIED);
    migrating(RENAME).up();

    assertThat(partsOf("chairs"))
        .contains("chairs_row_uk", "chairs_no_row", "chairs_kind_no", "chairs_user_id_fk");
  }

  /** MySQL and MariaDB rename their own names by themselves; H2 has numbers in them. */
  @Test
  void renames_the_default_names_of_postgresql_too() throws Exception {
    if (engine() != TestDatabase.POSTGRESQL) {
      return;
    }
    String table = "a_table_with_quite_a_long_name_of_fifty_bytes_or_so";
    execute(
        """
        CREATE TABLE %s (
          id serial PRIMARY KEY, a integer UNIQUE CHECK (a > 0),
          a_column_with_a_long_name integer REFERENCES %1$s, b integer, CHECK (a < b),
          EXCLUDE USING btree (b WITH =))\
        """
            .formatted(table));
    execute("CREATE INDEX ON %s (a, b DESC)".formatted(table));
    execute("CREATE INDEX ON %s (a_column_with_a_long_name)".formatted(table));
    execute("CREATE TABLE short (LIKE %s INCLUDING ALL)".formatted(table));
    execute("DROP TABLE short");
    Body rename = db -> db.renameTable(table, "short", withDependants());
    SchemaSnapshot before = reversible(rename).snapshot();
    reversible(rename).up();

    assertThat(partsOf("short"))
        .contains(
            "short_pkey",
            "short_a_key",
            "short_a_check",
            "short_check",
            "short_a_column_with_a_long_name_fkey",
            "short_b_excl",
            "short_a_b_idx",
            "short_a_column_with_a_long_name_idx")
        .noneMatch(name -> name.startsWith("a_table"));
    assertThat(rows("SELECT pg_get_serial_sequence('short', 'id')::regclass::text"))
        .containsExactly("short_id_seq");
    execute("INSERT INTO short (a, b) VALUES (1, 2)");
    reversible(rename).down();
    assertThat(reversible(rename).snapshot().differencesFrom(before)).isEmpty();
  }
}
