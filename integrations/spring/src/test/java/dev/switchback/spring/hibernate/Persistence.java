package dev.switchback.spring.hibernate;

import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.EntityNaming;
import org.hibernate.boot.model.naming.ImplicitNamingStrategyJpaCompliantImpl;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** Hibernate over one database, with the naming that Boot sets. */
final class Persistence implements AutoCloseable {

  private final StandardServiceRegistry registry;

  /**
   * @param ddl the value of {@code hibernate.hbm2ddl.auto}
   */
  Persistence(DataSource source, String ddl) {
    registry =
        new StandardServiceRegistryBuilder()
            .disableAutoClose()
            .applySettings(
                Map.of(
                    "jakarta.persistence.nonJtaDataSource",
                    source,
                    "hibernate.hbm2ddl.auto",
                    ddl,
                    "hibernate.implicit_naming_strategy",
                    new SimpleNames(),
                    "hibernate.physical_naming_strategy",
                    PhysicalNamingStrategySnakeCaseImpl.class.getName()))
            .build();
  }

  SessionFactory of(Class<?> entity) {
    return new MetadataSources(registry)
        .addAnnotatedClass(entity)
        .buildMetadata()
        .buildSessionFactory();
  }

  @Override
  public void close() {
    StandardServiceRegistryBuilder.destroy(registry);
  }

  /** Leaves out the class that an entity of a test is nested in. */
  private static final class SimpleNames extends ImplicitNamingStrategyJpaCompliantImpl {
    @Override
    protected String transformEntityName(EntityNaming naming) {
      String name = super.transformEntityName(naming);
      return name.substring(name.lastIndexOf('$') + 1);
    }
  }
}
