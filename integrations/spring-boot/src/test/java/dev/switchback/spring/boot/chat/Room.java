package dev.switchback.spring.boot.chat;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Length;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code rooms}, whose columns have the names that Boot gives these fields. */
@Entity
@Table(name = "rooms")
class Room {

  enum Kind {
    OPEN,
    CLOSED
  }

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  UUID publicId;

  String name;

  @Enumerated(EnumType.STRING)
  Kind kind;

  boolean archived;

  Instant createdAt;

  @Column(precision = 12, scale = 2)
  BigDecimal monthlyFee;

  String rules;

  @Column(length = Length.LONG32)
  byte[] picture;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Integer> settings;

  @OneToMany(cascade = CascadeType.ALL)
  @JoinColumn(name = "room_id", nullable = false)
  List<RoomMember> members = new ArrayList<>();
}
