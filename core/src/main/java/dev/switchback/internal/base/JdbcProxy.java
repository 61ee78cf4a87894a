package dev.switchback.internal.base;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Creates objects of an interface, such as those of JDBC, whose calls are handled by code. */
public final class JdbcProxy {

  private JdbcProxy() {}

  /** Handles a call. */
  @FunctionalInterface
  public interface Handler {
    Object handle(Object proxy, Method method, Object[] arguments) throws Throwable;
  }

  /** Returns an object of this type. */
  public static Object of(Class<?> type, Handler handler) {
    return Proxy.newProxyInstance(
        JdbcProxy.class.getClassLoader(), new Class<?>[] {type}, handler::handle);
  }

  /** Calls the method of {@code target}, and throws what it throws. */
  public static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
