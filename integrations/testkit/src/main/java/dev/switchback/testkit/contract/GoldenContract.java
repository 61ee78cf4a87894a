package dev.switchback.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveConstraint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The SQL of every operation, compared with an approved page: people run old migrations on fresh
 * databases for years, so that a line of it changes only on purpose, with an entry in the
 * changelog. {@code -Dswitchback.test.approve=true} writes the page anew.
 */
public abstract class GoldenContract {

  private final Dialect dialect;
  private final Path page;

  /** The contract of a dialect that has asked no server. */
  protected GoldenContract(Dialect dialect) {
    this.dialect = dialect;
    page = Path.of("src", "test", "golden", dialect.name().toLowerCase(Locale.ROOT) + ".sql");
  }

  /** A catalogue in which there is what the samples take away. */
  private record SampleCatalog(String primaryKey) implements Catalog {
    @Override
    public List<String> foreignKeys(String table, String column) {
      return column.equals("owner_id") ? List.of("rooms_owner_id_fk") : List.of();
    }

    @Override
    public boolean hasTable(String table) {
      return !table.equals("fresh");
    }

    @Override
    public Map<String, String> columns(String table) {
      return Map.of();
    }

    @Override
    public Map<String, List<String>> constraints(String table) {
      return Map.of("rooms_owner_id_fk", List.of("owner_id"));
    }

    @Override
    public Map<String, List<ConstraintKind>> constraintKinds(String table) {
      return Map.of(
          primaryKey,
          List.of(ConstraintKind.PRIMARY_KEY),
          "rooms_name_kind_uk",
          List.of(ConstraintKind.UNIQUE),
          "rooms_owner_id_fk",
          List.of(ConstraintKind.FOREIGN_KEY),
          "positive_size",
          List.of(ConstraintKind.CHECK));
    }

    @Override
    public List<CatalogIndex> indexes(String table) {
      return List.of(
          new CatalogIndex("rooms_name", List.of("name"), false, true),
          new CatalogIndex("rooms_owner_id_fk", List.of("owner_id"), false, true),
          new CatalogIndex("rooms_code", List.of("code"), true, true),
          new CatalogIndex("cut off", List.of("kind"), true, false));
    }

    @Override
    public List<String> sharedIndexes(String table, String column) {
      return List.of();
    }

    @Override
    public List<String> columnsOwningEnumTypes(String table) {
      return List.of("kind");
    }

    @Override
    public List<String> enumValues(String table, String column) {
      return column.equals("kind") ? List.of("open", "it's") : List.of();
    }

    /** In the words of each of them. */
    @Override
    public Map<String, String> attributes(String table, String column) {
      return column.equals("kind")
          ? Map.of(
              "definition",
              "enum('open','it''s') COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'what'",
              "default",
              "'it''s'::enum_rooms_kind",
              "type",
              "enum_rooms_kind")
          : Map.of(
              "definition",
              "varchar(200) CHARACTER SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s'",
              "default",
              "'x'::character varying",
              "type",
              "character varying(200)",
              "collation",
              "pg_catalog.\"C\"");
    }

    @Override
    public Map<String, String> foreignKeysTo(String table) {
      return Map.of("members_room_id_fk", "members");
    }

    @Override
    public boolean hasRows(String table) {
      return false;
    }

    @Override
    public boolean hasView(String view, boolean isMaterialized) {
      return true;
    }

    @Override
    public boolean hasSchema(String schema) {
      return true;
    }

    @Override
    public SchemaReader schema() {
      throw new UnsupportedOperationException("it is for people, and not for rendering");
    }
  }

  @Test
  void renders_every_operation_as_it_was_approved() throws IOException {
    String rendered =
        Samples.operations().stream().map(this::render).collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("switchback.test.approve")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, rendered);
    }

    assertThat(rendered).isEqualTo(Files.readString(page));
  }

  private Catalog catalog() {
    return new SampleCatalog(dialect.nameInCatalog(new RemoveConstraint("rooms", "rooms_pk")));
  }

  private String render(Operation operation) {
    String title = "-- " + operation.describe() + "\n";
    try {
      return dialect.render(operation, catalog()).stream()
          .map(SqlStatement::sql)
          .collect(Collectors.joining(";\n", title, ";\n"));
    } catch (UnsupportedByDialectException e) {
      return title + "-- refused: " + e.getMessage() + "\n";
    }
  }

  @Test
  void renders_one_statement_for_an_operation_where_each_commits_by_itself() {
    assertThat(Samples.operations())
        .filteredOn(operation -> !render(operation).contains("-- refused: "))
        .isNotEmpty()
        .allMatch(
            operation ->
                dialect.hasTransactionalDdl()
                    || dialect.modeOf(operation) == TransactionMode.JOINS
                    || dialect.stepsOf(operation).stream()
                        .allMatch(step -> dialect.render(step, catalog()).size() == 1));
  }

  @Test
  void has_a_sample_of_every_operation() {
    assertThat(Samples.operations().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Operation.class.getPermittedSubclasses()).toList());
  }
}
