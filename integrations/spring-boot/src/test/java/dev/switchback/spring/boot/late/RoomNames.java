package dev.switchback.spring.boot.late;

/** Reads names of rooms by JPA. */
@FunctionalInterface
public interface RoomNames {

  /** Returns the name of a room. */
  String first();
}
