package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.tck.ScriptedMigration;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A jar of jars in which {@code META-INF/services} was not merged has the class of the dialect. */
class UnmergedJarTest {

  /** What runs in such a jar. */
  public static final class Program implements Callable<String> {
    @Override
    public String call() {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
      Migrator migrator =
          Migrator.configure()
              .dataSource(source)
              .classLoader(Program.class.getClassLoader())
              .migrations(List.of(M20250101000000_Nothing.class))
              .build();
      return migrator.up().names()
          + " "
          + migrator.planOffline(Direction.UP, "h2", "2.4").dialect();
    }
  }

  /** Does nothing. */
  public static final class M20250101000000_Nothing extends ScriptedMigration {
    public M20250101000000_Nothing() {
      super((QueryInterface db) -> {});
    }
  }

  /** The whole class path, but for the lists of dialects. */
  private static final class WithoutLists extends URLClassLoader {
    WithoutLists(URL[] classPath) {
      super(classPath, ClassLoader.getPlatformClassLoader());
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
      return name.startsWith("META-INF/services/dev.switchback.")
          ? Collections.emptyEnumeration()
          : super.findResources(name);
    }
  }

  @Test
  void the_dialect_is_found_all_the_same() throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String inEach :
        List.of(
            "dev.switchback.Migrator",
            "dev.switchback.h2.H2Dialect",
            "dev.switchback.tck.ScriptedMigration",
            "org.h2.jdbcx.JdbcDataSource",
            "org.slf4j.Logger",
            "io.github.classgraph.ClassGraph")) {
      classPath.add(placeOf(Class.forName(inEach)));
    }
    classPath.add(placeOf(Program.class));
    try (WithoutLists loader = new WithoutLists(classPath.toArray(URL[]::new))) {
      Object program = loader.loadClass(Program.class.getName()).getConstructor().newInstance();

      assertThat(((Callable<?>) program).call()).isEqualTo("[20250101000000-nothing] H2");
    }
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
