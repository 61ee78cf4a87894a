package dev.switchback.dialect;

import dev.switchback.schema.Bytes;
import dev.switchback.schema.DefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares SQL of the catalogue with what an operation asks for. A server rewrites expressions and
 * values, so that two texts may be the same. Reports only what is certainly different.
 */
final class CertainDifference {

  private static final Pattern NUMBER = Pattern.compile("'?(-?\\d+(?:\\.\\d+)?)'?(?:::[\\w ]+)?");
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'(?:::[\\w \"]+)?");
  private static final Pattern BOOLEAN =
      Pattern.compile("(?i)b?'?(true|false|[tf01])'?(?:::boolean)?");
  private static final Pattern HEX =
      Pattern.compile("(?i)(?:\\\\x|0x|x')([0-9a-f]*)'?.*", Pattern.DOTALL);
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)");
  private static final Pattern MOMENT =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)["
              + " T](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)([+-]\\d\\d(?::?\\d\\d)?)?");
  private static final Pattern TIME =
      Pattern.compile("(?<![\\d-])(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(?![+-]?\\d)");

  /** An expression that has a new value for each row, and no constant. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?i)\\(?(?:current_\\w+|localtime\\w*|[a-z_][\\w.]*\\(\\d?\\))\\)?(?:\\(\\d\\))?");

  /** A constant of an expression: a text in quotes, or a number. */
  private static final Pattern LITERAL =
      Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.\"`$])(\\d+(?:\\.\\d+)?)(?![\\w\"`])");

  /** What a server writes in another form than the author: a date, a document, a conversion. */
  private static final Pattern REWRITTEN =
      Pattern.compile(
          "(?i)\\b(?:interval|date|time|timestamp|true|false|cast|convert)\\b|[\"\\\\]|::|\\b[xbneu]&?'"
              + "|\\de|'\\d{4}-|'\\d+:|'[\\[{(]");

  /** A conversion of PostgreSQL. */
  private static final Pattern CAST =
      Pattern.compile("(?i)::[a-z_][a-z_ ]*(?:\\(\\d+(?:,\\d+)?\\))?(?:\\[])?");

  private CertainDifference() {}

  /** Returns whether a column with the default {@code found} has certainly another one. */
  static boolean isOther(String found, DefaultValue said) {
    if (said instanceof DefaultValue.Constant constant) {
      return isOtherConstant(found, constant.value());
    }
    boolean isNew = said instanceof DefaultValue.Now || said instanceof DefaultValue.RandomUuid;
    return isNew
        ? TEXT.matcher(found).matches() || NUMBER.matcher(found).matches()
        : said instanceof DefaultValue.Expression expression && isOther(found, expression.sql());
  }

  private static boolean isOtherConstant(String found, Object said) {
    if (CALL.matcher(found).matches()) {
      return true;
    }
    if (said instanceof Number number) {
      Matcher matcher = NUMBER.matcher(found);
      return matcher.matches()
          && new BigDecimal(matcher.group(1)).compareTo(new BigDecimal(number.toString())) != 0;
    }
    if (said instanceof String text) {
      Matcher matcher = TEXT.matcher(found);
      return matcher.matches()
          && !found.equals(text)
          && !matcher.group(1).replace("''", "'").equals(text)
          && !found.contains("\\");
    }
    if (said instanceof Boolean truth) {
      Matcher matcher = BOOLEAN.matcher(found);
      return matcher.matches() && isTrue(matcher.group(1)) != truth;
    }
    if (said instanceof UUID uuid) {
      Matcher matcher = IDENTIFIER.matcher(found);
      return matcher.find() && !matcher.group().equalsIgnoreCase(uuid.toString());
    }
    if (said instanceof Bytes bytes) {
      return isOtherBytes(found, bytes);
    }
    return isOtherMoment(found, said);
  }

  private static boolean isTrue(String word) {
    return List.of("true", "t", "1").contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean isOtherBytes(String found, Bytes said) {
    Matcher matcher = HEX.matcher(found.replaceFirst("^'", ""));
    return matcher.matches() && !matcher.group(1).equalsIgnoreCase(said.toString());
  }

  private static boolean isOtherMoment(String found, Object said) {
    if (said instanceof LocalDate date) {
      Matcher matcher = DATE.matcher(found);
      return matcher.find() && !matcher.group(1).equals(date.toString());
    }
    if (said instanceof LocalTime time) {
      Matcher matcher = TIME.matcher(found);
      return matcher.find() && !LocalTime.parse(matcher.group(1)).equals(time);
    }
    Matcher matcher = MOMENT.matcher(found);
    if (!matcher.find()) {
      return false;
    }
    LocalDateTime local = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
    String offset = matcher.group(3);
    Instant moment = local.toInstant(offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset));
    if (said instanceof LocalDateTime asked) {
      return offset == null && !local.equals(asked);
    }
    if (said instanceof OffsetDateTime asked) {
      return !moment.equals(asked.toInstant());
    }
    return said instanceof Instant asked && !moment.equals(asked);
  }

  /**
   * Returns whether two expressions are certainly different, because they contain different
   * constants.
   */
  static boolean isOther(String found, String said) {
    return !REWRITTEN.matcher(said).find()
        && !found.contains("\\")
        && !found.contains("…") // MySQL 8.0.15 does not show it
        && !literals(CAST.matcher(found).replaceAll("")).equals(literals(said));
  }

  private static List<String> literals(String expression) {
    List<String> literals = new ArrayList<>();
    for (MatchResult literal : LITERAL.matcher(expression).results().toList()) {
      literals.add(usual(literal.group(1) == null ? literal.group(2) : literal.group(1)));
    }
    Collections.sort(literals);
    return literals;
  }

  /** Returns a number without its sign and zeros, and a text in lower case. */
  static String usual(String literal) {
    return literal.matches("-?\\d+(?:\\.\\d+)?")
        ? new BigDecimal(literal).abs().stripTrailingZeros().toPlainString()
        : literal.toLowerCase(Locale.ROOT);
  }
}
