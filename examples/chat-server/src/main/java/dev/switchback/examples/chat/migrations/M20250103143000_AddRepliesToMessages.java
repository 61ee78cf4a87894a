package dev.switchback.examples.chat.migrations;

import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.ReferentialAction.SET_NULL;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Adds replies to messages, and the time of a message's last edit. */
public final class M20250103143000_AddRepliesToMessages implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.addColumn(
        "messages",
        "reply_to_id",
        uuid().nullable().references("messages", "id").onDelete(SET_NULL));
    db.addIndex("messages", "reply_to_id");
    db.addColumn("messages", "edited_at", timestamp().nullable().comment("Empty: never"));
  }

  @Override
  public void down(QueryInterface db) {
    db.removeColumn("messages", "edited_at");
    db.removeColumn("messages", "reply_to_id");
  }
}
