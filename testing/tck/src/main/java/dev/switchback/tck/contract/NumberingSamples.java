package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;

import dev.switchback.QueryInterface;
import java.util.List;
import java.util.function.Consumer;

/** Columns that the database numbers from a given number on, or always. */
final class NumberingSamples {

  private NumberingSamples() {}

  static List<Sample> all() {
    return List.of(
        sample(
            "a table whose rows are numbered from 1000 on",
            db ->
                db.createTable(
                    "orders",
                    t -> t.column("no", bigInt().primaryKey().autoIncrement().startingAt(1_000)))),
        sample(
            "a numbered column with a distance",
            db ->
                db.addColumn(
                    "halls", "no", integer().identityAlways().startingAt(100).incrementedBy(10))),
        sample(
            "inserts may not supply a number any more",
            db -> db.changeColumn("guests", "id", c -> c.identityAlways())),
        sample(
            "a numbered column gets a larger type",
            db -> db.changeColumn("guests", "id", bigInt())));
  }

  private static Sample sample(String title, Consumer<QueryInterface> call) {
    return new Sample(title, call);
  }
}
