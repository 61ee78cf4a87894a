package dev.switchback.tck.contract;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Names and texts out of chance: most of them plain, some odd, a few that no database keeps. */
final class GeneratedNames {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ABCXYZ";

  /** What makes a name or a text odd. */
  private static final List<String> PIECES =
      List.of(
          "'",
          "''",
          "\"",
          "`",
          "\\",
          "\\'",
          "\\\\",
          "$",
          "$$",
          ";",
          "--",
          "/*",
          "*/",
          "#",
          "\n",
          "\r\n",
          "\t",
          "  ",
          "?",
          "??",
          ":a",
          "@",
          "%s",
          "{",
          "}",
          "{fn",
          "[",
          "]",
          ",",
          "(",
          ")",
          ".",
          "é",
          "e\u0301",
          "ß",
          "Å",
          "İ",
          "ı",
          "ﬁ",
          "名前",
          "שלום",
          "\u202e",
          "\u00a0",
          "\u200b",
          "\u0001",
          "\u007f",
          "\ufeff",
          "\uffff",
          "😀",
          "\ud835\udc00");

  private static final List<String> IMPOSSIBLE =
      List.of("", "\0", "a\0", "\ud83d", "a\udc00b", "\ude00\ud83d");

  private static final int[] LENGTHS = {1, 60, 62, 63, 64, 65, 70, 255, 256, 257, 1_025, 10_000};

  private final Random random;
  private final Set<String> taken = new HashSet<>();
  private boolean isHostile;

  GeneratedNames(Random random) {
    this.random = random;
  }

  /** Whether what follows is worse than usual. */
  void hostile(boolean isHostileNow) {
    isHostile = isHostileNow;
  }

  /** A name that no database takes for one of those before. */
  String name() {
    String name = oneName();
    while (!taken.add(folded(name))) {
      name = oneName();
    }
    return name;
  }

  private String oneName() {
    if (isHostile && oneIn(4)) {
      return worst();
    }
    return distinct(oneIn(3) ? word() + one(PIECES) + word() : word());
  }

  /** H2 shows a plain name in upper case as it shows the one that it folds to it. */
  private static String distinct(String name) {
    return name.matches("[A-Z0-9_]*[A-Z][A-Z0-9_]*") ? name + "x" : name;
  }

  /** Without what a database may take for no difference: the case of letters, their accents. */
  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** A name that differs from {@code name} in upper and lower case, or in an accent, alone. */
  String twin(String name) {
    if (name.contains("e") && oneIn(2)) {
      return name.replace('e', 'é');
    }
    String upper = name.toUpperCase(Locale.ROOT);
    String twin = upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper;
    if (distinct(twin).equals(twin)) {
      return twin;
    }
    String one = upper.substring(0, 1) + name.substring(1);
    return distinct(one).equals(one) && !one.equals(name) ? one : name + "é";
  }

  /** A text of at most {@code longest} characters. */
  String text(int longest) {
    StringBuilder text = new StringBuilder(isHostile && oneIn(4) ? worst() : "");
    for (int i = random.nextInt(7); i > 0; i--) {
      text.append(oneIn(2) ? one(PIECES) : oneIn(3) ? " " : word());
    }
    int characters = text.codePointCount(0, text.length());
    return text.substring(0, text.offsetByCodePoints(0, Math.min(longest, characters)));
  }

  private String worst() {
    return switch (random.nextInt(4)) {
      case 0 -> one(IMPOSSIBLE);
      case 1 -> one(PIECES).repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
      case 2 -> "x".repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
      default -> one(HostileNames.all());
    };
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
