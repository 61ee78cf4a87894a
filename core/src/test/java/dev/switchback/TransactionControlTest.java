package dev.switchback;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionControlTest {

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
        "/* a */ /* b\n */\n\tcommit"
      })
  void refuses_what_ends_or_begins_a_transaction(String sql) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> TransactionControl.mayHideIn(sql))
        .withMessageContaining(
            "is refused: the connection and its transaction belong to Switchback")
        .withMessageEndingWith("Leave it out.");
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
        "endless"
      })
  void lets_everything_else_pass(String sql) {
    assertThatCode(() -> TransactionControl.mayHideIn(sql)).doesNotThrowAnyException();
  }
}
