package dev.switchback.spring.hibernate;

import static dev.switchback.schema.DataTypes.bigInt;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.spring.hibernate.Mappings.Keyed;
import dev.switchback.spring.hibernate.Mappings.Mapping;
import java.util.List;
import java.util.Objects;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;

/** A database with a table for each mapping, and what Hibernate makes of them. */
final class MappedDatabase implements AutoCloseable {

  private final FreshDatabase database;
  private final HikariDataSource pool;
  private final List<Mapping> created;
  private final Persistence validating;
  private final Persistence trusting;

  MappedDatabase(TestDatabase kind, List<Mapping> mappings) throws Exception {
    database = kind.server().createDatabase();
    pool = pool(database);
    created = mappings.stream().filter(this::hasType).toList();
    M20250601000000_Scripted.over(
            pool,
            db -> {
              if (kind == TestDatabase.POSTGRESQL) {
                db.execute("CREATE EXTENSION citext");
              }
              created.forEach(mapping -> create(db, mapping));
            })
        .up();
    validating = new Persistence(pool, "validate");
    trusting = new Persistence(pool, "none");
  }

  private static HikariDataSource pool(FreshDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.dataSource());
    config.setMaximumPoolSize(3); // a run on H2 takes three
    return new HikariDataSource(config);
  }

  private boolean hasType(Mapping mapping) {
    return !M20250601000000_Scripted.over(pool, db -> create(db, mapping)).plan().isRefused();
  }

  private static void create(QueryInterface db, Mapping mapping) {
    db.createTable(
        mapping.table(),
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("content", mapping.column());
        });
  }

  /** What happens, in the words of the page. */
  String outcome(Mapping mapping) {
    if (!created.contains(mapping)) {
      return "no such type";
    }
    try (SessionFactory factory = validating.of(mapping.entity())) {
      return comesBack(factory, mapping) ? "yes" : "valid, but not written";
    } catch (HibernateException notValid) {
      try (SessionFactory factory = trusting.of(mapping.entity())) {
        return comesBack(factory, mapping) ? "not valid" : "no";
      }
    }
  }

  private static boolean comesBack(SessionFactory factory, Mapping mapping) {
    Keyed written = mapping.filled();
    try {
      factory.inTransaction(session -> session.persist(written));
      Keyed read = factory.fromTransaction(session -> session.find(mapping.entity(), written.id));
      return Objects.deepEquals(mapping.contentOf(read), mapping.value())
          && (mapping.value() instanceof byte[] || isFound(factory, mapping));
    } catch (HibernateException refused) {
      return false;
    }
  }

  private static boolean isFound(SessionFactory factory, Mapping mapping) {
    return factory.fromTransaction(
            session ->
                session
                    .createQuery(
                        "SELECT COUNT(*) FROM %s WHERE content = :value"
                            .formatted(mapping.entity().getName()),
                        Long.class)
                    .setParameter("value", mapping.value())
                    .getSingleResult())
        == 1;
  }

  @Override
  public void close() throws Exception {
    validating.close();
    trusting.close();
    pool.close();
    database.close();
  }
}
