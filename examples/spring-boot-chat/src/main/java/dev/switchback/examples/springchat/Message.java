package dev.switchback.examples.springchat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code messages}. */
@Entity
@Table(name = "messages")
class Message {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  String room = "lobby";

  String body = "";

  /** For JPA. */
  Message() {}

  Message(String body) {
    this.body = body;
  }
}
