package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The differences of one database: its SQL, its catalogue, its locks and its error codes.
 * Switchback finds dialects by {@link java.util.ServiceLoader}. A dialect hands out a part for each
 * of these. {@link StandardSql} is a base for {@link #rendering} and {@link #mapping}.
 *
 * <p>A dialect is immutable and thread-safe.
 */
public interface Dialect {

  /** Returns the database's name as its vendor spells it: {@code PostgreSQL}. */
  String name();

  /**
   * Returns whether this dialect handles the database of {@code connection}. Sends no query; every
   * start of every application calls it.
   */
  boolean supports(Connection connection) throws SQLException;

  /**
   * Returns this dialect, configured for the server's version and settings as far as they change
   * the rendered SQL. A run with pending work calls it once.
   */
  default Dialect forServer(Connection connection) throws SQLException {
    return this;
  }

  /**
   * Returns this dialect for a server of {@code version} with default settings. Needs no
   * connection.
   *
   * @param version the beginning of the version as the server reports it: {@code 15}, {@code
   *     8.0.36}
   * @throws UnsupportedOperationException if this server version is too old
   * @throws IllegalArgumentException if {@code version} is not a version
   */
  Dialect forVersion(String version);

  /**
   * Returns the name of a server that speaks this database's protocol but has different locks and
   * transactions. A run depends on those of the original. A run with pending work calls it once,
   * before anything else. Empty for the tested databases and for services that run them.
   */
  default Optional<String> lookalike(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /**
   * Returns the version as the server reports it. Empty before {@link #forServer} and {@link
   * #forVersion}.
   */
  String version();

  /** Returns the catalogue of the current schema of {@code connection}. */
  Catalog catalog(Connection connection);

  /**
   * Returns this dialect, with names rendered as {@code names} says that the database keeps them.
   */
  default Dialect with(KeptNames names) {
    return this;
  }

  /**
   * Returns this dialect for sessions whose current schema is {@code schema}.
   *
   * @see #forServer
   */
  default Dialect inSchema(String schema) {
    return this;
  }

  /** Returns whether {@code name} is a name of this database that a user may write. */
  default boolean isCalled(String name) {
    return name().equalsIgnoreCase(name.strip());
  }

  /**
   * Returns prefixes of the names of the driver classes in which a thread waits for this server.
   * Empty if every wait for a lock ends by itself.
   */
  default List<String> driverPackages() {
    return List.of();
  }

  /** Returns the rendering of operations as SQL. */
  SqlRendering rendering();

  /** Returns the form in which the catalogue stores what operations define. */
  CatalogMapping mapping();

  /** Returns the rules for raw SQL. */
  RawSqlRules rawSql();

  /** Returns the access to statements and values through the driver. */
  DriverAccess driver();

  /** Returns the control of sessions: settings, schema, transaction. */
  SessionControl sessions();

  /** Returns the control of locks. */
  LockControl locks();

  /** Returns the meaning of error codes. */
  ServerErrors errors();
}
