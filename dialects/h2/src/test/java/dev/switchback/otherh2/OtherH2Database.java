package dev.switchback.otherh2;

import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import dev.switchback.servers.TestedDatabase;

/** OtherH2 in memory, in the JVM of the tests. */
record OtherH2Database() implements TestedDatabase {

  @Override
  public String dialectName() {
    return OtherH2Dialect.NAME;
  }

  @Override
  public TestServer server() {
    String url = new OtherH2Driver().urlOf("mem:test;DB_CLOSE_DELAY=-1");
    return new TestServer(TestDatabase.H2, url, "sa", "");
  }

  @Override
  public TestDatabase engine() {
    return TestDatabase.H2;
  }
}
