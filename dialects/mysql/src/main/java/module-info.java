/** The dialects of MySQL and MariaDB, found by Switchback when this module is on its path. */
module dev.switchback.mysql {
  requires dev.switchback;
  requires static org.jspecify;

  exports dev.switchback.mysql;

  provides dev.switchback.dialect.Dialect with
      dev.switchback.mysql.MySqlDialect,
      dev.switchback.mysql.MariaDbDialect;
}
