package dev.switchback.flyway;

import static dev.switchback.schema.DataTypes.string;

import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;

/** The first migration after Flyway. */
public final class M20250201000000_AddNotesToCustomers implements ReversibleMigration {

  @Override
  public void change(QueryInterface db) {
    db.addColumn("customers", "notes", string(200).nullable());
  }
}
