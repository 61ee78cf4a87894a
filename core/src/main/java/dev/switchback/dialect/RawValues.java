package dev.switchback.dialect;

import dev.switchback.schema.Params;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLData;
import java.sql.SQLXML;
import java.sql.Struct;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a value of raw SQL that cannot be a parameter. Drivers accept more: Connector/J and H2
 * send any serializable object as the bytes of Java serialization, and PostgreSQL's driver converts
 * a map to an {@code hstore}.
 */
final class RawValues {

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Character.class,
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
          LocalDateTime.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          Duration.class,
          byte[].class,
          java.sql.Date.class,
          java.sql.Time.class,
          java.sql.Timestamp.class);

  /** Types that JDBC defines and drivers implement. */
  private static final List<Class<?>> KINDS =
      List.of(
          InputStream.class,
          Reader.class,
          java.sql.Array.class,
          Blob.class,
          Clob.class,
          Ref.class,
          RowId.class,
          SQLData.class,
          SQLXML.class,
          Struct.class);

  private RawValues() {}

  /**
   * Rejects the first of {@code values} that cannot be a parameter, with its position and class.
   *
   * @param packages prefixes of the names of the driver's own classes
   */
  static void require(List<@Nullable Object> values, List<String> packages) {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        require("Value " + (i + 1), value, packages);
      }
    }
  }

  /** Rejects the first of the values by name that cannot be a parameter. */
  static void require(Params params, List<String> packages) {
    for (String name : params.names()) {
      Object value = params.value(name);
      if (value != null) {
        require("Value '" + name + "'", value, packages);
      }
    }
  }

  private static void require(String place, Object value, List<String> packages) {
    if (value instanceof Collection<?> || value instanceof Object[]) {
      for (Object element : elements(value)) {
        if (element != null) {
          require(place, element, packages);
        }
      }
    } else if (!isValue(value) && !isOfDriver(value.getClass(), packages)) {
      throw new IllegalArgumentException(
          "%s for the statement is a %s, and a parameter cannot be one. Nothing was sent. %s"
              .formatted(place, kind(value), remedy(value)));
    }
  }

  /** Returns the elements of a list or an array that is one value. */
  static Collection<?> elements(Object value) {
    return value instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) value;
  }

  private static boolean isValue(Object value) {
    return VALUES.contains(value.getClass())
        || KINDS.stream().anyMatch(kind -> kind.isInstance(value));
  }

  private static boolean isOfDriver(Class<?> type, List<String> packages) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (packages.stream().anyMatch(each.getName()::startsWith)) {
        return true;
      }
    }
    return false;
  }

  private static String kind(Object value) {
    return value instanceof Map<?, ?> ? "Map" : value.getClass().getTypeName();
  }

  private static String remedy(Object value) {
    if (value instanceof Map<?, ?>) {
      return "For values by name, pass params(…). For a JSON document, pass its text.";
    }
    if (isOptional(value)) {
      return "Pass the value that it contains, or (Object) null for NULL.";
    }
    if (value instanceof Enum<?>) {
      return "Pass its name().";
    }
    if (value instanceof CharSequence) {
      return "Pass its toString().";
    }
    if (value instanceof Date || value instanceof Calendar) {
      return "Pass an Instant, a LocalDate or a LocalDateTime.";
    }
    if (value.getClass().isArray()
        || value instanceof BaseStream<?, ?>
        || value instanceof Iterable<?>) {
      return "Pass a List for an array, or each element as a separate value.";
    }
    return "Pass a text, a number, or a value of java.time.";
  }

  private static boolean isOptional(Object value) {
    return value instanceof Optional<?>
        || value instanceof OptionalInt
        || value instanceof OptionalLong
        || value instanceof OptionalDouble;
  }
}
