package dev.switchback.schema;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TableDefinitionTest {

  private static Table table(Consumer<TableDefinition> definition) {
    TableDefinition t = new TableDefinition("t");
    definition.accept(t);
    return t.table();
  }

  private static void assertRefused(String message, Consumer<TableDefinition> definition) {
    assertThatIllegalArgumentException().isThrownBy(() -> table(definition)).withMessage(message);
  }

  @Test
  void gathers_what_columns_bring_along_under_the_usual_names() {
    Table table =
        table(
            t -> {
              t.column("a", integer().primaryKey());
              t.column("b", integer().primaryKey());
              t.column("c", integer().unique());
              t.column("d", integer().references("other", "id"));
              t.unique("c", "d");
            });

    assertThat(table.constraints())
        .containsExactly(
            new Constraint.PrimaryKey("t_pk", List.of("a", "b")),
            new Constraint.Unique("t_c_uk", List.of("c")),
            new Constraint.ForeignKey(
                "t_d_fk",
                List.of("d"),
                "other",
                List.of("id"),
                ReferentialAction.NO_ACTION,
                ReferentialAction.NO_ACTION),
            new Constraint.Unique("t_c_d_uk", List.of("c", "d")));
  }

  @Test
  void sorts_options_and_refuses_what_is_not_one_word() {
    Table table =
        table(
            t -> {
              t.column("a", integer());
              t.rowFormat("DYNAMIC");
              t.engine("InnoDB");
            });

    assertThat(table.options())
        .containsExactly(new TableOption.Engine("InnoDB"), new TableOption.RowFormat("DYNAMIC"));
    assertRefused(
        "table 't' – it has engine(…) twice: leave one of them out",
        t -> {
          t.column("a", integer());
          t.engine("InnoDB");
          t.engine("RocksDB");
        });
    assertRefused(
        "table 't' – it has storageParameter(\"fillfactor\", …) twice: leave one of them out",
        t -> {
          t.column("a", integer());
          t.storageParameter("fillfactor", 70);
          t.storageParameter("fillfactor", "80");
        });
    assertRefused(
        "storageParameter(\"a) TABLESPACE b\") – that is not one word: write its name with letters,"
            + " digits and _ only",
        t -> t.storageParameter("a) TABLESPACE b", 1));
    assertRefused(
        "storageParameter(\"fillfactor\", …) – its value is neither a number, a Boolean nor a text",
        t -> t.storageParameter("fillfactor", List.of(1)));
    assertRefused(
        "collate(\"a; DROP TABLE t\") – that is not one word: write its name with letters, digits"
            + " and _ only",
        t -> t.collate("a; DROP TABLE t"));
    assertRefused(
        "engine(\"\") – that is not one word: write its name with letters, digits and _ only",
        t -> t.engine(""));
    assertRefused(
        "characterSet(\"utf8'\") – that is not one word: write its name with letters, digits and _"
            + " only",
        t -> t.characterSet("utf8'"));
    assertRefused(
        "rowFormat(\"A B\") – that is not one word: write its name with letters, digits and _ only",
        t -> t.rowFormat("A B"));
  }

  @Test
  void refuses_contradictions() {
    assertRefused("table 't' – it has no columns: add at least one", t -> {});
    assertRefused(
        "table 't' – it has two columns 'a'",
        t -> {
          t.column("a", integer());
          t.column("a", integer());
        });
    assertRefused(
        "table 't' – it has two primary keys",
        t -> {
          t.column("a", integer().primaryKey());
          t.primaryKey("a");
        });
    assertRefused(
        "table 't' – its unique constraint 't_b_uk' names a column 'b', which it does not have",
        t -> {
          t.column("a", integer());
          t.unique("b");
        });
    assertRefused(
        "primary key 't_pk' – it has no columns: name at least one", TableDefinition::primaryKey);
    assertRefused(
        "unique constraint 't_a_a_uk' – a column appears twice in [a, a]", t -> t.unique("a", "a"));
    assertRefused("index – it has no columns: name at least one", t -> t.index());
    assertRefused(
        "foreign key 't_a_fk' – it has 1 columns and refers to 2",
        t ->
            t.foreignKey(
                List.of("a"),
                "other",
                List.of("b", "c"),
                ReferentialAction.CASCADE,
                ReferentialAction.CASCADE));
  }

  @Test
  void takes_constraints_with_attributes() {
    Table table =
        table(
            t -> {
              t.column("a", integer());
              t.column("b", integer());
              t.constraint(Constraints.unique("b", "a"));
              t.constraint(Constraints.primaryKey("a").named("own"));
              t.check("positive", "a > 0");
            });

    assertThat(table.constraints())
        .containsExactly(
            new Constraint.Unique("t_b_a_uk", List.of("b", "a")),
            new Constraint.PrimaryKey("own", List.of("a")),
            new Constraint.Check("positive", "a > 0"));
  }

  @Test
  void refuses_a_foreign_key_that_would_set_null_where_it_is_refused() {
    assertRefused(
        "table 't' – its foreign key 't_a_b_fk' cannot be SET_NULL, because column 'b' refuses"
            + " NULL",
        t -> {
          t.column("a", integer());
          t.column("b", integer().notNull());
          t.constraint(
              Constraints.foreignKey("a", "b")
                  .references("u", "x", "y")
                  .onUpdate(ReferentialAction.SET_NULL));
        });
  }

  /** Sequelize adds a second one at each changeColumn, and makes both. */
  @Test
  void refuses_a_unique_constraint_that_is_said_twice() {
    assertRefused(
        "table 't' – it has two unique constraints over [a]: leave one of them out",
        t -> {
          t.column("a", integer().unique());
          t.constraint(Constraints.unique("a").named("once more"));
        });
  }

  /** PostgreSQL would leave out the constraint, and say nothing. */
  @Test
  void refuses_a_unique_constraint_over_the_columns_of_the_primary_key() {
    assertRefused(
        "table 't' – it has a primary key and a unique constraint over [a, b]: leave out the"
            + " unique constraint",
        t -> {
          t.column("a", integer());
          t.column("b", integer());
          t.unique("a", "b");
          t.primaryKey("a", "b");
        });
  }

  @Test
  void refuses_a_primary_key_over_a_column_that_is_to_be_nullable() {
    assertRefused(
        "table 't' – its primary key 't_pk' is over column 'b', which is nullable(): leave that"
            + " out",
        t -> {
          t.column("a", integer());
          t.column("b", integer().nullable());
          t.primaryKey("a", "b");
        });
  }

  @Test
  void refuses_names_that_stand_for_two_things() {
    assertRefused(
        "table 't' – it has two constraints 'x': give one of them another name with named(…)",
        t -> {
          t.column("a", integer());
          t.check("x", "a > 0");
          t.constraint(Constraints.unique("a").named("x"));
        });
    assertRefused(
        "table 't' – it has two indexes 't_a': give one of them another name with named(…)",
        t -> {
          t.column("a", integer());
          t.index("a");
          t.index(Index.index("a").unique());
        });
    assertRefused(
        "index on 't' over (lower(a)), b – an index over an expression has no default name: name it"
            + " with named(…)",
        t -> t.index(Index.index(Index.expression("lower(a)"), Index.column("b"))));
  }
}
