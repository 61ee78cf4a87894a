package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.UnsupportedByDialectException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class H2DialectTest {

  private final H2Dialect dialect = new H2Dialect();

  @Test
  void finds_no_table_where_the_name_of_one_differs_in_case() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE \"Switchback_Meta\" (id INTEGER)");

      SQLException error =
          catchThrowableOfType(
              SQLException.class,
              () -> statement.executeQuery("SELECT 1 FROM \"switchback_meta\""));

      assertThat(error.getErrorCode()).isEqualTo(42103);
      assertThat(dialect.isMissingTable(error)).isTrue();
    }
  }

  @Test
  void is_for_h2_2_3_and_later() {
    assertThatCode(() -> dialect.requireVersion(2, 3)).doesNotThrowAnyException();
    assertThatThrownBy(() -> dialect.requireVersion(2, 2))
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "H2 cannot do this: migrate a server of version 2.2. Nothing was run. Use version 2.3"
                + " or a later one.");
    assertThatThrownBy(() -> dialect.requireVersion(1, 4))
        .isInstanceOf(UnsupportedByDialectException.class);
  }
}
