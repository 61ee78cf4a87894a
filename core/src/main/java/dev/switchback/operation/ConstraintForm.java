package dev.switchback.operation;

import dev.switchback.schema.Constraint;
import dev.switchback.schema.Deferral;

/** The canonical form of a constraint. */
final class ConstraintForm implements Constraint.Visitor<String> {

  @Override
  public String primaryKey(Constraint.PrimaryKey constraint) {
    return index(start("primaryKey", constraint), constraint).end();
  }

  @Override
  public String unique(Constraint.Unique constraint) {
    return index(start("unique", constraint), constraint).end();
  }

  @Override
  public String foreignKey(Constraint.ForeignKey constraint) {
    Form form = start("foreignKey", constraint);
    if (!constraint.referencedSchema().isEmpty()) {
      form.text("referencedSchema", constraint.referencedSchema());
    }
    form.text("referencedTable", constraint.referencedTable())
        .texts("referencedColumns", constraint.referencedColumns());
    return deferral(
            form.actions(constraint.onDelete(), constraint.onUpdate()), constraint.deferral())
        .flag("notValid", constraint.isNotValid())
        .end();
  }

  @Override
  public String check(Constraint.Check constraint) {
    return start("check", constraint)
        .text("sql", constraint.sql())
        .flag("notValid", constraint.isNotValid())
        .end();
  }

  private static Form index(Form form, Constraint constraint) {
    deferral(form, constraint.deferral());
    return constraint.usedIndex().isEmpty()
        ? form
        : form.text("usingIndex", constraint.usedIndex());
  }

  private static Form deferral(Form form, Deferral deferral) {
    return form.flag("deferrable", deferral == Deferral.DEFERRABLE)
        .flag("initiallyDeferred", deferral == Deferral.INITIALLY_DEFERRED);
  }

  private static Form start(String word, Constraint constraint) {
    return new Form(word).text("name", constraint.name()).texts("columns", constraint.columns());
  }
}
