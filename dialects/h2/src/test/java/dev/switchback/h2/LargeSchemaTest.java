package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.switchback.schema.SchemaSnapshot;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/**
 * The cost of a snapshot. H2 works in the thread of the caller, and makes the rows of its catalogue
 * when they are read, so what that thread allocates shows how many rows were made.
 */
class LargeSchemaTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void a_snapshot_of_ten_times_as_many_tables_costs_ten_times_as_much() throws SQLException {
    bytesOfSnapshot(10); // classes are loaded, and the parser's tables are made
    double few = bytesOfSnapshot(60);
    double many = bytesOfSnapshot(600);

    assertThat(many / few).isLessThan(13);
  }

  private static long bytesOfSnapshot(int tables) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:", "sa", "");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < tables; i++) {
        statement.execute(
            """
            CREATE TABLE t%d (id INT PRIMARY KEY, name VARCHAR(20) UNIQUE,
              kind ENUM('a', 'b'), before INT REFERENCES t%d (id), CHECK (id > 0))\
            """
                .formatted(i, Math.max(0, i - 1)));
        statement.execute("CREATE INDEX i%d ON t%d (kind)".formatted(i, i));
      }
      long before = THREADS.getCurrentThreadAllocatedBytes();
      SchemaSnapshot snapshot = new H2Dialect().catalog(connection).schema().snapshot();
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(snapshot.tables()).hasSize(tables);
      return bytes;
    }
  }
}
