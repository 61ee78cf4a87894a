package dev.switchback.spring.boot.chat;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface Rooms extends JpaRepository<Room, Long> {

  List<Room> findByKind(Room.Kind kind);
}
