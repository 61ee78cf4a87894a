package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static dev.switchback.tck.contract.Canaries.CANARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchback.DatabaseException;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.DriverManagerDataSource;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing secret is in what comes out: logs, messages, reports and tables. */
public abstract class SecretsContract extends DatabaseContract {

  private Canaries canaries;

  /** The contract on one kind of database. */
  protected SecretsContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void listen() {
    canaries = new Canaries();
  }

  @AfterEach
  void stopListening() {
    canaries.close();
  }

  private static final Body CREATE_PEOPLE =
      db ->
          db.createTable(
              "people",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("name", string(20).nullable());
                t.column("born", timestamp().nullable());
                t.column("token", uuid().nullable());
                t.index(index("name").unique().named("people_name"));
              });

  /** A value in each way in which a migration can send one. */
  private Body everyKind() {
    return db -> {
      CREATE_PEOPLE.run(db);
      db.execute(insert("(%s) VALUES (1, '" + CANARY + "')"));
      db.execute(insert("(%s) VALUES (2, 'it''s " + CANARY + "')"));
      db.execute("/* don't */ " + insert("(%s) VALUES (3, '3 " + CANARY + "')"));
      db.execute(insert("(%s) VALUES (4, ?)"), "4 " + CANARY);
      db.query(select() + " = ?", row -> row.getString(1), CANARY);
      db.query(select() + " = '" + CANARY + "'", row -> row.getString(1));
      db.withConnection(
          connection -> {
            try (PreparedStatement statement =
                connection.prepareStatement(insert("(%s) VALUES (5, ?)"))) {
              statement.setString(1, "5 " + CANARY);
              statement.executeUpdate();
            }
          });
    };
  }

  private String insert(String rest) throws SQLException {
    return "INSERT INTO "
        + quote("people")
        + " "
        + rest.formatted(quote("id") + ", " + quote("name"));
  }

  private String select() throws SQLException {
    return "SELECT %s FROM %s WHERE %1$s".formatted(quote("name"), quote("people"));
  }

  private void lookIntoTables() throws SQLException {
    for (String table : List.of("switchback_meta", "switchback_journal", "switchback_lock")) {
      List<String> columns = new ArrayList<>();
      for (String column : columns(table).keySet()) {
        if (!column.equals("answers")) { // which holds what the queries read, see locking.md
          columns.add(quote(column));
        }
      }
      canaries.see(rows("SELECT " + String.join(", ", columns) + " FROM " + quote(table)));
    }
  }

  @Test
  void shows_no_value_of_a_migration_that_goes_well() throws Exception {
    Migrator migrator = migrating(everyKind(), db -> db.dropTable("people"));

    canaries.see(migrator.status());
    canaries.see(migrator.up());
    assertThat(rows("SELECT COUNT(*) FROM " + quote("people"))).containsExactly("5");
    canaries.see(migrator.status());
    lookIntoTables();
    canaries.see(migrator.down());

    assertThat(canaries.log())
        .contains("INSERT INTO")
        .contains("Applied '20250601000000-scripted'");
    canaries.assertNoneShown();
  }

  @Test
  void shows_no_value_of_a_migration_that_is_left_unfinished_and_settled() throws Exception {
    Body body =
        db -> {
          everyKind().run(db);
          throw new IllegalStateException("not now");
        };
    Migrator migrator = migrating(body);

    canaries.seeAll(catchThrowable(migrator::up));
    canaries.see(migrator.status());
    lookIntoTables();
    canaries.seeAll(catchThrowable(migrator::up)); // continues, or begins again
    if (!dialect().rendering().hasTransactionalDdl()) {
      canaries.seeAll(catchThrowable(migrator::down));
      canaries.see(migrator.resolve("20250601000000-scripted", Resolution.ABANDON, "it is a test"));
    }

    canaries.assertNoneShown();
  }

  @Test
  void shows_no_value_of_a_statement_that_was_on_its_way() throws Exception {
    if (dialect().rendering().hasTransactionalDdl()) {
      return; // nothing remains of it
    }
    Body body = db -> db.execute("CREATE TABLE seen AS SELECT '" + CANARY + "' AS n");
    DeadManDataSource process =
        new DeadManDataSource(dataSource())
            .diesAfter(trip -> trip.call().startsWith("CREATE TABLE seen"));
    Migrator dying =
        Migrator.configure()
            .dataSource(process)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(type -> new M20250601000000_Scripted(body, db -> {}))
            .build();

    canaries.seeAll(catchThrowable(dying::up));
    assertThat(process.isDead()).isTrue();
    canaries.see(migrating(body).status());
    lookIntoTables();
    canaries.seeAll(catchThrowable(migrating(body)::up));

    canaries.assertNoneShown();
  }

  /** Statements that a server refuses, and names the value that is to blame, or the statement. */
  private Map<String, Body> refused() {
    Map<String, Body> bodies = new LinkedHashMap<>();
    bodies.put("a bound duplicate", db -> db.execute(insert("(%s) VALUES (2, ?)"), CANARY));
    bodies.put("a duplicate", db -> db.execute(insert("(%s) VALUES (2, '" + CANARY + "')")));
    bodies.put(
        "a bound value that is too long",
        db -> db.execute(insert("(%s) VALUES (2, ?)"), CANARY.repeat(3)));
    bodies.put(
        "a value that is too long",
        db -> db.execute(insert("(%s) VALUES (2, '" + CANARY.repeat(3) + "')")));
    bodies.put(
        "a text for a number", db -> db.execute(insert("(%s) VALUES ('" + CANARY + "', 'x')")));
    bodies.put(
        "a bound text for a number", db -> db.execute(insert("(%s) VALUES (?, 'x')"), CANARY));
    bodies.put(
        "a text for a time",
        db -> db.execute("UPDATE %s SET %s = '%s'".formatted(people(), quote("born"), CANARY)));
    bodies.put(
        "a bound text for a time",
        db -> db.execute("UPDATE %s SET %s = ?".formatted(people(), quote("born")), CANARY));
    bodies.put(
        "a bound text for a uuid",
        db ->
            db.execute(
                "UPDATE %s SET %s = ?".formatted(people(), quote("token")), CANARY.repeat(4)));
    bodies.put(
        "a text to be cast",
        db -> db.query("SELECT CAST('" + CANARY + "' AS DATE) + 1 / 0 FROM nowhere", row -> 1));
    bodies.put("no SQL", db -> db.execute("INSERT INTO nowhere VALUS ('" + CANARY + "')"));
    bodies.put("no SQL, and bound", db -> db.execute("INSERT INTO nowhere VALUS (?)", CANARY));
    bodies.put("no end", db -> db.execute(insert("(%s) VALUES (2, '" + CANARY)));
    bodies.put("no SQL at the value", db -> db.execute("INSERT INTO nowhere '" + CANARY + "'"));
    bodies.put("no SQL over lines", db -> db.execute("SELECT\n1\nFORM\n'\n" + CANARY + "\n'"));
    bodies.put(
        "a condition of rows",
        db -> db.bulkDelete("people", whereSql("nowhere = '" + CANARY + "'")));
    bodies.put(
        "a query of a view",
        db -> db.createView("seen", "SELECT '" + CANARY + "' AS n FROM nowhere"));
    bodies.put(
        "an expression for using()",
        db ->
            db.changeColumn(
                "people", "name", c -> c.to(integer()).using("'" + CANARY + "' || nowhere")));
    bodies.put("a query that is no SQL", db -> db.query("SELECT FROM '" + CANARY + "'", row -> 1));
    bodies.put(
        "a batch",
        db ->
            db.withConnection(
                connection -> {
                  try (PreparedStatement statement =
                      connection.prepareStatement(insert("(%s) VALUES (?, ?)"))) {
                    for (int id = 2; id < 4; id++) {
                      statement.setInt(1, id);
                      statement.setString(2, CANARY);
                      statement.addBatch();
                    }
                    statement.executeBatch();
                  }
                }));
    bodies.put(
        "a foreign key",
        db -> {
          db.createTable("friends", t -> t.column("name", string(20).references("people", "name")));
          db.execute("INSERT INTO " + quote("friends") + " VALUES ('no " + CANARY + "')");
        });
    bodies.put(
        "a unique index over duplicates",
        db -> {
          db.createTable("doubles", t -> t.column("name", string(20)));
          db.execute("INSERT INTO %s VALUES (?)".formatted(quote("doubles")), CANARY);
          db.execute("INSERT INTO %s VALUES (?)".formatted(quote("doubles")), CANARY);
          db.addIndex("doubles", index("name").unique().named("doubles_name"));
        });
    return bodies;
  }

  /** The catalogue shows a definition too, so its values are no secrets. */
  @Test
  void shows_the_values_of_a_schema_definition() throws Exception {
    Body again =
        db ->
            db.createTable(
                "people",
                t -> {
                  t.column("kind", string(60).notNull().defaultValue("it's general"));
                  t.column("size", enumeration("small", "large").notNull());
                });
    migrating(
            db -> {
              CREATE_PEOPLE.run(db);
              db.addColumn("people", "kind", string(60).notNull().defaultValue("a guest"));
            })
        .up();
    assertThat(canaries.log()).contains("'a guest'");

    Throwable failure =
        catchThrowable(
            configure(M20250701000000_Refused.class)
                    .tablePrefix("sb")
                    .factory(type -> new M20250701000000_Refused(again))
                    .build()
                ::up);

    assertThat(failure)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("'it''s general'")
        .hasMessageContaining("\nSQL: CREATE TABLE ");
  }

  private String people() throws SQLException {
    return quote("people");
  }

  @Test
  void shows_no_value_that_the_server_has_refused() throws Exception {
    migrating(CREATE_PEOPLE).up();
    execute(insert("(%s) VALUES (1, '" + CANARY + "')"));
    for (Map.Entry<String, Body> refused : refused().entrySet()) {
      MigratorBuilder builder =
          configure(M20250701000000_Refused.class)
              .tablePrefix("sb")
              .factory(type -> new M20250701000000_Refused(refused.getValue()));
      Throwable failure = catchThrowable(builder.build()::up);

      assertThat(failure).as(refused.getKey()).isInstanceOf(MigrationFailedException.class);
      canaries.seeMessages(failure);
      assertThat(failure.getMessage()).as(refused.getKey()).doesNotContainIgnoringCase(CANARY);
      canaries.see(rows("SELECT * FROM " + quote("sb_journal")));
      forget("friends");
      forget("doubles");
      execute("DELETE FROM " + quote("sb_journal"));
    }
    canaries.assertNoneShown();
  }

  private static final long NUMBER = 7_731_773_177L;
  private static final LocalDate DATE = LocalDate.of(1977, 7, 31);
  private static final UUID ID = UUID.fromString("77317731-7731-7731-7731-773177317731");

  /** Values that no quotes betray, in a key, a foreign key and an index over duplicates. */
  private Map<String, Body> refusedWithoutQuotes() {
    Map<String, Body> bodies = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("n", NUMBER);
    values.put("d", DATE);
    values.put("u", ID);
    values.forEach(
        (column, value) -> {
          bodies.put(
              "a key twice, " + column,
              db -> {
                db.bulkInsert("parents_" + column, row(column, value));
                db.bulkInsert("parents_" + column, row(column, value));
              });
          bodies.put(
              "a key of raw SQL twice, " + column,
              db -> {
                String insert = "INSERT INTO %s VALUES (?)".formatted(quote("parents_" + column));
                db.execute(insert, value);
                db.execute(insert, value);
              });
          bodies.put(
              "a foreign key, " + column,
              db -> db.bulkInsert("children_" + column, row(column, value)));
          bodies.put(
              "a unique index over duplicates, " + column,
              db -> {
                db.execute("DELETE FROM " + quote("loose_" + column));
                db.bulkInsert("loose_" + column, row(column, value), row(column, value));
                db.addIndex("loose_" + column, index(column).unique().named("once_" + column));
              });
          bodies.put(
              "a foreign key over rows, " + column,
              db -> {
                db.execute("DELETE FROM " + quote("loose_" + column));
                db.bulkInsert("loose_" + column, row(column, value));
                db.addConstraint(
                    "loose_" + column, foreignKey(column).references("parents_" + column, column));
              });
        });
    bodies.put("a number that is too large", db -> db.bulkInsert("small", row("n", NUMBER)));
    return bodies;
  }

  @Test
  void shows_no_number_no_date_and_no_uuid_of_a_row() throws Exception {
    migrating(
            db -> {
              db.createTable("parents_n", t -> t.column("n", bigInt().primaryKey()));
              db.createTable("parents_d", t -> t.column("d", date().primaryKey()));
              db.createTable("parents_u", t -> t.column("u", uuid().primaryKey()));
              db.createTable("loose_n", t -> t.column("n", bigInt()));
              db.createTable("loose_d", t -> t.column("d", date()));
              db.createTable("loose_u", t -> t.column("u", uuid()));
              db.createTable(
                  "children_n", t -> t.column("n", bigInt().references("parents_n", "n")));
              db.createTable("children_d", t -> t.column("d", date().references("parents_d", "d")));
              db.createTable("children_u", t -> t.column("u", uuid().references("parents_u", "u")));
              db.createTable("small", t -> t.column("n", smallInt()));
            })
        .up();
    for (Map.Entry<String, Body> refused : refusedWithoutQuotes().entrySet()) {
      Throwable failure =
          catchThrowable(
              configure(M20250701000000_Refused.class)
                      .tablePrefix("sb")
                      .factory(type -> new M20250701000000_Refused(refused.getValue()))
                      .build()
                  ::up);

      assertThat(failure).as(refused.getKey()).isInstanceOf(MigrationFailedException.class);
      assertThat(failure.getMessage())
          .as(refused.getKey())
          .doesNotContain("7731773177", "1977-07-31", "77317731")
          .doesNotContainPattern("(?i)x?'?77317731");
      canaries.seeMessages(failure);
      execute("DELETE FROM " + quote("sb_journal"));
    }
    assertThat(canaries.log()).doesNotContain("7731773177", "1977-07-31", "77317731");
  }

  /** What a trigger or a routine says may be made of the values of a row. */
  @Test
  void shows_nothing_of_what_the_code_of_the_database_raises() throws Exception {
    String raise =
        switch (engine()) {
          case H2 -> ""; // whose triggers are Java
          case POSTGRESQL ->
              "DO $$ BEGIN RAISE EXCEPTION 'the name % is taken', '" + CANARY + "'; END $$";
          case MYSQL, MARIADB ->
              "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the name " + CANARY + " is taken'";
        };
    if (raise.isEmpty()) {
      return;
    }

    Throwable failure = catchThrowable(migrating(db -> db.execute(raise))::up);

    assertThat(failure)
        .hasMessageContaining(
            "a trigger or a routine of the database raised an error; the cause of this exception"
                + " has its text");
    canaries.seeMessages(failure);
    canaries.assertNoneShown();
  }

  private void forget(String table) throws SQLException {
    if (tables().contains(table)) {
      execute("DROP TABLE " + quote(table));
    }
  }

  @Test
  void shows_no_password_of_a_url_that_leads_nowhere() throws Exception {
    List<String> urls = SecretUrls.of(engine());
    assertThat(urls).hasSizeGreaterThanOrEqualTo(30);
    List<Callable<Throwable>> starts =
        urls.stream().flatMap(url -> ways(url).stream()).map(SecretsContract::start).toList();
    int atOnce = engine() == TestDatabase.H2 ? 1 : starts.size(); // most of it is waiting
    ExecutorService together = Executors.newFixedThreadPool(atOnce);
    List<String> leaks = new ArrayList<>();
    try {
      for (Future<Throwable> start : together.invokeAll(starts)) {
        Throwable failure = start.get();
        assertThat(failure).isInstanceOf(SwitchbackException.class);
        leaks.addAll(leaks(failure));
        canaries.seeAll(failure);
      }
    } finally {
      together.shutdown();
    }
    assertThat(leaks).isEmpty();
    canaries.assertNoneShown();
  }

  private static Callable<Throwable> start(Supplier<MigratorBuilder> way) {
    return () ->
        catchThrowable(
            () -> {
              try (Migrator migrator = build(way.get())) {
                migrator.status();
              }
            });
  }

  /** A pool of our own, and a data source of somebody else's. */
  private static List<Supplier<MigratorBuilder>> ways(String url) {
    return List.of(
        () -> Migrator.configure().url(url, "me", CANARY),
        () -> Migrator.configure().dataSource(new DriverManagerDataSource(url, "me", CANARY)));
  }

  private static Migrator build(MigratorBuilder builder) {
    return builder.migrations(List.of(M20250101000000_CreateRooms.class)).build();
  }

  private static List<String> leaks(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(Throwable::toString)
        .filter(text -> text.toLowerCase(Locale.ROOT).contains(CANARY))
        .toList();
  }

  @Test
  void shows_no_password_that_is_wrong() throws Exception {
    execute("SELECT 1"); // the first user of an H2 database is its owner
    String user = "nobody_" + database().name();
    for (MigratorBuilder way :
        List.of(
            Migrator.configure().url(database().url(), user, CANARY),
            Migrator.configure()
                .dataSource(new DriverManagerDataSource(database().url(), user, CANARY)))) {
      try (Migrator migrator = build(way)) {
        Throwable failure = catchThrowable(migrator::up);
        assertThat(failure).isInstanceOf(DatabaseException.class);
        canaries.seeAll(failure);
      }
    }
    canaries.assertNoneShown();
  }

  /** Another one than that which has made the table. */
  static final class M20250701000000_Refused implements Migration {

    private final Body up;

    M20250701000000_Refused(Body up) {
      this.up = up;
    }

    @Override
    public void up(QueryInterface db) throws Exception {
      up.run(db);
    }

    @Override
    public void down(QueryInterface db) {}
  }
}
