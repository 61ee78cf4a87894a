package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no route to jdbc:postgresql://host/db?user=me&password=s3cret&ssl=true",
        "no route to jdbc:mysql://me:s3cret@host/db",
        "bad URL jdbc:h2:mem:x;PASSWORD=s3cret;MODE=MySQL",
        "props {user=me, pwd=s3cret, x=1}",
        "accessKeyToken=s3cret"
      })
  void hides_what_could_be_a_password(String message) {
    assertThat(Secrets.firstLine(new SQLException(message)))
        .doesNotContain("s3cret")
        .contains("********");
  }

  @Test
  void keeps_an_error_that_shows_none() {
    SQLException error = new SQLException("relation \"keys\" does not exist", "42P01", 7);

    assertThat(Secrets.withoutSecrets(error)).isSameAs(error);
  }

  @Test
  void takes_the_secret_out_of_every_cause() {
    SQLException error =
        new SQLException("no", "08001", 7, new RuntimeException("jdbc:x://me:s3cret@host"));

    Throwable safe = Secrets.withoutSecrets(error);

    assertThat(safe).isInstanceOf(SQLException.class).hasMessage("no").hasNoCause();
    assertThat(((SQLException) safe).getSQLState()).isEqualTo("08001");
    assertThat(safe.getStackTrace()).isEqualTo(error.getStackTrace());
  }

  @Test
  void shows_the_first_line_alone() {
    assertThat(Secrets.firstLine(new SQLException("duplicate key\n  Detail: Key (email)=(a@b)")))
        .isEqualTo("duplicate key");
    assertThat(Secrets.firstLine(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
