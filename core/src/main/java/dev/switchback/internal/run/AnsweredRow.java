package dev.switchback.internal.run;

import dev.switchback.internal.base.JdbcProxy;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.Calendar;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A row that records each value that the migration reads, or that replays recorded values. */
final class AnsweredRow {

  /** Types of answers whose own methods are recorded too. */
  private static final List<Class<?>> READ_FURTHER =
      List.of(ResultSetMetaData.class, Array.class, Clob.class);

  private static final String FURTHER = "&";

  private AnsweredRow() {}

  /**
   * Returns a row that passes on the driver's answers and records them.
   *
   * @param read receives each call and its answer, both as text
   * @param refused receives a call that cannot be recorded
   */
  static ResultSet recorded(
      ResultSet row, BiConsumer<String, String> read, Consumer<String> refused) {
    return (ResultSet) recorded(ResultSet.class, row, "", read, refused);
  }

  private static Object recorded(
      Class<?> type,
      Object target,
      String path,
      BiConsumer<String, String> read,
      Consumer<String> refused) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return JdbcProxy.call(target, method, arguments);
          }
          Optional<String> call = call(path, method, arguments);
          Object answer;
          try {
            answer = JdbcProxy.call(target, method, arguments);
          } catch (Throwable e) {
            refused.accept(method.getName());
            throw e;
          }
          Optional<Class<?>> further = readFurther(answer);
          Optional<String> text =
              further.map(each -> FURTHER + each.getName()).or(() -> RecordedValue.text(answer));
          if (call.isEmpty() || text.isEmpty()) {
            refused.accept(method.getName());
            return answer;
          }
          read.accept(call.get(), text.get());
          return further.isEmpty()
              ? answer
              : recorded(further.get(), answer, call.get() + ".", read, refused);
        });
  }

  /**
   * Returns a row that answers without a database.
   *
   * @param answers returns the answer to a call, both as text
   */
  static ResultSet replayed(UnaryOperator<String> answers) {
    return (ResultSet) replayed(ResultSet.class, "", answers);
  }

  private static Object replayed(Class<?> type, String path, UnaryOperator<String> answers) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
          }
          String call = call(path, method, arguments).orElse(path + method.getName());
          String answer = answers.apply(call);
          return answer.startsWith(FURTHER)
              ? replayed(further(answer), call + ".", answers)
              : RecordedValue.value(answer);
        });
  }

  private static @Nullable Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "a row of the journal";
    };
  }

  private static Class<?> further(String answer) {
    return READ_FURTHER.stream()
        .filter(type -> answer.equals(FURTHER + type.getName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the journal has " + answer));
  }

  private static Optional<Class<?>> readFurther(@Nullable Object answer) {
    return READ_FURTHER.stream().filter(type -> type.isInstance(answer)).findFirst();
  }

  /** Returns the text of a call. It has no blanks, because a blank precedes the answer. */
  private static Optional<String> call(String path, Method method, Object @Nullable [] arguments) {
    StringJoiner call = new StringJoiner(",", path + method.getName() + "(", ")");
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      Optional<String> text =
          argument instanceof Class<?> type
              ? Optional.of(type.getName())
              : argument instanceof Calendar calendar
                  ? Optional.of(calendar.getTimeZone().getID())
                  : RecordedValue.text(argument);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      call.add(
          text.get()
              .replace("%", "%25")
              .replace(" ", "%20")
              .replaceFirst("^java\\.lang\\.(?:String|Integer):", ""));
    }
    return Optional.of(call.toString());
  }

  private interface Handler {
    @Nullable Object handle(Object proxy, Method method, Object[] arguments) throws Throwable;
  }

  private static Object proxy(Class<?> type, Handler handler) {
    return Proxy.newProxyInstance(
        AnsweredRow.class.getClassLoader(), new Class<?>[] {type}, handler::handle);
  }
}
