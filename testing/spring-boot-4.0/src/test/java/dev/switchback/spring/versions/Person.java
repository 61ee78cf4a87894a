package dev.switchback.spring.versions;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code people}. */
@Entity
@Table(name = "people")
class Person {

  @Id Long id;

  String name;
}
