package dev.switchback.servers;

/**
 * A database that contracts run on. Switchback's own four are in {@link TestDatabase}. To run the
 * contracts on a dialect from elsewhere, implement this interface and pass it to their
 * constructors.
 *
 * <pre>{@code
 * @Nested
 * class Runs extends RunContract {
 *   Runs() {
 *     super(new AcmeDatabase());
 *   }
 * }
 * }</pre>
 */
public interface TestedDatabase {

  /** Returns the name of the dialect, as its messages have it. */
  String dialectName();

  /** Returns the running server. Each test creates a database there. */
  TestServer server();

  /**
   * Returns the database whose raw SQL, error messages and limits this one has. The contracts
   * choose their raw SQL by it.
   */
  TestDatabase engine();
}
