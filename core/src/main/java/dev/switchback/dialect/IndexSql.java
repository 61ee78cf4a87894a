package dev.switchback.dialect;

import static java.util.stream.Collectors.joining;

import dev.switchback.operation.AddIndex;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexOptions;
import dev.switchback.schema.IndexPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An index as written in {@code CREATE INDEX}, and as the catalogue shows it. Databases differ in
 * the features that they support, but hardly in the syntax.
 */
final class IndexSql {

  private static final String BTREE = "btree";

  private final DefinitionSql sql;
  private final Set<IndexFeature> features;
  private final AddIndex operation;
  private final Index index;
  private final IndexOptions options;

  IndexSql(DefinitionSql sql, Set<IndexFeature> features, AddIndex operation) {
    this.sql = sql;
    this.features = features;
    this.operation = operation;
    index = operation.index();
    options = index.options();
  }

  /**
   * Returns the statement that creates the index.
   *
   * @param how what follows {@code INDEX}, with a trailing space; may be empty
   */
  String create(String how) {
    return "CREATE "
        + kind()
        + "INDEX "
        + how
        + sql.quote(operation.name())
        + " ON "
        + sql.object(operation.table())
        + method()
        + index.parts().stream().map(this::part).collect(joining(", ", " (", ")"))
        + included()
        + nullsNotDistinct()
        + condition()
        + parser()
        + visibility();
  }

  private void require(IndexFeature feature) {
    if (!features.contains(feature)) {
      throw new UnsupportedByDialectException(
          sql.database(), operation.describe() + " with " + feature.call(), feature.remedy());
    }
  }

  private String kind() {
    return switch (options.kind()) {
      case USUAL -> index.isUnique() ? "UNIQUE " : "";
      case FULLTEXT -> {
        require(IndexFeature.FULLTEXT);
        yield "FULLTEXT ";
      }
      case SPATIAL -> {
        require(IndexFeature.SPATIAL);
        yield "SPATIAL ";
      }
    };
  }

  /** Returns the method. Empty where the database has no other method than the default. */
  private String method() {
    if (options.method().isEmpty()) {
      return "";
    }
    if (!options.method().equals(BTREE)) {
      require(IndexFeature.METHOD);
    }
    return features.contains(IndexFeature.METHOD) ? " USING " + options.method() : "";
  }

  private String part(IndexPart part) {
    return (part.isExpression() ? expression(part) : sql.quote(part.text()))
        + length(part)
        + collation(part)
        + operatorClass(part)
        + order(part)
        + nulls(part);
  }

  private String expression(IndexPart part) {
    require(IndexFeature.EXPRESSION);
    return "(" + part.text() + ")";
  }

  private String length(IndexPart part) {
    if (part.length() == 0) {
      return "";
    }
    require(IndexFeature.LENGTH);
    return "(" + part.length() + ")";
  }

  private String collation(IndexPart part) {
    if (part.collation().isEmpty()) {
      return "";
    }
    require(IndexFeature.COLLATION);
    return " COLLATE " + sql.quote(part.collation().get());
  }

  private String operatorClass(IndexPart part) {
    if (part.operatorClass().isEmpty()) {
      return "";
    }
    require(IndexFeature.OPERATOR_CLASS);
    return " " + part.operatorClass().get();
  }

  private String order(IndexPart part) {
    if (!part.isDescending()) {
      return "";
    }
    require(IndexFeature.DESCENDING);
    return " DESC";
  }

  private String nulls(IndexPart part) {
    if (part.nulls() == IndexPart.Nulls.UNSPECIFIED) {
      return "";
    }
    require(IndexFeature.NULLS_ORDER);
    return " NULLS " + part.nulls();
  }

  private String included() {
    if (options.included().isEmpty()) {
      return "";
    }
    require(IndexFeature.INCLUDE);
    return " INCLUDE " + sql.columns(options.included());
  }

  private String nullsNotDistinct() {
    if (!options.isNullsNotDistinct()) {
      return "";
    }
    require(IndexFeature.NULLS_NOT_DISTINCT);
    return " NULLS NOT DISTINCT";
  }

  private String condition() {
    if (options.condition().isEmpty()) {
      return "";
    }
    require(IndexFeature.CONDITION);
    return " WHERE " + options.condition();
  }

  /** Returns the parser. The kind of index that can have one was required before. */
  private String parser() {
    return options.parser().isEmpty() ? "" : " WITH PARSER " + sql.quote(options.parser());
  }

  private String visibility() {
    if (!options.isInvisible()) {
      return "";
    }
    require(IndexFeature.INVISIBLE);
    return " " + sql.invisibleIndex();
  }

  // ---- as the catalogue shows it

  CatalogIndex inCatalog() {
    return new CatalogIndex(
        operation.name(),
        index.parts().stream().map(this::partInCatalog).toList(),
        index.isUnique(),
        true,
        String.join(" ", attributes()));
  }

  private String partInCatalog(IndexPart part) {
    return (part.isExpression() ? CatalogIndex.EXPRESSION : part.text())
        + (part.length() == 0 ? "" : "(" + part.length() + ")")
        + part.collation().map(name -> " COLLATE " + name).orElse("")
        + part.operatorClass().map(name -> " " + name).orElse("")
        + (part.isDescending() ? " DESC" : "")
        + (sql.isUsual(part.nulls(), part.isDescending()) ? "" : " NULLS " + part.nulls());
  }

  private List<String> attributes() {
    List<String> words = new ArrayList<>();
    if (options.kind() != IndexOptions.Kind.USUAL) {
      words.add(options.kind().name());
    }
    if (!options.parser().isEmpty()) {
      words.add("WITH PARSER " + options.parser());
    }
    if (!options.method().isEmpty() && !options.method().equals(BTREE)) {
      words.add("USING " + options.method());
    }
    if (!options.included().isEmpty()) {
      words.add("INCLUDE (" + String.join(", ", options.included()) + ")");
    }
    if (options.isInvisible()) {
      words.add(sql.invisibleIndex());
    }
    if (options.isNullsNotDistinct()) {
      words.add("NULLS NOT DISTINCT");
    }
    if (!options.condition().isEmpty()) {
      words.add("WHERE");
    }
    return words;
  }
}
