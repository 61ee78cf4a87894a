package dev.switchback.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks that columns can store a value in the same way on every database. Drivers accept more,
 * with unexpected results. The driver of H2 stores other objects as serialized Java objects. The
 * driver of PostgreSQL converts a map to {@code hstore}. A {@link Date} depends on the time zone of
 * the machine.
 */
final class Values {

  private static final Set<Class<?>> KEPT =
      Set.of(
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class);

  private Values() {}

  /** Returns an immutable copy of {@code value}. Refuses a value that no column can store. */
  static @Nullable Object kept(String subject, String column, @Nullable Object value) {
    if (value == null || KEPT.contains(value.getClass())) {
      return value;
    }
    if (value instanceof String text) {
      // A driver would replace it with a question mark.
      Check.that(
          StandardCharsets.UTF_8.newEncoder().canEncode(text),
          "%s – the text for '%s' contains half of a surrogate pair",
          subject,
          column);
      return text;
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Object[] array) {
      return elements(subject, column, Arrays.asList(array));
    }
    if (value instanceof Collection<?> collection) {
      return elements(subject, column, collection);
    }
    throw new IllegalArgumentException(
        "%s – the value for '%s' is a %s: %s"
            .formatted(subject, column, value.getClass().getName(), remedy(value)));
  }

  private static List<@Nullable Object> elements(
      String subject, String column, Collection<?> collection) {
    List<@Nullable Object> elements = new ArrayList<>();
    collection.forEach(element -> elements.add(kept(subject, column, element)));
    return Collections.unmodifiableList(elements);
  }

  private static String remedy(Object value) {
    if (value instanceof Enum) {
      return "write its name()";
    }
    if (value instanceof Map) {
      return "write a JSON document as a text";
    }
    if (value instanceof Date) {
      return "write an Instant, a LocalDate or a LocalTime";
    }
    if (value.getClass().isArray()) {
      return "write a List";
    }
    return "no column can store this type; write a text or a number";
  }
}
