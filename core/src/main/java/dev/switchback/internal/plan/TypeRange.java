package dev.switchback.internal.plan;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogMapping;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.DataType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds whether a column can still store what is written to it now, after it gets another type. */
record TypeRange(CatalogMapping mapping, Catalog catalog, String table, String column) {

  private static final Pattern SIZE = Pattern.compile("\\((\\d+)(?:\\s*,\\s*(\\d+))?\\)");

  private static final List<DataType> SIGNED =
      List.of(
          new DataType.TinyInt(),
          new DataType.SmallInt(),
          new DataType.Int(),
          new DataType.BigInt());

  /** Returns whether {@code after} is the present type, or a larger one of the same kind. */
  boolean isKept(DataType after) {
    String before = catalog.columns(table).get(column);
    if (before == null) {
      return false;
    }
    if (after instanceof DataType.Enumeration longer) {
      List<String> values = catalog.enumValues(table, column);
      return !values.isEmpty() && longer.values().containsAll(values);
    }
    return Stream.concat(Stream.of(after), smaller(after, before))
        .anyMatch(type -> before.equals(inCatalog(type)));
  }

  private String inCatalog(DataType type) {
    return mapping.typeInCatalog(
        table,
        new Column(
            column,
            new ColumnDefinition(
                type,
                ColumnDefinition.Nullability.UNSPECIFIED,
                ColumnDefinition.Key.NONE,
                null,
                null,
                null,
                null,
                null)));
  }

  /** Returns the types that are smaller than {@code type} and may be the one of the server. */
  private static Stream<DataType> smaller(DataType type, String before) {
    if (type instanceof DataType.WholeNumber number && !number.isUnsigned()) {
      return SIGNED.stream()
          .filter(
              other -> other instanceof DataType.WholeNumber whole && whole.bits() < number.bits());
    }
    Matcher size = SIZE.matcher(before);
    if (!size.find()) {
      return Stream.empty();
    }
    int first = Integer.parseInt(size.group(1));
    if (type instanceof DataType.Text
        || (type instanceof DataType.Varchar longer && first <= longer.length())) {
      return Stream.of(new DataType.Varchar(first));
    }
    return type instanceof DataType.Decimal decimal
        ? longer(decimal, first, size.group(2))
        : finer(type);
  }

  private static Stream<DataType> longer(
      DataType.Decimal type, int precision, @Nullable String scale) {
    return precision <= type.precision() && scale != null && Integer.parseInt(scale) == type.scale()
        ? Stream.of(new DataType.Decimal(precision, type.scale()))
        : Stream.empty();
  }

  private static Stream<DataType> finer(DataType type) {
    return type instanceof DataType.Timestamp finer
        ? IntStream.range(0, finer.precision()).mapToObj(DataType.Timestamp::new)
        : Stream.empty();
  }
}
