package dev.switchback.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.Operation;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private record SampleCatalog() implements Catalog {
    @Override
    public List<String> foreignKeys(String table, String column) {
      return column.equals("owner_id") ? List.of("rooms_owner_id_fk") : List.of();
    }

    @Override
    public boolean hasTable(String table) {
      return true;
    }

    @Override
    public Map<String, String> columns(String table) {
      return Map.of();
    }

    @Override
    public Map<String, List<String>> constraints(String table) {
      return Map.of();
    }

    @Override
    public List<CatalogIndex> indexes(String table) {
      return List.of(
          new CatalogIndex("rooms_name", List.of("name"), false, true),
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
    public List<String> tables() {
      return List.of("rooms");
    }

    @Override
    public Optional<TableDescription> describe(String table) {
      return Optional.empty();
    }

    @Override
    public boolean hasView(String view, boolean isMaterialized) {
      return true;
    }

    @Override
    public SchemaSnapshot snapshot() {
      return new SchemaSnapshot(List.of(), List.of(), new TreeMap<>(), new TreeMap<>());
    }

    @Override
    public boolean hasSchema(String schema) {
      return true;
    }
  }

  @Test
  void renders_every_operation_as_it_was_approved() throws IOException {
    String rendered = Samples.all().stream().map(this::render).collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("switchback.test.approve")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, rendered);
    }

    assertThat(rendered).isEqualTo(Files.readString(page));
  }

  private String render(Operation operation) {
    String title = "-- " + operation.describe() + "\n";
    try {
      return dialect.render(operation, new SampleCatalog()).stream()
          .map(SqlStatement::sql)
          .collect(Collectors.joining(";\n", title, ";\n"));
    } catch (UnsupportedByDialectException e) {
      return title + "-- refused: " + e.getMessage() + "\n";
    }
  }

  @Test
  void renders_one_statement_for_an_operation_where_each_commits_by_itself() {
    assertThat(Samples.all())
        .filteredOn(operation -> !render(operation).contains("-- refused: "))
        .isNotEmpty()
        .allMatch(
            operation ->
                dialect.hasTransactionalDdl()
                    || dialect.render(operation, new SampleCatalog()).size() == 1);
  }

  @Test
  void has_a_sample_of_every_operation() {
    assertThat(Samples.all().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Operation.class.getPermittedSubclasses()).toList());
  }
}
