package dev.switchback.tck.contract;

import java.util.List;
import java.util.stream.Stream;

/**
 * Names and texts that have broken other tools, or might: what stands between quotes and does not
 * stay there.
 */
final class HostileNames {

  private static final List<String> WORDS =
      List.of(
          "select",
          "SELECT",
          "table",
          "user",
          "order",
          "group",
          "index",
          "primary",
          "constraint",
          "null",
          "NULL",
          "true",
          "default",
          "check",
          "between",
          "system",
          "rank",
          "window",
          "current_user",
          "value",
          "key",
          "rowid",
          "ctid",
          "_rowid_",
          "oid",
          "public",
          "PUBLIC",
          "information_schema",
          "123",
          "1e5",
          "1a",
          "0x41",
          "-1",
          "Upper Case",
          "camelCase");

  private static final List<String> QUOTES =
      List.of(
          "\"",
          "'",
          "`",
          "[",
          "]",
          "\"\"",
          "''",
          "``",
          "a\"b",
          "a'b",
          "a`b",
          "\"a\"",
          "'a'",
          "`a`",
          "[a]",
          "a]b",
          "\\",
          "\\\\",
          "\\'",
          "\\\"",
          "\\`",
          "a\\",
          "a\\'b",
          "'\\",
          "$$",
          "$a$",
          "E'a'",
          "U&\"0041\"",
          "N'a'",
          "_utf8'a'",
          "q'[a]'");

  private static final List<String> INJECTIONS =
      List.of(
          "'; DROP TABLE canary; --",
          "\"; DROP TABLE canary; --",
          "`; DROP TABLE canary; --",
          "]; DROP TABLE canary; --",
          "\\'; DROP TABLE canary; --",
          "\\\"; DROP TABLE canary; --",
          "''; DROP TABLE canary; --",
          "a' OR '1'='1",
          "a') ; DELETE FROM canary; --",
          "a\" (id INT); DELETE FROM canary; --",
          "a` (id INT); DELETE FROM canary; #",
          "*/ DROP TABLE canary /*",
          "/*! DROP TABLE canary */",
          "/* a",
          "-- a",
          "# a",
          "a -- b",
          "a # b",
          ";",
          "a;b",
          ");",
          "a\n; DROP TABLE canary",
          "$$; DROP TABLE canary; $$",
          "' || pg_sleep(9) || '",
          "${jndi:ldap://x}",
          "#{x}",
          "{{x}}");

  /** What drivers, formats and shells take for something of theirs. */
  private static final List<String> MARKS =
      List.of(
          "?",
          "??",
          "a?b",
          ":name",
          "::int",
          "$1",
          "@a",
          "@@sql_mode",
          "%",
          "%s",
          "%1$s",
          "%n",
          "_",
          "{fn now()}",
          "{d '2020-01-01'}",
          "{",
          "}",
          "{call x}",
          "a.b",
          ".",
          "..",
          "../etc",
          "/",
          "a/b",
          "a\\b",
          "*",
          "?:",
          "|",
          "&",
          "<b>",
          "#mysql50#a",
          "#sql-1",
          "a,b",
          "(a)",
          "a=b",
          "~",
          "^",
          "!",
          "+");

  /** What some drivers take for their own syntax, and the names that they make of it. */
  private static final List<String> ESCAPES =
      List.of(
          "{fn x}",
          "x",
          "a{fn b}c",
          "abc",
          "{d '2020-01-01'}",
          "'2020-01-01'",
          "{t '10:00:00'}",
          "{ts '2020-01-01 10:00:00'}",
          "'2020-01-01 10:00:00'",
          "{call y}",
          "CALL y()",
          "{oj z}",
          "z",
          "{escape '|'}",
          "{?= call y}",
          "{ fn x }",
          "{fn {fn x}}",
          "{fn x?}",
          "x?",
          "--{fn x}",
          "--x",
          "/*{fn x}",
          "#{fn x}",
          "{",
          "}",
          "{}",
          "}{",
          "{{",
          "{x",
          "x\\",
          "y\\",
          "x\\`",
          "x\\?",
          "`?`",
          "'?'",
          "\"?\"",
          "-- ?",
          "# ?",
          "/* ?",
          "$1",
          "?1",
          ":x");

  private static final List<String> SPACES =
      List.of(
          " ",
          " a",
          "a ",
          "a b",
          "a  b",
          "\t",
          "a\tb",
          "\n",
          "a\nb",
          "\r",
          "a\r\nb",
          "\u00a0",
          "a\u00a0",
          "\u200b",
          "a\u200bb",
          "\ufeff",
          "\ufeffa",
          "\u2028",
          "\u0001",
          "a\u001ab",
          "a\u007fb",
          "\b",
          "\u001b[31m");

  private static final List<String> LETTERS =
      List.of(
          "grüße",
          "Ä",
          "ß",
          "é",
          "e\u0301",
          "İ",
          "ı",
          "i\u0307",
          "ﬁ",
          "名前",
          "שלום",
          "مرحبا",
          "\u202eabc",
          "\u200fa",
          "ｓｅｌｅｃｔ",
          "‘a’",
          "ʼ",
          "\u0327",
          "\ufffd",
          "\uffff",
          "Ω",
          "Ω",
          "\ud83d\ude00",
          "a\ud83d\ude00b",
          "\ud835\udc00");

  private static final List<String> LENGTHS =
      List.of(
          "x".repeat(62),
          "x".repeat(63),
          "x".repeat(64),
          "x".repeat(65),
          "x".repeat(128),
          "x".repeat(255),
          "x".repeat(256),
          "x".repeat(257),
          "名".repeat(21),
          "名".repeat(22),
          "ä".repeat(31),
          "ä".repeat(32),
          "名".repeat(64),
          "\"".repeat(63),
          "`".repeat(64));

  /** What no database keeps. */
  private static final List<String> IMPOSSIBLE =
      List.of("", "\0", "a\0b", "\0'", "\ud83d", "a\ude00b", "\ude00\ud83d");

  private HostileNames() {}

  static List<String> all() {
    return Stream.of(WORDS, QUOTES, INJECTIONS, MARKS, SPACES, LETTERS, LENGTHS, IMPOSSIBLE)
        .flatMap(List::stream)
        .toList();
  }

  /** What a driver could read differently from its server. */
  static List<String> forDrivers() {
    return Stream.of(ESCAPES, QUOTES, INJECTIONS, MARKS).flatMap(List::stream).distinct().toList();
  }
}
