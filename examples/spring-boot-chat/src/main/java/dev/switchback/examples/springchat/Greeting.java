package dev.switchback.examples.springchat;

import org.springframework.stereotype.Component;

/** The first message of a room. A migration gets it as an argument of its constructor. */
@Component
public class Greeting {

  /** Returns the text. */
  public String text() {
    return "Welcome to the lobby";
  }
}
