package dev.switchback.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.ViewDescription;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryDifferenceTest {

  private static List<String> differences(String columns, String found, String said) {
    return QueryDifference.between(
        new ViewDescription("v", found, List.of(columns.split(" ")), false, List.of(), ""), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          id       | SELECT t.id FROM (t JOIN LATERAL unnest(t.a) u(u) ON (true))  | SELECT id FROM t JOIN unnest(a) u ON true
          a        | select 1 AS `a` from DUAL where (1 = 1)                       | SELECT 1 AS a WHERE 1 = 1
          y        | select extract(year from curdate()) AS `y`                    | SELECT EXTRACT(YEAR FROM CURRENT_DATE) AS y
          y        | SELECT EXTRACT(YEAR FROM LOCALTIMESTAMP) AS "Y"               | SELECT EXTRACT(YEAR FROM NOW()) AS y
          int4     | SELECT 1 FROM t                                               | SELECT CAST(1 AS int) FROM t
          row      | SELECT ROW(t.a, t.b) AS "row" FROM t                          | SELECT (a, b) FROM t
          count    | SELECT count(*) AS count FROM t                               | SELECT count(*) FROM t
          a$b      | SELECT "x y"."a$b" FROM "PUBLIC"."größe$1" "x y"              | SELECT "a$b" FROM "größe$1" "x y"
          ID       | SELECT "ID" FROM "PUBLIC"."ITEMS" WHERE "SIZE" > 100          | select id from items where size > 10 * 10
          id       | SELECT t.id FROM t WHERE (t.at > '1999-01-08'::date)          | SELECT id FROM t WHERE at > 'January 8, 1999'
          id       | SELECT t.id FROM t WHERE (t.size > (100)::numeric)            | SELECT id FROM t WHERE size > 100.0
          id       | select `t`.`id` AS `id` from `t` where `t`.`n` = _utf8mb4'a'  | SELECT id FROM t WHERE n = 'A'
          id       | SELECT t.id FROM t WHERE t.active                             | SELECT id FROM t WHERE active = 't'
          """)
  void a_query_in_the_words_of_a_server_is_no_difference(
      String columns, String found, String said) {
    assertThat(differences(columns, found, said)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          id size  | SELECT t.id, t.size FROM t                           | SELECT id, count(*) FROM t       | its column 'size'
          id       | SELECT t.id FROM app.t JOIN app.other ON (true)      | SELECT id FROM t                 | that its query reads 'other'
          id       | select `t`.`id` AS `id` from `t` where `t`.`n` = 'a' | SELECT id FROM t WHERE n = 'b'   | its query
          id       | SELECT t.id FROM t WHERE (t.size > 100)              | SELECT id FROM t WHERE size > 10 | its query
          """)
  void another_column_table_or_constant_is_one(
      String columns, String found, String said, String difference) {
    assertThat(differences(columns, found, said)).containsExactly(difference);
  }
}
