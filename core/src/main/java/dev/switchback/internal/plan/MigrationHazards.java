package dev.switchback.internal.plan;

import dev.switchback.Direction;
import dev.switchback.Plan;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.TableChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hazards of the steps of one migration. Some of them depend on the steps around. */
final class MigrationHazards {

  /** A hazard that does not exist if the migration leaves a view of this name. */
  private record Cure(Hazard hazard, String view, SimulatedCatalog catalog) {
    boolean isDone() {
      return catalog.hasView(view, false) || catalog.hasView(view, true);
    }
  }

  private final Dialect dialect;
  private final Direction direction;
  private final List<Cure> cures = new ArrayList<>();

  /** The step of the open transaction that locks a table of other sessions. */
  private @Nullable String locking;

  /** Which sessions that lock blocks until the commit. */
  private Hazard.Blocks blocked = Hazard.Blocks.WRITES;

  MigrationHazards(Dialect dialect, Direction direction) {
    this.dialect = dialect;
    this.direction = direction;
  }

  /**
   * Returns the hazards of the next step.
   *
   * @param catalog the catalogue of its schema before the step
   */
  List<Hazard> of(Operation operation, TransactionMode mode, SimulatedCatalog catalog) {
    List<Hazard> hazards = new ArrayList<>(known(() -> ofTable(operation, catalog)));
    if (mode != TransactionMode.TRANSACTIONAL) {
      locking = null; // the transaction ends before the step
    }
    hazards.addAll(known(() -> whileLocked(operation, catalog)));
    hazards.addAll(known(() -> ofRelease(operation, mode, catalog)));
    return hazards;
  }

  private static List<Hazard> known(Supplier<List<Hazard>> hazards) {
    try {
      return hazards.get();
    } catch (SimulatedCatalog.NotYetKnown e) {
      return List.of();
    }
  }

  /** A table that the plan creates has none, because no other session uses it. */
  private List<Hazard> ofTable(Operation operation, SimulatedCatalog catalog) {
    return changed(operation.bare()).filter(catalog::isOld).isPresent()
        ? dialect.rendering().hazards(operation, catalog)
        : List.of();
  }

  private static Optional<String> changed(Operation operation) {
    return operation instanceof TableChange change
        ? Optional.of(change.table())
        : operation.renamedWithParts().map(RenameTable::before);
  }

  /** A change of a whole table keeps the locks of the steps before it. */
  private List<Hazard> whileLocked(Operation operation, SimulatedCatalog catalog) {
    if (locking == null
        || !(operation.bare() instanceof DataOperation data)
        || !catalog.isOld(data.table())) {
      return List.of();
    }
    String held = "the lock of " + locking + " until every row is changed";
    return data.accept(new WholeTable())
        .map(way -> new Hazard("whole-table-holds-lock", held, blocked, false, way))
        .map(List::of)
        .orElse(List.of());
  }

  /** Returns none on the way down, because the application goes back first. Notes locks anyway. */
  private List<Hazard> ofRelease(
      Operation operation, TransactionMode mode, SimulatedCatalog catalog) {
    ReleaseRules rules = new ReleaseRules(dialect.mapping(), catalog);
    List<Hazard> hazards = operation.acceptKind(rules);
    if (!dialect.rendering().hasTransactionalDdl()) {
      return direction == Direction.UP ? hazards : List.of();
    }
    rules.curedBy().ifPresent(view -> cures.add(new Cure(hazards.get(0), view, catalog)));
    if (mode == TransactionMode.TRANSACTIONAL) {
      rules.locked().ifPresent(blocks -> lock(operation, blocks));
    }
    return direction == Direction.UP ? hazards : List.of();
  }

  private void lock(Operation operation, Hazard.Blocks blocks) {
    if (locking == null || blocks.compareTo(blocked) > 0) {
      locking = operation.describe();
      blocked = blocks;
    }
  }

  /** Returns the steps without the hazards that later steps of the migration have undone. */
  List<Plan.Step> settled(List<Plan.Step> steps) {
    Set<Hazard> gone = new HashSet<>();
    cures.stream().filter(Cure::isDone).forEach(cure -> gone.add(cure.hazard()));
    return gone.isEmpty() ? steps : steps.stream().map(step -> without(gone, step)).toList();
  }

  private static Plan.Step without(Set<Hazard> gone, Plan.Step step) {
    List<Hazard> hazards =
        step.hazards().stream().filter(hazard -> !gone.contains(hazard)).toList();
    return new Plan.Step(
        step.description(),
        step.sql(),
        step.isOutsideTransaction(),
        step.isAfterQuery(),
        step.losesOrNull(),
        step.unknownOrNull(),
        hazards,
        step.sizeOrNull(),
        hazards.isEmpty() ? null : step.acknowledgedOrNull());
  }
}
