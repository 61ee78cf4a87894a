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
