package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a process reads while another one creates and drops tables. */
class RereadingTest {

  private static void createAndDrop(FreshDatabase database, AtomicBoolean isOver) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      while (!isOver.get()) {
        statement.execute(
            "CREATE TABLE seats (id INT PRIMARY KEY, room INT REFERENCES rooms (id), UNIQUE"
                + " (room))");
        statement.execute("DROP TABLE seats");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_constraint_that_goes_meanwhile_does_not_fail_the_reader() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase();
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE rooms (id INT PRIMARY KEY)");
      Thread other = new Thread(() -> createAndDrop(database, isOver));
      other.start();
      try {
        H2Catalog catalog = new H2Catalog(connection);
        for (int i = 0; i < 500; i++) {
          assertThat(catalog.constraints("rooms")).hasSize(1);
          assertThat(catalog.schema().snapshot().tables()).isNotEmpty();
        }
      } finally {
        isOver.set(true);
        other.join();
      }
    }
  }
}
