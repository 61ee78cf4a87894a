package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Index.column;
import static dev.switchback.schema.Index.expression;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an index can be beside columns in a row: made as it was asked for, or refused. */
public abstract class IndexOptionsContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected IndexOptionsContract(TestedDatabase database) {
    super(database);
  }

  /** Each attribute of an index, alone and with others. */
  @SuppressWarnings("ImmutableEnumChecker") // an index is immutable
  protected enum Option {
    DESCENDING(index(column("name"), column("size").descending())),
    NULLS(index(column("size").nullsFirst(), column("name").descending().nullsLast())),
    USUAL_NULLS(index(column("size").nullsLast(), column("name").descending().nullsFirst())),
    LENGTH(index(column("name"), column("about").length(7))),
    COLLATION(index(column("name").collate("C"))),
    OPERATOR_CLASS(index(column("name").operatorClass("text_pattern_ops").descending())),
    EXPRESSION(index(column("size"), expression("lower(name)")).unique().named("x")),
    EXPRESSION_DESCENDING(index(expression("size + 1").descending()).named("x")),
    WHERE(index("name").where("size > 0")),
    UNIQUE_WHERE(index(column("name").descending()).unique().where("size > 0")),
    GIN(index("settings").using("GIN")),
    GIN_PATH(index(column("settings").operatorClass("jsonb_path_ops")).using("gin")),
    HASH(index("name").using("hash")),
    BTREE(index("name").using("BTREE")),
    INCLUDE(index("size").unique().include("name", "hits")),
    NULLS_NOT_DISTINCT(index("size").unique().nullsNotDistinct()),
    FULLTEXT(index("name", "about").fulltext()),
    PARSER(index("name", "about").fulltext("NGram")),
    ALL_OF_POSTGRESQL(
        index(column("name").collate("C").descending().nullsLast(), expression("size + 1"))
            .named("it's \"all\"")
            .unique()
            .include("hits")
            .where("hits > 0 AND name <> 'x'"));

    private final Index index;

    Option(Index index) {
      this.index = index;
    }
  }

  /** The options that the database has. The dialect must refuse the others. */
  protected abstract Set<Option> supported();

  @BeforeEach
  void createTable() throws SQLException {
    TableDefinition t = new TableDefinition("rooms");
    t.column("size", integer());
    t.column("hits", integer());
    t.column("name", string(60));
    t.column("about", text());
    t.column("settings", json());
    carryOut(new CreateTable(t.table()));
  }

  private void insert(String values) throws SQLException {
    execute("INSERT INTO %s VALUES (%s)".formatted(quote("rooms"), values));
  }

  private Probe.Result probe(Operation operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  /** An index of the name of another one, with nothing else of it. */
  private static AddIndex plain(AddIndex operation) {
    return new AddIndex("rooms", index("size", "hits").named(operation.name()));
  }

  @ParameterizedTest
  @EnumSource
  void makes_what_was_asked_for_and_knows_it_again_or_refuses_it(Option option) throws Exception {
    AddIndex operation = new AddIndex("rooms", option.index);
    if (!supported().contains(option)) {
      assertThatThrownBy(() -> carryOut(operation))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessageStartingWith(
              dialectName() + " cannot do this: " + operation.describe() + " with ");
      assertThat(indexes("rooms")).isEmpty();
      return;
    }
    assertThat(probe(operation)).isEqualTo(NOT_APPLIED);

    migrating(db -> db.addIndex("rooms", option.index), db -> db.removeIndex("rooms", option.index))
        .up();

    assertThat(catalog().indexes("rooms"))
        .containsExactly(dialect().mapping().indexInCatalog(operation))
        .allMatch(index -> index.name().equals(operation.name()));
    assertThat(probe(operation)).isEqualTo(APPLIED);
    assertThat(probe(plain(operation))).isEqualTo(UNKNOWN);
    carryOut(new RemoveIndex("rooms", operation.name()));
    carryOut(plain(operation));
    assertThat(probe(operation)).as("an index of this name without it").isEqualTo(UNKNOWN);
  }

  @Test
  void tells_options_apart_that_are_no_part_of_a_column() throws Exception {
    Index name = index("name");
    List<Index> others =
        supported().contains(Option.WHERE)
            ? List.of(name.where("size > 0"), name.using("hash"), name.include("hits"))
            : supported().contains(Option.FULLTEXT)
                ? Stream.of(name.fulltext(), name.fulltext("ngram"))
                    .filter(each -> supported().contains(Option.PARSER) || !hasParser(each))
                    .toList()
                : List.of();

    for (Index other : others) {
      carryOut(new AddIndex("rooms", other));
      assertThat(probe(new AddIndex("rooms", other))).isEqualTo(APPLIED);
      assertThat(probe(new AddIndex("rooms", name))).as(other.toString()).isEqualTo(UNKNOWN);
      assertThat(probe(new AddIndex("rooms", name.unique()))).isEqualTo(UNKNOWN);
      carryOut(new RemoveIndex("rooms", "rooms_name"));
    }
    carryOut(new AddIndex("rooms", name));
    for (Index other : others) {
      assertThat(probe(new AddIndex("rooms", other))).as(other.toString()).isEqualTo(UNKNOWN);
    }
    assertThat(probe(new AddIndex("rooms", name))).isEqualTo(APPLIED);
  }

  private static boolean hasParser(Index index) {
    return !index.options().parser().isEmpty();
  }

  @Test
  void shows_the_parser_of_a_fulltext_index_and_finds_words_by_it() throws Exception {
    if (!supported().contains(Option.PARSER)) {
      return;
    }
    Migrator migrator =
        migrating(
            db -> {
              db.addIndex("rooms", index("about").fulltext("ngram"));
              db.addIndex("rooms", index("name").fulltext());
            });
    migrator.up();
    insert("1, 1, '東京都', '東京都', '{}'");

    assertThat(catalog().schema().describe("rooms").orElseThrow().indexes())
        .filteredOn(index -> index.method().equals("fulltext"))
        .extracting(IndexDescription::name, IndexDescription::extra)
        .containsExactlyInAnyOrder(
            tuple("rooms_about", "WITH PARSER ngram"), tuple("rooms_name", ""));
    assertThat(found("about")).containsExactly("1");
    assertThat(found("name")).isEmpty();
    assertThatThrownBy(
            () ->
                migrating(db -> db.ifNotExists().addIndex("rooms", index("about").fulltext()))
                    .redo())
        .hasMessageContaining(
            "addIndex 'rooms_about' on 'rooms' if it does not exist – it exists, and is another"
                + " one: an index over about FULLTEXT WITH PARSER ngram and not an index over"
                + " about FULLTEXT");
  }

  private List<String> found(String column) throws SQLException {
    return rows(
        "SELECT size FROM rooms WHERE MATCH (%s) AGAINST ('京都' IN BOOLEAN MODE)".formatted(column));
  }

  /** The server would say that a function is not defined, when the steps before are committed. */
  @ParameterizedTest
  @ValueSource(strings = {"ngram", "no_such_parser"})
  void refuses_a_parser_that_the_server_lacks_before_anything_is_sent(String parser)
      throws Exception {
    if (supported().contains(Option.PARSER) && parser.equals("ngram")) {
      return;
    }
    Migrator migrator =
        migrating(
            db -> {
              db.createTable("halls", t -> t.column("about", text()));
              db.addIndex("halls", index("about").fulltext(parser));
            });

    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(UnsupportedByDialectException.class)
        .hasMessageContaining(
            dialectName()
                + " cannot do this: addIndex 'halls_about' on 'halls' with "
                + (supported().contains(Option.FULLTEXT)
                    ? "fulltext(\"%s\"), because the server has no parser of this name. Nothing was"
                            .formatted(parser)
                        + " sent. Install the plugin of the parser, or write fulltext()."
                    : "fulltext(). Create the database's own kind of index by execute(…)"));
    assertThat(tables()).containsExactly("rooms");
    if (supported().contains(Option.FULLTEXT)) { // what the server itself would say
      assertThatThrownBy(
              () ->
                  execute(
                      "CREATE FULLTEXT INDEX x ON rooms (about) WITH PARSER `%s`"
                          .formatted(parser)))
          .hasMessageContaining("Function '%s' is not defined".formatted(parser));
    }
  }

  /** Sequelize leaves out the condition on MySQL and says nothing: every name once, then. */
  @Test
  void makes_a_unique_index_over_some_rows_or_none_at_all() throws Exception {
    Index index = index("name").unique().where("size > 0");
    if (engine() != TestDatabase.POSTGRESQL) {
      assertThatThrownBy(() -> migrating(db -> db.addIndex("rooms", index)).up())
          .isInstanceOf(MigrationFailedException.class)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              dialectName()
                  + " cannot do this: addIndex 'rooms_name' on 'rooms' with where(…). Without it,"
                  + " the index covers every row. To accept that, leave out where(…)");
      assertThat(indexes("rooms")).isEmpty();
      return;
    }
    migrating(db -> db.addIndex("rooms", index)).up();

    insert("0, 0, 'a', '', '{}'");
    insert("0, 0, 'a', '', '{}'");
    insert("1, 0, 'a', '', '{}'");
    assertThatThrownBy(() -> insert("2, 0, 'a', '', '{}'")).isInstanceOf(SQLException.class);
  }

  @Test
  void makes_a_unique_index_over_an_expression() throws Exception {
    AddIndex addition =
        new AddIndex("rooms", index(expression("lower(name)")).unique().named("one_of_a_name"));
    if (!supported().contains(Option.EXPRESSION)) {
      assertThatThrownBy(() -> carryOut(addition))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialectName()
                  + " cannot do this: addIndex 'one_of_a_name' on 'rooms' with an expression. Add a"
                  + " column that is generated from it, and index the column");
      return;
    }
    carryOut(addition);

    insert("0, 0, 'Lobby', '', '{}'");
    assertThatThrownBy(() -> insert("0, 0, 'lobby', '', '{}'")).isInstanceOf(SQLException.class);
  }

  @Test
  void makes_a_unique_index_over_the_beginning_of_a_text() throws Exception {
    AddIndex addition = new AddIndex("rooms", index(column("about").length(3)).unique());
    if (!supported().contains(Option.LENGTH)) {
      assertThatThrownBy(() -> carryOut(addition))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialectName()
                  + " cannot do this: addIndex 'rooms_about' on 'rooms' with length(…). Leave it"
                  + " out, or index an expression where the database can");
      return;
    }
    carryOut(addition);

    insert("0, 0, 'a', 'abcd', '{}'");
    assertThatThrownBy(() -> insert("0, 0, 'a', 'abce', '{}'")).isInstanceOf(SQLException.class);
  }

  @Test
  void makes_an_index_of_places_or_refuses_it() throws Exception {
    AddIndex addition = new AddIndex("places", index("place").spatial());
    if (!supported().contains(Option.FULLTEXT)) {
      assertThatThrownBy(() -> carryOut(addition))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              dialectName()
                  + " cannot do this: addIndex 'places_place' on 'places' with spatial(). Create"
                  + " the database's own kind of index by execute(…)");
      return;
    }
    execute("CREATE TABLE places (place POINT NOT NULL)");
    assertThat(probe(addition)).isEqualTo(NOT_APPLIED);
    carryOut(addition);

    assertThat(probe(addition)).isEqualTo(APPLIED);
    assertThat(catalog().indexes("places"))
        .containsExactly(
            new CatalogIndex("places_place", List.of("place"), false, true, "SPATIAL"));
  }

  @Test
  void takes_two_rows_without_a_value_for_the_same() throws Exception {
    AddIndex addition = new AddIndex("rooms", index("size").unique().nullsNotDistinct());
    if (!supported().contains(Option.NULLS_NOT_DISTINCT)) {
      assertThatThrownBy(() -> carryOut(addition))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining("with nullsNotDistinct(). Make the column notNull()");
      return;
    }
    carryOut(addition);

    insert("NULL, 0, 'a', '', '{}'");
    assertThatThrownBy(() -> insert("NULL, 0, 'a', '', '{}'")).isInstanceOf(SQLException.class);
  }

  @Test
  void builds_an_index_with_options_without_keeping_writers_out() throws Exception {
    Index index =
        index(column("name").descending(), expression("size + 1"))
            .named("built meanwhile")
            .unique()
            .include("hits")
            .where("size > 0")
            .concurrently();
    if (engine() != TestDatabase.POSTGRESQL) {
      assertThatThrownBy(() -> carryOut(new AddIndex("rooms", index)))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining("concurrently. Leave out concurrently()");
      return;
    }
    var migrator =
        migrating(db -> db.addIndex("rooms", index), db -> db.removeIndex("rooms", index));

    migrator.up();

    assertThat(probe(new AddIndex("rooms", index))).isEqualTo(APPLIED);
    migrator.down();
    assertThat(indexes("rooms")).isEmpty();
  }

  // ---- names and removal

  @Test
  void removes_indexes_by_the_definitions_that_made_them() throws Exception {
    List<Index> all =
        List.of(
            index("size", "name"),
            index("size").unique().named("one of a size"),
            index(column("hits"), column("size").descending()));
    var migrator =
        migrating(
            db -> all.forEach(index -> db.addIndex("rooms", index)),
            db -> all.forEach(index -> db.removeIndex("rooms", index)));

    migrator.up();

    assertThat(indexes("rooms"))
        .containsOnlyKeys("rooms_size_name", "one of a size", "rooms_hits_size");
    migrator.down();
    assertThat(indexes("rooms")).isEmpty();
  }

  /** Sequelize, on PostgreSQL, accepts any name and the table of any other. */
  @ParameterizedTest
  @ValueSource(strings = {"rooms_nmae", "ROOMS_NAME"})
  void does_not_remove_an_index_that_is_not_there(String name) throws Exception {
    carryOut(new AddIndex("rooms", index("name")));
    carryOut(new AddIndex("rooms", index("size")));
    boolean namesAreFolded = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    if (engine() != TestDatabase.POSTGRESQL && name.equals("ROOMS_NAME")) {
      return; // it is there
    }

    assertThatThrownBy(() -> migrating(db -> db.removeIndex("rooms", name)).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            namesAreFolded
                ? "Can't DROP"
                : "removeIndex '"
                    + name
                    + "' from 'rooms' – there is no index of this name on this table; it has"
                    + " 'rooms_name', 'rooms_size'");
    assertThat(indexes("rooms")).containsOnlyKeys("rooms_name", "rooms_size");
  }

  @Test
  void fails_with_the_name_in_the_message_if_it_is_taken() throws Exception {
    carryOut(new AddIndex("rooms", index("name").named("taken")));

    assertThatThrownBy(
            () -> migrating(db -> db.addIndex("rooms", index("size").named("taken"))).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasCauseInstanceOf(SQLException.class)
        .hasMessageContaining("taken")
        .hasMessageFindingMatch("already exists|Duplicate key name");
    assertThat(catalog().indexes("rooms"))
        .containsExactly(new CatalogIndex("taken", List.of("name"), false, true));
  }

  @Test
  void refuses_two_indexes_of_one_name_before_it_makes_the_table() throws Exception {
    assertThatThrownBy(
            () ->
                migrating(
                        db ->
                            db.createTable(
                                "users",
                                t -> {
                                  t.column("name", string(9));
                                  t.index("name");
                                  t.index(index(column("name").descending()));
                                }))
                    .up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("table 'users' – it has two indexes 'users_name'");
    assertThat(tables()).containsExactly("rooms");
  }

  /** PostgreSQL would cut it off, and Sequelize lets it. */
  @Test
  void refuses_a_usual_name_that_is_too_long() throws Exception {
    String table = "r".repeat(engine() == TestDatabase.H2 ? 250 : 60);
    assertThatThrownBy(() -> carryOut(new AddIndex(table, index("name", "size", "hits"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "Name '" + table + "_name_size_hits' – " + dialectName() + " cannot keep it")
        .hasMessageContaining(
            switch (engine()) {
              case POSTGRESQL -> "it has 75 bytes in UTF-8, and 63 is the limit";
              case MYSQL, MARIADB -> "it has 75 characters, and 64 is the limit";
              case H2 -> "it has 265 characters, and 256 is the limit";
            });
  }
}
