package dev.switchback.examples.chat.migrations;

import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.ReferentialAction.SET_NULL;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDefinition;

/** Creates the tables of rooms, users, messages, moderation, API keys and browser connections. */
public final class M20250101000000_InitialSchema implements Migration {

  private static final ColumnDefinition ID = uuid().primaryKey().defaultUuid();
  private static final ColumnDefinition NOW = timestamp().notNull().defaultNow();
  private static final ColumnDefinition ROOM =
      uuid().notNull().references("rooms", "id").onDelete(CASCADE);
  private static final ColumnDefinition USER =
      uuid().notNull().references("users", "id").onDelete(CASCADE);

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", ID);
          t.column("name", string(120).notNull().unique());
          t.column("is_private", bool().notNull().defaultValue(false));
          t.column(
              "settings",
              json()
                  .notNull()
                  .defaultValue("{\"maxParticipants\": 8, \"video\": true, \"codecs\": [\"VP8\"]}")
                  .comment("What the browser needs to know before it joins"));
          t.column("created_at", NOW);
          t.column("updated_at", NOW);
          t.comment("Where people meet; everything in a room goes with it");
        });
    db.createTable(
        "users",
        t -> {
          t.column("id", ID);
          t.column("username", string(64).notNull().unique());
          t.column("display_name", string(120).nullable());
          t.column("avatar_url", text().nullable());
          t.column("created_at", NOW);
          t.column("last_seen_at", timestamp().nullable().comment("Empty: never signed in"));
        });
    db.createTable(
        "messages",
        t -> {
          t.column("id", ID);
          t.column("room_id", ROOM);
          t.column(
              "user_id",
              uuid()
                  .nullable()
                  .references("users", "id")
                  .onDelete(SET_NULL)
                  .comment("Empty: the author has left for good"));
          t.column("body", text().notNull());
          t.column("sent_at", NOW);
          t.index(index("room_id", "sent_at").named("messages_of_a_room"));
          t.index("user_id");
        });
    db.createTable(
        "sdp_signals",
        t -> {
          t.column("id", ID);
          t.column("room_id", ROOM);
          t.column("sender_id", USER);
          t.column("receiver_id", USER);
          t.column("type", enumeration("offer", "answer").notNull());
          t.column("sdp", text().notNull().comment("Session description, RFC 8866"));
          t.column("created_at", NOW);
          t.index("room_id", "receiver_id");
          t.index("sender_id");
          t.index("receiver_id");
          t.comment("Offers and answers on their way from browser to browser");
        });
    db.createTable(
        "ice_candidates",
        t -> {
          t.column("id", ID);
          t.column("room_id", ROOM);
          t.column("sender_id", USER);
          t.column("receiver_id", USER);
          t.column("candidate", text().notNull());
          t.column("sdp_mid", string(64).nullable());
          t.column("sdp_m_line_index", integer().nullable());
          t.column("created_at", NOW);
          t.index("room_id", "receiver_id");
          t.index("sender_id");
          t.index("receiver_id");
          t.comment("Ways through which a browser may be reached, RFC 8838");
        });
    db.createTable(
        "banned_users",
        t -> {
          t.column("id", ID);
          t.column("room_id", ROOM);
          t.column("user_id", USER);
          t.column("reason", string(500).nullable());
          t.column("banned_at", NOW);
          t.column("expires_at", timestamp().nullable().comment("Empty: for ever"));
          t.unique("room_id", "user_id");
          t.index("user_id");
        });
    db.createTable(
        "room_moderators",
        t -> {
          t.column("room_id", ROOM);
          t.column("user_id", USER);
          t.column("since", NOW);
          t.primaryKey("room_id", "user_id");
          t.index("user_id");
        });
    db.createTable(
        "api_keys",
        t -> {
          t.column("id", ID);
          t.column("user_id", USER);
          t.column("name", string(120).notNull());
          t.column("key_hash", string(64).notNull().unique().comment("SHA-256, in hexadecimal"));
          t.column("created_at", NOW);
          t.column("revoked_at", timestamp().nullable());
          t.index("user_id");
        });
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("api_keys");
    db.dropTable("room_moderators");
    db.dropTable("banned_users");
    db.dropTable("ice_candidates");
    db.dropTable("sdp_signals");
    db.dropTable("messages");
    db.dropTable("users");
    db.dropTable("rooms");
  }
}
