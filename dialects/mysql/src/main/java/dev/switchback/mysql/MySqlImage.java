package dev.switchback.mysql;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.SchemaObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the definition of an object by {@code SHOW CREATE}. The name is sent as the statement
 * spells it, and the server parses it.
 */
record MySqlImage(Connection connection) {

  /**
   * ER_BAD_DB_ERROR, ER_NONEXISTING_GRANT, ER_NO_SUCH_TABLE, ER_SP_DOES_NOT_EXIST,
   * ER_TRG_DOES_NOT_EXIST, ER_EVENT_DOES_NOT_EXIST, and MariaDB's ER_UNKNOWN_SEQUENCES.
   */
  private static final Set<Integer> ABSENT = Set.of(1049, 1141, 1146, 1305, 1360, 1539, 4091);

  /**
   * The object is not of the asked kind, such as a table instead of a view or sequence:
   * ER_WRONG_OBJECT, and MariaDB's ER_NOT_SEQUENCE.
   */
  private static final Set<Integer> OF_ANOTHER_KIND = Set.of(1347, 4089);

  Optional<String> of(SchemaObject object) {
    String text =
        switch (object.kind()) {
          case ROWS -> text("SELECT 1 FROM " + object.spelled() + " LIMIT 1");
          case USER, ROLE ->
              text("SHOW GRANTS FOR " + object.spelled()).isEmpty() ? "" : object.describe();
          case GRANTS -> text("SHOW GRANTS FOR " + object.spelled());
          case INDEX ->
              object.table().isEmpty()
                  ? ""
                  : text(create("TABLE", String.join(".", object.table())));
          default -> text(create(object.kind().name(), object.spelled()));
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String create(String kind, String spelled) {
    return "SHOW CREATE " + kind + " " + spelled;
  }

  /** Returns the definition without the next AUTO_INCREMENT number, which changes with the rows. */
  private String text(String sql) {
    try {
      return CatalogQuery.text(connection, sql, Set.of()).replaceAll(" AUTO_INCREMENT=\\d+", "");
    } catch (CatalogException e) {
      int code = e.getCause() instanceof SQLException error ? error.getErrorCode() : 0;
      if (OF_ANOTHER_KIND.contains(code)) {
        return "another kind";
      }
      if (ABSENT.contains(code)) {
        return "";
      }
      throw e;
    }
  }
}
