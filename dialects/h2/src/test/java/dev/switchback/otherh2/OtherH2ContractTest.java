package dev.switchback.otherh2;

import dev.switchback.tck.contract.CatalogContract;
import dev.switchback.tck.contract.JournalContract;
import dev.switchback.tck.contract.LockContract;
import dev.switchback.tck.contract.ProbeContract;
import dev.switchback.tck.contract.ProbedStepsContract;
import dev.switchback.tck.contract.RedoContract;
import dev.switchback.tck.contract.ResumedReadsContract;
import dev.switchback.tck.contract.ResumedSessionContract;
import dev.switchback.tck.contract.RunContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/**
 * Contracts on a dialect that Switchback does not know. Its parts name H2 in what they refuse, so
 * the contracts of such messages are left out.
 */
class OtherH2ContractTest {

  @Nested
  class Catalogs extends CatalogContract {
    Catalogs() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class Journals extends JournalContract {
    Journals() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class ProbedSteps extends ProbedStepsContract {
    ProbedSteps() {
      super(new OtherH2Database());
    }

    @Override
    protected List<String> rawStatements() {
      return List.of(
          "CREATE TABLE raw_a (n INTEGER)",
          "CREATE INDEX raw_ix ON raw_a (n)",
          "ALTER TABLE raw_a ADD COLUMN d INTEGER",
          "DROP TABLE raw_a");
    }
  }

  @Nested
  class ResumedReads extends ResumedReadsContract {
    ResumedReads() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class ResumedSessions extends ResumedSessionContract {
    ResumedSessions() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class Locks extends LockContract {
    Locks() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class Probes extends ProbeContract {
    Probes() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class Redos extends RedoContract {
    Redos() {
      super(new OtherH2Database());
    }
  }

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(new OtherH2Database());
    }
  }
}
