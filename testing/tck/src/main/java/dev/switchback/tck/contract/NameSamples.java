package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.RenameOption.withDependants;

import dev.switchback.QueryInterface;
import java.util.List;

/** The rename of a table with its parts, what has to be there, and the way back from it. */
final class NameSamples {

  private NameSamples() {}

  static List<Sample> all() {
    return List.of(
        new Sample(
            "a table and its parts get another name",
            db -> db.renameTable("rooms", "free_rooms", withDependants())));
  }

  static List<SampleWays.Way> ways() {
    return List.of(
        new SampleWays.Way(
            all().get(0).title(),
            NameSamples::roomsWithOwner,
            db -> {},
            db -> db.renameTable("free_rooms", "rooms", withDependants()),
            false));
  }

  private static void roomsWithOwner(QueryInterface db) {
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(100));
          t.column("owner_id", integer().references("users", "id").onDelete(CASCADE));
          t.index("name");
        });
  }
}
