package dev.switchback.schema;

import java.util.List;
import java.util.Set;

/** A constraint of a table. Created by {@link Constraints}; immutable. */
public sealed interface Constraint {

  /**
   * Returns the name, unique in its table and, on some databases, in the schema. Empty if the
   * default name is not known yet, because there is no table: see {@link #on}.
   */
  String name();

  /** Returns the columns of the constraint, in order; empty for a check. */
  List<String> columns();

  /** Returns a description for messages: {@code unique constraint 'users_email_uk'}. */
  String describe();

  /** Returns this constraint with this name. */
  Constraint named(String ownName);

  /**
   * Returns this constraint with its name on {@code table}: the given name, or the default name.
   */
  Constraint on(String table);

  /** Returns when the constraint is checked. */
  Deferral deferral();

  /** Returns whether the rows that are there when it is added are not checked. */
  default boolean isNotValid() {
    return false;
  }

  /** Returns the existing index that becomes the one of the constraint. Usually empty. */
  default String usedIndex() {
    return "";
  }

  /**
   * Returns the table that a foreign key refers to. Empty if it is in another schema, and for other
   * constraints.
   */
  default Set<String> referencedTables() {
    return this instanceof ForeignKey key && key.referencedSchema().isEmpty()
        ? Set.of(key.referencedTable())
        : Set.of();
  }

  /** Calls the method of {@code visitor} for this kind of constraint. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of constraint. */
  interface Visitor<R> {
    R primaryKey(PrimaryKey constraint);

    R unique(Unique constraint);

    R foreignKey(ForeignKey constraint);

    R check(Check constraint);
  }

  private static void require(boolean holds, String sentence, Object... subjects) {
    dev.switchback.schema.Check.that(holds, sentence, subjects); // here, Check is a constraint
  }

  private static String subject(String kind, String name) {
    return name.isEmpty() ? kind : kind + " '" + name + "'";
  }

  private static String given(String ownName, Constraint constraint) {
    require(!ownName.isEmpty(), "%s – its name is empty", constraint.describe());
    return ownName;
  }

