package dev.switchback.internal.fingerprint;

import dev.switchback.DatabaseProduct;
import dev.switchback.QueryInterface;
import dev.switchback.internal.base.Branches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Records the undo of each branch of a choice by database. */
final class RecordedBranches extends Branches {

  /**
   * The undo of a branch.
   *
   * @param products empty for {@code otherwise}
   */
  private record Branch(Set<DatabaseProduct> products, Consumer<QueryInterface> back) {}

  private final UnaryOperator<Consumer<QueryInterface>> undo;
  private final List<Branch> recorded = new ArrayList<>();

  /**
   * @param undo returns what undoes a branch
   */
  RecordedBranches(UnaryOperator<Consumer<QueryInterface>> undo) {
    this.undo = undo;
  }

  @Override
  protected void branch(Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
    recorded.add(new Branch(products, undo.apply(work)));
  }

  /** Executes the undo of the branch that the choice would choose. */
  void replay(QueryInterface db) {
    Branch first = recorded.get(0);
    QueryInterface.DatabaseChoice choice = db.on(first.products(), first.back());
    for (Branch branch : recorded.subList(1, recorded.size())) {
      if (branch.products().isEmpty()) {
        choice.otherwise(branch.back());
      } else {
        choice.on(branch.products(), branch.back());
      }
    }
  }
}
