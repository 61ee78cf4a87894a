package dev.switchback.h2;

import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.ReferenceRules;
import java.util.List;
import java.util.Set;

/** What a foreign key of H2 may refer to (measured on 2.1 and 2.5). */
final class H2References extends ReferenceRules {

  /** Accepts every column where H2 adds the unique constraint itself. */
  @Override
  protected boolean isReferable(String table, List<String> columns, KeyCatalog catalog) {
    return super.isReferable(table, columns, catalog) || !catalog.requiresKey();
  }

  /** The pairs that H2 compares, at least in one of its modes. */
  private static final Set<Set<String>> COMPARED =
      Set.of(
          Set.of("text", "number"),
          Set.of("text", "date"),
          Set.of("text", "uuid"),
          Set.of("boolean", "number"));

  /** Returns whether H2 may compare values of the types. */
  @Override
  protected boolean mayRefer(String type, String referenced) {
    String kind = kindOf(type);
    String other = kindOf(referenced);
    return kind.equals(other)
        || kind.isEmpty()
        || other.isEmpty()
        || COMPARED.contains(Set.of(kind, other));
  }

  /** Returns the kind of a type. Empty if H2 compares the type with other types too. */
  private static String kindOf(String type) {
    return switch (type.replaceFirst("(?s)[( ].*", "")) {
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "NUMERIC", "REAL", "DOUBLE", "DECFLOAT" ->
          "number";
      case "CHARACTER" -> type.contains("OBJECT") ? "" : "text";
      case "DATE" -> "date";
      case "TIMESTAMP" -> type.contains("WITH TIME ZONE") ? "" : "date";
      case "UUID" -> "uuid";
      case "BOOLEAN" -> "boolean";
      default -> "";
    };
  }
}
