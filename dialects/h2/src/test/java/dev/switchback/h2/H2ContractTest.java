package dev.switchback.h2;

import dev.switchback.schema.DataType;
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
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class H2ContractTest {

  @Nested
  class Runs extends RunContract {
    Runs() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Mistakes extends MistakesContract {
    Mistakes() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Causes extends CausesContract {
    Causes() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class CopiesIn extends CopyInContract {
    CopiesIn() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Resources extends ResourceContract {
    Resources() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ResourceCorpus extends ResourceCorpusContract {
    ResourceCorpus() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Redos extends RedoContract {
    Redos() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class CallersTransactions extends CallersTransactionContract {
    CallersTransactions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class DataSources extends DataSourcesContract {
    DataSources() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Listeners extends ListenerContract {
    Listeners() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Traces extends TracesContract {
    Traces() {
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
  class Fleets extends FleetContract {
    Fleets() {
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
  class ColumnPositions extends ColumnPositionsContract {
    ColumnPositions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ColumnChanges extends ColumnChangesContract {
    ColumnChanges() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class AlterTables extends AlterTableContract {
    AlterTables() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class RenamedParts extends RenamedPartsContract {
    RenamedParts() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class DefaultNames extends DefaultNamesContract {
    DefaultNames() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class OtherSchemaQuestions extends OtherSchemaQuestionsContract {
    OtherSchemaQuestions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Renames extends RenamesContract {
    Renames() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Enumerations extends EnumerationsContract {
    Enumerations() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ExistingTables extends ExistingTablesContract {
    ExistingTables() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Guards extends GuardsContract {
    Guards() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class NumberedRows extends NumberedRowsContract {
    NumberedRows() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Numbering extends NumberingContract {
    Numbering() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class QueryRows extends QueryRowsContract {
    QueryRows() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Values extends ValuesContract {
    Values() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Inserts extends InsertContract {
    Inserts() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Backfills extends BackfillContract {
    Backfills() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Updates extends UpdateContract {
    Updates() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Upserts extends UpsertContract {
    Upserts() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ReadRows extends ReadRowsContract {

    @TempDir Path folder;

    ReadRows() {
      super(TestDatabase.H2);
    }

    /** One in memory has nothing to keep results in; a small part of them fits into memory. */
    @Override
    protected DataSource forManyRows() {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:" + folder.resolve("many") + ";MAX_MEMORY_ROWS=10000");
      return source;
    }
  }

  @Nested
  class Types extends TypesContract {
    Types() {
      super(TestDatabase.H2);
    }

    @Override
    protected Map<String, String> refused() {
      return Map.ofEntries(
          Map.entry(
              "virtual()",
              "make a generated column virtual(). Leave out virtual(), so that it is stored"),
          Map.entry(
              "rangeOf(integer())",
              "make a column of rangeOf(integer()). Use two columns, for its beginning and its"
                  + " end"),
          Map.entry(
              "rangeOf(bigInt())",
              "make a column of rangeOf(bigInt()). Use two columns, for its beginning and its end"),
          Map.entry(
              "rangeOf(decimal(10, 2))",
              "make a column of rangeOf(decimal(10, 2)). Use two columns, for its beginning and its"
                  + " end"),
          Map.entry(
              "rangeOf(date())",
              "make a column of rangeOf(date()). Use two columns, for its beginning and its end"),
          Map.entry(
              "rangeOf(timestamp())",
              "make a column of rangeOf(timestamp()). Use two columns, for its beginning and its"
                  + " end"),
          Map.entry(
              "rangeOf(localTimestamp())",
              "make a column of rangeOf(localTimestamp()). Use two columns, for its beginning and"
                  + " its end"),
          Map.entry(
              "inet()",
              "make a column of inet(), which accepts only addresses. Use string(43), and check the"
                  + " values yourself"),
          Map.entry(
              "cidr()",
              "make a column of cidr(), which accepts only addresses. Use string(43), and check the"
                  + " values yourself"),
          Map.entry(
              "macAddr()",
              "make a column of macAddr(), which accepts only addresses. Use string(43), and check"
                  + " the values yourself"));
    }

    @Override
    protected String parameter(String table, DataType type) {
      return type instanceof DataType.Json ? "? FORMAT JSON" : "?";
    }
  }

  @Nested
  class Verifies extends VerifyContract {
    Verifies() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Accepts extends AcceptContract {
    Accepts() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class NamedValues extends NamedValuesContract {
    NamedValues() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Forgets extends ForgetContract {
    Forgets() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Repeatables extends RepeatableContract {
    Repeatables() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Squashes extends SquashContract {
    Squashes() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class RepeatableMistakes extends RepeatableMistakesContract {
    RepeatableMistakes() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class RevertsOne extends DownOnlyContract {
    RevertsOne() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class MetadataSchemas extends MetadataSchemaContract {
    MetadataSchemas() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Conversions extends ConversionsContract {
    Conversions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class References extends ReferencesContract {
    References() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Rehearsals extends RehearsalContract {
    Rehearsals() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Plans extends PlanContract {
    Plans() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Adoptions extends AdoptContract {
    Adoptions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Reversible extends ReversibleContract {
    Reversible() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Previously extends PreviouslyContract {
    Previously() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Online extends OnlineContract {
    Online() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Release extends ReleaseContract {
    Release() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Samples extends SampleContract {
    Samples() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class SamplesInSchema extends SampleInSchemaContract {
    SamplesInSchema() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class OtherSchemas extends OtherSchemaContract {
    OtherSchemas() {
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
  class LockHolders extends LockHolderContract {
    LockHolders() {
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

  @Nested
  class ResumedConnections extends ResumedConnectionContract {
    ResumedConnections() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ResumedSessions extends ResumedSessionContract {
    ResumedSessions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ResumedReads extends ResumedReadsContract {
    ResumedReads() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ProbedSteps extends ProbedStepsContract {
    ProbedSteps() {
      super(TestDatabase.H2);
    }

    @Override
    protected List<String> rawStatements() {
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
          "COMMENT ON TABLE raw_a IS 'it''s; -- a comment'",
          "/* first */ ALTER TABLE raw_a ALTER COLUMN c SET DEFAULT 5 -- last",
          "CREATE SEQUENCE raw_s",
          "ALTER SEQUENCE raw_s INCREMENT BY 2",
          "DROP SEQUENCE raw_s",
          "CREATE SCHEMA raw_sc",
          "CREATE TABLE raw_sc.raw_t (n INTEGER)",
          "CREATE INDEX raw_o ON raw_sc.raw_t (n)",
          "DROP INDEX raw_sc.raw_o",
          "DROP SCHEMA raw_sc CASCADE",
          "CREATE DOMAIN raw_d AS INTEGER",
          "DROP DOMAIN raw_d",
          "CREATE ALIAS raw_f AS $$ int one() { return 1; } $$",
          "DROP ALIAS raw_f",
          "ANALYZE",
          "SET @x = 1",
          "DROP INDEX raw_ix",
          "DROP VIEW raw_v",
          "ALTER TABLE raw_a DROP COLUMN d",
          "DROP TABLE raw_a",
          "DROP TABLE IF EXISTS raw_zz, raw_zy",
          "CREATE TABLE raw_d (n INTEGER)",
          "CREATE TABLE raw_e (n INTEGER)",
          "DROP TABLE raw_d, raw_e",
          "CREATE USER raw_u PASSWORD 'it''s, so'",
          "DROP USER raw_u",
          "CREATE ROLE raw_r",
          "DROP ROLE raw_r");
    }
  }

  @Nested
  class Waits extends PatienceContract {
    Waits() {
      super(TestDatabase.H2);
    }

    @Override
    protected String slowQuery() {
      return "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 100000) a, SYSTEM_RANGE(1, 1000000) b WHERE a.X"
          + " + b.X = 7";
    }
  }

  @Nested
  class TamperedTables extends TamperedTablesContract {
    TamperedTables() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class HostileNames extends HostileNamesContract {
    HostileNames() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class GeneratedTables extends GeneratedTablesContract {
    GeneratedTables() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Sessions extends SessionContract {
    Sessions() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Privileges extends PrivilegesContract {
    Privileges() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class ServerSettings extends ServerSettingsContract {

    @TempDir Path folder;

    ServerSettings() {
      super(TestDatabase.H2);
    }

    /** Ends of URLs. */
    @Override
    protected List<String> settings() {
      Stream<String> modes =
          Stream.of(
                  "REGULAR",
                  "STRICT",
                  "LEGACY",
                  "DB2",
                  "Derby",
                  "HSQLDB",
                  "MSSQLServer",
                  "MySQL",
                  "MariaDB",
                  "Oracle",
                  "PostgreSQL")
              .flatMap(
                  mode ->
                      Stream.of(
                              "",
                              ";DATABASE_TO_UPPER=FALSE",
                              ";DATABASE_TO_LOWER=TRUE",
                              ";CASE_INSENSITIVE_IDENTIFIERS=TRUE")
                          .map(letters -> ";MODE=" + mode + letters));
      Stream<String> others =
          Stream.of(
              "file",
              "file;AUTO_SERVER=TRUE",
              ";TIME ZONE=Pacific/Kiritimati",
              ";TIME ZONE=GMT-12",
              ";IGNORECASE=TRUE",
              ";LOCK_TIMEOUT=1",
              ";LOCK_MODE=0",
              ";DEFAULT_NULL_ORDERING=HIGH",
              ";VARIABLE_BINARY=TRUE",
              ";ALLOW_LITERALS=ALL;REFERENTIAL_INTEGRITY=FALSE",
              ";NON_KEYWORDS=VALUE,KEY",
              ";MAX_LENGTH_INPLACE_LOB=1",
              ";QUERY_TIMEOUT=60000",
              ";INIT=CREATE SCHEMA IF NOT EXISTS OTHER\\;SET SCHEMA OTHER",
              ";INIT=SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
              ";INIT=SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ UNCOMMITTED");
      return Stream.concat(modes, others).toList();
    }

    /** With the others, the tables themselves are not the same. */
    @Override
    protected List<String> settingsOfQueries() {
      return settings().stream()
          .filter(each -> each.matches("(?!.*MODE=).*|.*MODE=(?:REGULAR|STRICT|DB2|Oracle)"))
          .filter(each -> !each.matches(".*(?:IGNORECASE|NULL_ORDERING|INTEGRITY|OTHER).*"))
          .toList();
    }

    @Override
    protected DataSource maker(DataSource source) {
      return source;
    }

    @Override
    protected DataSource with(String setting) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(
          setting.startsWith("file")
              ? "jdbc:h2:" + folder.resolve("test") + setting.substring(4)
              : "jdbc:h2:mem:settings" + System.nanoTime() + ";DB_CLOSE_DELAY=9" + setting);
      source.setUser("sa"); // in the mode of Oracle, no name would be NULL
      return source;
    }
  }

  @Nested
  class Constraints extends ConstraintsContract {
    Constraints() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Checks extends ChecksContract {
    Checks() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class DatabaseChoices extends DatabaseChoiceContract {
    DatabaseChoices() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class Introspection extends IntrospectionContract {
    Introspection() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class IndexOptions extends IndexOptionsContract {
    IndexOptions() {
      super(TestDatabase.H2);
    }

    @Override
    protected Set<Option> supported() {
      return EnumSet.of(Option.DESCENDING, Option.NULLS, Option.USUAL_NULLS, Option.BTREE);
    }
  }

  @Nested
  class Views extends ViewsContract {
    Views() {
      super(TestDatabase.H2);
    }
  }
}