  /**
   * The primary key.
   *
   * @param name {@code table_pk} by default; MySQL and MariaDB always use PRIMARY
   * @param usedIndex empty for an index that is built with it, see {@link #usingIndex}
   */
  record PrimaryKey(String name, List<String> columns, Deferral deferral, String usedIndex)
      implements Constraint {
    public PrimaryKey {
      columns = Columns.checked(subject("primary key", name), columns);
    }

    /** Creates a primary key that is checked at each statement. */
    public PrimaryKey(String name, List<String> columns) {
      this(name, columns, Deferral.NOT_DEFERRABLE, "");
    }

    /** Returns the primary key of {@code table} with its default name. */
    public static PrimaryKey of(String table, List<String> columns) {
      return new PrimaryKey(table + "_pk", columns);
    }

    @Override
    public PrimaryKey named(String ownName) {
      return new PrimaryKey(given(ownName, this), columns, deferral, usedIndex);
    }

    @Override
    public PrimaryKey on(String table) {
      return name.isEmpty() ? named(table + "_pk") : this;
    }

    /** Returns this key, with the check deferrable to the commit. PostgreSQL only. */
    public PrimaryKey deferrable() {
      return new PrimaryKey(name, columns, deferral.and(Deferral.DEFERRABLE), usedIndex);
    }

    /** Returns this key, checked at the commit. PostgreSQL only. */
    public PrimaryKey initiallyDeferred() {
      return new PrimaryKey(name, columns, Deferral.INITIALLY_DEFERRED, usedIndex);
    }

    /**
     * Returns this key, whose index is an existing unique index of its columns, so that no index is
     * built while others wait. The server gives the index the name of the constraint. A {@code
     * ReversibleMigration} removes both, and builds the index again, concurrently. PostgreSQL only:
     * the other databases have no such statement, and refuse it. So does a new table, which has no
     * index yet.
     *
     * <p>The server makes the columns {@code NOT NULL}. It reads every row for that, unless they
     * are {@code NOT NULL} already.
     *
     * @param index the name of the index; without attributes beyond {@code unique()}
     */
    public PrimaryKey usingIndex(String index) {
      require(!index.isEmpty(), "%s – the name of its index is empty", describe());
      return new PrimaryKey(name, columns, deferral, index);
    }

    @Override
    public String describe() {
      return subject("primary key", name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.primaryKey(this);
    }
  }

  /**
   * A unique constraint: no two rows have the same values in {@code columns}.
   *
   * @param usedIndex empty for an index that is built with it, see {@link #usingIndex}
   */
  record Unique(String name, List<String> columns, Deferral deferral, String usedIndex)
      implements Constraint {
    public Unique {
      columns = Columns.checked(subject("unique constraint", name), columns);
    }

    /** Creates a unique constraint that is checked at each statement. */
    public Unique(String name, List<String> columns) {
      this(name, columns, Deferral.NOT_DEFERRABLE, "");
    }

    /**
     * Returns the unique constraint of {@code table} with its default name, {@code
     * table_columns_uk}.
     */
    public static Unique of(String table, List<String> columns) {
      return new Unique(Columns.name(table, columns) + "_uk", columns);
    }

    @Override
    public Unique named(String ownName) {
      return new Unique(given(ownName, this), columns, deferral, usedIndex);
    }

    @Override
    public Unique on(String table) {
      return name.isEmpty() ? named(Columns.name(table, columns) + "_uk") : this;
    }

    /** Returns this constraint, with the check deferrable to the commit. PostgreSQL only. */
    public Unique deferrable() {
      return new Unique(name, columns, deferral.and(Deferral.DEFERRABLE), usedIndex);
    }

    /** Returns this constraint, checked at the commit. PostgreSQL only. */
    public Unique initiallyDeferred() {
      return new Unique(name, columns, Deferral.INITIALLY_DEFERRED, usedIndex);
    }

    /**
     * Returns this constraint, whose index is an existing unique index of its columns, so that no
     * index is built while others wait. The server gives the index the name of the constraint. A
     * {@code ReversibleMigration} removes both, and builds the index again, concurrently.
     * PostgreSQL only: the other databases have no such statement, and refuse it. So does a new
     * table, which has no index yet.
     *
     * @param index the name of the index; without attributes beyond {@code unique()}
     */
    public Unique usingIndex(String index) {
      require(!index.isEmpty(), "%s – the name of its index is empty", describe());
      return new Unique(name, columns, deferral, index);
    }

    @Override
    public String describe() {
      return subject("unique constraint", name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unique(this);
    }
  }

  /**
   * A foreign key: the {@code columns} of each row equal the {@code referencedColumns} of a row of
   * the referenced table.
   *
   * @param referencedSchema empty for the schema of the table that has the foreign key
   * @param isNotValid whether existing rows are not checked, see {@link #notValid}
   */
  record ForeignKey(
      String name,
      List<String> columns,
      String referencedSchema,
      String referencedTable,
      List<String> referencedColumns,
      ReferentialAction onDelete,
      ReferentialAction onUpdate,
      Deferral deferral,
      boolean isNotValid)
      implements Constraint {
    public ForeignKey {
      String subject = subject("foreign key", name);
      columns = Columns.checked(subject, columns);
      referencedColumns = Columns.checked(subject, referencedColumns);
      require(
          columns.size() == referencedColumns.size(),
          "%s – it has %d columns and refers to %d",
          subject,
          columns.size(),
          referencedColumns.size());
    }

    /** Creates a foreign key that is checked at each statement. */
    public ForeignKey(
        String name,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate) {
      this(
          name,
          columns,
          "",
          referencedTable,
          referencedColumns,
          onDelete,
          onUpdate,
          Deferral.NOT_DEFERRABLE,
          false);
    }

    /** Returns the foreign key of {@code table} with its default name, {@code table_columns_fk}. */
    public static ForeignKey of(
        String table,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate) {
      String name = Columns.name(table, columns) + "_fk";
      return new ForeignKey(name, columns, referencedTable, referencedColumns, onDelete, onUpdate);
    }

    @Override
    public ForeignKey named(String ownName) {
      return new ForeignKey(
          given(ownName, this),
          columns,
          referencedSchema,
          referencedTable,
          referencedColumns,
          onDelete,
          onUpdate,
          deferral,
          isNotValid);
    }

    @Override
    public ForeignKey on(String table) {
      return name.isEmpty() ? named(Columns.name(table, columns) + "_fk") : this;
    }

    /**
     * Returns this key, referring to a table of another schema: {@code
     * foreignKey("room_id").references("rooms", "id").inSchema("hotel")}.
     */
    public ForeignKey inSchema(String schema) {
      require(!schema.isEmpty(), "%s – the name of the schema is empty", describe());
      return new ForeignKey(
          name,
          columns,
          schema,
          referencedTable,
          referencedColumns,
          onDelete,
          onUpdate,
          deferral,
          isNotValid);
    }

    /**
     * Returns the referenced table, with its schema and a dot in front if it is in another schema.
     */
    public String shownTable() {
      return referencedSchema.isEmpty()
          ? referencedTable
          : referencedSchema + "." + referencedTable;
    }

    /** Sets what happens to a row when the referenced row is deleted. */
    public ForeignKey onDelete(ReferentialAction action) {
      refuseSecond("onDelete", onDelete, action);
      return with(action, onUpdate, deferral, isNotValid);
    }

    /** Sets what happens to a row when the referenced key changes. */
    public ForeignKey onUpdate(ReferentialAction action) {
      refuseSecond("onUpdate", onUpdate, action);
      return with(onDelete, action, deferral, isNotValid);
    }

    /**
     * Returns whether the foreign key sets its columns to {@code NULL} when the referenced row is
     * deleted or changes.
     */
    public boolean setsNull() {
      return onDelete == ReferentialAction.SET_NULL || onUpdate == ReferentialAction.SET_NULL;
    }

    private void refuseSecond(String method, ReferentialAction said, ReferentialAction action) {
      require(
          said == ReferentialAction.NO_ACTION || said == action,
          "%s – it has two actions for %s: leave one of them out",
          describe(),
          method);
    }

    /** Returns this key, with the check deferrable to the commit. PostgreSQL only. */
    public ForeignKey deferrable() {
      return with(onDelete, onUpdate, deferral.and(Deferral.DEFERRABLE), isNotValid);
    }

    /** Returns this key, checked at the commit. PostgreSQL only. */
    public ForeignKey initiallyDeferred() {
      return with(onDelete, onUpdate, Deferral.INITIALLY_DEFERRED, isNotValid);
    }

    /**
     * Returns this key, added without a check of the existing rows, so that writers do not wait for
     * that check. New and changed rows are checked. {@code validateConstraint} checks the others
     * later. PostgreSQL only: the other databases cannot check rows later, and refuse it. A new
     * table has no rows, and refuses it too.
     */
    public ForeignKey notValid() {
      return with(onDelete, onUpdate, deferral, true);
    }

    private ForeignKey with(
        ReferentialAction delete, ReferentialAction update, Deferral when, boolean skipsRows) {
      return new ForeignKey(
          name,
          columns,
          referencedSchema,
          referencedTable,
          referencedColumns,
          delete,
          update,
          when,
          skipsRows);
    }

    @Override
    public String describe() {
      return subject("foreign key", name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.foreignKey(this);
    }
  }

  /**
   * A check: a condition that every row satisfies.
   *
   * @param sql the condition in the database's own SQL; it is sent unchanged
   * @param isNotValid whether existing rows are not checked, see {@link #notValid}
   */
  record Check(String name, String sql, boolean isNotValid) implements Constraint {
    public Check {
      require(!name.isEmpty(), "check constraint – its name is empty");
      require(!sql.isBlank(), "check constraint '%s' – its condition is empty", name);
    }

    /** Creates a check of every row. */
    public Check(String name, String sql) {
      this(name, sql, false);
    }

    /**
     * Returns this check, added without a check of the existing rows. New and changed rows are
     * checked. {@code validateConstraint} checks the others later. PostgreSQL only: the other
     * databases cannot check rows later, and refuse it. A new table has no rows, and refuses it
     * too.
     */
    public Check notValid() {
      return new Check(name, sql, true);
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public Check named(String ownName) {
      return new Check(ownName, sql, isNotValid);
    }

    @Override
    public Check on(String table) {
      return this;
    }

    /** Returns {@link Deferral#NOT_DEFERRABLE}: no database can defer a check. */
    @Override
    public Deferral deferral() {
      return Deferral.NOT_DEFERRABLE;
    }

    @Override
    public String describe() {
      return subject("check constraint", name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.check(this);
    }
  }
}
