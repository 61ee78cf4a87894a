package dev.switchback.spring.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jooq.JooqTest;

/** {@code @JooqTest} on the H2 that Boot configures. From Boot 4 on, its jOOQ needs Java 21. */
@JooqTest
class JooqSliceTest {

  @Autowired private DSLContext jooq;

  @Test
  void finds_what_a_migration_inserted() {
    assertThat(
            jooq.select(field("name", String.class)).from(table("people")).fetch(0, String.class))
        .containsExactly("Ann");
  }
}
