package dev.switchback.postgresql;

import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.ReferenceRules;
import java.util.List;

/** What a foreign key of PostgreSQL may refer to (measured on PostgreSQL 15). */
final class PostgreSqlReferences extends ReferenceRules {

  /**
   * Requires a unique index over exactly these columns, in any order, also without a constraint.
   */
  @Override
  protected boolean isReferable(String table, List<String> columns, KeyCatalog catalog) {
    return catalog.indexes(table).stream().anyMatch(index -> index.isKeyOver(columns));
  }

  @Override
  protected boolean mayRefer(String type, String referenced) {
    Kind kind = Kind.of(type);
    return switch (Kind.of(referenced)) {
      case INTEGER -> kind == Kind.INTEGER || kind == Kind.OTHER;
      case NUMERIC -> kind == Kind.INTEGER || kind == Kind.NUMERIC || kind == Kind.OTHER;
      case FLOAT ->
          kind == Kind.INTEGER || kind == Kind.NUMERIC || kind == Kind.FLOAT || kind == Kind.OTHER;
      case TEXT -> kind == Kind.TEXT || kind == Kind.OTHER;
      case MOMENT -> kind == Kind.MOMENT || kind == Kind.OTHER;
      case UUID -> kind == Kind.UUID || kind == Kind.OTHER;
      case BOOLEAN -> kind == Kind.BOOLEAN || kind == Kind.OTHER;
      case OTHER -> true;
    };
  }

  /** Types with a common operator for equality. The types of OTHER are left to the server. */
  private enum Kind {
    INTEGER,
    NUMERIC,
    FLOAT,
    TEXT,
    MOMENT,
    UUID,
    BOOLEAN,
    OTHER;

    static Kind of(String type) {
      return switch (type.replaceFirst("\\(.*?\\)", "")) {
        case "smallint", "integer", "bigint" -> INTEGER;
        case "numeric" -> NUMERIC;
        case "real", "double precision" -> FLOAT;
        case "character varying", "character", "text" -> TEXT;
        case "date", "timestamp without time zone", "timestamp with time zone" -> MOMENT;
        case "uuid" -> UUID;
        case "boolean" -> BOOLEAN;
        default -> OTHER;
      };
    }
  }
}
