package dev.switchback.schema;

import static dev.switchback.schema.Index.column;
import static dev.switchback.schema.Index.expression;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchback.operation.AddIndex;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IndexTest {

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void is_the_same_whether_its_columns_are_names_or_parts() {
    assertThat(index("a", "b")).isEqualTo(index(column("a"), column("b")));
    assertThat(index(column("a").descending(), column("b").length(9)).nameOn("t"))
        .isEqualTo("t_a_b");
    assertThat(index(column("a"), expression("lower(b)")).columns()).isEqualTo(List.of("a"));
  }

  @Test
  void keeps_every_attribute_whatever_comes_later() {
    Index one =
        index("a")
            .where("a > 1")
            .using("GIN")
            .include("b")
            .nullsNotDistinct()
            .named("x")
            .unique()
            .concurrently();
    Index other =
        index("a")
            .concurrently()
            .unique()
            .named("x")
            .nullsNotDistinct()
            .include("b")
            .using("gin")
            .where("a > 1");

    assertThat(one).isEqualTo(other);
    assertThat(column("a").descending().nullsLast().collate("C").operatorClass("o").length(3))
        .isEqualTo(column("a").length(3).operatorClass("o").collate("C").nullsLast().descending());
  }

  /** Sequelize calls an index of expressions alone {@code t_}. */
  @Test
  void has_no_usual_name_if_it_has_an_expression() {
    assertRefused(
        "index on 't' over (lower(a)) – an index over an expression has no default name: name it"
            + " with named(…)",
        () -> new AddIndex("t", index(expression("lower(a)"))));
  }

  @Test
  void refuses_contradictions_and_what_is_missing() {
    assertRefused("index – a column appears twice in [a, a]", () -> index("a", "a"));
    assertRefused("index on [a] – its name is empty", () -> index("a").named(""));
    assertRefused("index – an expression of it is empty", () -> expression(" "));
    assertRefused("index on 'a' – length(0): write 1 or more", () -> column("a").length(0));
    assertRefused(
        "index on (f(a)) – length is for a column: write it in the SQL of the expression",
        () -> expression("f(a)").length(3));
    assertRefused(
        "index on (f(a)) – collate is for a column: write it in the SQL of the expression",
        () -> expression("f(a)").collate("C"));
    assertRefused(
        "index on 'a' – its operator class is empty", () -> column("a").operatorClass(""));
    assertRefused(
        "index on 'a' – it cannot be nullsFirst() and nullsLast(): leave one of them out",
        () -> column("a").nullsFirst().nullsLast());
    assertRefused("index – its condition is empty: leave out where(…)", () -> index("a").where(""));
    assertRefused(
        "index – it has two conditions: join them with AND in one where(…)",
        () -> index("a").where("b").where("c"));
    assertRefused(
        "index on [a] – using('gin; DROP'): write one word", () -> index("a").using("gin; DROP"));
    assertRefused("include() – it has no columns: name at least one", () -> index("a").include());
    assertRefused(
        "index – it cannot be fulltext() and spatial(): leave one of them out",
        () -> index("a").fulltext().spatial());
    assertRefused(
        "index – it cannot be fulltext() and spatial(): leave one of them out",
        () -> index("a").spatial().fulltext("ngram"));
    assertRefused(
        "index on [a] – fulltext('n gram'): write the name of a parser, which is one word",
        () -> index("a").fulltext("n gram"));
    assertRefused(
        "index on [a] – fulltext(''): write the name of a parser, which is one word",
        () -> index("a").fulltext(""));
    assertRefused(
        "index – it has two parsers: leave one of them out",
        () -> index("a").fulltext("ngram").fulltext("mecab"));
    assertRefused(
        "index – it has a parser, which belongs to a full-text index: write fulltext(…)",
        () -> new IndexOptions(IndexOptions.Kind.USUAL, "", List.of(), "", false, "ngram", false));
    assertRefused(
        "index – it cannot be fulltext() and unique(): leave one of them out",
        () -> index("a").unique().fulltext());
    assertRefused(
        "index – it cannot be spatial() and using(…): leave one of them out",
        () -> index("a").spatial().using("btree"));
    assertRefused(
        "index 't_a' – nullsNotDistinct() is for a unique index: add unique()",
        () -> new AddIndex("t", index("a").nullsNotDistinct()));
  }
}
