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
 * The SQL that a run would send, without the statements that Switchback needs for itself. A plan
 * shows the classes and the database at one moment. Both can change afterwards.
 *
 * @param dialect the name of the database whose SQL it is, as its vendor spells it
 * @param migrations the migrations of the run, in order. If a migration would be refused, it is the
 *     last one
 */
public record Plan(String dialect, Direction direction, List<Entry> migrations)
    implements Serializable {

  public Plan {
    migrations = List.copyOf(migrations);
  }

  /**
   * A migration of a plan.
   *
   * @param endOrNull why the steps are incomplete or the migration would fail; null if neither
   */
  public record Entry(String name, List<Step> steps, @Nullable End endOrNull)
      implements Serializable {
    public Entry {
      steps = List.copyOf(steps);
    }

    /** Returns whether the migration would fail. */
    public boolean isRefused() {
      return endOrNull != null && endOrNull.isRefused;
    }

    /** Returns why the steps are incomplete or the migration would fail; empty if neither. */
    public Optional<End> end() {
      return Optional.ofNullable(endOrNull);
    }

    /** Returns the SQL of the migration, with comments. */
    @Override
    public String toString() {
      StringJoiner text = new StringJoiner("\n\n").add(comment(name));
      steps.forEach(step -> text.add(step.toString()));
      end().ifPresent(end -> text.add(comment(end.toString())));
      return text.toString();
    }
  }

  /**
   * The point at which the plan of a migration ends early.
   *
   * @param isRefused whether the migration would fail here; otherwise it would continue with steps
   *     that are unknown
   * @param reason the human-readable reason
   */
  public record End(boolean isRefused, String reason) implements Serializable {
    @Override
    public String toString() {
      return (isRefused ? "it would be refused: " : "the rest is not known: ") + reason;
    }
  }

  /**
   * A planned step of a migration. Queries are not steps.
   *
   * @param description the operation and its subject
   * @param sql the statements to send, with question marks for bound values; may be empty if {@code
   *     unknownOrNull} gives the reason
   * @param isOutsideTransaction whether it runs outside the transaction, such as a concurrent index
   * @param isAfterQuery whether the migration has read before this step. If the database changes,
   *     the step may be different
   * @param losesOrNull the data that the step destroys
   * @param unknownOrNull why its SQL is not known, or not certain
   * @param hazards how it blocks other sessions that use its table, or breaks the previous release
   * @param sizeOrNull the size of that table, if it blocks them and the server reports it
   * @param acknowledgedOrNull why its hazards are acceptable
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

    /** Returns the size of the table, if the step blocks others and the server reports it. */
    public Optional<TableSize> size() {
      return Optional.ofNullable(sizeOrNull);
    }

    /** Returns why its hazards are acceptable, see {@link QueryInterface#acknowledged}. */
    public Optional<String> acknowledged() {
      return Optional.ofNullable(acknowledgedOrNull);
    }

    /** Returns whether the step has hazards that are not acknowledged. */
    public boolean isHazardous() {
      return !hazards.isEmpty() && acknowledgedOrNull == null;
    }

    /** Returns the data that the step destroys: rows, or values in them. */
    public Optional<String> loses() {
      return Optional.ofNullable(losesOrNull);
    }

    /** Returns why its SQL is not known, or not certain; empty if it is certain. */
    public Optional<String> unknown() {
      return Optional.ofNullable(unknownOrNull);
    }

    /** Returns the SQL of the step, after a comment that describes it. */
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
        hazards.stream().map(hazard -> hazard.blocks().toString()).distinct().forEach(remarks::add);
      }
      acknowledged().ifPresent(reason -> remarks.add("acknowledged: " + reason));
      return remarks;
    }
  }

  /** Returns whether there is nothing to do. */
  public boolean isEmpty() {
    return migrations.isEmpty();
  }

  /** Returns all statements, in order. */
  public List<String> sql() {
    return steps().flatMap(step -> step.sql().stream()).toList();
  }

  /** Returns whether the last migration would be refused. */
  public boolean isRefused() {
    return migrations.stream().anyMatch(Entry::isRefused);
  }

  /** Returns whether a step has hazards that are not acknowledged. */
  public boolean isHazardous() {
    return steps().anyMatch(Step::isHazardous);
  }

  /** Returns whether the plan contains every statement that the run would send. */
  public boolean isComplete() {
    return migrations.stream().allMatch(entry -> entry.endOrNull == null)
        && steps().allMatch(step -> step.unknownOrNull == null);
  }

  private Stream<Step> steps() {
    return migrations.stream().flatMap(entry -> entry.steps.stream());
  }

  /** Returns all SQL, with comments: the output of {@code plan} on the command line. */
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
