package dev.switchback.internal.base;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.dialect.SqlSyntax;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionControlTest {

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"`", "'", true, true, Set.of("--", "#"), true, Set.of(), Pattern.compile("never"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit",
        "COMMIT WORK;",
        "rollback",
        "ROLLBACK AND CHAIN",
        "begin",
        "BEGIN;",
        "end",
        "abort",
        "START  TRANSACTION READ ONLY",
        "prepare transaction 'x'",
        "set autocommit=0",
        "SET SESSION autocommit = 1",
        "SET @@session.autocommit = 1",
        "-- why\nCOMMIT",
        "# why\nCOMMIT",
        "/* a */ /* b\n */\n\tcommit",
        "; COMMIT",
        "/* /* */ */ COMMIT",
        "SELECT 1;\nCOMMIT",
        "BEGIN; UPDATE a SET b = 1; COMMIT",
        "UPDATE a SET b = ';'; START TRANSACTION; UPDATE a SET b = 2",
        "SELECT 1; -- ;\nset @@session.autocommit = 0",
        "SELECT $a$;$a$; ROLLBACK"
      })
  void refuses_what_ends_or_begins_a_transaction(String sql) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> TransactionControl.mayHideIn(sql, SYNTAX))
        .withMessageContaining(
            "is refused: the connection and its transaction belong to Switchback")
        .withMessageEndingWith("Leave it out.");
  }

  @Test
  void names_the_line_of_one_among_several_statements() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () -> TransactionControl.mayHideIn("SELECT '\n';\n\n/* \n */ Commit; SELECT 2", SYNTAX))
        .withMessage(
            "'Commit' in line 5 of the statement is refused: the connection and its transaction"
                + " belong to Switchback, which ends them together with the record of the"
                + " migration. Leave it out.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAVEPOINT a",
        "ROLLBACK TO SAVEPOINT a",
        "rollback work to a",
        "RELEASE SAVEPOINT a",
        "BEGIN NOT ATOMIC SELECT 1; END",
        "DO $$ BEGIN NULL; END $$",
        "COMMENT ON TABLE a IS 'commit'",
        "UPDATE commits SET a = 'rollback'",
        "SET search_path TO a",
        "-- commit",
        "SELECT 'a; COMMIT'; SELECT \"; COMMIT\"; SELECT $x$; COMMIT;$x$ -- ; COMMIT",
        "SELECT 1; /* ; COMMIT; */ SELECT 2",
        "CREATE PROCEDURE p() BEGIN START TRANSACTION; COMMIT; END",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF 1 THEN SET @a = 1; END IF",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
        "CREATE PROCEDURE p() BEGIN CASE WHEN 1 THEN SELECT 1; END CASE; COMMIT; END",
        "SELECT 1; SAVEPOINT a; ROLLBACK TO SAVEPOINT a",
        "endless"
      })
  void lets_everything_else_pass(String sql) {
    assertThatCode(() -> TransactionControl.mayHideIn(sql, SYNTAX)).doesNotThrowAnyException();
  }
}
