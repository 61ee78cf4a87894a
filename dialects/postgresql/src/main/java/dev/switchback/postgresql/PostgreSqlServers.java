package dev.switchback.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises servers that only speak PostgreSQL's protocol by the text of {@code version()}. */
final class PostgreSqlServers {

  /** A mark in the version text of such a server, and the server's name; see docs/servers.md. */
  private record Other(Pattern mark, String name) {
    Other(String mark, String name) {
      this(Pattern.compile(mark, Pattern.CASE_INSENSITIVE), name);
    }
  }

  private static final List<Other> OTHERS =
      List.of(
          new Other("CockroachDB", "CockroachDB"),
          new Other("-YB-|Yugabyte", "YugabyteDB"),
          new Other("Redshift", "Amazon Redshift"),
          new Other("Greenplum", "Greenplum"),
          new Other("Cloudberry", "Apache Cloudberry"),
          new Other("Materialize", "Materialize"),
          new Other("RisingWave", "RisingWave"),
          new Other("CrateDB", "CrateDB"),
          new Other("QuestDB", "QuestDB"),
          new Other("CedarDB", "CedarDB"),
          new Other("openGauss|GaussDB", "openGauss"),
          new Other("pgEdge", "pgEdge"),
          new Other("^PostgreSQL \\d+$", "Aurora DSQL"));

  /**
   * Matches PostgreSQL itself, which names its compiler. PolarDB runs PostgreSQL and leaves the
   * compiler out.
   */
  private static final Pattern BUILD =
      Pattern.compile("^PostgreSQL .*(?:\\bcompiled by\\b|\\(PolarDB ).*");

  /** Matches the name before the version number, which changes with each update. */
  private static final Pattern OWN_NAME = Pattern.compile("^(?!PostgreSQL )(\\S.*?) v?\\d.*");

  private PostgreSqlServers() {}

  /**
   * Returns the name of a server that is not PostgreSQL. For an unknown server, returns the name
   * that it reports.
   */
  static Optional<String> lookalike(String version) {
    for (Other other : OTHERS) {
      if (other.mark().matcher(version).find()) {
        return Optional.of(other.name());
      }
    }
    return BUILD.matcher(version).matches()
        ? Optional.empty()
        : Optional.of(OWN_NAME.matcher(version).replaceFirst("$1"));
  }
}
