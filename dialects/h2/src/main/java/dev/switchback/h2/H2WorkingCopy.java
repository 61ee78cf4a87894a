package dev.switchback.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A table to which H2 copies the rows of another table during {@code ALTER TABLE}. It stays if the
 * process ends during the copy. Measured on 2.5.252; the name is that of {@code
 * org.h2.engine.Database.getTempTableName}.
 *
 * @param isOriginalThere whether the copied table exists
 */
record H2WorkingCopy(String name, String original, boolean isOriginalThere) {

  private static final String ALL =
      """
      SELECT c.TABLE_NAME, REGEXP_REPLACE(c.TABLE_NAME, '_COPY_[0-9]+_[0-9]+$', '') AS ORIGINAL,
        EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLES o WHERE o.TABLE_SCHEMA = c.TABLE_SCHEMA
          AND o.TABLE_NAME = REGEXP_REPLACE(c.TABLE_NAME, '_COPY_[0-9]+_[0-9]+$', ''))
      FROM INFORMATION_SCHEMA.TABLES c
      WHERE c.TABLE_SCHEMA = SCHEMA() AND c.TABLE_TYPE = 'BASE TABLE'
        AND REGEXP_LIKE(c.TABLE_NAME, '._COPY_[0-9]+_[0-9]+$')
      ORDER BY c.TABLE_NAME\
      """;

  /** Returns the working copies in the current schema. */
  static List<H2WorkingCopy> allIn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      List<H2WorkingCopy> all = new ArrayList<>();
      while (rows.next()) {
        all.add(new H2WorkingCopy(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
      }
      return all;
    }
  }

  /**
   * Describes the table and what to do. Never advises to drop a table that may contain the only
   * rows.
   */
  String describe() {
    String what =
        "Table '%s' – H2 uses such a name for its working copy of '%s' during an ALTER TABLE. An ALTER TABLE that did not complete left it. "
            .formatted(name, original);
    return what
        + (isOriginalThere
            ? "Check that '%s' has all of its rows, and drop the copy. If an ALTER TABLE of '%1$s' does not end, end the process, move the database by SCRIPT TO and RUNSCRIPT FROM to a new file, and run again."
                .formatted(original)
            : "There is no table '%1$s': the copy may have its only rows. Keep the copy, and compare its columns and rows with those of the former '%1$s'. If they are complete, rename it to '%1$s'."
                .formatted(original));
  }
}
