package dev.switchback.junit;

import dev.switchback.servers.TestDatabase;

class MigratedMySqlTest extends MigratedServerContract {
  MigratedMySqlTest() {
    super(TestDatabase.MYSQL, "SHOW DATABASES");
  }
}
