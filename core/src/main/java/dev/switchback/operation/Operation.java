package dev.switchback.operation;

import java.util.List;
import java.util.Optional;

/**
 * An operation that a migration asks for, as an immutable value.
 *
 * <p>Each operation is of one kind: {@link TableChange}, {@link DataOperation}, {@link
 * ViewOperation}, {@link SchemaOperation}, {@link TypeOperation}, or a kind of its own. A kind may
 * be tested by {@code instanceof}. An operation is never: a {@link Visitor} has a method for each
 * one, and a {@link KindVisitor} for each kind, so that a decision that forgets one does not
 * compile.
 */
public sealed interface Operation
    permits CreateTable,
        DropTable,
        RenameTable,
        TableOperation,
        ViewOperation,
        SchemaOperation,
        TypeOperation,
        ExecuteSql,
        Guarded,
        InSchema,
        Online {

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  /** Calls the method of {@code visitor} for the kind of this operation. */
  <R> R acceptKind(KindVisitor<R> visitor);

  /**
   * Returns a human-readable description, the operation and its subject: {@code addColumn 'topic'
   * on 'rooms'}.
   */
  String describe();

  /** Returns what happens if the operation is executed a second time. */
  Repetition repetition();

  /** Returns the operation itself if it is raw SQL, whose effect only the server knows. */
  default Optional<ExecuteSql> raw() {
    return Optional.empty();
  }

  /**
   * Returns whether its statements only define the schema. Such a statement contains names, types,
   * defaults and conditions, which the catalogue shows too. It contains no rows, and no SQL of the
   * migration that could have a secret.
   */
  boolean isDefinition();

  /** Returns the operation itself if it is executed only if it is needed. */
  default Optional<Guarded> guarded() {
    return Optional.empty();
  }

  /** Returns the schema of its table or view. Empty for the current schema. */
  default Optional<String> otherSchema() {
    return Optional.empty();
  }

  /** Returns the operation without its schema: the operation itself, unless it has another one. */
  default Operation inCurrentSchema() {
    return this;
  }

  /** Returns whether it is refused if it would block the sessions that write to its table. */
  default boolean isOnline() {
    return false;
  }

  /** Returns the operation without its condition, its schema and {@code online()}. */
  default Operation bare() {
    return guarded().map(Guarded::operation).orElse(this);
  }

  /** Returns the table that it creates. Empty for an operation that creates none. */
  default Optional<String> createdTable() {
    return Optional.empty();
  }

  /**
   * Returns the rename itself, without its schema, if it renames a table together with its parts.
   * Where each name commits by itself, a failure may leave some of them.
   */
  default Optional<RenameTable> renamedWithParts() {
    return Optional.empty();
  }

  /**
   * Returns the operations that it makes together, in order: itself, unless it is an {@link
   * AlterTable}.
   */
  default List<? extends Operation> inOrder() {
    return List.of(this);
  }

  /** What happens if an operation is executed a second time. */
  enum Repetition {
    /** The second execution has the effect of the first one. */
    HARMLESS,
    /** The server refuses the second execution, or it does nothing. */
    REFUSED,
    /** The second execution may have another effect. */
    HARMFUL
  }

  /** One method for each operation, so that a dialect that lacks one does not compile. */
  interface Visitor<R>
      extends TableChange.Visitor<R>,
          DataOperation.Visitor<R>,
          ViewOperation.Visitor<R>,
          SchemaOperation.Visitor<R>,
          TypeOperation.Visitor<R> {
    R createTable(CreateTable operation);

    R dropTable(DropTable operation);

    R renameTable(RenameTable operation);

    R executeSql(ExecuteSql operation);

    R guarded(Guarded operation);

    R inSchema(InSchema operation);

    R online(Online operation);
  }

  /** One method for each kind of operation, for decisions that are the same within a kind. */
  interface KindVisitor<R> {
    R tableChange(TableChange operation);

    R data(DataOperation operation);

    R view(ViewOperation operation);

    R schema(SchemaOperation operation);

    R type(TypeOperation operation);

    R createTable(CreateTable operation);

    R dropTable(DropTable operation);

    R renameTable(RenameTable operation);

    R executeSql(ExecuteSql operation);

    R guarded(Guarded operation);

    R inSchema(InSchema operation);

    R online(Online operation);
  }
}
