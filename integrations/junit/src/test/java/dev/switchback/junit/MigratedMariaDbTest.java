package dev.switchback.junit;

import dev.switchback.servers.TestDatabase;

class MigratedMariaDbTest extends MigratedDatabaseContract {
  MigratedMariaDbTest() {
    super(TestDatabase.MARIADB);
  }
}
