package dev.switchback.dialect;

import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table, or column of it, that an operation takes away and that views and triggers may use.
 *
 * @param columnOrEmpty empty if the operation takes away the table
 * @param isRenamed whether the table or column stays under another name
 */
public record Dependants(String table, Optional<String> columnOrEmpty, boolean isRenamed) {

  /** Returns what {@code operation} takes away by dropping or renaming it. */
  public static Optional<Dependants> of(Operation operation) {
    if (operation instanceof DropTable drop && !drop.isCascading()) {
      return Optional.of(new Dependants(drop.table(), Optional.empty(), false));
    }
    if (operation instanceof RenameTable rename) {
      return Optional.of(new Dependants(rename.before(), Optional.empty(), true));
    }
    if (operation instanceof RemoveColumn remove) {
      return Optional.of(new Dependants(remove.table(), Optional.of(remove.column()), false));
    }
    return operation instanceof RenameColumn rename
        ? Optional.of(new Dependants(rename.table(), Optional.of(rename.before()), true))
        : Optional.empty();
  }

  /**
   * Returns the views that use it. In the server's definition of a view, each table is named with
   * its schema and each column with its table.
   *
   * @param texts the definitions of the views by name; null for a view that this user may not see
   * @param quote the character with which the server quotes names
   */
  public List<String> views(String schema, Map<String, @Nullable String> texts, char quote) {
    List<String> views = new ArrayList<>();
    texts.forEach(
        (view, text) -> {
          if (text != null
              && isIn(text, quoted(schema, quote) + "." + quoted(table, quote), quote)) {
            views.add("view '" + view + "'");
          }
        });
    return views;
  }

  private boolean isIn(String text, String from, char quote) {
    String alias = "(?:\\s+(?:AS\\s+)?(%1$s(?:[^%1$s]|%1$s%1$s)+%1$s))?".formatted(quote);
    Matcher matcher =
        Pattern.compile(Pattern.quote(from) + alias, Pattern.CASE_INSENSITIVE).matcher(text);
    Set<String> names = new HashSet<>();
    while (matcher.find()) {
      names.add(matcher.group(1) == null ? quoted(table, quote) : matcher.group(1));
    }
    return columnOrEmpty
        .map(column -> names.stream().anyMatch(name -> hasColumn(text, name, column, quote)))
        .orElse(!names.isEmpty());
  }

  private static boolean hasColumn(String text, String name, String column, char quote) {
    String quoted = quoted(column, quote);
    return text.contains(name + "." + quoted)
        || (quote == '"' && unqualified(quoted).matcher(text).find());
  }

  /** Matches a column without its table: H2 omits the table if there is only one. */
  private static Pattern unqualified(String column) {
    return Pattern.compile("(?<!\\.)(?<!AS )" + Pattern.quote(column) + "(?!\\.)");
  }

  private static String quoted(String name, char quote) {
    String mark = String.valueOf(quote);
    return mark + name.replace(mark, mark + mark) + mark;
  }

  /**
   * Returns the triggers of the table that use its column as {@code NEW.column} or {@code
   * OLD.column}.
   *
   * @param texts the bodies of the triggers by name
   */
  public List<String> triggers(Map<String, @Nullable String> texts) {
    List<String> triggers = new ArrayList<>();
    columnOrEmpty.ifPresent(
        column -> {
          Pattern use =
              Pattern.compile(
                  "(?i)(?<![\\w$])(?:NEW|OLD)\\s*\\.\\s*[\"`]?"
                      + Pattern.quote(column)
                      + "[\"`]?(?![\\w$])");
          texts.forEach(
              (trigger, text) -> {
                if (text != null && use.matcher(text).find()) {
                  triggers.add("trigger '" + trigger + "'");
                }
              });
        });
    return triggers;
  }
}
