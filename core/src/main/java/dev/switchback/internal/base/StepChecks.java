package dev.switchback.internal.base;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dependants;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.SchemaOperation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rejects invalid steps before they are sent. A run and a plan apply the same checks. */
public final class StepChecks {

  private StepChecks() {}

  /**
   * Rejects a step that needs its session for more than one transaction on a topology where each
   * transaction may have another session.
   */
  public static void requireNoPooler(Dialect dialect, Operation operation) {
    if (dialect.locks().topology() != Topology.TRANSACTION_POOLING) {
      return;
    }
    switch (dialect.rendering().modeOf(operation)) {
      case NON_TRANSACTIONAL, COMMITTING ->
          throw throughPooler(
              dialect,
              operation,
              "it runs outside a transaction, where the run cannot hold its lock");
      case BATCHED ->
          throw throughPooler(
              dialect,
              operation,
              "each of its batches is a transaction, which the pooler may give to another session");
      case TRANSACTIONAL, IMPLICIT_COMMIT, OPAQUE -> {}
    }
  }

  private static UnsupportedByDialectException throughPooler(
      Dialect dialect, Operation operation, String reason) {
    return new UnsupportedByDialectException(
        dialect.name(),
        operation.describe() + " through a pooler of connections: " + reason,
        "Migrate over a direct connection.");
  }

  /**
   * Rejects an operation that would silently break views or triggers. Without this check, only the
   * next query of a broken view would fail.
   */
  public static void requireUnbroken(Operation operation, Catalog catalog) {
    List<String> broken =
        operation instanceof SchemaOperation on
            ? on.accept(new BrokenBySchema(catalog))
            : operation.inOrder().stream()
                .flatMap(each -> Dependants.of(each).stream())
                .flatMap(taken -> catalog.brokenBy(taken).stream())
                .distinct()
                .toList();
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it would break "
              + String.join(", ", broken)
              + ", and the database would not report it. Nothing was sent. Drop that before this"
              + " step and create it again after it, or acknowledge it by acknowledged(reason)");
    }
  }

  /** Finds what the drop or the rename of a schema breaks. */
  private record BrokenBySchema(Catalog catalog) implements SchemaOperation.Visitor<List<String>> {

    @Override
    public List<String> createSchema(CreateSchema operation) {
      return List.of();
    }

    @Override
    public List<String> renameSchema(RenameSchema operation) {
      return catalog.brokenByRename(operation.before());
    }

    @Override
    public List<String> dropSchema(DropSchema operation) {
      return Dependants.of(operation).map(catalog::brokenBy).orElse(List.of());
    }
  }

  /**
   * Rejects the drop or rename of the current schema, or of the schema with the metadata tables. On
   * MySQL that would drop the journal too.
   */
  public static void refuseOwnSchema(
      Operation operation, Dialect dialect, Connection connection, OwnTables own)
      throws SQLException {
    if (operation.bare() instanceof SchemaOperation on && on.isDrop()) {
      Optional<String> current = dialect.sessions().currentSchema(connection);
      if (current.isPresent()) {
        refuseOwnSchema(on, dialect, current.get(), own);
      }
    }
  }

  /** Rejects an operation that drops or renames the current schema, or that of the metadata. */
  public static void refuseOwnSchema(
      SchemaOperation operation, Dialect dialect, String current, OwnTables own) {
    if (!operation.isDrop()) {
      return;
    }
    if (dialect.mapping().isKeptAs(operation.schema(), current)) {
      throw refused(operation, "it is the schema of this migration, and has its record");
    }
    if (own.areIn(operation.schema(), dialect)) {
      throw refused(operation, "it has the metadata tables of this migration");
    }
  }

  private static IllegalArgumentException refused(SchemaOperation operation, String why) {
    return new IllegalArgumentException(
        "%s – %s. Nothing was sent. %s it outside of migrations"
            .formatted(operation.describe(), why, operation.accept(new Verb())));
  }

  /** Names what an operation does to a schema, for a message. */
  private record Verb() implements SchemaOperation.Visitor<String> {

    @Override
    public String createSchema(CreateSchema operation) {
      return "Create";
    }

    @Override
    public String renameSchema(RenameSchema operation) {
      return "Rename";
    }

    @Override
    public String dropSchema(DropSchema operation) {
      return "Drop";
    }
  }

  /** Rejects null in place of the parameters of a query. */
  public static void requireParameters(String method, @Nullable Object @Nullable [] parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          method + " – its parameters are null; for one NULL, cast it: (Object) null");
    }
  }

  /** Returns the error for a table that a migration describes, and that does not exist. */
  static IllegalArgumentException noTable(String table, Optional<String> schema) {
    String missing =
        schema
            .map("schema '%s' has no table of this name."::formatted)
            .orElse("the current schema has no table of this name.");
    return new IllegalArgumentException(
        "Table '%s' – %s Check its upper and lower case, or call tableExists(…) first"
            .formatted(table, missing));
  }

  /** Returns the error for a query that changed rows when it was sent, and whose rows are lost. */
  public static UnsupportedOperationException lostRows(String sql) {
    return new UnsupportedOperationException(
        "query '%s' – it changed rows when it was first sent, and its result is lost."
                .formatted(ExecuteSql.shorten(sql))
            + " Nothing was sent. Change rows by execute(…), and read them by a separate"
            + " query(…).");
  }

  /** Returns the error for numbers of rows that the journal does not have. */
  public static UnsupportedOperationException lostNumbers(Operation operation) {
    return new UnsupportedOperationException(
        operation.describe()
            + " – it is done, and the journal does not have its numbers. Nothing was sent. Insert"
            + " the rows by bulkInsert(…), and read their numbers by a separate query(…).");
  }

  /** Rejects {@code forEachRow} with a statement that may change rows. */
  public static void requireReading(String sql) {
    if (!TransactionControl.onlyReads(sql)) {
      throw new IllegalArgumentException(
          "forEachRow '"
              + ExecuteSql.shorten(sql)
              + "' – it may change rows, and a run cannot resume a change in the middle. Nothing"
              + " was sent. Change rows by execute(…), and read them by a separate query");
    }
  }
}
