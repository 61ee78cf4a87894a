package dev.switchback.pools;

import dev.switchback.servers.FreshDatabase;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A pool of a version of HikariCP, in a class loader that knows no other. */
record OldHikari(DataSource pool, URLClassLoader loader) implements AutoCloseable {

  static OldHikari of(String version, FreshDatabase database) throws Exception {
    Path jar = Path.of("target", "pools", "HikariCP-" + version + ".jar");
    URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, OldHikari.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean isResolved)
              throws ClassNotFoundException {
            if (!name.startsWith("com.zaxxer.")) {
              return super.loadClass(name, isResolved);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
          }
        };
    Object pool =
        loader.loadClass("com.zaxxer.hikari.HikariDataSource").getConstructor().newInstance();
    set(pool, "setJdbcUrl", database.url());
    set(pool, "setUsername", database.user());
    set(pool, "setPassword", database.password());
    return new OldHikari((DataSource) pool, loader);
  }

  private static void set(Object pool, String setter, String value) throws Exception {
    Method method = pool.getClass().getMethod(setter, String.class);
    method.invoke(pool, value);
  }

  @Override
  public void close() throws Exception {
    ((AutoCloseable) pool).close();
    loader.close();
  }
}
