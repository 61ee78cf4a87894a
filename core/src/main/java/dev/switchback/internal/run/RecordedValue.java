package dev.switchback.internal.run;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts values that a migration read to text, and back to the same value. */
final class RecordedValue {

  private static final String NULL = "null";
  private static final String BYTES = "bytes";
  private static final String INTS = "ints";
  private static final String ARRAY = "array";

  /** How values of a class are written and read. */
  private record Form<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {

    String text(Object value) {
      return write.apply(type.cast(value));
    }
  }

  private static final Map<String, Form<?>> FORMS = forms();

  private RecordedValue() {}

  private static Map<String, Form<?>> forms() {
    Map<String, Form<?>> forms = new LinkedHashMap<>();
    add(forms, Boolean.class, Object::toString, Boolean::valueOf);
    add(forms, Byte.class, Object::toString, Byte::valueOf);
    add(forms, Short.class, Object::toString, Short::valueOf);
    add(forms, Integer.class, Object::toString, Integer::valueOf);
    add(forms, Long.class, Object::toString, Long::valueOf);
    add(forms, Float.class, Object::toString, Float::valueOf);
    add(forms, Double.class, Object::toString, Double::valueOf);
    add(forms, BigDecimal.class, Object::toString, BigDecimal::new);
    add(forms, BigInteger.class, Object::toString, BigInteger::new);
    add(forms, String.class, text -> text, text -> text);
    add(forms, UUID.class, Object::toString, UUID::fromString);
    add(forms, LocalDate.class, Object::toString, LocalDate::parse);
    add(forms, LocalTime.class, Object::toString, LocalTime::parse);
    add(forms, LocalDateTime.class, Object::toString, LocalDateTime::parse);
    add(forms, OffsetTime.class, Object::toString, OffsetTime::parse);
    add(forms, OffsetDateTime.class, Object::toString, OffsetDateTime::parse);
    add(forms, ZonedDateTime.class, Object::toString, ZonedDateTime::parse);
    add(forms, Instant.class, Object::toString, Instant::parse);
    add(forms, Date.class, date -> date.toString(), Date::valueOf);
    add(forms, Time.class, time -> Long.toString(time.getTime()), RecordedValue::time);
    add(forms, Timestamp.class, Object::toString, Timestamp::valueOf);
    return forms;
  }

  private static Time time(String millis) {
    return new Time(Long.parseLong(millis));
  }

  private static <T> void add(
      Map<String, Form<?>> forms,
      Class<T> type,
      Function<T, String> write,
      Function<String, T> read) {
    forms.put(type.getName(), new Form<>(type, write, read));
  }

  /** Returns the text of {@code value}; empty if no text can reproduce it. */
  static Optional<String> text(@Nullable Object value) {
    if (value == null) {
      return Optional.of(NULL);
    }
    if (value instanceof byte[] bytes) {
      return Optional.of(BYTES + ":" + Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof int[] numbers) {
      return Optional.of(
          INTS + ":" + IntStream.of(numbers).mapToObj(Integer::toString).collect(joining(",")));
    }
    if (value instanceof Object[] array) {
      return arrayText(array);
    }
    Form<?> form = FORMS.get(value.getClass().getName());
    return form == null
        ? Optional.empty()
        : Optional.of(value.getClass().getName() + ":" + form.text(value));
  }

  private static Optional<String> arrayText(Object[] array) {
    String type = array.getClass().getComponentType().getName();
    if (!FORMS.containsKey(type)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(ARRAY + ":" + type + ":" + array.length + ":");
    for (Object element : array) {
      Optional<String> one = text(element);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      text.append(one.get().length()).append(':').append(one.get());
    }
    return Optional.of(text.toString());
  }

  /** Returns the value from which {@link #text} made the text. */
  static @Nullable Object value(String text) {
    if (text.equals(NULL)) {
      return null;
    }
    String type = before(text);
    String rest = text.substring(type.length() + 1);
    return switch (type) {
      case BYTES -> Base64.getDecoder().decode(rest);
      case INTS ->
          Stream.of(rest.split(","))
              .filter(n -> !n.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      case ARRAY -> array(rest);
      default -> form(type).read().apply(rest);
    };
  }

  private static Object array(String text) {
    String type = before(text);
    String rest = text.substring(type.length() + 1);
    int length = Integer.parseInt(before(rest));
    rest = rest.substring(before(rest).length() + 1);
    Object array = Array.newInstance(form(type).type(), length);
    for (int i = 0; i < length; i++) {
      String size = before(rest);
      int from = size.length() + 1;
      int to = from + Integer.parseInt(size);
      Array.set(array, i, value(rest.substring(from, to)));
      rest = rest.substring(to);
    }
    return array;
  }

  private static Form<?> form(String type) {
    Form<?> form = FORMS.get(type);
    if (form == null) {
      throw new IllegalArgumentException("a value of the class " + type);
    }
    return form;
  }

  private static String before(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no value: " + text.length() + " characters");
    }
    return text.substring(0, colon);
  }
}
