package dev.switchback.junit;

import dev.switchback.servers.TestDatabase;

class MigratedPostgreSqlTest extends MigratedServerContract {
  MigratedPostgreSqlTest() {
    super(TestDatabase.POSTGRESQL, "SELECT datname FROM pg_database");
  }
}
