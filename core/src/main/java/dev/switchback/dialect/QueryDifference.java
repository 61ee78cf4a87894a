package dev.switchback.dialect;

import dev.switchback.schema.ViewDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the query of a view with the query that an operation describes. A server qualifies
 * names, replaces {@code *} and rewrites expressions, so this finds only what is certainly
 * different: a column or a table that the described query does not name, and a constant that is
 * compared with something in one of them only.
 */
final class QueryDifference {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\d_$]*");
  private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");

  /** What gives a column a name that its query does not contain. */
  private static final Pattern UNNAMED =
      Pattern.compile(
          "(?i)\\*|::|\\\\|\\b(?:u&|cast|convert|values|table|trim|extract|case|exists|array|true"
              + "|false|row|zone|collation)\\b");

  /** The names that servers give to columns whose query names none. */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?i)name_exp_\\d+|c(?:olumn_?)?\\d+|row|text|bool|bpchar|varchar|numeric|u?int\\d|float\\d");

  /** A table of a query after its schema. A function is none. */
  private static final Pattern TABLE =
      Pattern.compile(
          "(?i)\\b(?:from|join)[\\s(]+(?:[\"`]?[\\p{L}\\w$]+[\"`]?\\.)*+[\"`]?((?!\\d)[\\p{L}\\w$]++)"
              + "(?!\\s*\\()");

  private static final Pattern NO_TABLE =
      Pattern.compile("(?i)dual|lateral|only|date|time|timestamp|interval|(?:current|local).*");

  /** What a server writes in another form than the author. */
  private static final Pattern REWRITTEN =
      Pattern.compile(
          "(?i)[\\\\\\[{]|\\bu&'|(?<!')\\b(?:date|time|timestamp|zone|interval|uuid|json|x|b)\\s*'"
              + "|'\\d{4}-|'\\d+:|'::(?!text|character|bpchar|integer|bigint|smallint|numeric)");

  /** What a server may compute before it keeps the query, and numbers in an unusual form. */
  private static final Pattern COMPUTED =
      Pattern.compile(
          "(?i)['\\d]\\s*(?:[-+*/%<>=]|\\|\\|)|(?:[+*/%]|\\|\\|)\\s*['\\d]"
              + "|\\b(?!(?:in|and|or|not|where|on|when)\\b)\\w+\\s*\\([^)]*['\\d]"
              + "|\"|(?<!\\d)\\.\\d|\\d[ex]");

  private static final String CONSTANT = "('(?:[^']|'')*'|\\d+(?:\\.\\d+)?(?!\\w))";
  private static final Pattern COMPARED =
      Pattern.compile("[<>=][\\s(-]*(?:_[a-z]\\w*|[nN])?" + CONSTANT);
  private static final Pattern ANY = Pattern.compile("(?<![\\w.\"`$])" + CONSTANT);

  /** What MariaDB adds to a number that is a condition, and H2 to a join without a condition. */
  private static final Pattern ADDED = Pattern.compile("(?:<>|=) 0\\b|\\b1\\s*=\\s*1\\b");

  /** Texts that may stand for a boolean. */
  private static final Set<String> BOOLEANS =
      Set.of("t", "f", "y", "n", "yes", "no", "on", "off", "true", "false");

  private QueryDifference() {}

  /** Returns what {@code found} has, and a view with the query {@code said} would not have. */
  static List<String> between(ViewDescription found, String said) {
    List<String> differences = new ArrayList<>();
    Set<String> named = names(said);
    if (!UNNAMED.matcher(said.replaceAll("\\(\\s*\\*\\s*\\)", "()")).find()) {
      found.columns().stream()
          .filter(column -> NAME.matcher(column).matches() && !GIVEN.matcher(column).matches())
          .filter(column -> !isNamed(named, column))
          .forEach(column -> differences.add("its column '" + column + "'"));
    }
    TABLE
        .matcher(TEXT.matcher(found.sql()).replaceAll("''"))
        .results()
        .map(table -> table.group(1))
        .distinct()
        .filter(table -> !NO_TABLE.matcher(table).matches() && !isNamed(named, table))
        .forEach(table -> differences.add("that its query reads '" + table + "'"));
    if (differences.isEmpty() && isOtherConstant(found.sql(), said)) {
      differences.add("its query");
    }
    return differences;
  }

  private static Set<String> names(String sql) {
    return NAME.matcher(sql)
        .results()
        .map(name -> name.group().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean isNamed(Set<String> names, String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isOtherConstant(String found, String said) {
    String compared = ADDED.matcher(said).replaceAll("");
    return !found.isEmpty()
        && !REWRITTEN.matcher(found).find()
        && !REWRITTEN.matcher(said).find()
        && !COMPUTED.matcher(compared).find()
        && (!all(said).containsAll(constants(COMPARED, ADDED.matcher(found).replaceAll("")))
            || !all(found).containsAll(constants(COMPARED, compared)));
  }

  private static Set<String> all(String sql) {
    Set<String> all = new HashSet<>(constants(ANY, sql));
    all.addAll(constants(COMPARED, sql));
    return all;
  }

  private static String withoutQuotes(String constant) {
    return constant.startsWith("'")
        ? constant.substring(1, constant.length() - 1).replace("''", "'")
        : constant;
  }

  private static Set<String> constants(Pattern pattern, String sql) {
    Stream<String> constants = pattern.matcher(sql).results().map(constant -> constant.group(1));
    return constants
        .map(QueryDifference::withoutQuotes)
        .map(CertainDifference::usual)
        .filter(constant -> !BOOLEANS.contains(constant))
        .collect(Collectors.toSet());
  }
}
