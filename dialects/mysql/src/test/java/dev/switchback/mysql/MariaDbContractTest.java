package dev.switchback.mysql;

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
import dev.switchback.tck.contract.JournalContract;
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
import dev.switchback.tck.contract.PatienceContract;
import dev.switchback.tck.contract.PlanContract;
import dev.switchback.tck.contract.PreviouslyContract;
import dev.switchback.tck.contract.PrivilegesContract;
import dev.switchback.tck.contract.ProbeContract;
import dev.switchback.tck.contract.ProbedStepsContract;
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
import dev.switchback.tck.contract.ResumedConnectionContract;
import dev.switchback.tck.contract.ResumedReadsContract;
import dev.switchback.tck.contract.ResumedSessionContract;
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

class MariaDbContractTest {

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Mistakes extends MistakesContract {
    Mistakes() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Causes extends CausesContract {
    Causes() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Committing extends CommittingContract {
    Committing() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class CopiesIn extends CopyInContract {
    CopiesIn() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Resources extends ResourceContract {
    Resources() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ResourceCorpus extends ResourceCorpusContract {
    ResourceCorpus() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Redos extends RedoContract {
    Redos() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class CallersTransactions extends CallersTransactionContract {
    CallersTransactions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class DataSources extends DataSourcesContract {
    DataSources() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Listeners extends ListenerContract {
    Listeners() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Traces extends TracesContract {
    Traces() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ConnectionLimits extends ConnectionLimitContract {
    ConnectionLimits() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Discovery extends DiscoveryContract {
    Discovery() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Fleets extends FleetContract {
    Fleets() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Failures extends FailureContract {
    Failures() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Operations extends OperationContract {
    Operations() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ColumnPositions extends ColumnPositionsContract {
    ColumnPositions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ColumnChanges extends ColumnChangesContract {
    ColumnChanges() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class AlterTables extends AlterTableContract {
    AlterTables() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class RenamedParts extends RenamedPartsContract {
    RenamedParts() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class DefaultNames extends DefaultNamesContract {
    DefaultNames() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class OtherSchemaQuestions extends OtherSchemaQuestionsContract {
    OtherSchemaQuestions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Renames extends RenamesContract {
    Renames() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Enumerations extends EnumerationsContract {
    Enumerations() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ExistingTables extends ExistingTablesContract {
    ExistingTables() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Guards extends GuardsContract {
    Guards() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class NumberedRows extends NumberedRowsContract {
    NumberedRows() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Numbering extends NumberingContract {
    Numbering() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class QueryRows extends QueryRowsContract {
    QueryRows() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Values extends ValuesContract {
    Values() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Inserts extends InsertContract {
    Inserts() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Backfills extends BackfillContract {
    Backfills() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Updates extends UpdateContract {
    Updates() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Upserts extends UpsertContract {
    Upserts() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ReadRows extends ReadRowsContract {
    ReadRows() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Types extends TypesContract {
    Types() {
      super(TestDatabase.MARIADB);
    }

    @Override
    protected Map<String, String> refused() {
      return RefusedTypes.REFUSED;
    }
  }

  @Nested
  class Verifies extends VerifyContract {
    Verifies() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Accepts extends AcceptContract {
    Accepts() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class NamedValues extends NamedValuesContract {
    NamedValues() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Forgets extends ForgetContract {
    Forgets() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Repeatables extends RepeatableContract {
    Repeatables() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Squashes extends SquashContract {
    Squashes() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class RepeatableMistakes extends RepeatableMistakesContract {
    RepeatableMistakes() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class RevertsOne extends DownOnlyContract {
    RevertsOne() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class MetadataSchemas extends MetadataSchemaContract {
    MetadataSchemas() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Conversions extends ConversionsContract {
    Conversions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class References extends ReferencesContract {
    References() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Rehearsals extends RehearsalContract {
    Rehearsals() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Plans extends PlanContract {
    Plans() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Adoptions extends AdoptContract {
    Adoptions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Reversible extends ReversibleContract {
    Reversible() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Previously extends PreviouslyContract {
    Previously() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Online extends OnlineContract {
    Online() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Release extends ReleaseContract {
    Release() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Samples extends SampleContract {
    Samples() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class SamplesInSchema extends SampleInSchemaContract {
    SamplesInSchema() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class OtherSchemas extends OtherSchemaContract {
    OtherSchemas() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Golden extends GoldenContract {
    Golden() {
      super(new MariaDbDialect());
    }
  }

  @Nested
  class Locks extends LockContract {
    Locks() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class LockHolders extends LockHolderContract {
    LockHolders() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class LockWaits extends LockWaitContract {
    LockWaits() {
      super(TestDatabase.MARIADB);
    }

    /** Its performance schema is switched off by default. */
    @Override
    protected boolean tellsBlockers() {
      return false;
    }
  }

  @Nested
  class Catalogs extends CatalogContract {
    Catalogs() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Probes extends ProbeContract {
    Probes() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Grants extends GrantsContract {
    Grants() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Secrets extends SecretsContract {
    Secrets() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class TransactionModes extends TransactionModeContract {
    TransactionModes() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Journals extends JournalContract {
    Journals() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ResumedConnections extends ResumedConnectionContract {
    ResumedConnections() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ResumedSessions extends ResumedSessionContract {
    ResumedSessions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ResumedReads extends ResumedReadsContract {
    ResumedReads() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ProbedSteps extends ProbedStepsContract {
    ProbedSteps() {
      super(TestDatabase.MARIADB);
    }

    @Override
    protected List<String> rawStatements() {
      String role = "raw_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
      return List.of(
          "CREATE TABLE raw_a (n INTEGER NOT NULL, c INTEGER)",
          "CREATE INDEX raw_ix ON raw_a (n)",
          "ALTER TABLE raw_a ADD COLUMN d INTEGER",
          "ALTER TABLE raw_a ADD CONSTRAINT raw_uk UNIQUE (n)",
          "CREATE VIEW raw_v AS SELECT n FROM raw_a",
          "CREATE OR REPLACE VIEW raw_v AS SELECT n, c FROM raw_a",
          "CREATE TABLE IF NOT EXISTS raw_b (n INTEGER)",
          "ALTER TABLE raw_b RENAME TO raw_c",
          "TRUNCATE TABLE raw_c",
          "DROP TABLE raw_c",
          "ALTER TABLE raw_a MODIFY COLUMN c BIGINT COMMENT 'it''s; -- a comment'",
          "/* first */ ALTER TABLE raw_a ALTER COLUMN c SET DEFAULT 5 -- last",
          "ALTER TABLE `raw_a` CHANGE COLUMN `c` `e` INTEGER, ADD INDEX raw_e (e)",
          "ALTER TABLE raw_a CHANGE COLUMN e c INTEGER",
          "ALTER TABLE raw_a ADD COLUMN g INTEGER",
          "ALTER TABLE raw_a ADD COLUMN h INTEGER, DROP COLUMN g",
          "ALTER TABLE raw_a DROP COLUMN h",
          "ALTER TABLE raw_a DEFAULT CHARACTER SET latin1",
          "ALTER TABLE raw_a ROW_FORMAT = COMPACT",
          "CREATE TABLE raw_k (a INTEGER)",
          "ALTER TABLE raw_k PARTITION BY HASH (a) PARTITIONS 2",
          "DROP TABLE raw_k",
          "ALTER DATABASE CHARACTER SET utf8mb4",
          "CREATE PROCEDURE raw_p() BEGIN DELETE FROM raw_a; IF 1 = 1 THEN DELETE FROM raw_a; END"
              + " IF; END",
          "DROP PROCEDURE raw_p",
          "CREATE TRIGGER raw_t BEFORE INSERT ON raw_a FOR EACH ROW SET NEW.c = 1",
          "DROP TRIGGER raw_t",
          "CREATE EVENT raw_e ON SCHEDULE EVERY 1 YEAR DO DELETE FROM raw_a",
          "DROP EVENT raw_e",
          "CREATE ROLE IF NOT EXISTS " + role,
          "GRANT SELECT, INSERT ON raw_a TO " + role,
          "REVOKE INSERT ON raw_a FROM " + role,
          "DROP ROLE IF EXISTS " + role,
          "ANALYZE TABLE raw_a",
          "OPTIMIZE TABLE raw_a",
          "SET @x = 1",
          "CREATE TABLE raw_r (n INTEGER)",
          "RENAME TABLE raw_r TO raw_r2",
          "DROP TABLE raw_r2",
          "CREATE TABLE raw_d (n INTEGER)",
          "CREATE TABLE raw_e (n INTEGER)",
          "RENAME TABLE raw_d TO raw_x, raw_e TO raw_d, raw_x TO raw_y",
          "DROP TABLE raw_d, `raw_y`",
          "CREATE USER '" + role + "'@'localhost' IDENTIFIED BY 'it''s, so'",
          "DROP USER '" + role + "'@'localhost'",
          "CREATE ROLE " + role + "_a, " + role + "_b",
          "DROP ROLE " + role + "_a, " + role + "_b",
          "CREATE TABLE raw_n (n INTEGER AUTO_INCREMENT PRIMARY KEY)",
          "ALTER TABLE raw_n AUTO_INCREMENT = 5",
          "ALTER TABLE raw_n ADD COLUMN m INTEGER, AUTO_INCREMENT = 7",
          "DROP TABLE raw_n",
          "CREATE TEMPORARY TABLE raw_tt (n INTEGER)",
          "DROP INDEX raw_ix ON raw_a",
          "CREATE SEQUENCE raw_s",
          "ALTER SEQUENCE raw_s INCREMENT BY 2",
          "DROP SEQUENCE raw_s",
          "CREATE OR REPLACE TRIGGER raw_t BEFORE INSERT ON raw_a FOR EACH ROW SET NEW.c = 1",
          "ALTER TABLE raw_a DROP COLUMN IF EXISTS nothing",
          "DROP VIEW raw_v",
          "ALTER TABLE raw_a DROP COLUMN d",
          "DROP TABLE raw_a",
          "DROP TABLE IF EXISTS raw_zz, raw_zy");
    }
  }

  @Nested
  class Waits extends PatienceContract {
    Waits() {
      super(TestDatabase.MARIADB);
    }

    @Override
    protected String slowQuery() {
      return "SELECT SLEEP(30)";
    }

    /** Its performance schema is switched off by default. */
    @Override
    protected boolean tellsBlockers() {
      return false;
    }
  }

  @Nested
  class TamperedTables extends TamperedTablesContract {
    TamperedTables() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class HostileNames extends HostileNamesContract {
    HostileNames() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class GeneratedTables extends GeneratedTablesContract {
    GeneratedTables() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Sessions extends SessionContract {
    Sessions() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Privileges extends PrivilegesContract {
    Privileges() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class ServerSettings extends ServerSettingsContract {
    ServerSettings() {
      super(TestDatabase.MARIADB);
    }

    @Override
    protected List<String> settings() {
      return List.of(
          "SET SESSION sql_mode = ''",
          "SET SESSION sql_mode = 'ANSI'",
          "SET SESSION sql_mode = 'ANSI_QUOTES'",
          "SET SESSION sql_mode = 'STRICT_ALL_TABLES'",
          "SET SESSION sql_mode = 'TRADITIONAL'",
          "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
          "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'",
          "SET SESSION sql_mode = 'PIPES_AS_CONCAT,IGNORE_SPACE,HIGH_NOT_PRECEDENCE'",
          "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,REAL_AS_FLOAT,PAD_CHAR_TO_FULL_LENGTH'",
          "SET SESSION sql_mode = 'NO_ZERO_DATE,NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY'",
          "SET SESSION sql_mode = 'ORACLE'",
          "SET SESSION sql_mode = 'MSSQL'",
          "SET SESSION sql_mode = 'DB2'",
          "SET SESSION sql_mode = 'MAXDB'",
          "SET SESSION sql_mode = 'POSTGRESQL'",
          "SET SESSION sql_mode = 'EMPTY_STRING_IS_NULL,SIMULTANEOUS_ASSIGNMENT'",
          "SET SESSION sql_mode = 'TIME_ROUND_FRACTIONAL'",
          "SET SESSION innodb_snapshot_isolation = OFF",
          "SET SESSION foreign_key_checks = 0, unique_checks = 0",
          "SET SESSION autocommit = 0",
          "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
          "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
          "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
          "SET SESSION time_zone = '+13:00'",
          "SET SESSION time_zone = '-12:00'",
          "SET SESSION lc_time_names = 'tr_TR', default_week_format = 3",
          "SET SESSION innodb_strict_mode = OFF",
          "SET SESSION sql_safe_updates = ON",
          "SET SESSION sql_auto_is_null = ON",
          "SET SESSION completion_type = CHAIN",
          "SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1",
          "SET SESSION sql_quote_show_create = OFF",
          "SET SESSION explicit_defaults_for_timestamp = ON",
          "SET SESSION explicit_defaults_for_timestamp = OFF",
          "SET SESSION sql_select_limit = 1",
          "SET SESSION max_join_size = 10",
          "SET SESSION sql_big_selects = 0, max_join_size = 1000, sql_select_limit = 2",
          "SET SESSION group_concat_max_len = 4",
          "SET SESSION max_sort_length = 8",
          "SET SESSION character_set_results = NULL",
          "SET SESSION collation_connection = utf8mb4_bin",
          "SET SESSION div_precision_increment = 0");
    }

    @Override
    protected List<String> settingsOfQueries() {
      return settings().stream()
          .filter(each -> each.matches(".* (?:sql_|max_|group_concat|character_|collation_).*"))
          .toList();
    }

    @Override
    protected String allRows() {
      return " LIMIT 18446744073709551615";
    }
  }

  @Nested
  class Constraints extends ConstraintsContract {
    Constraints() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Checks extends ChecksContract {
    Checks() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class IndexOptions extends IndexOptionsContract {
    IndexOptions() {
      super(TestDatabase.MARIADB);
    }

    @Override
    protected Set<Option> supported() {
      return EnumSet.of(Option.DESCENDING, Option.LENGTH, Option.BTREE, Option.FULLTEXT);
    }
  }

  @Nested
  class DatabaseChoices extends DatabaseChoiceContract {
    DatabaseChoices() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Introspection extends IntrospectionContract {
    Introspection() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class Views extends ViewsContract {
    Views() {
      super(TestDatabase.MARIADB);
    }

    @Override
    protected List<String> sizeTrigger() {
      return List.of(
          "CREATE TRIGGER no_negative_size BEFORE INSERT ON rooms FOR EACH ROW"
              + " SET NEW.size = GREATEST(NEW.size, 0)");
    }

    @Override
    protected boolean dropsEmptySchemas() {
      return false;
    }
  }
}
