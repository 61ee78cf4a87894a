package dev.switchback.internal.base;

import dev.switchback.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the migration that a user names: by its recorded name, class, timestamp or description. */
public final class NameSearch {

  /** Matches the folders and the extension of a file. */
  private static final Pattern SOURCE_FILE = Pattern.compile("^.*[/\\\\]|\\.(?:java|kt|class)$");

  /** Matches a timestamp, with separators between its digits. */
  private static final Pattern TIME = Pattern.compile("[\\d\\-:._T Z]{14,}");

  private static final int MOST_SHOWN = 3;

  private final TreeSet<MigrationName> known;
  private final String unchanged;

  /**
   * Creates a search.
   *
   * @param unchanged the sentence for a message if nothing is found: {@code Nothing was run.}
   */
  public NameSearch(Collection<MigrationName> known, String unchanged) {
    this.known = new TreeSet<>(known);
    this.unchanged = unchanged;
  }

  /**
   * Returns the migration that {@code text} names.
   *
   * @throws ConfigurationException if there is none, or more than one
   */
  public MigrationName require(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "Migration '%s' – no migration has this name. %s %s"
                        .formatted(text, unchanged, nearest(text))));
  }

  /**
   * Returns the migration that {@code text} names. Empty if there is none.
   *
   * @throws ConfigurationException if there is more than one
   */
  public Optional<MigrationName> find(String text) {
    MigrationName exact = new MigrationName(text);
    if (known.contains(exact)) {
      return Optional.of(exact);
    }
    List<MigrationName> meant = known.stream().filter(name -> isMeant(name, text.strip())).toList();
    if (meant.size() > 1) {
      throw new ConfigurationException(
          "Migration '%s' – the name is ambiguous: it may be any of %s. %s Give the whole name."
              .formatted(text, MigrationName.inWords(meant), unchanged));
    }
    return meant.stream().findFirst();
  }

  /** Returns whether {@code text} is the recorded name or the class of a repeatable migration. */
  public static boolean isRepeatable(String text) {
    String simple = MigrationName.simple(SOURCE_FILE.matcher(text.strip()).replaceAll(""));
    return MigrationName.isRepeatable(text.strip()) || MigrationName.isRepeatableClass(simple);
  }

  private static boolean isMeant(MigrationName name, String text) {
    String simple = MigrationName.simple(SOURCE_FILE.matcher(text).replaceAll(""));
    if (MigrationName.isName(simple)) {
      return name.value().equals(ofClass(simple));
    }
    if (TIME.matcher(text).matches()) {
      return name.timestamp().equals(text.replaceAll("\\D", ""));
    }
    String words = MigrationName.inWordsOf(text);
    return !words.isEmpty()
        && (words.equals(MigrationName.inWordsOf(name.description()))
            || words.equals(MigrationName.inWordsOf(name.value())));
  }

  private static String ofClass(String simpleName) {
    try {
      return MigrationName.ofClass(simpleName).map(MigrationName::value).orElse("");
    } catch (ConfigurationException e) {
      return ""; // the date does not exist
    }
  }

  private String nearest(String text) {
    if (known.isEmpty()) {
      return "There are no migrations yet.";
    }
    TreeMap<Integer, List<MigrationName>> byDistance = new TreeMap<>();
    for (MigrationName name : known) {
      byDistance.computeIfAbsent(distance(name, text), any -> new ArrayList<>()).add(name);
    }
    List<MigrationName> nearest = byDistance.firstEntry().getValue();
    if (nearest.size() == 1) {
      return "The closest name is '" + nearest.get(0) + "'.";
    }
    return nearest.size() > MOST_SHOWN
        ? "'status' shows the names."
        : "The closest names are " + MigrationName.inWords(nearest) + ".";
  }

  private static int distance(MigrationName name, String text) {
    String simple = MigrationName.simple(SOURCE_FILE.matcher(text.strip()).replaceAll(""));
    boolean isClass = MigrationName.isName(simple);
    String words = MigrationName.inWordsOf(isClass ? simple.substring(1) : text);
    boolean hasTime = !words.isEmpty() && Character.isDigit(words.charAt(0));
    String compared = hasTime ? name.value() : name.description();
    return distance(words, MigrationName.inWordsOf(compared));
  }

  /** Returns how many characters must be replaced, inserted or removed. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
