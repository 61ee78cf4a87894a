package dev.switchback.schema;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchback.operation.AddConstraint;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void have_their_usual_names_on_the_table_that_gets_them() {
    assertThat(new AddConstraint("t", unique("a", "b")).constraint())
        .isEqualTo(Constraint.Unique.of("t", List.of("a", "b")));
    assertThat(new AddConstraint("t", primaryKey("a")).constraint())
        .isEqualTo(Constraint.PrimaryKey.of("t", List.of("a")));
    assertThat(
            new AddConstraint(
                    "t",
                    foreignKey("a", "b")
                        .references("u", "x", "y")
                        .onUpdate(ReferentialAction.CASCADE)
                        .onDelete(ReferentialAction.SET_NULL))
                .constraint())
        .isEqualTo(
            Constraint.ForeignKey.of(
                "t",
                List.of("a", "b"),
                "u",
                List.of("x", "y"),
                ReferentialAction.SET_NULL,
                ReferentialAction.CASCADE));
  }

  @Test
  void keep_the_names_of_their_own() {
    List<Constraint> all =
        List.of(
            unique("a").named("own"),
            primaryKey("a").named("own"),
            foreignKey("a").references("u", "x").named("own"),
            check("other", "a > 0").named("own"));

    assertThat(all).allMatch(constraint -> constraint.on("t").name().equals("own"));
  }

  @Test
  void are_deferrable_where_they_are_initially_deferred() {
    assertThat(unique("a").deferrable().deferral()).isEqualTo(Deferral.DEFERRABLE);
    assertThat(unique("a").initiallyDeferred().deferrable())
        .isEqualTo(unique("a").deferrable().initiallyDeferred())
        .isEqualTo(unique("a").initiallyDeferred());
    assertThat(primaryKey("a").initiallyDeferred().deferrable().deferral())
        .isEqualTo(Deferral.INITIALLY_DEFERRED);
    assertThat(foreignKey("a").references("u", "x").initiallyDeferred().deferrable().deferral())
        .isEqualTo(Deferral.INITIALLY_DEFERRED);
  }

  @Test
  void refuse_contradictions_and_what_is_missing() {
    assertRefused("unique constraint – it has no columns: name at least one", () -> unique());
    assertRefused("primary key – a column appears twice in [a, a]", () -> primaryKey("a", "a"));
    assertRefused("foreign key – it has no columns: name at least one", () -> foreignKey());
    assertRefused(
        "foreign key – it has 1 columns and refers to 2",
        () -> foreignKey("a").references("u", "x", "y"));
    assertRefused(
        "foreign key – it has no columns: name at least one",
        () -> foreignKey("a").references("u"));
    assertRefused(
        "foreign key – it has two actions for onDelete: leave one of them out",
        () ->
            foreignKey("a")
                .references("u", "x")
                .onDelete(ReferentialAction.CASCADE)
                .onDelete(ReferentialAction.RESTRICT));
    assertRefused("unique constraint – its name is empty", () -> unique("a").named(""));
    assertRefused("check constraint – its name is empty", () -> check("", "a > 0"));
  }

  /** Sequelize sends {@code CHECK ()}. */
  @Test
  void refuse_a_check_without_a_condition() {
    assertRefused("check constraint 'c' – its condition is empty", () -> check("c", " "));
  }
}
