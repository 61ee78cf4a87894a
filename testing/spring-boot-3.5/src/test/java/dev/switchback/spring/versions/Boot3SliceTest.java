package dev.switchback.spring.versions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;

/** {@code @DataJpaTest} on the H2 that Boot puts in the place of the data source. */
@DataJpaTest(showSql = false)
class Boot3SliceTest {

  @Autowired private People people;

  @Test
  void finds_what_a_migration_inserted() {
    assertThat(people.findAll()).extracting(person -> person.name).containsExactly("Ann");
  }
}
