package dev.switchback.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecuteSqlTest {

  @Test
  void describes_a_statement_by_its_beginning() {
    assertThat(new ExecuteSql("\n  UPDATE rooms\n  SET size = ?\n", List.of(7)).describe())
        .isEqualTo("execute 'UPDATE rooms SET size = ?'");
    assertThat(ExecuteSql.shorten("SELECT " + "a".repeat(60)))
        .isEqualTo("SELECT " + "a".repeat(53) + "…");
    assertThat(ExecuteSql.shorten("SELECT " + " ".repeat(5_000) + "a")).isEqualTo("SELECT …");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES ('s3cret')",
        "INSERT INTO t VALUES ('it''s s3cret')",
        "INSERT INTO t VALUES ('it\\'s s3cret')",
        "INSERT INTO t VALUES (\"s3cret\")",
        "INSERT INTO t VALUES ($$s3cret$$)",
        "INSERT INTO t VALUES ($tag$s3cret$tag$)"
      })
  void shows_no_text_that_stands_in_a_statement(String sql) {
    assertThat(ExecuteSql.shorten(sql)).isEqualTo("INSERT INTO t VALUES (…");
  }

  @Test
  void describes_a_statement_with_a_very_long_text() {
    assertThat(ExecuteSql.shorten("SELECT '" + "x''".repeat(1_000_000) + "'"))
        .isEqualTo("SELECT …");
  }
}
