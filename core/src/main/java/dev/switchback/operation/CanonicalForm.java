package dev.switchback.operation;

import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Reference;
import dev.switchback.schema.ReferentialAction;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What an operation is, as a text that stays the same for ever: a run that was cut off compares
 * what it finds in the journal with what the migration says now, and a new version of the library
 * may have come between the two.
 *
 * <p>It is written word by word here, and not derived from names of classes, from rendered SQL or
 * from a locale. Two operations that are not equal have different forms; only whole numbers are the
 * same whatever their Java type. What is absent, false, empty or {@link
 * ReferentialAction#NO_ACTION} is left out, so that an attribute that comes later does not change
 * the form of operations that do without it.
 *
 * <p>{@code addColumn(table=5:rooms column=column(name=5:topic type=string(length=200) nullable))}:
 * a text has its length in front, and needs no escape therefore.
 */
public final class CanonicalForm {

  /** Changes with the form of any operation that there was before. */
  private static final String VERSION = "v1";

  private CanonicalForm() {}

  /** The form of {@code operation}. Of raw SQL it has the text, but never a bound value. */
  public static String of(Operation operation) {
    return operation.accept(new OperationForm());
  }

  /**
   * {@code v1:} and the SHA-256 of the form in UTF-8, in lower-case hexadecimal digits. It tells
   * nothing of what it was made from.
   */
  public static String fingerprint(Operation operation) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(of(operation).getBytes(StandardCharsets.UTF_8));
      return VERSION + ":" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A word and, in brackets, what is said of it. */
  private static final class Form {

    private final StringBuilder text;
    private String separator = "";

    Form(String word) {
      text = new StringBuilder(word).append('(');
    }

    private void attribute(String name, String value) {
      text.append(separator).append(name).append('=').append(value);
      separator = " ";
    }

    Form text(String name, String value) {
      attribute(name, delimited(value));
      return this;
    }

    Form number(String name, int value) {
      attribute(name, Integer.toString(value));
      return this;
    }

    Form flag(String name, boolean isSet) {
      if (isSet) {
        text.append(separator).append(name);
        separator = " ";
      }
      return this;
    }

    Form part(String name, String form) {
      attribute(name, form);
      return this;
    }

    Form texts(String name, List<String> values) {
      return parts(name, values.stream().map(Form::delimited).toList());
    }

    Form parts(String name, List<String> forms) {
      if (!forms.isEmpty()) {
        attribute(name, "[" + String.join(" ", forms) + "]");
      }
      return this;
    }

    private static String delimited(String value) {
      return value.length() + ":" + value;
    }

    String end() {
      return text.append(')').toString();
    }
  }

  private static final class OperationForm implements Operation.Visitor<String> {

    @Override
    public String createTable(CreateTable operation) {
      return new Form("createTable")
          .text("table", operation.table().name())
          .parts("columns", operation.table().columns().stream().map(ColumnForm::of).toList())
          .parts("constraints", operation.table().constraints().stream().map(this::of).toList())
          .end();
    }

    @Override
    public String dropTable(DropTable operation) {
      return new Form("dropTable").text("table", operation.table()).end();
    }

    @Override
    public String commentOnTable(CommentOnTable operation) {
      return new Form("commentOnTable")
          .text("table", operation.table())
          .text("comment", operation.comment())
          .end();
    }

    @Override
    public String addColumn(AddColumn operation) {
      return new Form("addColumn")
          .text("table", operation.table())
          .part("column", ColumnForm.of(operation.column()))
          .end();
    }

    @Override
    public String removeColumn(RemoveColumn operation) {
      return new Form("removeColumn")
          .text("table", operation.table())
          .text("column", operation.column())
          .end();
    }

    @Override
    public String addConstraint(AddConstraint operation) {
      return new Form("addConstraint")
          .text("table", operation.table())
          .part("constraint", of(operation.constraint()))
          .end();
    }

    private String of(Constraint constraint) {
      return constraint.accept(new ConstraintForm());
    }

    @Override
    public String addIndex(AddIndex operation) {
      Form form = new Form("addIndex").text("table", operation.table());
      if (!operation.index().name().isEmpty()) {
        form.text("name", operation.index().name());
      }
      return form.texts("columns", operation.index().columns())
          .flag("unique", operation.index().isUnique())
          .flag("concurrently", operation.index().isConcurrent())
          .end();
    }

    @Override
    public String removeIndex(RemoveIndex operation) {
      return new Form("removeIndex")
          .text("table", operation.table())
          .text("name", operation.name())
          .flag("concurrently", operation.isConcurrent())
          .end();
    }

    @Override
    public String createSchema(CreateSchema operation) {
      return new Form("createSchema").text("schema", operation.schema()).end();
    }

    @Override
    public String dropSchema(DropSchema operation) {
      return new Form("dropSchema")
          .text("schema", operation.schema())
          .flag("cascade", operation.isCascade())
          .end();
    }

    @Override
    public String createView(CreateView operation) {
      return new Form("createView")
          .text("view", operation.view())
          .text("sql", operation.sql())
          .flag("materialized", operation.isMaterialized())
          .end();
    }

    @Override
    public String replaceView(ReplaceView operation) {
      return new Form("replaceView")
          .text("view", operation.view())
          .text("sql", operation.sql())
          .end();
    }

    @Override
    public String dropView(DropView operation) {
      return new Form("dropView")
          .text("view", operation.view())
          .flag("materialized", operation.isMaterialized())
          .end();
    }

    @Override
    public String refreshMaterializedView(RefreshMaterializedView operation) {
      return new Form("refreshMaterializedView").text("view", operation.view()).end();
    }

    @Override
    public String executeSql(ExecuteSql operation) {
      Form form = new Form("executeSql").text("sql", operation.sql());
      if (!operation.parameters().isEmpty()) {
        form.number("parameters", operation.parameters().size());
      }
      return form.end();
    }
  }

  private static final class ConstraintForm implements Constraint.Visitor<String> {

    @Override
    public String primaryKey(Constraint.PrimaryKey constraint) {
      return start("primaryKey", constraint).end();
    }

    @Override
    public String unique(Constraint.Unique constraint) {
      return start("unique", constraint).end();
    }

    @Override
    public String foreignKey(Constraint.ForeignKey constraint) {
      Form form =
          start("foreignKey", constraint)
              .text("referencedTable", constraint.referencedTable())
              .texts("referencedColumns", constraint.referencedColumns());
      return actions(form, constraint.onDelete(), constraint.onUpdate()).end();
    }

    private static Form start(String word, Constraint constraint) {
      return new Form(word).text("name", constraint.name()).texts("columns", constraint.columns());
    }
  }

  private static Form actions(Form form, ReferentialAction onDelete, ReferentialAction onUpdate) {
    action(form, "onDelete", onDelete);
    action(form, "onUpdate", onUpdate);
    return form;
  }

  private static void action(Form form, String event, ReferentialAction action) {
    if (action != ReferentialAction.NO_ACTION) {
      form.part(event, word(action));
    }
  }

  private static String word(ReferentialAction action) {
    return switch (action) {
      case NO_ACTION -> "noAction";
      case RESTRICT -> "restrict";
      case CASCADE -> "cascade";
      case SET_NULL -> "setNull";
      case SET_DEFAULT -> "setDefault";
    };
  }

  private static final class ColumnForm {

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
      return form.end();
    }

    private static String of(Reference target) {
      Form form =
          new Form("reference").text("table", target.table()).text("column", target.column());
      return actions(form, target.onDelete(), target.onUpdate()).end();
    }
  }

  private static final class TypeForm implements DataType.Visitor<String> {

    @Override
    public String uuid(DataType.Uuid type) {
      return new Form("uuid").end();
    }

    @Override
    public String string(DataType.Varchar type) {
      return new Form("string").number("length", type.length()).end();
    }

    @Override
    public String text(DataType.Text type) {
      return new Form("text").end();
    }

    @Override
    public String bool(DataType.Bool type) {
      return new Form("bool").end();
    }

    @Override
    public String integer(DataType.Int type) {
      return new Form("integer").end();
    }

    @Override
    public String bigInt(DataType.BigInt type) {
      return new Form("bigInt").end();
    }

    @Override
    public String timestamp(DataType.Timestamp type) {
      return new Form("timestamp").end();
    }

    @Override
    public String date(DataType.Date type) {
      return new Form("date").end();
    }

    @Override
    public String decimal(DataType.Decimal type) {
      return new Form("decimal")
          .number("precision", type.precision())
          .number("scale", type.scale())
          .end();
    }

    @Override
    public String json(DataType.Json type) {
      return new Form("json").end();
    }

    @Override
    public String enumeration(DataType.Enumeration type) {
      return new Form("enumeration").texts("values", type.values()).end();
    }
  }

  private static final class DefaultForm implements DefaultValue.Visitor<String> {

    @Override
    public String constant(DefaultValue.Constant constant) {
      Object value = constant.value();
      return new Form(kindOf(value)).text("value", value.toString()).end();
    }

    /** Each kind's own {@code toString} knows no locale and no time zone, and loses nothing. */
    private static String kindOf(Object value) {
      if (value instanceof String) {
        return "text";
      }
      if (value instanceof Boolean) {
        return "bool";
      }
      if (value instanceof BigDecimal) {
        return "decimal";
      }
      if (value instanceof Number) {
        return "whole";
      }
      if (value instanceof UUID) {
        return "uuid";
      }
      if (value instanceof Instant) {
        return "instant";
      }
      if (value instanceof LocalDate) {
        return "date";
      }
      throw new IllegalArgumentException("no column has a default of " + value.getClass());
    }

    @Override
    public String autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
      return new Form("autoIncrement").end();
    }

    @Override
    public String expression(DefaultValue.Expression expression) {
      return new Form("expression").text("sql", expression.sql()).end();
    }

    @Override
    public String now(DefaultValue.Now now) {
      return new Form("now").end();
    }

    @Override
    public String randomUuid(DefaultValue.RandomUuid randomUuid) {
      return new Form("randomUuid").end();
    }
  }
}
