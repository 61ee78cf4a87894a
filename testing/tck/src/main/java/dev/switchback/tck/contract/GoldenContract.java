package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

  private String render(Operation operation) {
    String title = "-- " + operation.describe() + "\n";
    try {
      return dialect.rendering().render(operation, SampleCatalog.of(dialect)).stream()
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
                dialect.rendering().hasTransactionalDdl()
                    || dialect.rendering().modeOf(operation) == TransactionMode.TRANSACTIONAL
                    || dialect.rendering().stepsOf(operation).stream()
                        .allMatch(
                            step ->
                                dialect.rendering().render(step, SampleCatalog.of(dialect)).size()
                                    == 1));
  }

  @Test
  void has_a_sample_of_every_operation() {
    assertThat(Samples.operations().stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(recordsOf(Operation.class).toList());
  }

  private static Stream<Class<?>> recordsOf(Class<?> kind) {
    return kind.isRecord()
        ? Stream.of(kind)
        : Stream.of(kind.getPermittedSubclasses()).flatMap(GoldenContract::recordsOf);
  }
}
