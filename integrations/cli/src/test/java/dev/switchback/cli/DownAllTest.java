package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** {@code down:all} asks a person before data is lost. */
class DownAllTest extends CommandLineTest {

  /** A migration with a table. */
  public static final class M20250101000000_Rooms implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("rooms", t -> t.column("id", integer()));
      db.addIndex("rooms", "id");
    }

    @Override
    public void down(QueryInterface db) {
      db.dropTable("rooms");
    }
  }

  /** A migration without rows. */
  public static final class M20250101000000_Nothing implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  private static final String QUESTION = "Revert all migrations? Type 'yes' to continue: ";

  private final StringWriter shown = new StringWriter();

  private int typed(@Nullable String answer, Class<? extends Migration> type, String... arguments) {
    Supplier<Migrator> migrator =
        () -> Migrator.configure().dataSource(database()).migrations(List.of(type)).build();
    Terminal terminal =
        new Terminal(
            new PrintWriter(shown),
            new PrintWriter(shown),
            StandardCharsets.UTF_8,
            Ansi.OFF,
            true,
            () -> answer);
    migrator.get().up();
    return run(migrator, command -> command.on(terminal), arguments);
  }

  private List<String> applied(Class<? extends Migration> type) {
    return Migrator.configure()
        .dataSource(database())
        .migrations(List.of(type))
        .build()
        .executed()
        .stream()
        .map(migration -> migration.name())
        .toList();
  }

  @Test
  void nothing_is_lost_without_a_yes() {
    for (String answer : new String[] {"no", "", "y", null}) {
      assertThat(typed(answer, M20250101000000_Rooms.class, "down:all")).isEqualTo(2);
    }

    assertThat(shown.toString())
        .startsWith(
            "down:all loses%n  the rows of 'rooms'%n%sNothing was run.".formatted(QUESTION));
    assertThat(applied(M20250101000000_Rooms.class)).containsExactly("20250101000000-rooms");
  }

  @Test
  void a_yes_reverts_all() {
    assertThat(typed("yes", M20250101000000_Rooms.class, "down:all")).isEqualTo(0);

    assertThat(shown.toString()).contains(QUESTION, "1 migration reverted");
    assertThat(applied(M20250101000000_Rooms.class)).isEmpty();
  }

  @Test
  void a_script_says_yes_before() {
    assertThat(typed("no", M20250101000000_Rooms.class, "down:all", "--yes")).isEqualTo(0);

    assertThat(shown.toString()).doesNotContain(QUESTION);
    assertThat(applied(M20250101000000_Rooms.class)).isEmpty();
  }

  @Test
  void where_nothing_would_be_lost_nobody_is_asked() {
    assertThat(typed("no", M20250101000000_Nothing.class, "down:all")).isEqualTo(0);

    assertThat(shown.toString()).doesNotContain(QUESTION);
    assertThat(applied(M20250101000000_Nothing.class)).isEmpty();
  }
}
