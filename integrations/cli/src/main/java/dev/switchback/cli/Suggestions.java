package dev.switchback.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/** Suggests commands for an unknown word. */
final class Suggestions {

  /** The names that other tools give to their commands. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("repair", "resolve"),
          Map.entry("undo", "down"),
          Map.entry("revert", "down"),
          Map.entry("reset", "down:all"),
          Map.entry("update", "up"),
          Map.entry("apply", "up"),
          Map.entry("new", "create"),
          Map.entry("generate", "create"),
          Map.entry("list", "status"),
          Map.entry("history", "status"),
          Map.entry("check", "verify"),
          Map.entry("dry-run", "plan"));

  private Suggestions() {}

  /**
   * Returns the commands of {@code root} that are most similar to {@code word}; empty if none is
   * similar.
   */
  static Set<String> of(CommandLine root, String word) {
    String elsewhere = ELSEWHERE.get(word);
    TreeMap<Integer, TreeSet<String>> byDistance = new TreeMap<>();
    for (String command : root.getSubcommands().keySet()) {
      byDistance
          .computeIfAbsent(distance(word, command), any -> new TreeSet<>())
          .add(root.getSubcommands().get(command).getCommandName());
    }
    TreeSet<String> suggested = new TreeSet<>();
    int most = Math.max(1, word.length() / 3);
    byDistance.headMap(most, true).values().stream().findFirst().ifPresent(suggested::addAll);
    if (elsewhere != null) {
      suggested.add(elsewhere);
    }
    return suggested;
  }

  /** Returns how many letters must be changed, added, removed or swapped. */
  private static int distance(String a, String b) {
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int change = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        least[i][j] = Math.min(change, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        boolean isSwapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (isSwapped) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[a.length()][b.length()];
  }
}
