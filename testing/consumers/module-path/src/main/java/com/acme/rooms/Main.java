package com.acme.rooms;

import dev.switchback.Migrator;
import org.h2.jdbcx.JdbcDataSource;

public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:rooms;DB_CLOSE_DELAY=-1");
    int applied =
        Migrator.configure()
            .dataSource(database)
            .packages("com.acme.rooms.migrations")
            .build()
            .up()
            .migrations()
            .size();
    String module = Migrator.class.getModule().getName();
    System.out.println("module path: the module " + module + " applied " + applied);
    if (applied != 1 || module == null) {
      System.exit(1);
    }
  }
}
