package dev.switchback.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnWordsTest {

  private static final String TABLE =
      """
      CREATE TABLE `odd ``(, name` (
        `a` int(11) NOT NULL AUTO_INCREMENT COMMENT 'it''s (not, \\'this\\'',
        `b ``,` varchar(10) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'x, `a`',
        plain double(10,2) unsigned zerofill DEFAULT NULL,
        "ansi" enum('open','it''s') NOT NULL,
        PRIMARY KEY (`a`),
        KEY `k` (`b ``,`(3),`a`)
      ) ENGINE=InnoDB AUTO_INCREMENT=3 COMMENT='(`c` int)'
      """;

  @Test
  void finds_the_definition_of_a_column_by_its_exact_name() {
    assertThat(Words.definition(TABLE, "a"))
        .isEqualTo("int(11) NOT NULL AUTO_INCREMENT COMMENT 'it''s (not, \\'this\\''");
    assertThat(Words.definition(TABLE, "b `,"))
        .isEqualTo("varchar(10) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'x, `a`'");
    assertThat(Words.definition(TABLE, "plain"))
        .isEqualTo("double(10,2) unsigned zerofill DEFAULT NULL");
    assertThat(Words.definition(TABLE, "ansi")).isEqualTo("enum('open','it''s') NOT NULL");
    assertThat(Words.definition(TABLE, "A")).isEmpty();
    assertThat(Words.definition(TABLE, "c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int(11) NOT NULL AUTO_INCREMENT COMMENT 'a COMMENT ''b'''",
        "int(10) unsigned zerofill DEFAULT NULL",
        "varchar(10) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'NOT NULL'",
        "timestamp(6) NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6)",
        "varchar(36) DEFAULT uuid()",
        "int(11) DEFAULT (1 + 2) COMMENT 'x'",
        "int(11) DEFAULT 1 + 2 COMMENT 'x'",
        "bit(3) DEFAULT b'101'",
        "int(11) GENERATED ALWAYS AS (`a` + 1) STORED COMMENT 'x'",
        "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`c`))",
        "int(11) DEFAULT 5 /*!80023 INVISIBLE */ COMMENT 'x'",
        "geometry NOT NULL /*!80003 SRID 4326 */",
        "double",
        "set('a','b') DEFAULT 'a,b'"
      })
  void says_the_same_again_when_nothing_is_replaced(String definition) {
    assertThat(new ColumnWords(definition)).hasToString(definition);
  }

  @Test
  void replaces_one_part_and_keeps_the_others() {
    ColumnWords words =
        new ColumnWords(
            "timestamp(6) NULL DEFAULT NULL ON UPDATE current_timestamp(6) COMMENT 'it''s'");
    words.notNull();
    words.comment("");
    assertThat(words).hasToString("timestamp(6) NOT NULL ON UPDATE current_timestamp(6)");
    words.defaultValue("DEFAULT (UTC_TIMESTAMP(6))");
    words.nullable();
    assertThat(words)
        .hasToString("timestamp(6) NULL DEFAULT (UTC_TIMESTAMP(6)) ON UPDATE current_timestamp(6)");
  }

  @Test
  void keeps_the_character_set_of_a_text_alone() {
    ColumnWords words = new ColumnWords("varchar(9) CHARACTER SET latin1 COLLATE latin1_bin");
    words.type("VARCHAR(90)", true);
    assertThat(words).hasToString("VARCHAR(90) CHARACTER SET latin1 COLLATE latin1_bin");
    words.collation("`utf8mb4_bin`");
    assertThat(words).hasToString("VARCHAR(90) COLLATE `utf8mb4_bin`");
    words.type("INTEGER", false);
    assertThat(words).hasToString("INTEGER");
  }

  /** What {@code uuid()} and MariaDB's {@code json()} bring along is theirs, and goes with them. */
  @Test
  void takes_the_character_set_of_a_uuid_or_a_document_away_with_its_type() {
    ColumnWords uuid =
        new ColumnWords("char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL");
    uuid.type("VARCHAR(50)", true);
    assertThat(uuid).hasToString("VARCHAR(50) NOT NULL");
    ColumnWords document =
        new ColumnWords(
            "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL"
                + " CHECK (json_valid(`c`))");
    document.type("LONGTEXT", true);
    assertThat(document).hasToString("LONGTEXT DEFAULT NULL");
  }

  @Test
  void writes_a_constant_default_as_an_expression_where_it_has_to_be_one() {
    ColumnWords words = new ColumnWords("varchar(9) DEFAULT 'it''s'");
    words.expressDefault(false);
    assertThat(words).hasToString("varchar(9) DEFAULT 'it''s'");
    words.expressDefault(true);
    assertThat(words).hasToString("varchar(9) DEFAULT ('it''s')");
    words.expressDefault(true);
    assertThat(words).hasToString("varchar(9) DEFAULT ('it''s')");
  }

  @Test
  void reads_the_values_of_an_enumeration() {
    assertThat(EnumType.values("enum('open','it''s','a, b','x'',''y','c\\\\d','E\\n','')"))
        .containsExactly("open", "it's", "a, b", "x','y", "c\\d", "E\n", "");
  }
}
