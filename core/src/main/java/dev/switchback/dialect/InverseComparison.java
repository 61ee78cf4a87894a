package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition.Nullability;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Deferral;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableDescription;
import dev.switchback.schema.TableOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a step removes but its declared inverse does not restore. Reports only certain
 * differences, because a server rewrites expressions.
 */
public final class InverseComparison {

  private final CatalogMapping mapping;
  private final Catalog catalog;
  private final List<String> differences = new ArrayList<>();
  private final ColumnComparison columns;

  /** Creates a comparison with the schema that {@code catalog} shows. */
  public InverseComparison(CatalogMapping mapping, Catalog catalog) {
    this.mapping = mapping;
    this.catalog = catalog;
    columns = new ColumnComparison(mapping, catalog, differences);
  }

  /**
   * Returns what exists and {@code inverse} does not restore after {@code operation}. The other
   * operations of an inverse belong to the object that its first operation restores.
   */
  public List<String> differences(Operation operation, List<? extends Operation> inverse) {
    if (!inverse.isEmpty()) {
      inverse.get(0).accept(new Restored(operation, inverse)).run();
    }
    return differences;
  }

  /** Compares what the first operation of an inverse restores. */
  private final class Restored implements Operation.Visitor<Runnable> {

    private final Operation operation;
    private final List<? extends Operation> inverse;

    Restored(Operation operation, List<? extends Operation> inverse) {
      this.operation = operation;
      this.inverse = inverse;
    }

    private <T> Stream<T> those(Class<T> type) {
      return inverse.stream().filter(type::isInstance).map(type::cast);
    }

    @Override
    public Runnable createTable(CreateTable operation) {
      return () ->
          dropped(
              operation.table(),
              those(AddIndex.class).map(AddIndex::index).toList(),
              those(CommentOnTable.class).map(CommentOnTable::comment).findFirst().orElse(null));
    }

    @Override
    public Runnable setNumbering(SetNumbering operation) {
      return InverseComparison::nothing;
    }

