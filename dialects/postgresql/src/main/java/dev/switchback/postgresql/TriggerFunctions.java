package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Dependants;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the triggers whose functions use a table or a column. The server does not know what a
 * function uses: the trigger fails when it fires.
 */
record TriggerFunctions(Connection connection) {

  /** Matches what precedes the name of a table in SQL. A schema may be between. */
  private static final String BEFORE_TABLE =
      "(?is).*\\b(?:INSERT\\s+INTO|MERGE\\s+INTO|UPDATE|FROM|JOIN|ONLY|TRUNCATE|TABLE)\\s+"
          + "(?:[\\w$]+\\s*\\.\\s*|\"[^\"]+\"\\s*\\.\\s*)?";

  private static final String AFTER = "(?![\\w$]).*";

  List<String> brokenBy(Dependants taken) {
    if (taken.newQuery().isPresent()) {
      return List.of(); // the server keeps every column of a view that it replaces
    }
    Set<String> broken = new TreeSet<>();
    CatalogQuery.pairsByGroup(
            connection,
            """
            SELECT t.relname, g.tgname, p.prosrc FROM pg_catalog.pg_trigger g
            JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
            JOIN pg_catalog.pg_class t ON t.oid = g.tgrelid
            WHERE t.relnamespace = quote_ident(current_schema())::regnamespace
              AND NOT g.tgisinternal AND (t.relname = ? OR strpos(lower(p.prosrc), lower(?)) > 0)
            ORDER BY 1, 2\
            """,
            List.of(taken.table(), taken.table()))
        .forEach((table, texts) -> broken.addAll(brokenOf(table, texts, taken)));
    return List.copyOf(broken);
  }

  private static List<String> brokenOf(
      String table, Map<String, @Nullable String> texts, Dependants taken) {
    boolean isOwn = table.equals(taken.table());
    boolean goesAlong = isOwn && taken.columnOrEmpty().isEmpty() && !taken.isRenamed();
    if (goesAlong) {
      return List.of();
    }
    Set<String> broken = new TreeSet<>(isOwn ? taken.triggers(texts) : List.of());
    Predicate<String> names = names(taken);
    texts.forEach(
        (trigger, text) -> {
          if (text != null && names.test(text)) {
            broken.add("trigger '" + trigger + "'");
          }
        });
    return List.copyOf(broken);
  }

  /** Returns whether a text contains the table, and the column if a column is taken away. */
  private static Predicate<String> names(Dependants taken) {
    Predicate<String> table =
        Pattern.compile(BEFORE_TABLE + quotedOrNot(taken.table()) + AFTER).asMatchPredicate();
    return taken
        .columnOrEmpty()
        .map(
            column ->
                table.and(
                    Pattern.compile(
                            "(?is).*(?<![\\w$])(?<!\\b(?:NEW|OLD)\\.)"
                                + quotedOrNot(column)
                                + AFTER)
                        .asMatchPredicate()))
        .orElse(table);
  }

  private static String quotedOrNot(String name) {
    return "(?:\"%1$s\"|(?<!\")%1$s(?!\"))".formatted(Pattern.quote(name));
  }
}
