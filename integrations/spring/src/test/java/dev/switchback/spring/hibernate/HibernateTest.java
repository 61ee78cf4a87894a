package dev.switchback.spring.hibernate;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.QueryInterface;
import dev.switchback.servers.DriverManagerDataSource;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.spring.hibernate.Mappings.Mapping;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Hibernate makes of migrated columns, on every database. The table of {@code docs/jpa.md} is
 * written from it by {@code -Dswitchback.test.approve=true}, and compared with it otherwise.
 */
class HibernateTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "jpa.md");

  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- mappings -->\n).*?(?=<!-- /mappings -->)", Pattern.DOTALL);

  @Test
  void each_column_is_mapped_as_the_page_says() throws Exception {
    String written =
        TABLE.matcher(Files.readString(PAGE)).replaceFirst(Matcher.quoteReplacement(table()));
    if (Boolean.getBoolean("switchback.test.approve")) {
      Files.writeString(PAGE, written);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(written);
  }

  private static String table() throws Exception {
    List<Mapping> mappings = Mappings.all();
    Mappings.Source source = Mappings.Source.read();
    List<StringBuilder> lines = new ArrayList<>();
    for (Mapping mapping : mappings) {
      lines.add(
          new StringBuilder(
              "| `%s` | `%s` |".formatted(source.column(mapping), source.field(mapping))));
    }
    StringBuilder head = new StringBuilder("| column | field |");
    for (TestDatabase kind : TestDatabase.values()) {
      head.append(" ").append(kind).append(" |");
      try (MappedDatabase database = new MappedDatabase(kind, mappings)) {
        for (int i = 0; i < mappings.size(); i++) {
          lines.get(i).append(" ").append(database.outcome(mappings.get(i))).append(" |");
        }
      }
    }
    return head + "\n|---|---|---|---|---|---|\n" + String.join("\n", lines) + "\n";
  }

  @Entity
  static class Kept {
    @Id @GeneratedValue UUID id;
    String name;
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_uuid_that_hibernate_generates_is_a_key(TestDatabase kind) throws Exception {
    isSaved(
        kind,
        db ->
            db.createTable(
                "kept",
                t -> {
                  t.column("id", uuid().asBinary().primaryKey());
                  t.column("name", string(40));
                }),
        new Kept());
  }

  @Entity
  static class Numbered {
    @Id @GeneratedValue Long id;
  }

  /** What Hibernate looks for where a key is generated and nothing says how. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_number_that_hibernate_generates_comes_from_a_sequence(TestDatabase kind) throws Exception {
    isSaved(
        kind,
        db -> {
          db.createTable("numbered", t -> t.column("id", bigInt().primaryKey()));
          if (kind == TestDatabase.MYSQL) {
            db.createTable("numbered_seq", t -> t.column("next_val", bigInt()));
            db.bulkInsert("numbered_seq", row("next_val", 1));
          } else {
            db.execute("CREATE SEQUENCE numbered_seq START WITH 1 INCREMENT BY 50");
          }
        },
        new Numbered());
  }

  @Entity
  static class Message {
    @Id Long id;

    @Enumerated(EnumType.STRING)
    Mappings.Kind kind;
  }

  /** The same entity then fits every database. */
  @Test
  void postgresql_takes_a_text_for_an_enumeration_where_the_url_says_so() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      M20250601000000_Scripted.over(
              database.dataSource(),
              db ->
                  db.createTable(
                      "message",
                      t -> {
                        t.column("id", bigInt().primaryKey());
                        t.column("kind", enumeration("TEXT", "IMAGE"));
                      }))
          .up();
      Message message = new Message();
      message.id = 1L;
      message.kind = Mappings.Kind.IMAGE;
      String url = database.url() + (database.url().contains("?") ? "&" : "?");

      isSaved(
          new DriverManagerDataSource(
              url + "stringtype=unspecified", database.user(), database.password()),
          message);
    }
  }

  private static void isSaved(TestDatabase kind, Consumer<QueryInterface> up, Object saved)
      throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      M20250601000000_Scripted.over(database.dataSource(), up).up();
      isSaved(database.dataSource(), saved);
    }
  }

  private static void isSaved(DataSource source, Object saved) {
    try (Persistence persistence = new Persistence(source, "validate");
        SessionFactory factory = persistence.of(saved.getClass())) {
      factory.inTransaction(session -> session.persist(saved));
      Object key = factory.getPersistenceUnitUtil().getIdentifier(saved);

      assertThat(factory.<Object>fromTransaction(session -> session.find(saved.getClass(), key)))
          .usingRecursiveComparison()
          .isEqualTo(saved);
    }
  }
}
