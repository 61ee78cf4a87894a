package dev.switchback.spring.boot.chat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code room_members}. */
@Entity
@Table(name = "room_members")
class RoomMember {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String userName;

  RoomMember() {}

  RoomMember(String userName) {
    this.userName = userName;
  }
}
