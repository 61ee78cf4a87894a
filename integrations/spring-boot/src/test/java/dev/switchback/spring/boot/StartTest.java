package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.spring.boot.late.RoomNames;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whole applications, with JPA. */
class StartTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    /** Needs JPA, which waits for the migrations. */
    @Bean
    RoomNames roomNames(EntityManagerFactory factory) {
      return () ->
          factory.callInTransaction(
              entities ->
                  (String) entities.createNativeQuery("SELECT name FROM rooms").getSingleResult());
    }
  }

  private static ConfigurableApplicationContext start(
      FreshDatabase database, String... properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.datasource.url=" + database.url());
    arguments.add("--spring.datasource.username=" + database.user());
    arguments.add("--spring.datasource.password=" + database.password());
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }

  private static final String MAIN =
      "switchback.instances.main.packages=dev.switchback.spring.boot.chat.migrations";
  private static final String LATE =
      "switchback.instances.late.packages=dev.switchback.spring.boot.late.migrations";

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void a_migration_after_the_start_can_use_jpa(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        ConfigurableApplicationContext context =
            start(
                database,
                MAIN,
                LATE,
                "switchback.instances.late.table-prefix=late",
                "switchback.instances.late.when=after-start")) {
      assertThat(context.getBean(RoomNames.class).first()).isEqualTo("was Lobby");
    }
  }

  @Test
  void a_migration_that_needs_jpa_before_it_is_there_is_refused() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      assertThatThrownBy(
              () ->
                  start(
                      database,
                      MAIN,
                      LATE,
                      "switchback.instances.late.table-prefix=late",
                      "switchback.instances.late.order=1"))
          .hasRootCauseInstanceOf(
              org.springframework.beans.factory.BeanCurrentlyInCreationException.class)
          .satisfies(
              failure ->
                  assertThat(StackTraces.first(failure, ConfigurationException.class))
                      .hasMessage(
                          "Migration class"
                              + " 'dev.switchback.spring.boot.late.migrations.M20260103000000_ClosedRoom'"
                              + " – it needs the bean 'roomNames', which waits for the migrations."
                              + " Nothing was run. Use db.query(…), db.execute(…) or"
                              + " db.withConnection(…) in the migration, or set"
                              + " 'switchback.when=after-start'."));
      assertThat(
              new JdbcTemplate(database.dataSource())
                  .queryForList("SELECT name FROM rooms", String.class))
          .containsExactly("Lobby");
    }
  }

  @Test
  void flyway_migrates_first() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase();
        ConfigurableApplicationContext context =
            start(
                database,
                "spring.flyway.enabled=true",
                "spring.flyway.locations=classpath:flyway",
                "switchback.packages=dev.switchback.spring.boot.afterflyway.migrations")) {
      assertThat(
              context
                  .getBean(JdbcTemplate.class)
                  .queryForObject("SELECT COUNT(*) FROM switchback_meta", Integer.class))
          .isOne();
    }
  }
}
