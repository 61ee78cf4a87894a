package dev.switchback.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationNameTest {

  @ParameterizedTest
  @CsvSource({
    "M20250101000000_InitialSchema,        20250101000000-initial-schema",
    "M20250102090000_AddTopicToRooms,      20250102090000-add-topic-to-rooms",
    "M20250102090000,                      20250102090000",
    "M20250102090000_AddURLToRooms,        20250102090000-add-url-to-rooms",
    "M20250102090000_AddOauth2Tokens,      20250102090000-add-oauth2-tokens",
    "M20250102090000_Add_2fa,              20250102090000-add-2fa",
    "M20250102090000_InitIndexes,          20250102090000-init-indexes",
    "M20250102090000_add_topic,            20250102090000-add-topic",
    "M20250102090000_ÄndereGröße,          20250102090000-ändere-größe",
    "M20240229235959_LeapDay,              20240229235959-leap-day",
  })
  void is_the_class_name_in_small_letters_with_hyphens(String className, String name) {
    assertThat(MigrationName.ofClass(className)).contains(new MigrationName(name));
  }

  @ParameterizedTest
  @CsvSource({
    "R_ActiveUsers,   r-active-users",
    "R__ActiveUsers,  r-active-users",
    "R_active_users,  r-active-users",
    "R_2fa,           r-2fa",
    "R_INFOView,      r-info-view",
    "R_Größe,         r-größe",
  })
  void of_a_repeatable_migration_begins_with_r(String className, String name) {
    MigrationName found = MigrationName.ofClass(className).orElseThrow();

    assertThat(found).isEqualTo(new MigrationName(name));
    assertThat(found.isRepeatable()).isTrue();
    assertThat(found.timestamp()).isEmpty();
    assertThat(MigrationName.isName(className)).isTrue();
    assertThat(MigrationName.ofRecord(name)).contains(found);
    assertThat(new MigrationName("99991231235959-last")).isLessThan(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"R_", "R__", "R___"})
  void of_a_repeatable_migration_must_say_what_it_makes(String className) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MigrationName.ofClass(className))
        .withMessage(
            "Class '%s' – nothing follows R_, which begins the name of a repeatable migration. Nothing was run. Name it R_ and what it makes: R_ActiveUsers."
                .formatted(className));
  }

  @Test
  void of_a_repeatable_migration_is_not_too_long() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MigrationName.ofClass("R_" + "a".repeat(254)))
        .withMessageContaining("its migration name has 256 characters, and 255 is the limit.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ActiveUsers", "RActiveUsers", "r_ActiveUsers", "R", "Rooms"})
  void of_another_class_is_no_repeatable_one(String className) {
    assertThat(MigrationName.ofClass(className)).isEmpty();
    assertThat(MigrationName.isName(className)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r-", "r", "rooms", "R-active-users", "r-active-users "})
  void in_a_table_may_not_be_that_of_anything_else(String text) {
    assertThat(MigrationName.ofRecord(text)).isEmpty();
  }

  /** As it has been recorded in many tables. */
  @ParameterizedTest
  @CsvSource({
    "a1B_, a1-b-",
    "__aB, -a-b",
    "ABc, a-bc",
    "A_B__C, a-b-c",
    "aÉÉb, a-é-éb",
    "x9Y9Z, x9-y9-z"
  })
  void begins_a_word_where_it_always_did(String description, String words) {
    assertThat(MigrationName.ofClass("M20250102090000_" + description))
        .contains(new MigrationName("20250102090000-" + words));
  }

  @Test
  void is_for_each_mixture_of_letters_what_one_pattern_says() {
    Pattern word =
        Pattern.compile("_+|(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    Random random = new Random(6);
    for (int i = 0; i < 10_000; i++) {
      String description =
          random
              .ints(1 + random.nextInt(12), 0, 9)
              .mapToObj("abAB1_éÉ中"::charAt)
              .map(String::valueOf)
              .collect(Collectors.joining());
      assertThat(MigrationName.ofClass("M20250102090000_" + description))
          .contains(
              new MigrationName(
                  "20250102090000-"
                      + word.matcher(description).replaceAll("-").toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void does_not_depend_on_the_language_of_the_machine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(MigrationName.ofClass("M20250102090000_InitIDs"))
          .contains(new MigrationName("20250102090000-init-i-ds"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AddTopic",
        "M2025_AddTopic",
        "M20250102090000AddTopic",
        "V1__Add",
        "M20250102090000_"
      })
  void is_no_other_class_name(String className) {
    assertThat(MigrationName.ofClass(className)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"M20251345000000_X", "M20250230000000_X", "M20250101246000_X"})
  void refuses_a_date_that_does_not_exist(String className) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MigrationName.ofClass(className))
        .withMessageStartingWith(
            "Class '" + className + "' – there is no date " + className.substring(1, 15))
        .withMessageContaining("Nothing was run.");
  }

  @Test
  void refuses_a_name_that_the_history_could_not_hold() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MigrationName.ofClass("M20250102090000_A" + "b".repeat(300)))
        .withMessageContaining("its migration name has 316 characters, and 255 is the limit");
  }

  @Test
  void sorts_by_code_point() {
    List<String> names = List.of("1-Z", "1-a", "1-é", "1-\uffee", "1-\ud83d\ude00");
    assertThat(
            Stream.of("1-\ud83d\ude00", "1-é", "1-a", "1-\uffee", "1-Z")
                .map(MigrationName::new)
                .sorted()
                .map(MigrationName::value))
        .isEqualTo(names);
  }
}
