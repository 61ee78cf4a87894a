package dev.switchback.postgresql;

import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrentIndexTest {

  private static final AddIndex UNIQUE =
      new AddIndex("words", index("w").unique().concurrently().named("one of a word"));
  private static final RemoveIndex REMOVAL = new RemoveIndex("words", "one of a word", true);

  private final PostgreSqlDialect dialect = new PostgreSqlDialect();
  private FreshDatabase database;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    connection = database.dataSource().getConnection();
    execute("CREATE TABLE words (w text)");
    execute("INSERT INTO words VALUES ('a'), ('a')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    database.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void carryOut(Operation operation) throws SQLException {
    for (SqlStatement sql : dialect.rendering().render(operation, dialect.catalog(connection))) {
      execute(sql.sql());
    }
  }

  private Probe.Result probe(Operation operation) {
    return operation.accept(new Probe(dialect, dialect.catalog(connection)));
  }

  private List<CatalogIndex> indexes() {
    return dialect.catalog(connection).indexes("words");
  }

  @Test
  void builds_an_index_anew_that_a_failed_build_left_behind() throws SQLException {
    assertThat(probe(UNIQUE)).isEqualTo(Probe.Result.NOT_APPLIED);
    assertThatThrownBy(() -> carryOut(UNIQUE)).hasMessageContaining("could not create unique");
    assertThat(indexes())
        .containsExactly(new CatalogIndex("one of a word", List.of("w"), true, false));
    assertThat(probe(UNIQUE)).isEqualTo(Probe.Result.NOT_APPLIED);
    assertThatThrownBy(() -> carryOut(UNIQUE)).hasMessageContaining("could not create unique");
    execute("TRUNCATE words");

    carryOut(UNIQUE);

    assertThat(indexes())
        .containsExactly(new CatalogIndex("one of a word", List.of("w"), true, true));
    assertThat(probe(UNIQUE)).isEqualTo(Probe.Result.APPLIED);
  }

  @Test
  void does_not_drop_an_index_that_is_complete() throws SQLException {
    execute("TRUNCATE words");
    carryOut(UNIQUE);

    assertThatThrownBy(() -> carryOut(UNIQUE)).hasMessageContaining("already exists");

    assertThat(indexes()).extracting(CatalogIndex::isValid).containsExactly(true);
  }

  @Test
  void an_invalid_index_is_not_taken_for_the_one_that_is_asked_for() throws SQLException {
    assertThatThrownBy(() -> carryOut(UNIQUE)).hasMessageContaining("could not create unique");
    Operation usual = ifNotExists(new AddIndex("words", index("w").unique().named(UNIQUE.name())));

    assertThatThrownBy(() -> carryOut(usual))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "addIndex 'one of a word' on 'words' if it does not exist – it exists, and is another"
                + " one: an invalid index, which a concurrent build left when it failed. Nothing"
                + " was sent. Change it, or choose another name");
    execute("TRUNCATE words");
    carryOut(ifNotExists(UNIQUE));

    assertThat(indexes())
        .containsExactly(new CatalogIndex("one of a word", List.of("w"), true, true));
    assertThat(dialect.rendering().render(usual, dialect.catalog(connection))).isEmpty();
  }

  private static Operation ifNotExists(Operation operation) {
    return Guarded.of(Guarded.Condition.IF_NOT_EXISTS, operation, List.of());
  }

  @Test
  void does_not_know_of_an_incomplete_index_over_something_else() throws SQLException {
    execute("ALTER TABLE words ADD COLUMN v text");
    assertThatThrownBy(() -> carryOut(UNIQUE)).hasMessageContaining("could not create unique");

    assertThat(probe(new AddIndex("words", index("v").unique().named("one of a word"))))
        .isEqualTo(Probe.Result.UNKNOWN);
  }

  @Test
  void does_not_take_an_index_of_some_rows_for_one_of_all() throws SQLException {
    execute("CREATE INDEX words_w ON words (w) WHERE w <> 'a'");

    assertThat(probe(new AddIndex("words", index("w")))).isEqualTo(Probe.Result.UNKNOWN);
  }

  @Test
  void removes_an_index_whether_it_is_complete_or_not() throws SQLException {
    assertThatThrownBy(() -> carryOut(UNIQUE)).hasMessageContaining("could not create unique");
    assertThat(probe(REMOVAL)).isEqualTo(Probe.Result.NOT_APPLIED);

    carryOut(REMOVAL);

    assertThat(indexes()).isEmpty();
    assertThat(probe(REMOVAL)).isEqualTo(Probe.Result.APPLIED);
    assertThatThrownBy(() -> carryOut(REMOVAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "removeIndex 'one of a word' from 'words' concurrently – there is no index of this name"
                + " on this table; it has none");
  }
}
