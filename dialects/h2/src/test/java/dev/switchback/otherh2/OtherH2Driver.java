package dev.switchback.otherh2;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Connects to H2 by URLs that begin with {@code jdbc:otherh2:}, and names the product OtherH2. */
public final class OtherH2Driver implements Driver {

  private static final String PREFIX = "jdbc:otherh2:";

  private final Driver h2 = new org.h2.Driver();

  static {
    try {
      DriverManager.registerDriver(new OtherH2Driver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Returns the URL of a database whose URL for H2 ends with {@code place}. */
  String urlOf(String place) {
    return PREFIX + place;
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    return acceptsURL(url) ? named(h2.connect(urlOfH2(url), info)) : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  private static String urlOfH2(String url) {
    return "jdbc:h2:" + url.substring(PREFIX.length());
  }

  private static Connection named(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            OtherH2Driver.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = call(method, connection, arguments);
              return result instanceof DatabaseMetaData facts ? named(facts) : result;
            });
  }

  private static DatabaseMetaData named(DatabaseMetaData facts) {
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            OtherH2Driver.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            (proxy, method, arguments) ->
                method.getName().equals("getDatabaseProductName")
                    ? OtherH2Dialect.NAME
                    : call(method, facts, arguments));
  }

  private static @Nullable Object call(
      Method method, Object target, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return h2.getPropertyInfo(urlOfH2(url), info);
  }

  @Override
  public int getMajorVersion() {
    return h2.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return h2.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return h2.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(OtherH2Driver.class.getName());
  }
}
