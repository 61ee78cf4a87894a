package dev.switchback.postgresql;

import dev.switchback.testkit.contract.CatalogContract;
import dev.switchback.testkit.contract.DiscoveryContract;
import dev.switchback.testkit.contract.FailureContract;
import dev.switchback.testkit.contract.GoldenContract;
import dev.switchback.testkit.contract.HostileNamesContract;
import dev.switchback.testkit.contract.LockContract;
import dev.switchback.testkit.contract.LockWaitContract;
import dev.switchback.testkit.contract.OperationContract;
import dev.switchback.testkit.contract.OutsideStepsContract;
import dev.switchback.testkit.contract.PatienceContract;
import dev.switchback.testkit.contract.ProbeContract;
import dev.switchback.testkit.contract.RunContract;
import dev.switchback.testkit.contract.TamperedTablesContract;
import dev.switchback.testkit.contract.TransactionModeContract;
import dev.switchback.testkit.server.TestDatabase;
import org.junit.jupiter.api.Nested;

class PostgreSqlContractTest {

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Discovery extends DiscoveryContract {
    Discovery() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Failures extends FailureContract {
    Failures() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Operations extends OperationContract {
    Operations() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Golden extends GoldenContract {
    Golden() {
      super(new PostgreSqlDialect());
    }
  }

  @Nested
  class Locks extends LockContract {
    Locks() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class LockWaits extends LockWaitContract {
    LockWaits() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Catalogs extends CatalogContract {
    Catalogs() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Probes extends ProbeContract {
    Probes() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class TransactionModes extends TransactionModeContract {
    TransactionModes() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Waits extends PatienceContract {
    Waits() {
      super(TestDatabase.POSTGRESQL);
    }

    @Override
    protected String slowQuery() {
      return "SELECT pg_sleep(30)";
    }
  }

  @Nested
  class OutsideSteps extends OutsideStepsContract {
    OutsideSteps() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class TamperedTables extends TamperedTablesContract {
    TamperedTables() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class HostileNames extends HostileNamesContract {
    HostileNames() {
      super(TestDatabase.POSTGRESQL);
    }
  }
}
