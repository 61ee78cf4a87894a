package com.acme.chat;

import dev.switchback.junit.MigrationChecks;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MigrationsTest {

  private final MigrationChecks migrations =
      MigrationChecks.on(emptyDatabase()).packages("com.acme.chat.migrations").since("20260101");

  private static DataSource emptyDatabase() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:checks;DB_CLOSE_DELAY=-1");
    return dataSource;
  }

  @TestFactory
  Stream<DynamicNode> stairway() {
    return migrations.stairway();
  }

  @Test
  void schema() {
    migrations.assertSnapshot("src/test/golden/schema.h2.txt");
  }

  @Test
  void plan() {
    migrations.assertPlan("src/test/golden/plan.h2.sql");
  }

  @Test
  void blocks_no_other_session() {
    migrations.assertNoBlockingOperations();
  }
}
