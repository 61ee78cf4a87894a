package dev.switchback.schema;

import dev.switchback.schema.ColumnDefinition.Nullability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change of a column: {@code c -> c.to(string(400)).notNull()}. Attributes that are not named do
 * not change.
 *
 * <p>Immutable and thread-safe: each method returns a new change. A contradiction throws an {@link
 * IllegalArgumentException} in the call that causes it.
 *
 * @param typeOrNull the new type
 * @param nullability the new nullability, if it was named
 * @param dropsDefault whether the default is removed
 * @param defaultOrNull the new default
 * @param dropsComment whether the comment is removed
 * @param commentOrNull the new comment
 * @param collationOrNull the new collation, by the database's own name
 * @param usingOrNull the expression that converts old values to the new type
 * @param positionOrNull the new position among the columns of the table
 */
public record ColumnChange(
    @Nullable DataType typeOrNull,
    Nullability nullability,
    boolean dropsDefault,
    @Nullable DefaultValue defaultOrNull,
    boolean dropsComment,
    @Nullable String commentOrNull,
    @Nullable String collationOrNull,
    @Nullable String usingOrNull,
    @Nullable ColumnPosition positionOrNull) {

  public ColumnChange {
    Check.that(
        !(dropsDefault && defaultOrNull != null),
        "changeColumn – it drops the default and gives one: leave out dropDefault()");
    Check.that(
        !(dropsComment && commentOrNull != null),
        "changeColumn – it drops the comment and gives one: leave out dropComment()");
    Check.that(
        commentOrNull == null || !commentOrNull.isEmpty(),
        "changeColumn – the comment is empty: write dropComment()");
    if (defaultOrNull instanceof DefaultValue.AutoIncrement numbering) {
      Check.that(
          numbering.isFromOne(),
          "changeColumn – startingAt() and incrementedBy() belong to a new column: write"
              + " restartNumbering(…) for the next number");
      Check.that(
          nullability != Nullability.NULLABLE,
          "changeColumn – a column whose rows are numbered cannot be nullable");
    }
    Check.that(
        usingOrNull == null || !usingOrNull.isBlank(),
        "changeColumn – the expression of using() is empty: leave it out");
    Check.that(
        usingOrNull == null || typeOrNull != null,
        "changeColumn – using() converts values to another type: call to(…) first");
    if (typeOrNull != null) {
      ColumnDefinition unused = // throws if an attribute does not fit the type
          new ColumnDefinition(
              typeOrNull,
              nullability,
              ColumnDefinition.Key.NONE,
              defaultOrNull,
              null,
              null,
              collationOrNull,
              null);
    }
  }

  /** Returns an empty change. */
  public static ColumnChange none() {
    return new ColumnChange(
        null, Nullability.UNSPECIFIED, false, null, false, null, null, null, null);
  }

  /**
   * Changes the type, and the other attributes that {@code definition} names: {@code
   * to(string(400).notNull())}. A key or a reference in it is refused, because it is a constraint.
   * The database converts the existing values, and fails if it cannot. Decimals are rounded.
   */
  public ColumnChange to(ColumnDefinition definition) {
    Check.that(
        definition.key() == ColumnDefinition.Key.NONE,
        "changeColumn – %s makes the column a key, which is a constraint: add it by"
            + " addConstraint(…)",
        definition.type().describe());
    Check.that(
        definition.referenceOrNull() == null,
        "changeColumn – %s makes the column refer to a table, which is a constraint: add it by"
            + " addConstraint(…)",
        definition.type().describe());
    DataType type = definition.type();
    requireOne("types: name one of them", typeOrNull, type);
    ColumnChange changed = copy(to -> to.typeOrNull = type);
    if (definition.nullability() != Nullability.UNSPECIFIED) {
      changed = changed.with(definition.nullability());
    }
    if (definition.defaultOrNull() != null) {
      changed = changed.with(definition.defaultOrNull());
    }
    if (definition.commentOrNull() != null) {
      changed = changed.comment(definition.commentOrNull());
    }
    if (definition.collationOrNull() != null) {
      changed = changed.collate(definition.collationOrNull());
    }
    return definition.positionOrNull() == null ? changed : changed.at(definition.positionOrNull());
  }

  private static void requireOne(String what, @Nullable Object said, Object now) {
    Check.that(said == null || said.equals(now), "changeColumn – it has two %s", what);
  }

  /** Allows {@code NULL}. */
  public ColumnChange nullable() {
    return with(Nullability.NULLABLE);
  }

  /** Refuses {@code NULL}. The change fails if a row has {@code NULL}. */
  public ColumnChange notNull() {
    return with(Nullability.NOT_NULL);
  }

  private ColumnChange with(Nullability said) {
    Check.that(
        nullability == Nullability.UNSPECIFIED || nullability == said,
        "changeColumn – it cannot be nullable() and notNull(): leave one of them out");
    return copy(to -> to.nullability = said);
  }

  /** Sets a constant as the default, as {@link ColumnDefinition#defaultValue} does. */
  @SuppressWarnings("RedundantNullCheck") // callers need not check nulls as we do
  public ColumnChange defaultValue(Object value) {
    Check.that(value != null, "changeColumn – the default is null: write dropDefault()");
    return with(new DefaultValue.Constant(value));
  }

  /** Sets an expression in the database's own SQL as the default. It is sent unchanged. */
  public ColumnChange defaultExpression(String sql) {
    return with(new DefaultValue.Expression(sql));
  }

  /** Sets the time of the insert as the default, in UTC, by the clock of the database. */
  public ColumnChange defaultNow() {
    return with(new DefaultValue.Now());
  }

  /** Sets a new UUID as the default, generated by the database. */
  public ColumnChange defaultUuid() {
    return with(new DefaultValue.RandomUuid());
  }

  /**
   * Lets inserts supply a number for a column that the database numbers. See {@code addNumbering}
   * for a column that it does not number yet: this change refuses it.
   */
  public ColumnChange autoIncrement() {
    return with(new DefaultValue.AutoIncrement());
  }

  /**
   * Makes the database refuse inserts that supply a number for a column that it numbers. PostgreSQL
   * and H2 only. A column that is not numbered is refused.
   */
  public ColumnChange identityAlways() {
    return with(new DefaultValue.AutoIncrement(true));
  }

  private ColumnChange with(DefaultValue value) {
    requireOne("defaults: leave one of them out", defaultOrNull, value);
    return copy(to -> to.defaultOrNull = value);
  }

  /** Removes the default. */
  public ColumnChange dropDefault() {
    return copy(to -> to.dropsDefault = true);
  }

  /** Sets the comment of the column. */
  public ColumnChange comment(String text) {
    requireOne("comments: leave one of them out", commentOrNull, text);
    return copy(to -> to.commentOrNull = text);
  }

  /** Removes the comment. */
  public ColumnChange dropComment() {
    return copy(to -> to.dropsComment = true);
  }

  /** Sets the collation, by the database's own name. H2 refuses it. */
  public ColumnChange collate(String collation) {
    requireOne("collations: leave one of them out", collationOrNull, collation);
    return copy(to -> to.collationOrNull = collation);
  }

  /**
   * Sets an expression in the database's own SQL that converts the old values to the new type, if
   * the database cannot convert them automatically: {@code
   * c.to(integer()).using("seats::integer")}. PostgreSQL and H2 only; MySQL and MariaDB refuse it.
   */
  public ColumnChange using(String sql) {
    requireOne("expressions for using(): leave one of them out", usingOrNull, sql);
    return copy(to -> to.usingOrNull = sql);
  }

  /**
   * Moves the column before all others. MySQL and MariaDB only; H2 and PostgreSQL refuse it,
   * because a column keeps its place there.
   */
  public ColumnChange first() {
    return at(ColumnPosition.FIRST);
  }

  /**
   * Moves the column after {@code column}. MySQL and MariaDB only; H2 and PostgreSQL refuse it,
   * because a column keeps its place there.
   */
  public ColumnChange after(String column) {
    return at(ColumnPosition.after(column));
  }

  private ColumnChange at(ColumnPosition position) {
    requireOne("positions: leave one of them out", positionOrNull, position);
    return copy(to -> to.positionOrNull = position);
  }

  /** Returns this change without a position. */
  public ColumnChange unplaced() {
    return copy(to -> to.positionOrNull = null);
  }

  /** Returns whether nothing changes. */
  public boolean isEmpty() {
    return equals(none());
  }

  /** Returns whether only the type changes. */
  public boolean isOfTypeAlone() {
    return typeOrNull != null
        && usingOrNull == null
        && collationOrNull == null
        && parts().size() == 1;
  }

  /**
   * Returns each part of the change as a separate change, in an order in which they can be
   * executed.
   */
  public List<ColumnChange> parts() {
    List<ColumnChange> parts = new ArrayList<>();
    ColumnChange none = none();
    parts.add(
        none.copy(
            part -> {
              part.typeOrNull = typeOrNull;
              part.collationOrNull = collationOrNull;
              part.usingOrNull = usingOrNull;
            }));
    parts.add(
        none.copy(
            part -> {
              part.dropsDefault = dropsDefault;
              part.defaultOrNull = defaultOrNull;
            }));
    parts.add(none.copy(part -> part.nullability = nullability));
    parts.add(
        none.copy(
            part -> {
              part.dropsComment = dropsComment;
              part.commentOrNull = commentOrNull;
            }));
    parts.add(none.copy(part -> part.positionOrNull = positionOrNull));
    parts.removeIf(ColumnChange::isEmpty);
    return parts;
  }

  /** Returns the names of the changed attributes, for messages: {@code type}, {@code default}. */
  public List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    if (typeOrNull != null) {
      subjects.add("type");
    }
    if (nullability != Nullability.UNSPECIFIED) {
      subjects.add("nullability");
    }
    if (dropsDefault || defaultOrNull != null) {
      subjects.add(numbering().isPresent() ? "numbering" : "default");
    }
    if (dropsComment || commentOrNull != null) {
      subjects.add("comment");
    }
    if (collationOrNull != null) {
      subjects.add("collation");
    }
    if (positionOrNull != null) {
      subjects.add("position");
    }
    return subjects;
  }

  /** Returns the new attributes, for messages: {@code string(400), not null}. */
  public String describe() {
    return parts().stream().map(ColumnChange::describePart).collect(Collectors.joining(", "));
  }

  private String describePart() {
    if (positionOrNull != null) {
      return positionOrNull.describe();
    }
    if (dropsDefault || defaultOrNull != null) {
      return numbering()
          .map(DefaultValue.AutoIncrement::call)
          .orElse(dropsDefault ? "no default" : "default");
    }
    if (typeOrNull != null) {
      return typeOrNull.describe() + (usingOrNull == null ? "" : " using an expression");
    }
    if (collationOrNull != null) {
      return "collation";
    }
    if (dropsComment || commentOrNull != null) {
      return dropsComment ? "no comment" : "comment";
    }
    return nullability == Nullability.NOT_NULL ? "not null" : "nullable";
  }

  /**
   * Returns the column {@code name} with its new type and collation; empty if the type does not
   * change.
   */
  public Optional<Column> retyped(String name) {
    return typeOrNull == null
        ? Optional.empty()
        : Optional.of(
            new Column(
                name,
                new ColumnDefinition(
                    typeOrNull,
                    Nullability.UNSPECIFIED,
                    ColumnDefinition.Key.NONE,
                    null,
                    null,
                    null,
                    collationOrNull,
                    null)));
  }

  /** Returns the new default, if there is one. */
  public Optional<DefaultValue> defaultValue() {
    return Optional.ofNullable(defaultOrNull);
  }

  /** Returns how the column is numbered from now on, if that was named. */
  public Optional<DefaultValue.AutoIncrement> numbering() {
    return defaultOrNull instanceof DefaultValue.AutoIncrement numbering
        ? Optional.of(numbering)
        : Optional.empty();
  }

  /** Returns the new position among the columns of the table, if one was named. */
  public Optional<ColumnPosition> position() {
    return Optional.ofNullable(positionOrNull);
  }

  /** The attributes of a copy, before it is made. */
  private static final class Copy {
    private @Nullable DataType typeOrNull;
    private Nullability nullability;
    private boolean dropsDefault;
    private @Nullable DefaultValue defaultOrNull;
    private boolean dropsComment;
    private @Nullable String commentOrNull;
    private @Nullable String collationOrNull;
    private @Nullable String usingOrNull;
    private @Nullable ColumnPosition positionOrNull;

    Copy(ColumnChange from) {
      typeOrNull = from.typeOrNull;
      nullability = from.nullability;
      dropsDefault = from.dropsDefault;
      defaultOrNull = from.defaultOrNull;
      dropsComment = from.dropsComment;
      commentOrNull = from.commentOrNull;
      collationOrNull = from.collationOrNull;
      usingOrNull = from.usingOrNull;
      positionOrNull = from.positionOrNull;
    }

    ColumnChange made() {
      return new ColumnChange(
          typeOrNull,
          nullability,
          dropsDefault,
          defaultOrNull,
          dropsComment,
          commentOrNull,
          collationOrNull,
          usingOrNull,
          positionOrNull);
    }
  }

  /** Returns a copy with the attributes that {@code edit} changes. */
  private ColumnChange copy(Consumer<Copy> edit) {
    Copy to = new Copy(this);
    edit.accept(to);
    return to.made();
  }
}
