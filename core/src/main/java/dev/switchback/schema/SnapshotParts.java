package dev.switchback.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of a snapshot by their names, each as a list of named attributes. */
final class SnapshotParts {

  private SnapshotParts() {}

  /** The attributes of an object by name, in the order in which they are reported. */
  static final class Thing {

    private final Map<String, Optional<Object>> attributes = new LinkedHashMap<>();

    Thing with(String name, @Nullable Object value) {
      attributes.put(name, Optional.ofNullable(value));
      return this;
    }

    Map<String, Optional<Object>> attributes() {
      return attributes;
    }
  }

  /** Quotes a comment, so that the comment {@code none} differs from no comment. */
  private static String quoted(String text) {
    return "'" + text + "'";
  }

  static Thing table(TableDescription table) {
    return new Thing()
        .with("comment", table.comment().map(SnapshotParts::quoted).orElse(null))
        .with("extra", table.extra());
  }

  /** Returns the attributes of the columns. The values of an enumeration are part of the type. */
  static Map<String, Thing> columns(TableDescription table) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (ColumnDescription column : table.columns()) {
      things.put(
          table.name() + "." + column.name(),
          new Thing()
              .with("type", column.type())
              .with("nullable", column.isNullable())
              .with("default", column.defaultOrNull())
              .with("auto-increment", column.isAutoIncrement())
              .with("generated", column.generatedOrNull())
              .with("comment", column.comment().map(SnapshotParts::quoted).orElse(null))
              .with("collation", column.collationOrNull())
              .with("extra", column.extra()));
    }
    return things;
  }

  static Map<String, Thing> constraints(TableDescription table) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (ConstraintDescription constraint : table.constraints()) {
      things.put(
          words(constraint.kind()) + " " + constraint.name() + " of " + table.name(),
          new Thing()
              .with("columns", constraint.columns())
              .with("referenced table", constraint.referencedTableOrNull())
              .with("referenced columns", constraint.referencedColumns())
              .with("on delete", constraint.onDeleteOrNull())
              .with("on update", constraint.onUpdateOrNull())
              .with("check", constraint.checkOrNull())
              .with("deferrable", constraint.isDeferrable())
              .with("initially deferred", constraint.isInitiallyDeferred())
              .with("extra", constraint.extra()));
    }
    return things;
  }

  private static String words(ConstraintDescription.Kind kind) {
    return switch (kind) {
      case PRIMARY_KEY -> "primary key";
      case UNIQUE -> "unique constraint";
      case FOREIGN_KEY -> "foreign key";
      case CHECK -> "check";
      case EXCLUSION -> "exclusion";
      case NOT_NULL -> "not null constraint";
    };
  }

  static Map<String, Thing> indexes(String table, List<IndexDescription> indexes) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (IndexDescription index : indexes) {
      String name =
          index.hasMadeUpName()
              ? "index of constraint " + index.constraintOrNull()
              : "index " + index.name();
      things.put(
          name + " of " + table,
          new Thing()
              .with("key", index.key())
              .with("included", index.included())
              .with("unique", index.isUnique())
              .with("valid", index.isValid())
              .with("where", index.whereOrNull())
              .with("method", index.method())
              .with("constraint", index.constraintOrNull())
              .with("extra", index.extra()));
    }
    return things;
  }

  static Map<String, Thing> views(SchemaSnapshot snapshot) {
    Map<String, Thing> things = new LinkedHashMap<>();
    for (ViewDescription view : snapshot.views()) {
      things.put(
          "view " + view.name(),
          new Thing()
              .with("sql", view.sql())
              .with("columns", view.columns())
              .with("materialized", view.isMaterialized())
              .with("extra", view.extra()));
      things.putAll(indexes(view.name(), view.indexes()));
    }
    return things;
  }

  static Map<String, Thing> enumTypes(SchemaSnapshot snapshot) {
    Map<String, Thing> things = new LinkedHashMap<>();
    snapshot
        .enumTypes()
        .forEach(
            (name, values) -> things.put("enum type " + name, new Thing().with("values", values)));
    return things;
  }

  static Map<String, Thing> sequences(SchemaSnapshot snapshot) {
    Map<String, Thing> things = new LinkedHashMap<>();
    snapshot
        .sequences()
        .forEach(
            (name, words) -> things.put("sequence " + name, new Thing().with("definition", words)));
    return things;
  }
}
