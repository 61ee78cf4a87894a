package dev.switchback.mysql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Dependants;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads what breaks if a table, a column, a view or a schema is gone: views by the server's
 * definition; triggers, routines and events by their text.
 */
record MySqlDependants(Connection connection, MySqlCatalog catalog, Dependants taken) {

  /** The place of an object, in the first column of the query. */
  private static final String VIEW = "view";

  private static final String OWN_TRIGGER = "own trigger";

  /** Matches a query that takes all columns of a table. */
  private static final Pattern ALL_COLUMNS =
      Pattern.compile("(?i)(?:\\bSELECT(?:\\s+DISTINCT)?|,|\\.)\\s*\\*");

  List<String> broken() {
    Map<String, Map<String, String>> texts = texts();
    return all().stream()
        .flatMap(each -> brokenBy(each, texts).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns what is taken away; if a view is replaced, each of its columns that goes. */
  private List<Dependants> all() {
    if (taken.newQuery().isEmpty()) {
      return List.of(taken);
    }
    String query = TextUse.withoutStrings(taken.newQuery().get());
    return ALL_COLUMNS.matcher(query).find()
        ? List.of()
        : catalog.columns(taken.table()).keySet().stream()
            .filter(column -> !TextUse.named(column).matcher(query).find())
            .map(taken::of)
            .toList();
  }

  private static List<String> brokenBy(Dependants one, Map<String, Map<String, String>> texts) {
    List<String> broken = new ArrayList<>();
    texts.forEach(
        (place, objects) -> {
          String[] parts = place.split("\\|", 2);
          switch (parts[0]) {
            case VIEW -> broken.addAll(one.views(parts[1], objects, '`'));
            case OWN_TRIGGER -> broken.addAll(ownTriggers(parts[1], one, objects));
            default -> broken.addAll(named(parts[0], parts[1], one, objects));
          }
        });
    return broken;
  }

  /** Returns the triggers of the table itself. They are dropped with it. */
  private static List<String> ownTriggers(
      String schema, Dependants one, Map<String, String> objects) {
    if (one.columnOrEmpty().isEmpty() && !one.isRenamed()) {
      return List.of();
    }
    List<String> broken = new ArrayList<>(one.triggers(objects));
    named("trigger", schema, one, objects).stream()
        .filter(found -> !broken.contains(found))
        .forEach(broken::add);
    return broken;
  }

  private static List<String> named(
      String kind, String schema, Dependants one, Map<String, String> objects) {
    TextUse use = new TextUse(schema, one);
    return objects.entrySet().stream()
        .filter(object -> object.getValue() != null && use.isIn(object.getValue()))
        .map(object -> kind + " '" + object.getKey() + "'")
        .toList();
  }

  /** Returns the texts by name, grouped by kind and schema. */
  private Map<String, Map<String, String>> texts() {
    return CatalogQuery.pairsByGroup(
        connection,
        catalog.asked(
            """
            SELECT CONCAT('%s|', SCHEMA()),
              IF(TABLE_SCHEMA = SCHEMA(), TABLE_NAME, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME)),
              VIEW_DEFINITION
            FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA = SCHEMA() OR %s
            UNION ALL SELECT CONCAT(IF(EVENT_OBJECT_TABLE = ?, '%s|', 'trigger|'), SCHEMA()),
              TRIGGER_NAME, ACTION_STATEMENT
            FROM INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = SCHEMA()
            UNION ALL SELECT CONCAT(LOWER(ROUTINE_TYPE), '|', SCHEMA()),
              ROUTINE_NAME, ROUTINE_DEFINITION
            FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA = SCHEMA()
            UNION ALL SELECT CONCAT('event|', SCHEMA()), EVENT_NAME, EVENT_DEFINITION
            FROM INFORMATION_SCHEMA.EVENTS WHERE EVENT_SCHEMA = SCHEMA()\
            """
                .formatted(VIEW, catalog.isViewElsewhere(), OWN_TRIGGER)),
        List.of(taken.table(), taken.table()));
  }
}
