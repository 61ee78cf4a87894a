package dev.switchback.postgresql;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.schema.DataType;

/** The types of PostgreSQL that have another name than in standard SQL. */
final class PostgreSqlTypes extends StandardTypes {

  PostgreSqlTypes() {
    super(
        text -> {
          throw new IllegalStateException("an enumeration is a type of its own here");
        });
  }

  /** To the microsecond, as every timestamp of PostgreSQL. */
  @Override
  public String timestamp(DataType.Timestamp type) {
    return "TIMESTAMP WITH TIME ZONE";
  }

  /** The form that can be compared and indexed. */
  @Override
  public String json(DataType.Json type) {
    return "JSONB";
  }
}
