package dev.switchback.examples.springchat;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the chat server. The starter migrates the database before JPA uses it. */
@SpringBootApplication
public class ChatApplication {

  /** Starts the web server. */
  public static void main(String[] arguments) {
    SpringApplication.run(ChatApplication.class, arguments);
  }
}
