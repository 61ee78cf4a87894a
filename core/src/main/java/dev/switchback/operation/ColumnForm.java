package dev.switchback.operation;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Reference;

/** The canonical form of a column. */
final class ColumnForm {

  private ColumnForm() {}

  static String of(Column column) {
    ColumnDefinition definition = column.definition();
    Form form =
        new Form("column")
            .text("name", column.name())
            .part("type", definition.type().accept(new TypeForm()))
            .flag("nullable", definition.nullability() == ColumnDefinition.Nullability.NULLABLE)
            .flag("notNull", definition.nullability() == ColumnDefinition.Nullability.NOT_NULL)
            .flag("primaryKey", definition.key() == ColumnDefinition.Key.PRIMARY)
            .flag("unique", definition.key() == ColumnDefinition.Key.UNIQUE);
    definition
        .defaultValue()
        .ifPresent(value -> form.part("default", value.accept(new DefaultForm())));
    definition.reference().ifPresent(target -> form.part("references", of(target)));
    definition.comment().ifPresent(comment -> form.text("comment", comment));
    definition.collation().ifPresent(collation -> form.text("collation", collation));
    definition.position().ifPresent(position -> place(form, position));
    return form.end();
  }

  /** Adds where the column stands. */
  static void place(Form form, ColumnPosition position) {
    form.flag("first", position.after().isEmpty()).textIfSet("after", position.afterOrNull());
  }

  private static String of(Reference target) {
    Form form = new Form("reference");
    if (!target.schema().isEmpty()) {
      form.text("schema", target.schema());
    }
    form.text("table", target.table()).text("column", target.column());
    return form.actions(target.onDelete(), target.onUpdate()).end();
  }
}
