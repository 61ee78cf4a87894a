package dev.switchback.cli;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;
import dev.switchback.schema.ColumnDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the commands do with a class that was changed or renamed after it was applied. */
class ChangedClassTest extends CommandLineTest {

  private static final String ROOMS = "20250101000000-create-rooms";
  private static final String HALLS = "20250101000000-create-halls";

  /** A migration that makes the table "rooms" with such a key. */
  private int run(Class<? extends Migration> type, ColumnDefinition key, String... arguments) {
    ReversibleMigration creates = db -> db.createTable("rooms", t -> t.column("id", key));
    return run(
        () ->
            Migrator.configure()
                .dataSource(database())
                .migrations(List.of(type))
                .factory(any -> creates)
                .build(),
        arguments);
  }

  @Test
  void down_and_redo_refuse_a_changed_class_until_they_are_told_to_take_it() {
    run(M20250101000000_CreateRooms.class, integer(), "up");

    for (String command : List.of("down", "down:all", "redo")) {
      assertThat(run(M20250101000000_CreateRooms.class, bigInt(), command)).isEqualTo(2);
      assertThat(err())
          .contains("+ createTable(table=5:rooms columns=[column(name=2:id type=bigInt())])");
    }
    assertThat(run(M20250101000000_CreateRooms.class, bigInt(), "redo", "--changed")).isEqualTo(0);
    assertThat(run(M20250101000000_CreateRooms.class, integer(), "down", "--changed")).isEqualTo(0);
    assertThat(out()).containsExactly(ROOMS + "  reverted N ms", "1 migration reverted in N ms");
  }

  @Test
  void rename_gives_an_applied_migration_the_name_of_its_class() {
    run(M20250101000000_CreateRooms.class, integer(), "up");

    assertThat(run(M20250101000000_CreateHalls.class, integer(), "up")).isEqualTo(2);
    assertThat(err().toString()).contains("'rename " + ROOMS + " " + HALLS + " --reason TEXT'");
    assertThat(run(M20250101000000_CreateHalls.class, integer(), "rename", ROOMS, HALLS))
        .isEqualTo(2);
    assertThat(
            run(
                M20250101000000_CreateHalls.class,
                integer(),
                "rename",
                ROOMS,
                HALLS,
                "--reason",
                "they are halls"))
        .isEqualTo(0);
    assertThat(out()).containsExactly(ROOMS + "  renamed to " + HALLS);
    assertThat(run(M20250101000000_CreateHalls.class, integer(), "up")).isEqualTo(0);
    assertThat(out()).containsExactly("up to date");
  }

  @Test
  void accept_records_the_class_as_it_is_and_prints_how_it_differs() {
    run(M20250101000000_CreateRooms.class, integer(), "up");

    assertThat(run(M20250101000000_CreateRooms.class, bigInt(), "accept", ROOMS)).isEqualTo(2);
    assertThat(
            run(
                M20250101000000_CreateRooms.class,
                bigInt(),
                "accept",
                "create-rooms",
                "--reason",
                "widened by hand"))
        .isEqualTo(0);
    assertThat(out()).hasSize(3);
    assertThat(out().get(0)).isEqualTo(ROOMS + "  accepted");
    assertThat(out().get(1)).startsWith("  - createTable(");
    assertThat(out().get(2)).startsWith("  + createTable(");
    assertThat(run(M20250101000000_CreateRooms.class, bigInt(), "verify")).isEqualTo(0);
    assertThat(
            run(M20250101000000_CreateRooms.class, bigInt(), "accept", ROOMS, "--reason", "again"))
        .isEqualTo(0);
    assertThat(out()).containsExactly(ROOMS + "  unchanged");
  }

  @Test
  void forget_deletes_the_entry_of_a_class_that_is_gone() {
    run(M20250101000000_CreateRooms.class, integer(), "up");
    List<Class<? extends Migration>> others = List.of(M20250101000000_CreateHalls.class);

    assertThat(run(others, "forget", ROOMS)).isEqualTo(2);
    assertThat(err()).first().asString().contains("--reason");
    assertThat(run(others, "verify")).isEqualTo(3);
    assertThat(out()).last().isEqualTo(StatusPrinter.MISSING);
    assertThat(run(others, "forget", "creating-rooms", "--reason", "gone")).isEqualTo(2);
    assertThat(err().toString()).contains("The closest name is '" + ROOMS + "'.");
    assertThat(run(others, "forget", "create-rooms", "--reason", "its branch was dropped"))
        .isEqualTo(0);
    assertThat(out())
        .containsExactly(
            ROOMS + "  forgotten",
            "Its changes stay in the schema. If its class comes back, it is pending, and 'up'"
                + " applies it again.");
    assertThat(run(others, "status")).isEqualTo(0);
    assertThat(out()).containsExactly("pending  " + HALLS, "0 applied, 1 pending");
  }

  @Test
  void forget_refuses_a_migration_whose_class_exists() {
    run(M20250101000000_CreateRooms.class, integer(), "up");

    int code =
        run(M20250101000000_CreateRooms.class, integer(), "forget", ROOMS, "--reason", "why");

    assertThat(code).isEqualTo(2);
    assertThat(err().toString()).contains("cannot be forgotten – its class exists: ");
    run(M20250101000000_CreateRooms.class, integer(), "executed");
    assertThat(out()).containsExactly(ROOMS);
  }

  @Test
  void up_shows_what_is_recorded_without_a_class() {
    run(M20250101000000_CreateRooms.class, integer(), "up");

    assertThat(run(List.of(M20250101000000_CreateHalls.class), "up")).isEqualTo(0);
    assertThat(err())
        .contains(
            "Warning: Recorded as applied, but without a class here: '"
                + ROOMS
                + "'. They cannot be reverted. If a class is gone for good, run 'forget NAME"
                + " --reason TEXT': its changes stay in the schema.");
  }

  /** What it does is said by each test. */
  public static final class M20250101000000_CreateRooms implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  /** The same under another name. */
  public static final class M20250101000000_CreateHalls implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }
}
