package dev.switchback.schema;

import java.util.List;

/** A rule that the rows of a table keep. Made by {@link Constraints}; immutable. */
public sealed interface Constraint {

  /**
   * Its name, unique in its table and, on some databases, in the schema. It is empty as long as
   * there is no table to make the usual name of: see {@link #on}.
   */
  String name();

  /** The columns of the table that it is about, in order; of a check, none are known. */
  List<String> columns();

  /** What it is, for messages: {@code unique constraint 'users_email_uk'}. */
  String describe();

  /** The same constraint under a name of your own. */
  Constraint named(String ownName);

  /** The same constraint under the name that it has on {@code table}: its own, or the usual one. */
  Constraint on(String table);

  /** When it is checked. */
  Deferral deferral();

  /** Calls the method of {@code visitor} that is made for this kind of constraint. */
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
   * The columns whose values identify a row.
   *
   * @param name {@code table_pk} unless said otherwise; MySQL and MariaDB call each of them PRIMARY
   */
  record PrimaryKey(String name, List<String> columns, Deferral deferral) implements Constraint {
    public PrimaryKey {
      columns = Columns.checked(subject("primary key", name), columns);
    }

    /** The primary key under this name, checked at each statement. */
    public PrimaryKey(String name, List<String> columns) {
      this(name, columns, Deferral.NOT_DEFERRABLE);
    }

    /** The primary key of {@code table} under its usual name. */
    public static PrimaryKey of(String table, List<String> columns) {
      return new PrimaryKey(table + "_pk", columns);
    }

    @Override
    public PrimaryKey named(String ownName) {
      return new PrimaryKey(given(ownName, this), columns, deferral);
    }

    @Override
    public PrimaryKey on(String table) {
      return name.isEmpty() ? named(table + "_pk") : this;
    }

    /** The same key, which a transaction can have checked later. For PostgreSQL alone. */
    public PrimaryKey deferrable() {
      return new PrimaryKey(name, columns, deferral.and(Deferral.DEFERRABLE));
    }

    /** The same key, checked when the transaction commits. For PostgreSQL alone. */
    public PrimaryKey initiallyDeferred() {
      return new PrimaryKey(name, columns, Deferral.INITIALLY_DEFERRED);
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

  /** No two rows have the same values in {@code columns}. */
  record Unique(String name, List<String> columns, Deferral deferral) implements Constraint {
    public Unique {
      columns = Columns.checked(subject("unique constraint", name), columns);
    }

    /** The constraint under this name, checked at each statement. */
    public Unique(String name, List<String> columns) {
      this(name, columns, Deferral.NOT_DEFERRABLE);
    }

    /** The constraint of {@code table} under its usual name, {@code table_columns_uk}. */
    public static Unique of(String table, List<String> columns) {
      return new Unique(Columns.name(table, columns) + "_uk", columns);
    }

    @Override
    public Unique named(String ownName) {
      return new Unique(given(ownName, this), columns, deferral);
    }

    @Override
    public Unique on(String table) {
      return name.isEmpty() ? named(Columns.name(table, columns) + "_uk") : this;
    }

    /** The same constraint, which a transaction can have checked later. For PostgreSQL alone. */
    public Unique deferrable() {
      return new Unique(name, columns, deferral.and(Deferral.DEFERRABLE));
    }

    /** The same constraint, checked when the transaction commits. For PostgreSQL alone. */
    public Unique initiallyDeferred() {
      return new Unique(name, columns, Deferral.INITIALLY_DEFERRED);
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

  /** Each row's {@code columns} are the {@code referencedColumns} of some row of another table. */
  record ForeignKey(
      String name,
      List<String> columns,
      String referencedTable,
      List<String> referencedColumns,
      ReferentialAction onDelete,
      ReferentialAction onUpdate,
      Deferral deferral)
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

    /** The foreign key under this name, checked at each statement. */
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
          referencedTable,
          referencedColumns,
          onDelete,
          onUpdate,
          Deferral.NOT_DEFERRABLE);
    }

    /** The foreign key of {@code table} under its usual name, {@code table_columns_fk}. */
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
          referencedTable,
          referencedColumns,
          onDelete,
          onUpdate,
          deferral);
    }

    @Override
    public ForeignKey on(String table) {
      return name.isEmpty() ? named(Columns.name(table, columns) + "_fk") : this;
    }

    /** What happens to a row when the one it refers to is deleted. */
    public ForeignKey onDelete(ReferentialAction action) {
      refuseSecond("onDelete", onDelete, action);
      return with(action, onUpdate, deferral);
    }

    /** What happens to a row when the key it refers to changes. */
    public ForeignKey onUpdate(ReferentialAction action) {
      refuseSecond("onUpdate", onUpdate, action);
      return with(onDelete, action, deferral);
    }

    /** Whether it sets its columns to {@code NULL} when the row it refers to goes or changes. */
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

    /** The same key, which a transaction can have checked later. For PostgreSQL alone. */
    public ForeignKey deferrable() {
      return with(onDelete, onUpdate, deferral.and(Deferral.DEFERRABLE));
    }

    /** The same key, checked when the transaction commits. For PostgreSQL alone. */
    public ForeignKey initiallyDeferred() {
      return with(onDelete, onUpdate, Deferral.INITIALLY_DEFERRED);
    }

    private ForeignKey with(ReferentialAction delete, ReferentialAction update, Deferral when) {
      return new ForeignKey(
          name, columns, referencedTable, referencedColumns, delete, update, when);
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
   * A condition that no row breaks.
   *
   * @param sql the condition in the database's own SQL, which is passed on as it is
   */
  record Check(String name, String sql) implements Constraint {
    public Check {
      require(!name.isEmpty(), "check constraint – its name is empty");
      require(!sql.isBlank(), "check constraint '%s' – its condition is empty", name);
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public Check named(String ownName) {
      return new Check(ownName, sql);
    }

    @Override
    public Check on(String table) {
      return this;
    }

    /** No database can check a condition later. */
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
