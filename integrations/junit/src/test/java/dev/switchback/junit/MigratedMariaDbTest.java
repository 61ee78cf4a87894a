package dev.switchback.junit;

import dev.switchback.servers.TestDatabase;

class MigratedMariaDbTest extends MigratedServerContract {
  MigratedMariaDbTest() {
    super(TestDatabase.MARIADB, "SHOW DATABASES");
  }
}
