package dev.switchback.operation;

import dev.switchback.schema.Bytes;
import dev.switchback.schema.DefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

/** The canonical form of a default. */
final class DefaultForm implements DefaultValue.Visitor<String> {

  @Override
  public String constant(DefaultValue.Constant constant) {
    return of(constant.value());
  }

  private static String of(Object value) {
    return value instanceof List<?> list
        ? new Form("list").parts("values", list.stream().map(DefaultForm::of).toList()).end()
        : new Form(kindOf(value)).text("value", value.toString()).end();
  }

  /**
   * Returns the word for the type of a value. The {@code toString} of these types does not depend
   * on locale or time zone, and loses nothing.
   */
  private static String kindOf(Object value) {
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof BigDecimal) {
      return "decimal";
    }
    if (value instanceof Float) {
      return "float";
    }
    if (value instanceof Double) {
      return "double";
    }
    if (value instanceof Number) {
      return "whole";
    }
    if (value instanceof UUID) {
      return "uuid";
    }
    if (value instanceof Instant) {
      return "instant";
    }
    if (value instanceof LocalDate) {
      return "date";
    }
    if (value instanceof LocalTime) {
      return "time";
    }
    if (value instanceof LocalDateTime) {
      return "dateTime";
    }
    if (value instanceof Bytes) {
      return "bytes";
    }
    throw new IllegalArgumentException("no column has a default of " + value.getClass());
  }

  @Override
  public String autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
    Form form = new Form("autoIncrement").flag("always", autoIncrement.isAlways());
    number(form, "start", autoIncrement.start());
    number(form, "increment", autoIncrement.increment());
    return form.end();
  }

  /** Adds a number, unless it is the usual one. */
  private static void number(Form form, String name, long value) {
    if (value != 1) {
      form.part(name, Long.toString(value));
    }
  }

  @Override
  public String expression(DefaultValue.Expression expression) {
    return new Form("expression").text("sql", expression.sql()).end();
  }

  @Override
  public String now(DefaultValue.Now now) {
    return new Form("now").end();
  }

  @Override
  public String randomUuid(DefaultValue.RandomUuid randomUuid) {
    return new Form("randomUuid").end();
  }

  @Override
  public String generated(DefaultValue.Generated generated) {
    return new Form("generated")
        .text("sql", generated.sql())
        .flag("virtual", generated.isVirtual())
        .end();
  }
}
