package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharedServersTest {

  @Test
  void requires_the_databases_that_are_named() {
    assertThat(SharedServers.isRequired(TestDatabase.MYSQL, "h2, mysql")).isTrue();
    assertThat(SharedServers.isRequired(TestDatabase.MARIADB, "h2, mysql")).isFalse();
    assertThat(SharedServers.isRequired(TestDatabase.H2, "")).isFalse();
  }

  @Test
  void refuses_to_require_a_database_that_it_does_not_know() {
    assertThatThrownBy(() -> SharedServers.isRequired(TestDatabase.H2, "h2,oracle"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "switchback.test.require – there is no test database called oracle – the names are h2,"
                + " postgresql, mariadb and mysql");
  }
}
