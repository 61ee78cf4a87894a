package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.ReferentialAction.CASCADE;

import dev.switchback.QueryInterface;
import java.util.List;
import java.util.function.Consumer;

/** The operations that keep others going while a large table changes. */
final class OnlineSamples {

  private OnlineSamples() {}

  static List<Sample> all() {
    return List.of(
        sample(
            "a foreign key whose rows are checked later",
            db ->
                db.addConstraint(
                    "rooms",
                    foreignKey("owner_id").references("users", "id").onDelete(CASCADE).notValid())),
        sample(
            "a check whose rows are checked later",
            db -> db.addConstraint("rooms", check("positive_size", "size > 0").notValid())),
        sample(
            "a unique constraint by its index",
            db -> db.addConstraint("rooms", unique("hits").usingIndex("one_of_hits"))),
        sample(
            "a primary key by its index",
            db -> db.addConstraint("rooms", primaryKey("id").usingIndex("one_of_an_id"))),
        sample(
            "the rows of a foreign key are checked",
            db -> db.validateConstraint("rooms", "rooms_owner_id_fk")),
        sample(
            "an index that no query uses",
            db -> db.addIndex("rooms", index("name", "size").invisible())),
        sample("an index is hidden", db -> db.hideIndex("rooms", "rooms_name")),
        sample("an index is shown", db -> db.showIndex("rooms", "rooms_name")),
        sample(
            "a materialized view is refreshed while others read it",
            db -> db.refreshMaterializedViewConcurrently("names_of_rooms")),
        sample(
            "a column comes while others write",
            db -> db.online().addColumn("rooms", "note", string(200))),
        sample("an index comes while others write", db -> db.online().addIndex("rooms", "name")));
  }

  private static Sample sample(String title, Consumer<QueryInterface> call) {
    return new Sample(title, call);
  }
}
