package dev.switchback.tck.contract;

import dev.switchback.QueryInterface;

/** What a migration of a test does. */
@FunctionalInterface
interface Body {
  void run(QueryInterface db) throws Exception;

  /**
   * This after a read, with which a rehearsal ends. What the body does outside of its query
   * interface, it does once in a run.
   */
  default Body unrehearsed() {
    return db -> {
      db.query("SELECT 1", row -> row.getInt(1));
      run(db);
    };
  }

  /** This, and then something else. */
  default Body then(Body next) {
    return db -> {
      run(db);
      next.run(db);
    };
  }
}
