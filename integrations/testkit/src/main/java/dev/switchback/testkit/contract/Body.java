package dev.switchback.testkit.contract;

import dev.switchback.QueryInterface;

/** What a migration of a test does. */
@FunctionalInterface
interface Body {
  void run(QueryInterface db) throws Exception;

  /** This, and then something else. */
  default Body then(Body next) {
    return db -> {
      run(db);
      next.run(db);
    };
  }
}
