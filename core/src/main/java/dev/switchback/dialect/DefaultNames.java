package dev.switchback.dialect;

import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.Constraints;
import dev.switchback.schema.DataTypes;
import dev.switchback.schema.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parts of a table whose names are made from the name of the table, by the rules of Switchback
 * or of the server.
 */
public final class DefaultNames {

  /** What a part of a table is. */
  public enum Kind {
    CONSTRAINT,
    INDEX,
    SEQUENCE
  }

  /**
   * A part that gets another name.
   *
   * @param constraint the kinds of a constraint; empty for another part
   * @param before the name now; for a sequence, as written in SQL
   * @param after the new name, in the same form
   */
  public record Part(Kind kind, List<ConstraintKind> constraint, String before, String after) {

    public Part {
      constraint = List.copyOf(constraint);
    }

    /** Returns the new name without quotes. */
    String plainAfter() {
      return kind == Kind.SEQUENCE ? SchemaObject.unquoted(after) : after;
    }

    String describe() {
      return switch (kind) {
        case CONSTRAINT -> "constraint '" + before + "'";
        case INDEX -> "index '" + before + "'";
        case SEQUENCE -> "sequence " + before;
      };
    }
  }

  private final CatalogMapping mapping;
  private final Catalog catalog;
  private final String table;

  /** Creates a reader of the parts of {@code table}, by the name that the table has now. */
  public DefaultNames(CatalogMapping mapping, Catalog catalog, String table) {
    this.mapping = mapping;
    this.catalog = catalog;
    this.table = table;
  }

  /**
   * Returns the parts that have a default name of a table {@code from}, each with the name of the
   * same rule for a table {@code to}. Sorted by kind and name.
   */
  public List<Part> renamed(String from, String to) {
    List<Part> parts = new ArrayList<>();
    addConstraints(parts, from, to);
    addIndexes(parts, from, to);
    addSequences(parts, from, to);
    parts.sort(Comparator.comparing(Part::kind).thenComparing(Part::before));
    return parts;
  }

  private void addConstraints(List<Part> parts, String from, String to) {
    Map<String, List<String>> columns = catalog.constraints(table);
    catalog
        .constraintKinds(table)
        .forEach(
            (name, kinds) ->
                counterpart(
                        name,
                        from,
                        to,
                        each ->
                            constraintNames(
                                each, kinds, columns.getOrDefault(name, columnsOfIndex(name))))
                    .ifPresent(after -> parts.add(new Part(Kind.CONSTRAINT, kinds, name, after))));
  }

  private List<String> constraintNames(
      String of, List<ConstraintKind> kinds, List<String> columns) {
    List<String> names = new ArrayList<>();
    for (ConstraintKind kind : kinds) {
      if (kind == ConstraintKind.CHECK) {
        for (String column : catalog.columns(table).keySet()) {
          names.add(DefinitionSql.typeCheckName(of, column));
          names.addAll(mapping.otherDefaultNames(of, Optional.of(kind), List.of(column)));
        }
      } else if (!columns.isEmpty()) {
        ownName(of, kind, columns).ifPresent(names::add);
      }
      names.addAll(mapping.otherDefaultNames(of, Optional.of(kind), columns));
    }
    return names;
  }

  private static Optional<String> ownName(String of, ConstraintKind kind, List<String> columns) {
    String[] all = columns.toArray(String[]::new);
    return switch (kind) {
      case PRIMARY_KEY -> Optional.of(Constraint.PrimaryKey.of(of, columns).name());
      case UNIQUE -> Optional.of(Constraint.Unique.of(of, columns).name());
      case FOREIGN_KEY ->
          Optional.of(Constraints.foreignKey(all).references("any", all).on(of).name());
      case CHECK, EXCLUSION, NOT_NULL -> Optional.empty();
    };
  }

  /** Leaves out an index with the name of a constraint, because it belongs to the constraint. */
  private void addIndexes(List<Part> parts, String from, String to) {
    Set<String> constraints = catalog.constraintKinds(table).keySet();
    for (CatalogIndex index : catalog.indexes(table)) {
      List<String> columns = columnsOf(index);
      if (!constraints.contains(index.name()) && !columns.isEmpty()) {
        counterpart(index.name(), from, to, each -> indexNames(each, columns))
            .ifPresent(after -> parts.add(new Part(Kind.INDEX, List.of(), index.name(), after)));
      }
    }
  }

  private List<String> indexNames(String of, List<String> columns) {
    List<String> names = new ArrayList<>();
    names.add(Index.index(columns.toArray(String[]::new)).nameOn(of));
    names.addAll(mapping.otherDefaultNames(of, Optional.empty(), columns));
    return names;
  }

  /** Returns the columns of the index of a constraint whose columns are not shown. */
  private List<String> columnsOfIndex(String name) {
    return catalog.indexes(table).stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .map(this::columnsOf)
        .orElse(List.of());
  }

  /** Returns the columns of an index, without order and length. Empty if it has an expression. */
  private List<String> columnsOf(CatalogIndex index) {
    List<String> columns = new ArrayList<>();
    for (String key : index.columns()) {
      catalog.columns(table).keySet().stream()
          .filter(
              column ->
                  key.equals(column)
                      || key.startsWith(column + " ")
                      || key.startsWith(column + "("))
          .max(Comparator.comparing(String::length))
          .ifPresent(columns::add);
    }
    return columns.size() == index.columns().size() ? columns : List.of();
  }

  private void addSequences(List<Part> parts, String from, String to) {
    catalog
        .numberedColumns(table)
        .forEach(
            (name, numbered) -> {
              Column column = new Column(name, DataTypes.bigInt().autoIncrement());
              String before = mapping.numbering(from, column).orElseThrow().sequence();
              if (!before.isEmpty() && before.equals(numbered.sequence())) {
                String after = mapping.numbering(to, column).orElseThrow().sequence();
                parts.add(new Part(Kind.SEQUENCE, List.of(), before, after));
              }
            });
  }

  /** Returns the name by the rule that makes {@code name} of {@code from}, if there is one. */
  private Optional<String> counterpart(
      String name, String from, String to, Function<String, List<String>> rules) {
    List<String> before = rules.apply(from);
    for (int i = 0; i < before.size(); i++) {
      if (mapping.isSameName(name, mapping.nameInCatalog(table, before.get(i)))) {
        return Optional.of(rules.apply(to).get(i));
      }
    }
    return Optional.empty();
  }
}
