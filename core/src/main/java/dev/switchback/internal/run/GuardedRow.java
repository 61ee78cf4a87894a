package dev.switchback.internal.run;

import dev.switchback.internal.base.JdbcProxy;
import dev.switchback.internal.base.TransactionControl;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as a migration sees them. They can be read, but they do not lead to their
 * statement or to the connection.
 */
final class GuardedRow {

  private static final Set<String> REFUSED = Set.of("getStatement", "unwrap");

  /** Types that lead to further rows. */
  private static final List<Class<?>> LEADING_BACK = List.of(ResultSet.class, Array.class);

  private GuardedRow() {}

  static ResultSet of(ResultSet rows) {
    return (ResultSet) guarded(ResultSet.class, rows);
  }

  private static Object guarded(Class<?> type, Object target) {
    return Proxy.newProxyInstance(
        GuardedRow.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> read(target, method, arguments));
  }

  private static @Nullable Object read(Object target, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (REFUSED.contains(name)) {
      throw TransactionControl.refused("'" + name + "' of a row");
    }
    if (name.equals("isWrapperFor")) {
      return false;
    }
    Object answer = JdbcProxy.call(target, method, arguments);
    Optional<Class<?>> back =
        LEADING_BACK.stream().filter(type -> type.isInstance(answer)).findFirst();
    return back.isEmpty() ? answer : guarded(back.get(), answer);
  }
}
