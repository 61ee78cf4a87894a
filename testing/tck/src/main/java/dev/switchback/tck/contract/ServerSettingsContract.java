package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Index.column;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Dialect;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same migrations, one of which fails and is continued, in sessions and on servers that are not
 * set up in the usual way. What they leave is always the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServerSettingsContract extends DatabaseContract {

  private static final String WORDS = "it's \"a\" \\ b\\' -- c";

  /** What a session sees in which nothing is set. */
  private final List<String> usual = new ArrayList<>();

  /** The contract on one kind of database. */
  protected ServerSettingsContract(TestedDatabase database) {
    super(database);
  }

  /** Settings to try, in words that {@link #with} understands: statements of a session. */
  protected abstract List<String> settings();

  /** The fresh database with a setting. */
  protected DataSource with(String setting) {
    return OtherConnections.after(dataSource(), setting);
  }

  /** Ends a query that is not to be cut by the session. */
  protected String allRows() {
    return "";
  }

  /**
   * Where the tables are made that {@code source} describes: where nothing is set, unless that is
   * another database.
   */
  protected DataSource maker(DataSource source) {
    return dataSource();
  }

  /** Those that change what a query says, and not what is asked. */
  protected List<String> settingsOfQueries() {
    return settings();
  }

  /** Describes, plans, takes a snapshot and changes rows as an unset session does. */
  @ParameterizedTest
  @MethodSource("settingsOfQueries")
  void the_catalogue_and_the_rows_are_those_of_a_usual_session(String setting) throws Exception {
    if (usual.isEmpty()) {
      usual.addAll(everythingSeen(dataSource(), dataSource()));
      migrator(dataSource(), db -> {}, db -> {}).downAll();
    }
    DataSource source = with(setting);
    assertThat(everythingSeen(maker(source), source)).isEqualTo(usual);
  }

  private List<String> everythingSeen(DataSource maker, DataSource source) throws SQLException {
    List<String> seen = new ArrayList<>();
    migrator(maker, this::createHouse, db -> {}).upTo("20250601000000-scripted");
    assertThat(migrator(source, db -> {}, db -> {}).status())
        .extracting(MigrationStatus::state)
        .containsExactly(MigrationStatus.State.APPLIED, MigrationStatus.State.PENDING);
    seen.add(migrator(source, db -> {}, db -> {}).snapshot().toString());
    seen.addAll(migrator(source, db -> {}, this::changeHouse).plan().sql());
    laterThere(
        source,
        db -> {
          describeHouse(db, seen);
          changeHouse(db);
          fillHouse(db, seen);
        });
    return seen.stream()
        .map(text -> text.replaceAll("(primary_key|index|PRIMARY_KEY|INDEX)_[0-9a-fA-F]+", "$1"))
        .toList();
  }

  private void laterThere(DataSource source, Body body) {
    Migrator migrator = migrator(source, db -> {}, body);
    assertThat(migrator.up().names()).containsExactly("20250602000000-later");
    assertThat(migrator.up().isEmpty()).isTrue();
    migrator.downTo("20250602000000-later");
  }

  /** With two migrations, of which the second has nothing to take back. */
  private Migrator migrator(DataSource source, Body first, Body second) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250601000000_Scripted.class, M20250602000000_Later.class))
        .factory(
            type ->
                type == M20250602000000_Later.class
                    ? new M20250602000000_Later(second)
                    : new M20250601000000_Scripted(first, this::dropHouse))
        .onChangedMigration(ChangedMigrationPolicy.IGNORE)
        .build();
  }

  private record M20250602000000_Later(Body up) implements Migration {
    @Override
    public void up(QueryInterface db) throws Exception {
      up.run(db);
    }

    @Override
    public void down(QueryInterface db) {}
  }

  private void createHouse(QueryInterface db) throws SQLException {
    db.createTable(
        "house",
        t -> {
          t.column("street", string(40).comment("where it's"));
          t.column("no", integer().defaultValue(7));
          t.column("kind", enumeration("a\tb", "it's", "\\").notNull().defaultValue("it's"));
          t.column("note", text());
          t.column("code", string(20).unique());
          t.column("bytes", varBinary(4).defaultValue(new byte[] {0, 1}));
          t.column("price", decimal(8, 2).notNull().defaultValue(new BigDecimal("1.50")));
          t.column("label", fixedString(4).defaultValue("wxyz"));
          t.column("ärger", integer());
          t.constraint(primaryKey("street", "no"));
        });
    db.createTable(
        "room",
        t -> {
          t.column("id", integer().primaryKey().autoIncrement());
          t.column("street", string(40));
          t.column("no", integer());
          t.column("size", integer());
          t.constraint(foreignKey("street", "no").references("house", "street", "no").named("rh"));
          t.comment("a room's");
        });
    db.addIndex("house", index(column("code").descending(), column("price")).named("house_ix"));
    db.addIndex("room", index("size").named("room_ix"));
    String quoted = dialect().rendering().quote("room");
    db.createView("large", "SELECT " + dialect().rendering().quote("id") + " FROM " + quoted);
  }

  private void dropHouse(QueryInterface db) {
    db.dropView("large");
    db.dropTable("room");
    db.dropTable("house");
  }

  private void changeHouse(QueryInterface db) {
    db.renameColumn("house", "note", "remark");
    db.renameColumn("house", "remark", "note");
    db.addColumn("house", "extra", integer().nullable());
    db.removeConstraint("house", unique("code"));
    db.addConstraint("house", unique("code"));
    db.removeIndex("house", index(column("code").descending(), column("price")).named("house_ix"));
    db.addIndex("house", index(column("code").descending(), column("price")).named("house_ix"));
    db.removeColumn("house", "extra");
    db.addColumn("room", "extra", integer().nullable());
    db.removeColumn("room", "extra");
  }

  private static void describeHouse(QueryInterface db, List<String> seen) {
    seen.add(db.showAllTables().toString());
    for (String table : db.showAllTables()) {
      seen.add(db.describeTable(table).toString());
      seen.add(db.showIndexes(table).toString());
      seen.add(db.showConstraints(table).toString());
    }
  }

  private void fillHouse(QueryInterface db, List<String> seen) throws SQLException {
    db.bulkInsert(
        "house",
        row("street", "s", "no", 1, "note", "", "code", "a"),
        row("street", "t", "no", 2, "code", "b"));
    db.upsert("house", List.of("street", "no"), row("street", "s", "no", 1, "note", "again"));
    db.upsert("house", List.of("street", "no"), row("street", "u", "no", 3, "note", "it's"));
    db.insertMissing("room", List.of("id"), row("id", 1, "size", 2), row("id", 1, "size", 3));
    db.bulkInsert("room", row("size", 4));
    db.bulkDelete("room", where("id", null)); // under sql_auto_is_null, the row before
    db.bulkUpdate("room", row("size", 5), where("size", 4));
    db.bulkDelete("room", where("size", 99));
    Dialect dialect = dialect();
    String columns =
        Stream.of("street", "no", "note", "kind", "price")
            .map(dialect.rendering()::quote)
            .collect(Collectors.joining(", "));
    for (String query :
        List.of(
            "SELECT "
                + columns
                + " FROM "
                + dialect.rendering().quote("house")
                + " ORDER BY 1"
                + allRows(),
            "SELECT "
                + dialect.rendering().quote("size")
                + " FROM "
                + dialect.rendering().quote("room")
                + " ORDER BY 1"
                + allRows())) {
      db.forEachRow(
          query,
          row -> {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              seen.add(String.valueOf(row.getString(i)).strip());
            }
          });
    }
    db.bulkDelete("room", everyRow());
    db.bulkDelete("house", everyRow());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void goes_up_fails_continues_and_goes_down_again(String setting) throws Exception {
    DataSource source = with(setting);
    Migrator three =
        Migrator.configure()
            .dataSource(source)
            .migrations(
                List.of(
                    M20250101000000_CreateRooms.class,
                    M20250102000000_AddTopicToRooms.class,
                    M20250103000000_CreateUsers.class))
            .build();
    assertThat(three.up().names()).hasSize(3);
    assertThat(three.up().isEmpty()).isTrue();
    assertThat(three.status())
        .allMatch(status -> status.state() == MigrationStatus.State.APPLIED)
        .allSatisfy(
            status ->
                assertThat(status.appliedAt().orElseThrow())
                    .isBetween(
                        Instant.now().minus(Duration.ofMinutes(9)),
                        Instant.now().plus(Duration.ofMinutes(9))));

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(() -> scripted(source, "words_ix").up())
        .withMessageContaining("at step 5 (addIndex 'words_ix' on 'words'");
    assertThat(scripted(source, "words_other").up().names()).hasSize(1);

    assertThat(read(source, "SELECT %s, %s, %s FROM %s", "a", "b", "k", "words"))
        .containsExactly(WORDS, WORDS, "it's");
    assertThat(read(source, "SELECT COUNT(*) FROM %s", "words")).containsExactly("2");
    assertThat(instants(source))
        .allSatisfy(
            instant ->
                assertThat(Duration.between(instant, Instant.now()).abs())
                    .isLessThan(Duration.ofMinutes(9)));
    assertThat(read(source, "SELECT COUNT(*) FROM %s", "switchback_journal")).containsExactly("0");
    assertThat(read(source, "SELECT COUNT(*) FROM %s", "switchback_meta")).containsExactly("4");
    assertThat(scripted(source, "words_other").down().names()).hasSize(1);
    assertThat(three.downAll().names()).hasSize(3);
    assertThat(read(source, "SELECT COUNT(*) FROM %s", "switchback_meta")).containsExactly("0");
  }

  /** Its fifth step fails if the index has the name of the one before. */
  private static Migrator scripted(DataSource source, String nameOfSecond) {
    Body up =
        db -> {
          db.createTable(
              "words",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("a", string(60).notNull().defaultValue(WORDS));
                t.column("b", text().defaultValue(WORDS));
                t.column("k", enumeration("x", "it's").notNull().defaultValue("it's"));
                t.column("at", timestamp().notNull().defaultNow());
                t.column("u", uuid().notNull().defaultUuid());
                t.comment(WORDS);
              });
          db.withConnection(
              connection -> {
                String sql = "INSERT INTO words (id) VALUES (1)";
                try (Statement statement = connection.createStatement()) {
                  statement.execute(sql);
                  statement.execute(sql.replace("(1)", "(2)"));
                }
              });
          db.addIndex("words", index("a").named("words_ix"));
          db.addIndex("words", index("a").named(nameOfSecond));
        };
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.<Class<? extends Migration>>of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(up, db -> db.dropTable("words")))
        .build();
  }

  private List<String> read(DataSource source, String sql, String... names) throws SQLException {
    Dialect dialect = dialect();
    Object[] quoted = Stream.of(names).map(dialect.rendering()::quote).toArray();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(quoted))) {
      List<String> values = new ArrayList<>();
      assertThat(row.next()).isTrue();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.add(row.getString(i));
      }
      return values;
    }
  }

  private List<Instant> instants(DataSource source) throws SQLException {
    Dialect dialect = dialect();
    String sql =
        "SELECT %s FROM %s"
            .formatted(dialect.rendering().quote("at"), dialect.rendering().quote("words"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Instant> instants = new ArrayList<>();
      while (rows.next()) {
        instants.add(dialect.driver().instant(rows, 1));
      }
      return instants;
    }
  }
}
