package dev.switchback.operation;

import dev.switchback.schema.Index;
import dev.switchback.schema.IndexOptions;
import dev.switchback.schema.IndexPart;

/** The canonical form of an index. */
final class IndexForm {

  private IndexForm() {}

  static String of(Form form, Index index, boolean isSorted) {
    form.parts("columns", index.parts().stream().map(IndexForm::of).toList())
        .flag("unique", index.isUnique())
        .flag("concurrently", index.isConcurrent());
    IndexOptions options = index.options();
    form.flag("fulltext", options.kind() == IndexOptions.Kind.FULLTEXT)
        .flag("spatial", options.kind() == IndexOptions.Kind.SPATIAL);
    if (!options.parser().isEmpty()) {
      form.text("parser", options.parser());
    }
    if (!options.method().isEmpty()) {
      form.text("using", options.method());
    }
    form.texts("include", Form.ordered(options.included(), isSorted))
        .flag("nullsNotDistinct", options.isNullsNotDistinct())
        .flag("invisible", options.isInvisible());
    if (!options.condition().isEmpty()) {
      form.text("where", options.condition());
    }
    return form.end();
  }

  /** Returns the form of an index part; only the name for a column without attributes. */
  private static String of(IndexPart part) {
    if (part.equals(Index.column(part.text()))) {
      return Form.delimited(part.text());
    }
    Form form =
        part.isExpression()
            ? new Form("expression").text("sql", part.text())
            : new Form("column").text("name", part.text());
    if (part.length() > 0) {
      form.number("length", part.length());
    }
    part.collation().ifPresent(collation -> form.text("collation", collation));
    part.operatorClass().ifPresent(name -> form.text("operatorClass", name));
    return form.flag("descending", part.isDescending())
        .flag("nullsFirst", part.nulls() == IndexPart.Nulls.FIRST)
        .flag("nullsLast", part.nulls() == IndexPart.Nulls.LAST)
        .end();
  }
}
