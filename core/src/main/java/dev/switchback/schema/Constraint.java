package dev.switchback.schema;

import java.util.List;

/** A rule that the rows of a table keep. */
public sealed interface Constraint {

  /** Its name, unique in its table and, on some databases, in the schema. */
  String name();

  /** The columns of the table that it is about, in order. */
  List<String> columns();

  /** What it is, for messages: {@code unique constraint 'users_email_uk'}. */
  String describe();

  /** Calls the method of {@code visitor} that is made for this kind of constraint. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of constraint. */
  interface Visitor<R> {
    R primaryKey(PrimaryKey constraint);

    R unique(Unique constraint);

    R foreignKey(ForeignKey constraint);
  }

  /**
   * The columns whose values identify a row.
   *
   * @param name {@code table_pk} unless said otherwise; MySQL and MariaDB call each of them PRIMARY
   */
  record PrimaryKey(String name, List<String> columns) implements Constraint {
    public PrimaryKey {
      columns = Columns.checked("primary key '" + name + "'", columns);
    }

    /** The primary key of {@code table} under its usual name. */
    public static PrimaryKey of(String table, List<String> columns) {
      return new PrimaryKey(table + "_pk", columns);
    }

    @Override
    public String describe() {
      return "primary key '" + name + "'";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.primaryKey(this);
    }
  }

  /** No two rows have the same values in {@code columns}. */
  record Unique(String name, List<String> columns) implements Constraint {
    public Unique {
      columns = Columns.checked("unique constraint '" + name + "'", columns);
    }

    /** The constraint of {@code table} under its usual name, {@code table_columns_uk}. */
    public static Unique of(String table, List<String> columns) {
      return new Unique(Columns.name(table, columns) + "_uk", columns);
    }

    @Override
    public String describe() {
      return "unique constraint '" + name + "'";
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
      ReferentialAction onUpdate)
      implements Constraint {
    public ForeignKey {
      columns = Columns.checked("foreign key '" + name + "'", columns);
      referencedColumns = Columns.checked("foreign key '" + name + "'", referencedColumns);
      Check.that(
          columns.size() == referencedColumns.size(),
          "foreign key '%s' – it has %d columns and refers to %d",
          name,
          columns.size(),
          referencedColumns.size());
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
    public String describe() {
      return "foreign key '" + name + "'";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.foreignKey(this);
    }
  }
}
