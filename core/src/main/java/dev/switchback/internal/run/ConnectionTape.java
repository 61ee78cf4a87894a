package dev.switchback.internal.run;

import dev.switchback.UnfinishedMigrationException;
import dev.switchback.internal.base.JdbcProxy;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records what the objects of a {@code withConnection} step return to the migration. When the
 * migration is resumed, and the step is done, the migration's code is called again with the same
 * results, and nothing is sent. So variables of the migration have the values that later steps use.
 *
 * <p>The text has a line for each call that returns something: the name of the method, and the
 * value or {@code @} for an object of JDBC. A line {@code !} says why the results cannot be
 * returned again.
 */
abstract class ConnectionTape {

  private static final String OBJECT = "@";

  /** The types of the objects of JDBC that a tape can stand for, the specific ones first. */
  private static final List<Class<?>> OBJECTS =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          java.sql.Array.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          Savepoint.class);

  private ConnectionTape() {}

  /** Calls a method of an object of JDBC. */
  abstract Object call(Object target, Method method, Object[] arguments) throws Throwable;

  /** Returns what the journal keeps of the results of a step. Empty if it read nothing. */
  static String notesOf(@Nullable ConnectionTape tape) {
    return tape instanceof Recording recording ? Answers.taped(recording.text()) : "";
  }

  /** Returns whether this tape only repeats what an earlier run recorded. */
  abstract boolean isReplaying();

  /** Returns whether a call returns nothing that the migration could use later. */
  private static boolean isSilent(Method method) {
    return method.getDeclaringClass() == Object.class || method.getReturnType() == void.class;
  }

  /**
   * Returns the type of an object that leads back to the connection, so that its calls must be
   * guarded. A savepoint does not.
   */
  static Optional<Class<?>> leadingBack(@Nullable Object result) {
    return typeOf(result).filter(type -> type != Savepoint.class);
  }

  private static Optional<Class<?>> typeOf(@Nullable Object result) {
    return OBJECTS.stream().filter(type -> type.isInstance(result)).findFirst();
  }

  /** The tape of a step that is executed. */
  static final class Recording extends ConnectionTape {

    private final StringBuilder text = new StringBuilder();
    private @Nullable String refusal;

    @Override
    boolean isReplaying() {
      return false;
    }

    @Override
    Object call(Object target, Method method, Object[] arguments) throws Throwable {
      Object result;
      try {
        result = JdbcProxy.call(target, method, arguments);
      } catch (Throwable e) {
        refuse("an error of " + method.getName());
        throw e;
      }
      if (!isSilent(method)) {
        note(method, result);
      }
      return result;
    }

    private void note(Method method, @Nullable Object result) {
      if (refusal != null) {
        return;
      }
      Optional<String> value =
          typeOf(result)
              .map(type -> OBJECT + type.getSimpleName())
              .or(() -> RecordedValue.text(result));
      if (value.isEmpty()) {
        refuse("the result of " + method.getName());
        return;
      }
      text.append(Answers.escaped(method.getName() + " " + value.get())).append('\n');
      if (text.length() > Answers.LONGEST) {
        refuse("more than " + Answers.LONGEST + " characters");
      }
    }

    private void refuse(String what) {
      if (refusal == null) {
        refusal = what;
        text.setLength(0);
      }
    }

    /** Returns the text of the tape. Empty if the migration read nothing. */
    String text() {
      return refusal == null ? text.toString() : "! " + Answers.escaped(refusal) + "\n";
    }
  }

  /** The tape of a step that an earlier run has executed. */
  static final class Replaying extends ConnectionTape {

    private final Iterator<String> lines;
    private final BiFunction<String, String, UnfinishedMigrationException> differs;

    /**
     * @param differs creates the exception for a call that differs from the recorded one
     */
    Replaying(
        List<String> lines, BiFunction<String, String, UnfinishedMigrationException> differs) {
      this.lines = lines.iterator();
      this.differs = differs;
    }

    /** Returns why the results cannot be returned again. */
    static Optional<String> refusal(List<String> lines) {
      return lines.stream()
          .filter(line -> line.startsWith("! "))
          .map(line -> line.substring(2))
          .findFirst();
    }

    @Override
    boolean isReplaying() {
      return true;
    }

    @Override
    @SuppressWarnings("NullAway") // null is what the driver returned
    Object call(Object target, Method method, Object[] arguments) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return JdbcProxy.call(this, method, arguments);
      }
      if (isSilent(method)) {
        return null;
      }
      String line = lines.hasNext() ? lines.next() : "";
      String begin = method.getName() + " ";
      if (!line.startsWith(begin)) {
        String was = line.isEmpty() ? "the end of the step" : line.split(" ", 2)[0];
        throw differs.apply(was, method.getName());
      }
      String value = line.substring(begin.length());
      return value.startsWith(OBJECT)
          ? standIn(value.substring(OBJECT.length()))
          : RecordedValue.value(value);
    }

    /** Returns an object whose calls are guarded, and come back to this tape. */
    private Object standIn(String name) {
      Class<?> type =
          OBJECTS.stream()
              .filter(each -> each.getSimpleName().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("an object of type " + name));
      return JdbcProxy.of(type, (proxy, method, arguments) -> call(proxy, method, arguments));
    }
  }
}
