package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Schemas of one database: the tool makes the first, and PostgreSQL copies it. */
record Tenants(FreshDatabase database) {

  /** One statement, because each copy holds many locks until its end. */
  private static final String COPY =
      """
      DO $$
      DECLARE
        made text;
      BEGIN
        CREATE SCHEMA tenant_%1$d;
        FOR made IN SELECT tablename FROM pg_tables WHERE schemaname = 'tenant_0' LOOP
          EXECUTE format(
            'CREATE TABLE tenant_%1$d.%%I (LIKE tenant_0.%%I INCLUDING ALL)', made, made);
          EXECUTE format(
            'INSERT INTO tenant_%1$d.%%I OVERRIDING SYSTEM VALUE SELECT * FROM tenant_0.%%I',
            made, made);
        END LOOP;
      END
      $$
      """;

  void createFirst() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA tenant_0");
    }
  }

  void copyFirst(int count) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 1; i < count; i++) {
        statement.execute(COPY.formatted(i));
      }
      statement.execute("ANALYZE");
    }
  }
}
