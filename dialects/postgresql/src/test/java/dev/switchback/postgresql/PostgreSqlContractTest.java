package dev.switchback.postgresql;

import dev.switchback.testkit.contract.CatalogContract;
import dev.switchback.testkit.contract.DiscoveryContract;
import dev.switchback.testkit.contract.FailureContract;
import dev.switchback.testkit.contract.GoldenContract;
import dev.switchback.testkit.contract.GrantsContract;
import dev.switchback.testkit.contract.LockContract;
import dev.switchback.testkit.contract.LockWaitContract;
import dev.switchback.testkit.contract.OperationContract;
import dev.switchback.testkit.contract.ProbeContract;
import dev.switchback.testkit.contract.RunContract;
import dev.switchback.testkit.contract.SecretsContract;
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
  class Grants extends GrantsContract {
    Grants() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Secrets extends SecretsContract {
    Secrets() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class TransactionModes extends TransactionModeContract {
    TransactionModes() {
      super(TestDatabase.POSTGRESQL);
    }
  }
}
