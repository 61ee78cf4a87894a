package dev.switchback.mysql;

import java.util.Map;

/** What both servers lack, and what to use instead. */
final class RefusedTypes {

  static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("NaN", "keep 'NaN' as a number. Use a column that may be NULL"),
          Map.entry(
              "identityAlways()", "refuse the numbers that inserts provide. Use autoIncrement()"),
          Map.entry(
              "rangeOf(integer())",
              "make a column of rangeOf(integer()). Use two columns, for its beginning and its"
                  + " end"),
          Map.entry(
              "rangeOf(bigInt())",
              "make a column of rangeOf(bigInt()). Use two columns, for its beginning and its end"),
          Map.entry(
              "rangeOf(decimal(10, 2))",
              "make a column of rangeOf(decimal(10, 2)). Use two columns, for its beginning and its"
                  + " end"),
          Map.entry(
              "rangeOf(date())",
              "make a column of rangeOf(date()). Use two columns, for its beginning and its end"),
          Map.entry(
              "rangeOf(timestamp())",
              "make a column of rangeOf(timestamp()). Use two columns, for its beginning and its"
                  + " end"),
          Map.entry(
              "rangeOf(localTimestamp())",
              "make a column of rangeOf(localTimestamp()). Use two columns, for its beginning and"
                  + " its end"),
          Map.entry(
              "inet()",
              "make a column of inet(), which accepts only addresses. Use string(43), and check the"
                  + " values yourself"),
          Map.entry(
              "cidr()",
              "make a column of cidr(), which accepts only addresses. Use string(43), and check the"
                  + " values yourself"),
          Map.entry(
              "macAddr()",
              "make a column of macAddr(), which accepts only addresses. Use string(43), and check"
                  + " the values yourself"),
          Map.entry(
              "arrayOf(integer())",
              "make a column of arrayOf(integer()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(smallInt())",
              "make a column of arrayOf(smallInt()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(bigInt())",
              "make a column of arrayOf(bigInt()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(doublePrecision())",
              "make a column of arrayOf(doublePrecision()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(bool())",
              "make a column of arrayOf(bool()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(string(40))",
              "make a column of arrayOf(string(40)). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(text())",
              "make a column of arrayOf(text()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(uuid())",
              "make a column of arrayOf(uuid()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(decimal(10, 2))",
              "make a column of arrayOf(decimal(10, 2)). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(date())",
              "make a column of arrayOf(date()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(time(3))",
              "make a column of arrayOf(time(3)). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(localTimestamp())",
              "make a column of arrayOf(localTimestamp()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(timestamp())",
              "make a column of arrayOf(timestamp()). Use json(), or a separate table"),
          Map.entry(
              "arrayOf(enumeration[a, it's])",
              "make a column of arrayOf(enumeration[a, it's]). Use json(), or a separate table"),
          Map.entry(
              "citext()",
              "make a column of citext(), which ignores only the case of letters. Use text() with a"
                  + " suitable collation: text().collate(…)"));

  private RefusedTypes() {}
}
