package dev.switchback.examples.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The data source of the application. */
@ApplicationScoped
public class Database {

  @Produces
  @ApplicationScoped
  DataSource dataSource() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:cdi;DB_CLOSE_DELAY=-1");
    return dataSource;
  }
}
