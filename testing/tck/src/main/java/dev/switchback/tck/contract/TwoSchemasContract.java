package dev.switchback.tck.contract;

import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Another schema beside the current one, for each test. */
abstract class TwoSchemasContract extends DatabaseContract {

  OtherSchema other;

  /** The contract on one kind of database. */
  protected TwoSchemasContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createOtherSchema() throws SQLException {
    other = new OtherSchema(this);
  }

  @AfterEach
  void dropOtherSchema() throws SQLException {
    other.close();
  }
}
