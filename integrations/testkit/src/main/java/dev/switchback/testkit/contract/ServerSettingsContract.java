package dev.switchback.testkit.contract;

import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.dialect.Dialect;
import dev.switchback.testkit.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.testkit.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.testkit.contract.SampleMigrations.M20250103000000_CreateUsers;
import dev.switchback.testkit.server.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** The contract on one kind of database. */
  protected ServerSettingsContract(TestDatabase kind) {
    super(kind);
  }

  /** Settings to try, in words that {@link #with} understands: statements of a session. */
  protected abstract List<String> settings();

  /** The fresh database with a setting. */
  protected DataSource with(String setting) {
    return OtherConnections.after(dataSource(), setting);
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
    Object[] quoted = Stream.of(names).map(dialect::quote).toArray();
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
    String sql = "SELECT %s FROM %s".formatted(dialect.quote("at"), dialect.quote("words"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Instant> instants = new ArrayList<>();
      while (rows.next()) {
        instants.add(dialect.instant(rows, 1));
      }
      return instants;
    }
  }
}
