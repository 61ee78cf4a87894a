package dev.switchback.internal.base;

import dev.switchback.DatabaseProduct;
import dev.switchback.QueryInterface;
import dev.switchback.QueryInterface.DatabaseChoice;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The branches of a choice by database, in the order in which the migration adds them. */
public abstract class Branches implements DatabaseChoice {

  private final Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private boolean ended;

  /**
   * Handles the next branch.
   *
   * @param products its databases; empty for {@code otherwise}
   */
  protected abstract void branch(Set<DatabaseProduct> products, Consumer<QueryInterface> work);

  /** Returns the databases that have a branch, sorted. */
  final Set<String> named() {
    return named;
  }

  @Override
  public final DatabaseChoice on(Set<DatabaseProduct> products, Consumer<QueryInterface> work) {
    requireOpen();
    if (products.isEmpty()) {
      throw new IllegalArgumentException("on(…) – it names no database. Nothing was sent");
    }
    for (DatabaseProduct product : products) {
      if (!named.add(product.name())) {
        throw new IllegalArgumentException(
            "on(%s, …) – this database has a branch already. Nothing was sent. Write one branch for each database"
                .formatted(product));
      }
    }
    branch(products, work);
    return this;
  }

  @Override
  public final void otherwise(Consumer<QueryInterface> work) {
    requireOpen();
    ended = true;
    branch(Set.of(), work);
  }

  /** Ends the choice, because another call of the migration follows it. */
  final void end() {
    ended = true;
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException(
          "on(%s, …) – this choice has ended. Nothing was sent. Write all of its branches in one"
                  .formatted(String.join(", ", named))
              + " chain, and otherwise(…) last");
    }
  }
}
