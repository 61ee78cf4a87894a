package dev.switchback.junit;

import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import java.util.List;

/**
 * Compares two schemas without the indexes that a database creates for a constraint, under a name
 * of its own. H2 creates none for a foreign key if another index serves it, and decides that again
 * whenever it copies the table. The constraints are compared.
 */
final class SchemaComparison {

  private SchemaComparison() {}

  /** Returns the differences, a line each. */
  static List<String> differences(SchemaSnapshot found, SchemaSnapshot expected) {
    return withoutImplied(found).differencesFrom(withoutImplied(expected));
  }

  private static SchemaSnapshot withoutImplied(SchemaSnapshot schema) {
    return new SchemaSnapshot(
        schema.tables().stream().map(SchemaComparison::withoutImplied).toList(),
        schema.views(),
        schema.enumTypes(),
        schema.sequences());
  }

  private static TableDescription withoutImplied(TableDescription table) {
    return new TableDescription(
        table.name(),
        table.commentOrNull(),
        table.columns(),
        table.constraints(),
        table.indexes().stream().filter(index -> !isImplied(index)).toList(),
        table.extra());
  }

  private static boolean isImplied(IndexDescription index) {
    return index.constraint().filter(name -> !name.equals(index.name())).isPresent();
  }
}
