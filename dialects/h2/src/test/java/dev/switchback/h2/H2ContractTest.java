package dev.switchback.h2;

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

class H2ContractTest {

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Discovery extends DiscoveryContract {
    Discovery() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Failures extends FailureContract {
    Failures() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Operations extends OperationContract {
    Operations() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Golden extends GoldenContract {
    Golden() {
      super(new H2Dialect());
    }
  }

  @Nested
  class Locks extends LockContract {
    Locks() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class LockWaits extends LockWaitContract {
    LockWaits() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Catalogs extends CatalogContract {
    Catalogs() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Probes extends ProbeContract {
    Probes() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Grants extends GrantsContract {
    Grants() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Secrets extends SecretsContract {
    Secrets() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class TransactionModes extends TransactionModeContract {
    TransactionModes() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Journals extends JournalContract {
    Journals() {
      super(TestDatabase.H2);
    }
  }
}
