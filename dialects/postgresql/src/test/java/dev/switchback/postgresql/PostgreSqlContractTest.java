package dev.switchback.postgresql;

import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.contract.AcceptContract;
import dev.switchback.tck.contract.AdoptContract;
import dev.switchback.tck.contract.AlterTableContract;
import dev.switchback.tck.contract.BackfillContract;
import dev.switchback.tck.contract.CallersTransactionContract;
import dev.switchback.tck.contract.CatalogContract;
import dev.switchback.tck.contract.CausesContract;
import dev.switchback.tck.contract.ChecksContract;
import dev.switchback.tck.contract.ColumnChangesContract;
import dev.switchback.tck.contract.ColumnPositionsContract;
import dev.switchback.tck.contract.CommittingContract;
import dev.switchback.tck.contract.ConnectionLimitContract;
import dev.switchback.tck.contract.ConstraintsContract;
import dev.switchback.tck.contract.ConversionsContract;
import dev.switchback.tck.contract.CopyInContract;
import dev.switchback.tck.contract.DataSourcesContract;
import dev.switchback.tck.contract.DatabaseChoiceContract;
import dev.switchback.tck.contract.DefaultNamesContract;
import dev.switchback.tck.contract.DiscoveryContract;
import dev.switchback.tck.contract.DownOnlyContract;
import dev.switchback.tck.contract.EnumerationsContract;
import dev.switchback.tck.contract.ExistingTablesContract;
import dev.switchback.tck.contract.FailureContract;
import dev.switchback.tck.contract.FleetContract;
import dev.switchback.tck.contract.ForgetContract;
import dev.switchback.tck.contract.GeneratedTablesContract;
import dev.switchback.tck.contract.GoldenContract;
import dev.switchback.tck.contract.GrantsContract;
import dev.switchback.tck.contract.GuardsContract;
import dev.switchback.tck.contract.HostileNamesContract;
import dev.switchback.tck.contract.IndexOptionsContract;
import dev.switchback.tck.contract.InsertContract;
import dev.switchback.tck.contract.IntrospectionContract;
import dev.switchback.tck.contract.ListenerContract;
import dev.switchback.tck.contract.LockContract;
import dev.switchback.tck.contract.LockHolderContract;
import dev.switchback.tck.contract.LockWaitContract;
import dev.switchback.tck.contract.MetadataSchemaContract;
import dev.switchback.tck.contract.MistakesContract;
import dev.switchback.tck.contract.NamedValuesContract;
import dev.switchback.tck.contract.NumberedRowsContract;
import dev.switchback.tck.contract.NumberingContract;
import dev.switchback.tck.contract.OnlineContract;
import dev.switchback.tck.contract.OperationContract;
import dev.switchback.tck.contract.OtherSchemaContract;
import dev.switchback.tck.contract.OtherSchemaQuestionsContract;
import dev.switchback.tck.contract.OutsideStepsContract;
import dev.switchback.tck.contract.PatienceContract;
import dev.switchback.tck.contract.PlanContract;
import dev.switchback.tck.contract.PreviouslyContract;
import dev.switchback.tck.contract.PrivilegesContract;
import dev.switchback.tck.contract.ProbeContract;
import dev.switchback.tck.contract.QueryRowsContract;
import dev.switchback.tck.contract.ReadRowsContract;
import dev.switchback.tck.contract.RedoContract;
import dev.switchback.tck.contract.ReferencesContract;
import dev.switchback.tck.contract.RehearsalContract;
import dev.switchback.tck.contract.ReleaseContract;
import dev.switchback.tck.contract.RenamedPartsContract;
import dev.switchback.tck.contract.RenamesContract;
import dev.switchback.tck.contract.RepeatableContract;
import dev.switchback.tck.contract.RepeatableMistakesContract;
import dev.switchback.tck.contract.ResourceContract;
import dev.switchback.tck.contract.ResourceCorpusContract;
import dev.switchback.tck.contract.ReversibleContract;
import dev.switchback.tck.contract.RunContract;
import dev.switchback.tck.contract.SampleContract;
import dev.switchback.tck.contract.SampleInSchemaContract;
import dev.switchback.tck.contract.SecretsContract;
import dev.switchback.tck.contract.ServerSettingsContract;
import dev.switchback.tck.contract.SessionContract;
import dev.switchback.tck.contract.SquashContract;
import dev.switchback.tck.contract.TamperedTablesContract;
import dev.switchback.tck.contract.TracesContract;
import dev.switchback.tck.contract.TransactionModeContract;
import dev.switchback.tck.contract.TypesContract;
import dev.switchback.tck.contract.UpdateContract;
import dev.switchback.tck.contract.UpsertContract;
import dev.switchback.tck.contract.ValuesContract;
import dev.switchback.tck.contract.VerifyContract;
import dev.switchback.tck.contract.ViewsContract;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class PostgreSqlContractTest {

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Mistakes extends MistakesContract {
    Mistakes() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Causes extends CausesContract {
    Causes() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Committing extends CommittingContract {
    Committing() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class CopiesIn extends CopyInContract {
    CopiesIn() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Resources extends ResourceContract {
    Resources() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ResourceCorpus extends ResourceCorpusContract {
    ResourceCorpus() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Redos extends RedoContract {
    Redos() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class CallersTransactions extends CallersTransactionContract {
    CallersTransactions() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class DataSources extends DataSourcesContract {
    DataSources() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Listeners extends ListenerContract {
    Listeners() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Traces extends TracesContract {
    Traces() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ConnectionLimits extends ConnectionLimitContract {
    ConnectionLimits() {
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
  class Fleets extends FleetContract {
    Fleets() {
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
  class ColumnPositions extends ColumnPositionsContract {
    ColumnPositions() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ColumnChanges extends ColumnChangesContract {
    ColumnChanges() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class AlterTables extends AlterTableContract {
    AlterTables() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class RenamedParts extends RenamedPartsContract {
    RenamedParts() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class DefaultNames extends DefaultNamesContract {
    DefaultNames() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OtherSchemaQuestions extends OtherSchemaQuestionsContract {
    OtherSchemaQuestions() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Renames extends RenamesContract {
    Renames() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Enumerations extends EnumerationsContract {
    Enumerations() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ExistingTables extends ExistingTablesContract {
    ExistingTables() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Guards extends GuardsContract {
    Guards() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class NumberedRows extends NumberedRowsContract {
    NumberedRows() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Numbering extends NumberingContract {
    Numbering() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class QueryRows extends QueryRowsContract {
    QueryRows() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Values extends ValuesContract {
    Values() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Inserts extends InsertContract {
    Inserts() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Backfills extends BackfillContract {
    Backfills() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Updates extends UpdateContract {
    Updates() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Upserts extends UpsertContract {
    Upserts() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ReadRows extends ReadRowsContract {
    ReadRows() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Types extends TypesContract {
    Types() {
      super(TestDatabase.POSTGRESQL);
    }

    @Override
    protected Map<String, String> refused() {
      return Map.of();
    }

    @Override
    protected List<String> preparation() {
      return List.of("CREATE EXTENSION citext");
    }
  }

  @Nested
  class Verifies extends VerifyContract {
    Verifies() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Accepts extends AcceptContract {
    Accepts() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class NamedValues extends NamedValuesContract {
    NamedValues() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Forgets extends ForgetContract {
    Forgets() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Repeatables extends RepeatableContract {
    Repeatables() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Squashes extends SquashContract {
    Squashes() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class RepeatableMistakes extends RepeatableMistakesContract {
    RepeatableMistakes() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class RevertsOne extends DownOnlyContract {
    RevertsOne() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class MetadataSchemas extends MetadataSchemaContract {
    MetadataSchemas() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Conversions extends ConversionsContract {
    Conversions() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class References extends ReferencesContract {
    References() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Rehearsals extends RehearsalContract {
    Rehearsals() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Plans extends PlanContract {
    Plans() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Adoptions extends AdoptContract {
    Adoptions() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Reversible extends ReversibleContract {
    Reversible() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Previously extends PreviouslyContract {
    Previously() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Online extends OnlineContract {
    Online() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Release extends ReleaseContract {
    Release() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Samples extends SampleContract {
    Samples() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class SamplesInSchema extends SampleInSchemaContract {
    SamplesInSchema() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OtherSchemas extends OtherSchemaContract {
    OtherSchemas() {
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
  class LockHolders extends LockHolderContract {
    LockHolders() {
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

  @Nested
  class GeneratedTables extends GeneratedTablesContract {
    GeneratedTables() {
      super(TestDatabase.POSTGRESQL);
    }

    @Override
    protected List<String> preparation() {
      return List.of("CREATE EXTENSION citext");
    }
  }

  @Nested
  class Sessions extends SessionContract {
    Sessions() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Privileges extends PrivilegesContract {
    Privileges() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class ServerSettings extends ServerSettingsContract {
    ServerSettings() {
      super(TestDatabase.POSTGRESQL);
    }

    @Override
    protected List<String> settings() {
      return List.of(
          "SET default_transaction_isolation = serializable",
          "SET default_transaction_isolation = 'repeatable read'",
          "SET default_transaction_deferrable = on",
          "SET standard_conforming_strings = off",
          "SET backslash_quote = off",
          "SET quote_all_identifiers = on",
          "SET search_path = \"$user\", public",
          "SET search_path = nowhere, public, pg_catalog",
          "SET TIME ZONE 'Pacific/Kiritimati'",
          "SET TIME ZONE 'Etc/GMT+12'",
          "SET TIME ZONE 'Asia/Kathmandu'",
          "SET IntervalStyle = iso_8601",
          "SET DateStyle = 'ISO, DMY'",
          "SET datestyle = 'iso, ymd'; SET intervalstyle = sql_standard",
          "SET xmloption = document; SET default_toast_compression = pglz",
          "SET default_table_access_method = heap; SET default_tablespace = ''",
          "SET bytea_output = escape; SET transform_null_equals = on",
          "SET client_min_messages = debug1",
          "SET client_min_messages = error",
          "SET session_replication_role = replica",
          "SET lock_timeout = 1; SET statement_timeout = 60000",
          "SET synchronous_commit = off; SET row_security = off",
          "SET check_function_bodies = off; SET array_nulls = off",
          "SET extra_float_digits = -15; SET jit = off",
          "SET lc_messages = 'C'",
          "SET enable_seqscan = off; SET enable_indexscan = off",
          "SET plan_cache_mode = force_generic_plan");
    }

    @Override
    protected List<String> settingsOfQueries() {
      return settings().stream()
          .filter(each -> each.matches("(?i).*(?:quot|strings|style|bytea|path|digits|zone 'p).*"))
          .toList();
    }
  }

  @Nested
  class Constraints extends ConstraintsContract {
    Constraints() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Checks extends ChecksContract {
    Checks() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class DatabaseChoices extends DatabaseChoiceContract {
    DatabaseChoices() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class Introspection extends IntrospectionContract {
    Introspection() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class IndexOptions extends IndexOptionsContract {
    IndexOptions() {
      super(TestDatabase.POSTGRESQL);
    }

    @Override
    protected Set<Option> supported() {
      return EnumSet.complementOf(EnumSet.of(Option.LENGTH, Option.FULLTEXT, Option.PARSER));
    }
  }

  @Nested
  class Views extends ViewsContract {
    Views() {
      super(TestDatabase.POSTGRESQL);
    }

    @Override
    protected List<String> sizeTrigger() {
      return List.of(
          "CREATE FUNCTION no_negative_size() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN NEW.size := greatest(NEW.size, 0); RETURN NEW; END'",
          "CREATE TRIGGER no_negative_size BEFORE INSERT ON rooms FOR EACH ROW"
              + " EXECUTE FUNCTION no_negative_size()");
    }

    @Override
    protected boolean hasMaterializedViews() {
      return true;
    }
  }
}
