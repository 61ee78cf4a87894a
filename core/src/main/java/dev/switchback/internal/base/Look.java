package dev.switchback.internal.base;

import dev.switchback.dialect.Catalog;
import dev.switchback.schema.EnumTypeDescription;
import dev.switchback.schema.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A question about a schema.
 *
 * @param description with the name of another schema; it identifies the question in another run
 * @param table the table; empty for a question about all
 * @param schema empty for the current schema
 * @param isOfExistence whether it asks only whether a table exists
 * @param answer the answer of a catalogue. Its second argument removes the metadata tables.
 * @param write converts an answer for the journal
 * @param read converts it back
 */
public record Look<T>(
    String description,
    Optional<String> table,
    Optional<String> schema,
    boolean isOfExistence,
    BiFunction<Catalog, UnaryOperator<List<String>>, T> answer,
    Function<T, Object> write,
    Function<Object, T> read) {

  static Look<List<String>> atTables(Optional<String> schema) {
    return new Look<>(
        described("showAllTables", schema),
        Optional.empty(),
        schema,
        false,
        (catalog, withoutOwn) -> withoutOwn.apply(catalog.schema().tables()),
        tables -> tables.toArray(new String[0]),
        names -> List.of((String[]) names));
  }

  static Look<Boolean> whether(String table, Optional<String> schema) {
    return new Look<>(
        described("tableExists '" + table + "'", schema),
        Optional.of(table),
        schema,
        true,
        (catalog, withoutOwn) -> catalog.hasTable(table),
        exists -> exists,
        exists -> (Boolean) exists);
  }

  static Look<List<EnumTypeDescription>> atEnumTypes(Optional<String> schema) {
    return new Look<>(
        described("showEnumTypes", schema),
        Optional.empty(),
        schema,
        false,
        (catalog, withoutOwn) -> catalog.schema().enumTypes(),
        EnumTypeText::write,
        texts -> EnumTypeText.read((String[]) texts));
  }

  static Look<TableDescription> at(String table, Optional<String> schema) {
    return new Look<>(
        described("describeTable '" + table + "'", schema),
        Optional.of(table),
        schema,
        false,
        (catalog, withoutOwn) ->
            catalog.schema().describe(table).orElseThrow(() -> StepChecks.noTable(table, schema)),
        TableText::write,
        texts -> TableText.read((String[]) texts));
  }

  private static String described(String call, Optional<String> schema) {
    return call + schema.map(name -> " in schema '" + name + "'").orElse("");
  }

  /** Returns the answer of the catalogue of the schema. */
  public T of(Catalog catalog, UnaryOperator<List<String>> withoutOwn) {
    return answer.apply(catalog, withoutOwn);
  }
}
