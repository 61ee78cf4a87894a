package dev.switchback.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.DefaultValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertainDifferenceTest {

  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000000a");

  /** A default, and how the catalogues show it. */
  private static final Map<Object, List<String>> SAME =
      Map.of(
          true,
          List.of("true", "TRUE", "1", "b'1'", "'1'", "'t'::boolean"),
          5,
          List.of("5", "'5'", "'5'::integer", "5.00"),
          "it's",
          List.of("'it''s'", "'it''s'::character varying", "(…)"),
          LocalDate.of(2020, 1, 1),
          List.of("'2020-01-01'::date", "DATE '2020-01-01'"),
          LocalTime.of(10, 0),
          List.of("'10:00:00'", "'10:00:00'::time without time zone"),
          LocalDateTime.of(2020, 1, 1, 10, 0),
          List.of("'2020-01-01 10:00:00.000000'"),
          Instant.parse("2020-01-01T10:00:00Z"),
          List.of(
              "'2020-01-01 10:00:00'",
              "TIMESTAMP WITH TIME ZONE '2020-01-01 12:00:00+02'",
              "'2020-01-01 15:30:00+05:30'::timestamp with time zone"),
          ID,
          List.of("'" + ID + "'::uuid", "UUID '" + ID + "'", "'" + ID + "'", "uuid_to_bin(1)x"),
          new byte[] {1, -1},
          List.of("'\\x01ff'::bytea", "X'01FF'", "0x01ff", "x'01ff'"));

  /** Other values of the same types. */
  private static final Map<Object, List<String>> OTHER =
      Map.of(
          true,
          List.of("false", "FALSE", "0", "b'0'", "'0'"),
          5,
          List.of("6", "'-5'::integer", "CURRENT_TIMESTAMP"),
          "it's",
          List.of("'its'", "'it''s '::character varying", "gen_random_uuid()"),
          LocalDate.of(2020, 1, 1),
          List.of("'2020-01-02'::date", "DATE '1999-12-31'"),
          LocalTime.of(10, 0),
          List.of("'10:00:01'", "'22:00:00'::time without time zone"),
          LocalDateTime.of(2020, 1, 1, 10, 0),
          List.of("'2020-01-01 10:00:00.000001'"),
          Instant.parse("2020-01-01T10:00:00Z"),
          List.of("'2020-01-01 11:00:00'", "'2020-01-01 10:00:00+02'::timestamptz", "now()"),
          ID,
          List.of("'00000000-0000-0000-0000-00000000000b'::uuid", "random_uuid()"),
          new byte[] {1, -1},
          List.of("'\\x01fe'::bytea", "X''", "0x01"));

  @Test
  void the_same_default_in_the_words_of_each_server_is_no_difference() {
    SAME.forEach(
        (said, all) ->
            all.forEach(
                found ->
                    assertThat(CertainDifference.isOther(found, new DefaultValue.Constant(said)))
                        .as(found)
                        .isFalse()));
  }

  @Test
  void another_default_is_one() {
    OTHER.forEach(
        (said, all) ->
            all.forEach(
                found ->
                    assertThat(CertainDifference.isOther(found, new DefaultValue.Constant(said)))
                        .as(found)
                        .isTrue()));
  }

  @Test
  void a_constant_is_no_clock() {
    assertThat(CertainDifference.isOther("'2020-01-01'::date", new DefaultValue.Now())).isTrue();
    assertThat(CertainDifference.isOther("5", new DefaultValue.RandomUuid())).isTrue();
    assertThat(CertainDifference.isOther("CURRENT_TIMESTAMP(6)", new DefaultValue.Now())).isFalse();
    assertThat(CertainDifference.isOther("utc_timestamp(6)", new DefaultValue.Now())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          (id > 100)                                              | id > 100
          ("ID" > 100)                                            | id > 100
          (`id` > 100)                                            | ID>100.0
          ((kind)::text = ANY (ARRAY['a'::text, 'b'::text]))      | kind IN ('b', 'a')
          (id > '-1'::integer)                                    | id > -1
          (`kind` = _utf8mb4\\'a\\')                              | kind = 'a'
          (kind ~~ 'A%'::text)                                    | kind LIKE 'A%'
          ((col1 >= 1) AND (col1 <= 20))                          | col1 BETWEEN 1 AND 20
          (at > '2020-01-01 00:00:00+00'::timestamp with time zone)| at > '2020-01-01'
          (data = '{"a": 1}'::jsonb)                              | data = '{"a":1}'
          (active IS TRUE)                                        | active = true
          ((name)::character varying(20) = 'x'::text)             | name = 'x'
          """)
  void an_expression_in_the_words_of_a_server_is_no_difference(String found, String said) {
    assertThat(CertainDifference.isOther(found, said)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          (id > 100)                                              | id > 0
          (`id` + 1)                                              | id + 99
          ((kind)::text = ANY (ARRAY['a'::text, 'b'::text]))      | kind IN ('a', 'c')
          (kind = 'a')                                            | length(kind) > 1
          """)
  void other_constants_make_another_expression(String found, String said) {
    assertThat(CertainDifference.isOther(found, said)).isTrue();
  }
}