    /** The next number is not a part of the schema. */
    @Override
    public Runnable restartNumbering(RestartNumbering operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable commentOnTable(CommentOnTable operation) {
      return () -> commented(operation.table(), operation.comment());
    }

    @Override
    public Runnable setTableOptions(SetTableOptions operation) {
      return () ->
          catalog.currentOptions(operation.table(), operation.options()).stream()
              .filter(option -> !operation.options().contains(option))
              .forEach(option -> differences.add("its " + option.describe()));
    }

    @Override
    public Runnable addColumn(AddColumn operation) {
      return () -> removed(operation.table(), operation.column());
    }

    @Override
    public Runnable changeColumn(ChangeColumn operation) {
      return () -> {
        changed(operation.table(), operation.column(), operation.change());
        this.operation.inOrder().stream()
            .filter(ChangeColumn.class::isInstance)
            .map(ChangeColumn.class::cast)
            .filter(next -> next.column().equals(operation.column()))
            .flatMap(next -> Stream.ofNullable(next.change().typeOrNull()))
            .forEach(after -> retyped(operation, after));
      };
    }

    @Override
    public Runnable addIndex(AddIndex operation) {
      return () -> removed(operation);
    }

    @Override
    public Runnable addConstraint(AddConstraint operation) {
      return () -> removed(operation.table(), operation.constraint());
    }

    /** Compares what each of its operations restores, and not only the first. */
    @Override
    public Runnable alterTable(AlterTable operation) {
      return () -> operation.changes().forEach(each -> each.accept(this).run());
    }

    // ---- restores nothing that the catalogue shows as it was written

    @Override
    public Runnable dropTable(DropTable operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable removeColumn(RemoveColumn operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable removeConstraint(RemoveConstraint operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable removeIndex(RemoveIndex operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable renameIndex(RenameIndex operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable renameConstraint(RenameConstraint operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable validateConstraint(ValidateConstraint operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable setIndexVisible(SetIndexVisible operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable createSchema(CreateSchema operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable dropSchema(DropSchema operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable renameSchema(RenameSchema operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable createEnumType(CreateEnumType operation) {
      return () ->
          catalog
              .enumType(operation.type())
              .ifPresent(values -> differences.addAll(EnumValues.differences(operation, values)));
    }

    @Override
    public Runnable dropEnumType(DropEnumType operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable createView(CreateView operation) {
      return () -> {
        addLost(operation.view(), Optional.empty());
        if (differences.isEmpty()) { // a plan may not know the query
          compareQuery(operation.view(), operation.sql());
        }
      };
    }

    @Override
    public Runnable replaceView(ReplaceView operation) {
      return () -> compareQuery(operation.view(), operation.sql());
    }

    @Override
    public Runnable dropView(DropView operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable renameView(RenameView operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable refreshMaterializedView(RefreshMaterializedView operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable guarded(Guarded operation) {
      return InverseComparison::nothing;
    }

    /** The catalogue is the one of that schema. */
    @Override
    public Runnable inSchema(InSchema operation) {
      return operation.operation().accept(this);
    }

    @Override
    public Runnable online(Online operation) {
      Restored restored =
          new Restored(this.operation.bare(), inverse.stream().map(Operation::bare).toList());
      return operation.change().accept(restored);
    }

    @Override
    public Runnable executeSql(ExecuteSql operation) {
      return InverseComparison::nothing;
    }

    /** The undo would rename all parts that have a default name then. */
    @Override
    public Runnable renameTable(RenameTable operation) {
      return () -> {
        if (operation.withDependants()) {
          new DefaultNames(mapping, catalog, operation.after())
              .renamed(operation.before(), operation.after())
              .forEach(part -> differences.add("the name of " + part.describe()));
        }
      };
    }

    @Override
    public Runnable renameColumn(RenameColumn operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable addEnumValue(AddEnumValue operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable renameEnumValue(RenameEnumValue operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable bulkInsert(BulkInsert operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable insertNumbered(InsertNumbered operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable bulkUpdate(BulkUpdate operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable backfill(Backfill operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable copyIn(CopyIn operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable bulkDelete(BulkDelete operation) {
      return InverseComparison::nothing;
    }

    @Override
    public Runnable upsert(Upsert operation) {
      return InverseComparison::nothing;
    }
  }

  private static void nothing() {}

  // ---- an object that exists already

  /** Returns how the column of this name differs from {@code expected}. */
  List<String> differences(String table, Column expected) {
    catalog
        .of(table)
        .schema()
        .describe(table)
        .ifPresent(
            found -> found.column(expected.name()).ifPresent(c -> other(found, c, expected)));
    return differences;
  }

  private void other(TableDescription table, ColumnDescription found, Column expected) {
    columns.definition(table, expected);
    boolean isCounted = expected.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement;
    if (isCounted && !found.isAutoIncrement()) {
      differences.add("that it is not numbered");
    }
    expected
        .definition()
        .comment()
        .ifPresent(text -> columns.texts("comment", found.commentOrNull(), text));
    columns.position(table.name(), expected.name(), expected.definition().positionOrNull());
  }

  /** Returns how the index of this name differs from {@code expected}. */
  List<String> differences(AddIndex expected) {
    removed(expected);
    return differences;
  }

  /**
   * Returns how the constraint of this name differs from {@code expected}. A primary key is found
   * under any name.
   */
  List<String> differences(String table, Constraint expected) {
    String name = mapping.nameInCatalog(expected);
    catalog
        .of(table)
        .schema()
        .describe(table)
        .ifPresent(
            found ->
                found.constraints().stream()
                    .filter(
                        key ->
                            ConstraintMatch.kindOf(expected)
                                    == ConstraintDescription.Kind.PRIMARY_KEY
                                ? key.kind() == ConstraintDescription.Kind.PRIMARY_KEY
                                : key.name().equals(name))
                    .filter(key -> !isEqual(key, expected))
                    .forEach(key -> differences.add(ConstraintMatch.words(key) + attributes(key))));
    return differences;
  }

  private static boolean isEqual(ConstraintDescription found, Constraint expected) {
    return ConstraintMatch.isSame(found, expected)
        && found.isDeferrable() == (expected.deferral() != Deferral.NOT_DEFERRABLE)
        && found.isInitiallyDeferred() == (expected.deferral() == Deferral.INITIALLY_DEFERRED)
        && (found.extra().isEmpty()
            || (expected.isNotValid() && found.extra().equals(ConstraintDescription.NOT_VALID)));
  }

  private static String attributes(ConstraintDescription key) {
    return (key.columns().isEmpty() ? "" : " over " + String.join(", ", key.columns()))
        + (key.isDeferrable() ? " DEFERRABLE" : "")
        + (key.isInitiallyDeferred() ? " INITIALLY DEFERRED" : "")
        + (key.extra().isEmpty() ? "" : " " + key.extra());
  }

  private void removed(String table, Column before) {
    String column = before.name();
    catalog
        .schema()
        .describe(table)
        .filter(found -> found.column(column).isPresent())
        .ifPresent(
            found -> {
              columns.whole(found, before);
              columns.position(table, column, before.definition().positionOrNull());
              compareConstraints(
                  found,
                  List.of(before),
                  before.constraintsOn(table),
                  key ->
                      key.columns().contains(column)
                          || ColumnMention.isIn(key.checkOrNull(), column));
              found.indexes().stream()
                  .filter(
                      index -> index.constraint().isEmpty() && ColumnMention.isIn(index, column))
                  .forEach(index -> differences.add("its index '" + index.name() + "'"));
              addLost(table, Optional.of(column));
            });
  }

  /** Adds what no operation creates again. */
  private void addLost(String name, Optional<String> columnOrEmpty) {
    List<String> lost = catalog.lostWith(name, columnOrEmpty);
    if (!lost.isEmpty()) {
      differences.add("what previously(…) cannot declare: " + String.join(", ", lost));
    }
  }

  private void dropped(Table was, List<Index> indexes, @Nullable String comment) {
    catalog
        .schema()
        .describe(was.name())
        .ifPresent(
            found -> {
              found.columns().forEach(column -> compareIfKnown(found, column, was));
              compareConstraints(found, was.columns(), was.constraints(), any -> true);
              compareIndexes(found, indexes);
              columns.texts("comment", found.commentOrNull(), comment);
              compareOptions(was);
              addLost(was.name(), Optional.empty());
            });
  }

  private void compareOptions(Table was) {
    List<TableOption> lost = catalog.lostOptions(was.name(), was.options());
    lost.forEach(option -> differences.add("its " + option.describe()));
    if (!was.options().isEmpty()) {
      List<String> named = lost.stream().map(TableOption::key).toList();
      catalog.absentOptions(was.name(), was.options()).stream()
          .filter(option -> !named.contains(option.key()))
          .forEach(option -> differences.add("that it has no " + option.describe()));
    }
  }

  private void compareIfKnown(TableDescription found, ColumnDescription column, Table was) {
    was.columns().stream()
        .filter(before -> before.name().equals(column.name()))
        .findFirst()
        .ifPresentOrElse(
            before -> {
              int others = differences.size();
              columns.whole(found, before);
              for (int i = others; i < differences.size(); i++) {
                differences.set(
                    i,
                    differences
                        .get(i)
                        .replaceFirst(
                            "(?=, which |$)",
                            Matcher.quoteReplacement(" of '" + column.name() + "'")));
              }
            },
            () -> differences.add("its column '" + column.name() + "'"));
  }

  /** Compares the properties that {@code was} names. */
  private void changed(String table, String column, ColumnChange was) {
    catalog
        .schema()
        .describe(table)
        .flatMap(found -> found.column(column))
        .ifPresent(
            found -> {
              was.retyped(column).ifPresent(before -> columns.type(table, found, before));
              if (was.nullability() != Nullability.UNSPECIFIED) {
                columns.nullability(found, was.nullability() == Nullability.NOT_NULL);
              }
              if (was.dropsDefault() || was.defaultValue().isPresent()) {
                columns.defaultOf(found, was.defaultValue().orElse(null));
              }
              if (was.dropsComment() || was.commentOrNull() != null) {
                columns.texts("comment", found.commentOrNull(), was.commentOrNull());
              }
              if (was.collationOrNull() != null) {
                CollationDifference.between(found, was.collationOrNull())
                    .ifPresent(differences::add);
              }
              columns.position(table, column, was.positionOrNull());
            });
  }

  /** Compares the collation if the next type loses it, and nothing names it again. */
  private void retyped(ChangeColumn was, DataType after) {
    DataType before = was.change().typeOrNull();
    if (before == null || was.change().collationOrNull() != null) {
      return;
    }
    catalog
        .schema()
        .describe(was.table())
        .ifPresent(
            table ->
                table
                    .column(was.column())
                    .flatMap(found -> CollationDifference.between(table, found, before, after))
                    .ifPresent(differences::add));
  }

  /** Compares the columns of a view and what its query names. */
  private void compareQuery(String view, String was) {
    catalog
        .schema()
        .describeView(view)
        .ifPresent(found -> differences.addAll(QueryDifference.between(found, was)));
  }

  private void commented(String table, String was) {
    catalog
        .schema()
        .describe(table)
        .ifPresent(
            found -> columns.texts("comment", found.commentOrNull(), was.isEmpty() ? null : was));
  }

  /** Compares the index of this name. */
  private void removed(AddIndex was) {
    CatalogIndex before = mapping.indexInCatalog(was);
    catalog.indexes(was.table()).stream()
        .filter(found -> found.name().equals(before.name()) && !found.isLike(before))
        .forEach(found -> differences.add(words(found) + " and not " + words(before)));
  }

  private static String words(CatalogIndex index) {
    String words =
        (index.isUnique() ? "a unique index" : "an index")
            + " over "
            + String.join(", ", index.columns());
    return index.attributes().isEmpty() ? words : words + " " + index.attributes();
  }

  /** Compares the constraint of this name. */
  private void removed(String table, Constraint was) {
    Constraint named = was.on(table);
    catalog
        .schema()
        .describe(table)
        .ifPresent(
            found ->
                found.constraints().stream()
                    .filter(key -> key.name().equals(mapping.nameInCatalog(named)))
                    .filter(
                        key ->
                            ConstraintMatch.kindOf(named) == key.kind()
                                && (!ConstraintMatch.isSame(key, named)
                                    || key.isNotValid() != named.isNotValid()))
                    .forEach(
                        key -> differences.add(ConstraintMatch.words(key) + validity(key, named))));
  }

  private static String validity(ConstraintDescription found, Constraint said) {
    if (found.isNotValid() == said.isNotValid()) {
      return "";
    }
    return found.isNotValid() ? ", which is NOT VALID" : ", which is valid";
  }

  // ---- constraints and indexes

  private void compareConstraints(
      TableDescription found,
      List<Column> columns,
      List<Constraint> said,
      Predicate<ConstraintDescription> which) {
    found.constraints().stream()
        .filter(which)
        .filter(key -> said.stream().noneMatch(each -> ConstraintMatch.isSame(key, each)))
        .filter(key -> columns.stream().noneMatch(each -> isOfType(found.name(), key, each)))
        .forEach(key -> differences.add(ConstraintMatch.words(key)));
  }

  /** Returns whether a constraint is the check that the type of a column adds. */
  private boolean isOfType(String table, ConstraintDescription key, Column column) {
    return key.kind() == ConstraintDescription.Kind.CHECK
        && (mapping.checkOf(table, column).filter(key.name()::equals).isPresent()
            || key.name().equals(column.name()));
  }

  private void compareIndexes(TableDescription found, List<Index> said) {
    List<CatalogIndex> before =
        said.stream()
            .map(index -> mapping.indexInCatalog(new AddIndex(found.name(), index)))
            .toList();
    List<String> ofConstraints =
        found.indexes().stream()
            .filter(index -> index.constraint().isPresent())
            .map(IndexDescription::name)
            .toList();
    catalog.indexes(found.name()).stream()
        .filter(index -> !ofConstraints.contains(index.name()))
        .filter(index -> before.stream().noneMatch(index::isLike))
        .forEach(index -> differences.add("its index '" + index.name() + "'"));
  }
}
