package dev.switchback.junit;

import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that a migration may have changed, by the descriptions of its steps. Reading only
 * these takes a fraction of the time that the whole schema takes.
 */
final class TouchedTables {

  /** The table of a step follows this. */
  private static final List<Pattern> CHANGES =
      List.of(
          Pattern.compile(
              "(?:addColumn|addConstraint|addIndex|addNumbering|rename\\w+) .* on '([^']+)'.*"),
          Pattern.compile("commentOnTable '([^']+)'.*"),
          Pattern.compile("removeNumbering of '[^']+' from '([^']+)'.*"),
          Pattern.compile("restartNumbering of '[^']+' in '([^']+)' .*"),
          Pattern.compile("createTable '([^']+)'.*"));

  /** These may change a foreign key of another table too. */
  private static final List<Pattern> CHANGES_OF_KEYS =
      List.of(
          Pattern.compile("(?:removeColumn|removeConstraint|removeIndex) .* from '([^']+)'.*"),
          Pattern.compile("changeColumn '[^']+' of '([^']+)': .*"),
          Pattern.compile("renameColumn .* on '([^']+)'.*"),
          Pattern.compile("dropTable '([^']+)'(?! with what depends on it).*"));

  private static final Pattern OF_ROWS =
      Pattern.compile(
          "(?:bulkInsert|insertNumbered|bulkUpdate|bulkDelete|upsert|insertMissing) .*");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> withChangedKeys = new TreeSet<>();
  private boolean isUnknown;

  /** Adds a step. Raw SQL, views, schemas and renamed tables may change anything. */
  void add(String step) {
    boolean hasKeys = add(step, CHANGES_OF_KEYS, withChangedKeys);
    boolean isKnown = add(step, CHANGES, names) || hasKeys;
    if (!isKnown && !OF_ROWS.matcher(step).matches()) {
      isUnknown = true;
    }
  }

  private static boolean add(String step, List<Pattern> patterns, Set<String> tables) {
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(step);
      if (matcher.matches()) {
        tables.add(matcher.group(1));
        return true;
      }
    }
    return false;
  }

  /** Returns whether only the whole schema shows what has changed. */
  boolean areUnknown() {
    return isUnknown;
  }

  /** Returns the tables to read, with those that refer to them in {@code before}. */
  Set<String> in(SchemaSnapshot before) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(withChangedKeys);
    for (TableDescription table : before.tables()) {
      boolean refers =
          table.constraints().stream()
              .anyMatch(key -> key.referencedTable().filter(withChangedKeys::contains).isPresent());
      if (refers) {
        all.add(table.name());
      }
    }
    return all;
  }

  /** Returns a snapshot with these descriptions in place of those of {@code before}. */
  static SchemaSnapshot replaced(
      SchemaSnapshot before, Set<String> touched, List<TableDescription> descriptions) {
    List<TableDescription> tables = new ArrayList<>(before.without(touched).tables());
    tables.addAll(descriptions);
    return new SchemaSnapshot(tables, before.views(), before.enumTypes(), before.sequences());
  }
}
