package dev.switchback.junit;

import dev.switchback.servers.TestDatabase;

class MigratedH2Test extends MigratedDatabaseContract {
  MigratedH2Test() {
    super(TestDatabase.H2);
  }
}
