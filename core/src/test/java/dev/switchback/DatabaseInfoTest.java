package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseInfoTest {

  private static DatabaseInfo of(String version) {
    return new DatabaseInfo(DatabaseProduct.MYSQL, version);
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.36, 8",
    "8.0.36, 8.0.36",
    "8.0.36, 8.0.9",
    "10.11.6-MariaDB-1, 10.6",
    "18.0 (Debian 18.0-1), 18",
    "18.0 (Debian 18.0-1), 18.0.0",
    "18beta1, 18",
    "2.3.232 (2024-08-11), 2.3.232",
  })
  void is_at_least_each_earlier_version_and_itself(String version, String least) {
    assertThat(of(version).isAtLeast(least)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.36, 8.0.37",
    "8.0.36, 9",
    "8, 8.0.1",
    "18.0 (Debian 18.1-1), 18.1",
    "2.3.232 (2024-08-11), 2.4",
    "10.11.6-MariaDB-1, 11",
  })
  void is_not_at_least_a_later_version(String version, String least) {
    assertThat(of(version).isAtLeast(least)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"new", "v8", "''", ".8"})
  void refuses_to_compare_with_what_is_no_version(String least) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("8.0.36").isAtLeast(least))
        .withMessage(
            "Version '" + least + "' – it does not begin with a number. Write 15, or 8.0.36");
  }

  @Test
  void a_product_has_a_name() {
    assertThat(DatabaseProduct.POSTGRESQL).hasToString("PostgreSQL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseProduct(" "))
        .withMessage(
            "The name of a database is empty. Use a constant, such as DatabaseProduct.POSTGRESQL");
  }
}
