/** The dialect of PostgreSQL, found by Switchback when this module is on its path. */
module dev.switchback.postgresql {
  requires dev.switchback;
  requires static org.jspecify;
  requires org.postgresql.jdbc;

  exports dev.switchback.postgresql;

  provides dev.switchback.dialect.Dialect with
      dev.switchback.postgresql.PostgreSqlDialect;
}
