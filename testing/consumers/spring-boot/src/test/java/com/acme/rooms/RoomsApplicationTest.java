package com.acme.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

@SpringBootTest
class RoomsApplicationTest {

  @Autowired private JdbcTemplate jdbc;

  @Test
  void the_starter_has_migrated_the_h2_of_spring_boot() {
    assertEquals(0, jdbc.queryForObject("SELECT COUNT(*) FROM rooms", Integer.class));
  }
}
