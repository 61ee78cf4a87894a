package dev.switchback.operation;

import static java.util.Comparator.comparing;

import dev.switchback.schema.Bytes;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Deferral;
import dev.switchback.schema.Index;
import dev.switchback.schema.IndexOptions;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.Reference;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of an operation, a text that does not change between versions of Switchback. A
 * resumed migration compares the steps in the journal with the steps that the migration asks for
 * now, and Switchback may have been updated in between.
 *
 * <p>The words of the form are written here. They do not depend on class names, rendered SQL or a
 * locale. Different operations have different forms, except that whole numbers are equal whatever
 * their Java type. Attributes that are absent, false, empty or {@link ReferentialAction#NO_ACTION}
 * are left out. So a new attribute does not change the form of operations that do not use it.
 *
 * <p>Parts without a meaningful order are sorted: the columns of a row, the parts of a condition,
 * the key of an upsert, the included columns of an index. A {@link java.util.Map} or a {@link
 * java.util.Set} may have a different order in the next process.
 *
 * <p>{@code addColumn(table=5:rooms column=column(name=5:topic type=string(length=200) nullable))}:
 * a text begins with its length, so it needs no escapes.
 */
public final class CanonicalForm {

  /** Must change if the form of an existing operation changes. */
  private static final String VERSION = "v1";

  private CanonicalForm() {}

  /**
   * Returns the form of {@code operation}. It contains the text of raw SQL, but no bound values.
   */
  public static String of(Operation operation) {
    return operation.accept(new OperationForm(true));
  }

  /**
   * Returns the fingerprint without sorting. Versions before 0.1.0 recorded it. It is only used for
   * comparison, and never recorded.
   */
  public static String fingerprintAsGiven(Operation operation) {
    return fingerprint(operation.accept(new OperationForm(false)));
  }

  /**
   * Returns {@code v1:} and the SHA-256 of the form in UTF-8, in lower-case hexadecimal digits. The
   * operation cannot be reconstructed from it.
   */
  public static String fingerprint(Operation operation) {
    return fingerprint(of(operation));
  }

  /** Returns the fingerprint of any text. */
  public static String fingerprint(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return VERSION + ":" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Builds a form: a word, with its attributes in parentheses. */
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

    Form textIfSet(String name, @Nullable String value) {
      return value == null ? this : text(name, value);
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

    private final boolean isSorted;
    private final DataForm data;

    OperationForm(boolean isSorted) {
      this.isSorted = isSorted;
      data = new DataForm(isSorted);
    }

    @Override
    public String createTable(CreateTable operation) {
      return new Form("createTable")
          .text("table", operation.table().name())
          .parts("columns", operation.table().columns().stream().map(ColumnForm::of).toList())
          .parts("constraints", operation.table().constraints().stream().map(this::of).toList())
          .flag("ifNotExists", operation.ifNotExists())
          .end();
    }

    @Override
    public String dropTable(DropTable operation) {
      return new Form("dropTable")
          .text("table", operation.table())
          .flag("ifExists", operation.ifExists())
          .flag("cascade", operation.isCascading())
          .end();
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

    @Override
    public String removeConstraint(RemoveConstraint operation) {
      return new Form("removeConstraint")
          .text("table", operation.table())
          .text("name", operation.name())
          .flag("primaryKey", operation.isPrimaryKey())
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
      return IndexForm.of(form, operation.index(), isSorted);
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

    @Override
    public String renameTable(RenameTable operation) {
      return new Form("renameTable")
          .text("before", operation.before())
          .text("after", operation.after())
          .end();
    }

    @Override
    public String renameColumn(RenameColumn operation) {
      return new Form("renameColumn")
          .text("table", operation.table())
          .text("before", operation.before())
          .text("after", operation.after())
          .end();
    }

    @Override
    public String bulkInsert(BulkInsert operation) {
      return new Form("bulkInsert")
          .text("table", operation.table())
          .parts("rows", data.of(operation.rows()))
          .end();
    }

    @Override
    public String changeColumn(ChangeColumn operation) {
      return new Form("changeColumn")
          .text("table", operation.table())
          .text("column", operation.column())
          .part("change", of(operation.change()))
          .end();
    }

    private static String of(ColumnChange change) {
      Form form = new Form("change");
      if (change.typeOrNull() != null) {
        form.part("type", change.typeOrNull().accept(new TypeForm()));
      }
      form.flag("nullable", change.nullability() == ColumnDefinition.Nullability.NULLABLE)
          .flag("notNull", change.nullability() == ColumnDefinition.Nullability.NOT_NULL)
          .flag("dropDefault", change.dropsDefault());
      change
          .defaultValue()
          .ifPresent(value -> form.part("default", value.accept(new DefaultForm())));
      return form.flag("dropComment", change.dropsComment())
          .textIfSet("comment", change.commentOrNull())
          .textIfSet("collation", change.collationOrNull())
          .textIfSet("using", change.usingOrNull())
          .end();
    }

    @Override
    public String bulkUpdate(BulkUpdate operation) {
      return new Form("bulkUpdate")
          .text("table", operation.table())
          .texts("set", data.ordered(operation.set().columns()))
          .parts("where", data.of(operation.condition()))
          .end();
    }

    @Override
    public String addEnumValue(AddEnumValue operation) {
      return new Form("addEnumValue")
          .text("table", operation.table())
          .text("column", operation.column())
          .text("value", operation.value())
          .textIfSet("before", operation.beforeOrNull())
          .textIfSet("after", operation.afterOrNull())
          .end();
    }

    @Override
    public String bulkDelete(BulkDelete operation) {
      return new Form("bulkDelete")
          .text("table", operation.table())
          .parts("where", data.of(operation.condition()))
          .end();
    }

    @Override
    public String upsert(Upsert operation) {
      return new Form("upsert")
          .text("table", operation.table())
          .texts("key", data.ordered(operation.key()))
          .flag("leavesExisting", operation.existing() == Upsert.Existing.LEFT)
          .parts("rows", data.of(operation.rows()))
          .end();
    }
  }

  private static final class IndexForm {

    static String of(Form form, Index index, boolean isSorted) {
      form.parts("columns", index.parts().stream().map(IndexForm::of).toList())
          .flag("unique", index.isUnique())
          .flag("concurrently", index.isConcurrent());
      IndexOptions options = index.options();
      form.flag("fulltext", options.kind() == IndexOptions.Kind.FULLTEXT)
          .flag("spatial", options.kind() == IndexOptions.Kind.SPATIAL);
      if (!options.method().isEmpty()) {
        form.text("using", options.method());
      }
      form.texts("include", ordered(options.included(), isSorted))
          .flag("nullsNotDistinct", options.isNullsNotDistinct());
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

  private static List<String> ordered(List<String> texts, boolean isSorted) {
    return isSorted ? texts.stream().sorted().toList() : texts;
  }

  /**
   * Returns the forms of rows: their columns and their number, never their values, which may be
   * secrets.
   */
  private record DataForm(boolean isSorted) {

    List<String> ordered(List<String> texts) {
      return CanonicalForm.ordered(texts, isSorted);
    }

    List<String> of(List<Row> rows) {
      Map<List<String>, Integer> counts = new LinkedHashMap<>();
      List<String> forms = new ArrayList<>();
      for (RowGroup group : RowGroup.of(rows)) {
        List<String> columns = ordered(group.columns());
        if (isSorted) {
          counts.merge(columns, group.rows().size(), Integer::sum);
        } else {
          forms.add(of(columns, group.rows().size()));
        }
      }
      counts.forEach((columns, count) -> forms.add(of(columns, count)));
      return ordered(forms);
    }

    private static String of(List<String> columns, int count) {
      return new Form("rows").texts("columns", columns).number("count", count).end();
    }

    List<String> of(Condition condition) {
      Stream<Condition.Part> parts = condition.parts().stream();
      return (isSorted ? parts.sorted(comparing(DataForm::column)) : parts)
          .map(DataForm::of)
          .toList();
    }

    /** Returns the sort key of a part: its column, or a key after all columns for SQL. */
    private static String column(Condition.Part part) {
      if (part instanceof Condition.Equal equal) {
        return equal.column();
      }
      return part instanceof Condition.In in ? in.column() : "\uffff";
    }

    private static String of(Condition.Part part) {
      if (part instanceof Condition.Sql raw) {
        Form form = new Form("sql").text("sql", raw.sql());
        return raw.parameters().isEmpty()
            ? form.end()
            : form.number("parameters", raw.parameters().size()).end();
      }
      if (part instanceof Condition.In in) {
        return new Form("in")
            .text("column", in.column())
            .number("values", in.values().size())
            .end();
      }
      Condition.Equal equal = (Condition.Equal) part;
      return new Form(equal.value() == null ? "isNull" : "equal")
          .text("column", equal.column())
          .end();
    }
  }

  private static final class ConstraintForm implements Constraint.Visitor<String> {

    @Override
    public String primaryKey(Constraint.PrimaryKey constraint) {
      return deferral(start("primaryKey", constraint), constraint.deferral()).end();
    }

    @Override
    public String unique(Constraint.Unique constraint) {
      return deferral(start("unique", constraint), constraint.deferral()).end();
    }

    @Override
    public String foreignKey(Constraint.ForeignKey constraint) {
      Form form =
          start("foreignKey", constraint)
              .text("referencedTable", constraint.referencedTable())
              .texts("referencedColumns", constraint.referencedColumns());
      return deferral(
              actions(form, constraint.onDelete(), constraint.onUpdate()), constraint.deferral())
          .end();
    }

    @Override
    public String check(Constraint.Check constraint) {
      return start("check", constraint).text("sql", constraint.sql()).end();
    }

    private static Form deferral(Form form, Deferral deferral) {
      return form.flag("deferrable", deferral == Deferral.DEFERRABLE)
          .flag("initiallyDeferred", deferral == Deferral.INITIALLY_DEFERRED);
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
      return new Form("uuid").flag("binary", type.isBinary()).end();
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
      return whole("integer", type);
    }

    @Override
    public String bigInt(DataType.BigInt type) {
      return whole("bigInt", type);
    }

    @Override
    public String timestamp(DataType.Timestamp type) {
      return seconds("timestamp", type.precision());
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

    private static String whole(String word, DataType.WholeNumber type) {
      return new Form(word).flag("unsigned", type.isUnsigned()).end();
    }

    /** Returns the form of a temporal type; the default precision of 6 is left out. */
    private static String seconds(String word, int precision) {
      Form form = new Form(word);
      return precision == 6 ? form.end() : form.number("precision", precision).end();
    }

    @Override
    public String tinyInt(DataType.TinyInt type) {
      return whole("tinyInt", type);
    }

    @Override
    public String smallInt(DataType.SmallInt type) {
      return whole("smallInt", type);
    }

    @Override
    public String real(DataType.Real type) {
      return new Form("real").end();
    }

    @Override
    public String doublePrecision(DataType.DoublePrecision type) {
      return new Form("doublePrecision").end();
    }

    @Override
    public String fixedString(DataType.FixedString type) {
      return new Form("fixedString").number("length", type.length()).end();
    }

    @Override
    public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
      return new Form("citext").end();
    }

    @Override
    public String binary(DataType.Binary type) {
      return new Form("binary").end();
    }

    @Override
    public String fixedBinary(DataType.FixedBinary type) {
      return new Form("fixedBinary").number("length", type.length()).end();
    }

    @Override
    public String varBinary(DataType.VarBinary type) {
      return new Form("varBinary").number("length", type.length()).end();
    }

    @Override
    public String time(DataType.Time type) {
      return seconds("time", type.precision());
    }

    @Override
    public String localTimestamp(DataType.LocalTimestamp type) {
      return seconds("localTimestamp", type.precision());
    }

    @Override
    public String array(DataType.ArrayOf type) {
      return new Form("array").part("of", type.element().accept(this)).end();
    }

    @Override
    public String range(DataType.RangeOf type) {
      return new Form("range").part("of", type.bound().accept(this)).end();
    }

    @Override
    public String network(DataType.Network type) {
      return new Form(
              switch (type.kind()) {
                case INET -> "inet";
                case CIDR -> "cidr";
                case MACADDR -> "macAddr";
              })
          .end();
    }

    @Override
    public String custom(DataType.Custom type) {
      return new Form("custom").text("sql", type.sql()).end();
    }
  }

  private static final class DefaultForm implements DefaultValue.Visitor<String> {

    @Override
    public String constant(DefaultValue.Constant constant) {
      return of(constant.value());
    }

    private static String of(Object value) {
      return value instanceof List<?> list
          ? new Form("list").parts("values", list.stream().map(DefaultForm::of).toList()).end()
          : new Form(kindOf(value)).text("value", value.toString()).end();
    }

    /**
     * Returns the word for the type of a value. The {@code toString} of these types does not depend
     * on locale or time zone, and loses nothing.
     */
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
      if (value instanceof Float) {
        return "float";
      }
      if (value instanceof Double) {
        return "double";
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
      if (value instanceof LocalTime) {
        return "time";
      }
      if (value instanceof LocalDateTime) {
        return "dateTime";
      }
      if (value instanceof Bytes) {
        return "bytes";
      }
      throw new IllegalArgumentException("no column has a default of " + value.getClass());
    }

    @Override
    public String autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
      return new Form("autoIncrement").flag("always", autoIncrement.isAlways()).end();
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

    @Override
    public String generated(DefaultValue.Generated generated) {
      return new Form("generated")
          .text("sql", generated.sql())
          .flag("virtual", generated.isVirtual())
          .end();
    }
  }
}
