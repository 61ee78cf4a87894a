package dev.switchback.examples.micronaut.migrations;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.examples.micronaut.Greeting;
import io.micronaut.context.annotation.Prototype;

/** Creates the table of messages, with a first one. */
@Prototype
public class M20260101000000_CreateMessages implements Migration {

  private final Greeting greeting;

  /** Called by the container, only if this migration is pending. */
  public M20260101000000_CreateMessages(Greeting greeting) {
    this.greeting = greeting;
  }

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "messages",
        t -> {
          t.column("id", integer().autoIncrement().primaryKey());
          t.column("body", string(200).notNull());
        });
    db.bulkInsert("messages", row("body", greeting.text()));
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("messages");
  }
}
