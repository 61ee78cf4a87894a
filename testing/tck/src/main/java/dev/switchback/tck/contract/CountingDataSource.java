package dev.switchback.tck.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** Counts the connections that were taken from a data source, and those that are open. */
final class CountingDataSource {

  private final DataSource counted;
  private final Set<Connection> open = new HashSet<>();
  private int opened;
  private int mostAtOnce;

  CountingDataSource(DataSource counted) {
    this.counted = counted;
  }

  DataSource dataSource() {
    return OtherConnections.of(() -> counting(counted.getConnection()));
  }

  private synchronized Connection counting(Connection connection) {
    open.add(connection);
    opened++;
    mostAtOnce = Math.max(mostAtOnce, open.size());
    return (Connection)
        Proxy.newProxyInstance(
            CountingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close") || method.getName().equals("abort")) {
                closed(connection);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized void closed(Connection connection) {
    open.remove(connection);
  }

  synchronized int open() {
    return open.size();
  }

  synchronized int opened() {
    return opened;
  }

  synchronized int mostAtOnce() {
    return mostAtOnce;
  }
}
