package dev.switchback.internal.base;

import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.ConstraintDescription;
import dev.switchback.schema.IndexDescription;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Converts the description of a table to an array of strings, and back. */
public final class TableText {

  private TableText() {}

  public static @Nullable String[] write(TableDescription table) {
    List<@Nullable String> texts = new ArrayList<>();
    texts.add(table.name());
    texts.add(table.commentOrNull());
    writeAll(texts, table.columns(), column -> write(column, texts));
    writeAll(texts, table.constraints(), constraint -> write(constraint, texts));
    writeAll(texts, table.indexes(), index -> write(index, texts));
    texts.add(table.extra());
    return texts.toArray(new String[0]);
  }

  private static <T> void writeAll(List<@Nullable String> texts, List<T> all, Consumer<T> write) {
    texts.add(Integer.toString(all.size()));
    all.forEach(write);
  }

  private static void write(ColumnDescription column, List<@Nullable String> texts) {
    texts.add(column.name());
    texts.add(column.type());
    texts.add(Boolean.toString(column.isNullable()));
    texts.add(column.defaultOrNull());
    texts.add(Boolean.toString(column.isAutoIncrement()));
    texts.add(column.generatedOrNull());
    texts.add(column.commentOrNull());
    texts.add(column.collationOrNull());
    writeAll(texts, column.enumValues(), texts::add);
    texts.add(column.extra());
  }

  private static void write(ConstraintDescription constraint, List<@Nullable String> texts) {
    texts.add(constraint.name());
    texts.add(constraint.kind().name());
    writeAll(texts, constraint.columns(), texts::add);
    texts.add(constraint.referencedTableOrNull());
    writeAll(texts, constraint.referencedColumns(), texts::add);
    texts.add(name(constraint.onDeleteOrNull()));
    texts.add(name(constraint.onUpdateOrNull()));
    texts.add(constraint.checkOrNull());
    texts.add(Boolean.toString(constraint.isDeferrable()));
    texts.add(Boolean.toString(constraint.isInitiallyDeferred()));
    texts.add(constraint.extra());
  }

  private static void write(IndexDescription index, List<@Nullable String> texts) {
    texts.add(index.name());
    writeAll(texts, index.key(), texts::add);
    writeAll(texts, index.included(), texts::add);
    texts.add(Boolean.toString(index.isUnique()));
    texts.add(Boolean.toString(index.isValid()));
    texts.add(index.whereOrNull());
    texts.add(index.method());
    texts.add(index.constraintOrNull());
    texts.add(index.extra());
  }

  private static @Nullable String name(@Nullable ReferentialAction action) {
    return action == null ? null : action.name();
  }

  public static TableDescription read(@Nullable String[] texts) {
    return new Reader(Arrays.asList(texts).iterator()).table();
  }

  /** Reads the strings in the order in which they were written. */
  private record Reader(Iterator<@Nullable String> texts) {

    TableDescription table() {
      return new TableDescription(
          text(), next(), all(this::column), all(this::constraint), all(this::index), text());
    }

    private ColumnDescription column() {
      return new ColumnDescription(
          text(), text(), flag(), next(), flag(), next(), next(), next(), all(this::text), text());
    }

    private ConstraintDescription constraint() {
      return new ConstraintDescription(
          text(),
          ConstraintDescription.Kind.valueOf(text()),
          all(this::text),
          next(),
          all(this::text),
          action(),
          action(),
          next(),
          flag(),
          flag(),
          text());
    }

    private IndexDescription index() {
      return new IndexDescription(
          text(), all(this::text), all(this::text), flag(), flag(), next(), text(), next(), text());
    }

    private @Nullable ReferentialAction action() {
      String name = next();
      return name == null ? null : ReferentialAction.valueOf(name);
    }

    private <T> List<T> all(Supplier<T> one) {
      int size = Integer.parseInt(text());
      List<T> all = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        all.add(one.get());
      }
      return all;
    }

    private boolean flag() {
      return Boolean.parseBoolean(next());
    }

    private String text() {
      String text = next();
      return text == null ? "" : text;
    }

    private @Nullable String next() {
      return texts.next();
    }
  }
}
