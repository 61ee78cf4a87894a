package dev.switchback;

import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.TableSize;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do: the SQL that it would send, without Switchback's own statements. It is what
 * the classes say and the database shows at one moment; nothing keeps either from changing.
 *
 * @param dialect the database whose SQL it is, in the words of its makers
 * @param migrations those that would be run, in their order. It ends early with one that would be
 *     refused
 */
public record Plan(String dialect, Direction direction, List<Entry> migrations)
    implements Serializable {

  public Plan {
    migrations = List.copyOf(migrations);
  }

  /**
   * A migration.
   *
   * @param endOrNull why no more can be said of it, if there is more, or why it would fail
   */
  public record Entry(String name, List<Step> steps, @Nullable End endOrNull)
      implements Serializable {
    public Entry {
      steps = List.copyOf(steps);
    }

    /** Whether it would fail. */
    public boolean isRefused() {
      return endOrNull != null && endOrNull.isRefused;
    }

    /** Why it ends where it does; empty if it is complete. */
    public Optional<End> end() {
      return Optional.ofNullable(endOrNull);
    }

    /** Its SQL, with comments. */
    @Override
    public String toString() {
      StringJoiner text = new StringJoiner("\n\n").add(comment(name));
      steps.forEach(step -> text.add(step.toString()));
      end().ifPresent(end -> text.add(comment(end.toString())));
      return text.toString();
    }
  }

  /**
   * Why no more can be said of a migration.
   *
   * @param isRefused whether it would fail here; else it goes on, nobody can say how
   * @param reason for people
   */
  public record End(boolean isRefused, String reason) implements Serializable {
    @Override
    public String toString() {
      return (isRefused ? "it would be refused: " : "no more is known: ") + reason;
    }
  }

  /**
   * A step of a migration that changes something.
   *
   * @param description the operation and its subject
   * @param sql what is sent, a text for each statement, with question marks for values that are
   *     bound; may be empty if {@code unknownOrNull} says why
   * @param isOutsideTransaction whether it runs outside the transaction, as a concurrent index does
   * @param isAfterQuery whether the migration has read before, so that it may ask for something
   *     else when the database has changed
   * @param losesOrNull what is lost for good
   * @param unknownOrNull why its SQL is not known, or not for certain
   * @param hazards how it holds up those who use its table
   * @param sizeOrNull how large that table is, if it has hazards and the server tells
   * @param acknowledgedOrNull why its hazards are taken
   */
  public record Step(
      String description,
      List<String> sql,
      boolean isOutsideTransaction,
      boolean isAfterQuery,
      @Nullable String losesOrNull,
      @Nullable String unknownOrNull,
      List<Hazard> hazards,
      @Nullable TableSize sizeOrNull,
      @Nullable String acknowledgedOrNull)
      implements Serializable {
    public Step {
      sql = List.copyOf(sql);
      hazards = List.copyOf(hazards);
    }

    /** How large its table is, if it has hazards and the server tells. */
    public Optional<TableSize> size() {
      return Optional.ofNullable(sizeOrNull);
    }

    /** Why its hazards are taken, see {@link QueryInterface#acknowledged}. */
    public Optional<String> acknowledged() {
      return Optional.ofNullable(acknowledgedOrNull);
    }

    /** Whether it holds up others, and nobody has said that this is known. */
    public boolean isHazardous() {
      return !hazards.isEmpty() && acknowledgedOrNull == null;
    }

    /** What it takes away for good: rows, or what they hold. */
    public Optional<String> loses() {
      return Optional.ofNullable(losesOrNull);
    }

    /** Why its SQL is not known, or not for certain; empty if it is. */
    public Optional<String> unknown() {
      return Optional.ofNullable(unknownOrNull);
    }

    /** Its SQL, after a comment that says what it is for. */
    @Override
    public String toString() {
      String remarks = String.join("; ", remarks());
      StringJoiner text =
          new StringJoiner("\n")
              .add(comment(remarks.isEmpty() ? description : description + ": " + remarks));
      sql.forEach(statement -> text.add(statement + ";"));
      return text.toString();
    }

    private List<String> remarks() {
      List<String> remarks = new ArrayList<>();
      loses().ifPresent(what -> remarks.add("loses " + what));
      if (isOutsideTransaction) {
        remarks.add("outside the transaction");
      }
      if (isAfterQuery) {
        remarks.add("after reading the database");
      }
      unknown().ifPresent(remarks::add);
      if (isHazardous()) {
        hazards.forEach(hazard -> remarks.add("blocks " + hazard.blocks()));
      }
      acknowledged().ifPresent(reason -> remarks.add("acknowledged: " + reason));
      return remarks;
    }
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return migrations.isEmpty();
  }

  /** All its statements in their order. */
  public List<String> sql() {
    return steps().flatMap(step -> step.sql().stream()).toList();
  }

  /** Whether its last migration would be refused. */
  public boolean isRefused() {
    return migrations.stream().anyMatch(Entry::isRefused);
  }

  /** Whether a step of it holds up others, and nobody has said that this is known. */
  public boolean isHazardous() {
    return steps().anyMatch(Step::isHazardous);
  }

  /** Whether it says all that would be sent. */
  public boolean isComplete() {
    return migrations.stream().allMatch(entry -> entry.endOrNull == null)
        && steps().allMatch(step -> step.unknownOrNull == null);
  }

  private Stream<Step> steps() {
    return migrations.stream().flatMap(entry -> entry.steps.stream());
  }

  /** All its SQL, with comments: what {@code plan} prints on the command line. */
  @Override
  public String toString() {
    String title =
        "%s, %s: %s, %s"
            .formatted(
                dialect,
                direction,
                count(migrations.size(), "migration"),
                count(sql().size(), "statement"));
    return Stream.concat(Stream.of(comment(title)), migrations.stream().map(Entry::toString))
        .collect(Collectors.joining("\n\n"));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String comment(String text) {
    return "-- " + text.replaceAll("\\R", " ");
  }
}
