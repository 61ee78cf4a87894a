package dev.switchback.dialect;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares a column of the catalogue with a definition, for {@link InverseComparison}. */
final class ColumnComparison {

  private static final Pattern GENERATION =
      Pattern.compile("(?i)\\b(STORED|VIRTUAL)(?: GENERATED)?\\b,?");

  private final CatalogMapping mapping;
  private final Catalog catalog;
  private final List<String> differences;

  /** Creates a comparison that adds what it finds to {@code differences}. */
  ColumnComparison(CatalogMapping mapping, Catalog catalog, List<String> differences) {
    this.mapping = mapping;
    this.catalog = catalog;
    this.differences = differences;
  }

  void whole(TableDescription table, Column before) {
    ColumnDescription found = table.column(before.name()).orElseThrow();
    definition(table, before);
    texts("comment", found.commentOrNull(), before.definition().commentOrNull());
    CollationDifference.between(table, found, before.definition()).ifPresent(differences::add);
    attributes(found, before.definition());
  }

  /** Compares the attributes that no operation sets, and how a generated column is kept. */
  private void attributes(ColumnDescription found, ColumnDefinition was) {
    String attributes = found.extra();
    Matcher kept = GENERATION.matcher(attributes);
    if (found.generated().isPresent() && kept.find()) {
      attributes = kept.replaceFirst("");
      if (was.defaultOrNull() instanceof DefaultValue.Generated generated
          && generated.isVirtual() != kept.group(1).equals("VIRTUAL")) {
        differences.add("that it is " + kept.group(1));
      }
    }
    if (!attributes.isBlank()) {
      differences.add("its " + attributes.strip() + ", which no operation sets");
    }
  }

  void definition(TableDescription table, Column before) {
    ColumnDescription found = table.column(before.name()).orElseThrow();
    ColumnDefinition was = before.definition();
    type(table.name(), found, before);
    boolean isGenerated = was.defaultOrNull() instanceof DefaultValue.Generated;
    if (isOtherExpression(found, was.defaultOrNull())) {
      differences.add(found.generated().isPresent() ? "its expression" : "no expression");
    } else if (!isGenerated) {
      boolean isKey = isInPrimaryKey(table, before.name());
      if (!isKey && !found.isAutoIncrement()) {
        nullability(found, !was.isNullable());
      }
      defaultOf(found, was.defaultOrNull());
    }
  }

  /** Returns whether the expression of a generated column is certainly another one, or missing. */
  static boolean isOtherExpression(ColumnDescription found, @Nullable DefaultValue was) {
    Optional<String> expression = found.generated();
    return was instanceof DefaultValue.Generated generated
        ? expression.isEmpty() || CertainDifference.isOther(expression.get(), generated.sql())
        : expression.isPresent();
  }

  private static boolean isInPrimaryKey(TableDescription table, String column) {
    return table.constraints().stream()
        .filter(key -> key.kind() == ConstraintDescription.Kind.PRIMARY_KEY)
        .anyMatch(key -> key.columns().contains(column));
  }

  void type(String table, ColumnDescription found, Column before) {
    String type = catalog.columns(table).get(before.name());
    String said = mapping.typeInCatalog(table, before);
    if (!said.equals(type)) {
      differences.add("its type %s, not %s".formatted(found.type(), said));
    }
  }

  void nullability(ColumnDescription found, boolean refusesNull) {
    if (found.isNullable() == refusesNull) {
      differences.add(found.isNullable() ? "that it takes NULL" : "its NOT NULL");
    }
  }

  void defaultOf(ColumnDescription found, @Nullable DefaultValue was) {
    boolean isCounted = was instanceof DefaultValue.AutoIncrement;
    if (found.isAutoIncrement() || isCounted) {
      if (found.isAutoIncrement() && !isCounted) {
        differences.add("its numbering");
      }
      return;
    }
    if (found.generated().isPresent() || was instanceof DefaultValue.Generated) {
      if (isOtherExpression(found, was)) {
        differences.add(found.generated().isPresent() ? "its expression" : "no expression");
      }
      return;
    }
    Optional<String> value = found.defaultValue();
    if (value.isPresent() && was == null) {
      differences.add("its default " + value.get());
    } else if (value.isEmpty() && was != null) {
      differences.add("that it has no default");
    } else if (value.isPresent() && was != null && CertainDifference.isOther(value.get(), was)) {
      differences.add("its default " + value.get());
    }
  }

  /** Compares the position, if one is named. */
  void position(String table, String column, @Nullable ColumnPosition was) {
    if (was != null) {
      ColumnPlace place = ColumnPlace.in(catalog, mapping, table);
      place
          .of(column)
          .filter(found -> !place.isAt(column, was))
          .ifPresent(found -> differences.add("its position, which is " + found.describe()));
    }
  }

  void texts(String what, @Nullable String found, @Nullable String said) {
    String before = found == null ? "" : found;
    if (!before.equals(said == null ? "" : said)) {
      differences.add(before.isEmpty() ? "that it has no " + what : "its " + what);
    }
  }
}
