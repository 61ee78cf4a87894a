package dev.switchback.mysql;

import dev.switchback.testkit.contract.CatalogContract;
import dev.switchback.testkit.contract.DiscoveryContract;
import dev.switchback.testkit.contract.FailureContract;
import dev.switchback.testkit.contract.GoldenContract;
import dev.switchback.testkit.contract.GrantsContract;
import dev.switchback.testkit.contract.JournalContract;
import dev.switchback.testkit.contract.LockContract;
import dev.switchback.testkit.contract.LockWaitContract;
import dev.switchback.testkit.contract.OperationContract;
import dev.switchback.testkit.contract.ProbeContract;
import dev.switchback.testkit.contract.RunContract;
import dev.switchback.testkit.contract.SecretsContract;
import dev.switchback.testkit.contract.TransactionModeContract;
import dev.switchback.testkit.server.TestDatabase;
import org.junit.jupiter.api.Nested;

class MySqlContractTest {

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Discovery extends DiscoveryContract {
    Discovery() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Failures extends FailureContract {
    Failures() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Operations extends OperationContract {
    Operations() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Golden extends GoldenContract {
    Golden() {
      super(new MySqlDialect());
    }
  }

  @Nested
  class Locks extends LockContract {
    Locks() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class LockWaits extends LockWaitContract {
    LockWaits() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Catalogs extends CatalogContract {
    Catalogs() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Probes extends ProbeContract {
    Probes() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Grants extends GrantsContract {
    Grants() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Secrets extends SecretsContract {
    Secrets() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class TransactionModes extends TransactionModeContract {
    TransactionModes() {
      super(TestDatabase.MYSQL);
    }
  }

  @Nested
  class Journals extends JournalContract {
    Journals() {
      super(TestDatabase.MYSQL);
    }
  }
}
