package dev.switchback.examples.chat.migrations;

import static dev.switchback.schema.Index.index;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Makes the names of a user's API keys unique. */
public final class M20250106101500_NameApiKeysOnce implements Migration {

  private static final String INDEX = "api_keys_one_name_per_user";

  @Override
  public void up(QueryInterface db) {
    db.addIndex("api_keys", index("user_id", "name").unique().named(INDEX));
  }

  @Override
  public void down(QueryInterface db) {
    db.removeIndex("api_keys", INDEX);
  }
}
