package dev.switchback.examples.springchat.migrations;

import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.examples.springchat.Greeting;

/** The first message. Its text is a bean of the application. */
public final class M20250103143000_GreetInTheLobby implements Migration {

  private final Greeting greeting;

  /** Called by Spring, only if this migration is pending. */
  public M20250103143000_GreetInTheLobby(Greeting greeting) {
    this.greeting = greeting;
  }

  @Override
  public void up(QueryInterface db) {
    db.bulkInsert("messages", row("room", "lobby", "body", greeting.text()));
  }

  @Override
  public void down(QueryInterface db) {
    db.execute("DELETE FROM messages WHERE body = ?", greeting.text());
  }
}
