package dev.switchback.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.schema.ColumnChange;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A change of one attribute of a column keeps all others to the last byte, or is refused before
 * anything is sent. The definitions are the server's own SQL: most of them no operation can write.
 */
class KeptAttributesTest {

  private static final List<String> DEFINITIONS =
      List.of(
          "BINARY(4) DEFAULT 0x80FF0041",
          "VARBINARY(10) DEFAULT X'00FE41'",
          "VARBINARY(10) DEFAULT X'C3A9'",
          "VARBINARY(10) DEFAULT 'a?b'",
          "VARBINARY(10) DEFAULT 'abc'",
          "VARBINARY(5) DEFAULT '\\\\'",
          "VARBINARY(9) DEFAULT ''",
          "BINARY(16) DEFAULT (UNHEX('80FF'))",
          "BLOB DEFAULT (X'80FE')",
          "BLOB DEFAULT ('plain')",
          "BIT(8) DEFAULT b'10000001'",
          "BIT(1) DEFAULT b'0'",
          "JSON DEFAULT ('{\"a\": 1}')",
          "JSON DEFAULT (JSON_OBJECT('a', 'é'))",
          "TIME(3) DEFAULT '10:00:00.123'",
          "DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)",
          "TIMESTAMP NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP",
          "YEAR DEFAULT 2020",
          "DATE DEFAULT (CURRENT_DATE)",
          "TEXT CHARACTER SET utf8mb4 DEFAULT ('äö')",
          "TEXT CHARACTER SET utf8mb4 DEFAULT ('ä😀')",
          "VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT 'ж'",
          "VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT '😀'",
          "VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT 'really?'",
          "VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT '\ufffd'",
          "VARCHAR(20) CHARACTER SET latin1 DEFAULT 'é€'",
          "VARCHAR(20) CHARACTER SET cp1251 DEFAULT 'ж'",
          "VARCHAR(20) CHARACTER SET ucs2 DEFAULT 'ж'",
          "VARCHAR(20) CHARACTER SET sjis DEFAULT 'ソ表'",
          "VARCHAR(20) DEFAULT 'it''s \\\\ \\n \\t \"x\" `y`'",
          "VARCHAR(30) DEFAULT 'a,b) , `c` -- d'",
          "VARCHAR(10) DEFAULT 'NULL'",
          "VARCHAR(20) DEFAULT 'COMMENT ''x'''",
          "VARCHAR(20) COLLATE utf8mb4_bin DEFAULT ''",
          "CHAR(3) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL DEFAULT ''",
          "ENUM('a','ж','it''s') CHARACTER SET utf8mb4 DEFAULT 'ж'",
          "ENUM('a','😀') CHARACTER SET utf8mb4",
          "ENUM('a','?') DEFAULT '?'",
          "SET('a','b','c') NOT NULL DEFAULT 'a,c'",
          "INT UNSIGNED ZEROFILL DEFAULT 7",
          "INT(5) ZEROFILL",
          "DECIMAL(10,2) UNSIGNED DEFAULT 1.50",
          "FLOAT(7,2) DEFAULT 1.25",
          "DOUBLE DEFAULT 1e100",
          "INT DEFAULT (1 + 1)",
          "INT NOT NULL",
          "INT AS (id + 1) VIRTUAL",
          "INT AS (id + 1) STORED",
          "VARCHAR(20) CHARACTER SET utf8mb4 AS (CONCAT('ä', id)) STORED",
          "VARCHAR(20) CHARACTER SET utf8mb4 AS (CONCAT('😀', id)) VIRTUAL",
          "VARCHAR(20) CHARACTER SET utf8mb4 AS (CONCAT('?', id)) VIRTUAL",
          "VARBINARY(20) AS (CONCAT(X'80FF', id)) VIRTUAL",
          "INT CHECK (c > 0)",
          "VARCHAR(20) CHARACTER SET utf8mb4 CHECK (c <> '😀')",
          "VARCHAR(20) CHARACTER SET utf8mb4 CHECK (c <> '?')",
          "VARBINARY(20) CHECK (c <> X'80FF')",
          "INT DEFAULT 3 INVISIBLE",
          "VARCHAR(100) COMPRESSED DEFAULT 'x'",
          "TEXT COMPRESSED",
          "INT COLUMN_FORMAT DYNAMIC",
          "INT STORAGE DISK COLUMN_FORMAT FIXED",
          "POINT",
          "POINT NOT NULL SRID 4326",
          "GEOMETRY NOT NULL",
          "UUID DEFAULT '123e4567-e89b-12d3-a456-426655440000'",
          "INET6 DEFAULT '::1'",
          "INET4 DEFAULT '127.0.0.1'",
          "VECTOR(3)",
          "INT ENGINE_ATTRIBUTE '{\"a\": \"b\"}'",
          "INT AUTO_INCREMENT UNIQUE",
          "VARCHAR(20) CHARACTER SET utf8mb4 AS (CONCAT('ä😀', id)) STORED",
          "BIGINT NOT NULL DEFAULT -1",
          "TINYINT(1) DEFAULT 1");

  /** What this server does not know, or would read over, is left out; most it knows. */
  private static boolean create(Statement statement, String definition, String others) {
    try {
      statement.execute("DROP TABLE IF EXISTS t");
      statement.execute(
          "CREATE TABLE t ("
              + others
              + "id INT PRIMARY KEY, c "
              + definition.replaceFirst("^(.*?)( CHECK \\(.*)?$", "$1 COMMENT 'is old'$2")
              + ") CHARACTER SET latin1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void keeps_every_attribute_that_a_change_does_not_name_or_refuses_it(TestDatabase kind)
      throws SQLException {
    assertKept(kind, "");
  }

  /** MySQL 8.0 shows all of a table in other characters then. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void does_so_beside_a_default_that_is_no_text(TestDatabase kind) throws SQLException {
    assertKept(kind, "b BINARY(4) DEFAULT 0x80FF0041, ");
  }

  private static void assertKept(TestDatabase kind, String others) throws SQLException {
    List<String> wrong = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    int known = 0;
    try (FreshDatabase database = kind.server().createDatabase();
        Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      MySqlDialect any = kind == TestDatabase.MYSQL ? new MySqlDialect() : new MariaDbDialect();
      Dialect dialect = any.forServer(connection);
      for (String definition : DEFINITIONS) {
        if (!create(statement, definition, others)) {
          continue;
        }
        known++;
        String before = image(statement);
        ChangeColumn change = new ChangeColumn("t", "c", ColumnChange.none().comment("is new"));
        List<SqlStatement> sql = new ArrayList<>();
        Throwable refusal =
            catchThrowableOfType(
                UnsupportedByDialectException.class,
                () -> sql.addAll(dialect.rendering().render(change, dialect.catalog(connection))));
        if (refusal != null) {
          refused.add(definition);
          continue;
        }
        try {
          statement.execute(sql.get(0).sql());
          String after = image(statement).replace("is new", "is old");
          if (!after.equals(before)) {
            wrong.add(definition + " became\n" + after + "\n" + sql.get(0).sql());
          }
        } catch (SQLException e) {
          wrong.add(definition + ": " + e.getMessage() + "\n" + sql.get(0).sql());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(known).isGreaterThan(50);
    assertThat(refused).allMatch(definition -> definition.matches(".*(\\?|😀|\ufffd|X'|0x).*"));
  }

  @Test
  void says_which_default_it_cannot_read() throws SQLException {
    try (FreshDatabase database = TestDatabase.MARIADB.server().createDatabase();
        Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (c BINARY(4) DEFAULT 0x80FF0041)");
      Dialect dialect = new MariaDbDialect().forServer(connection);
      ChangeColumn change = new ChangeColumn("t", "c", ColumnChange.none().nullable());
      assertThatThrownBy(() -> dialect.rendering().render(change, dialect.catalog(connection)))
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              "MariaDB cannot do this: changeColumn 'c' of 't': nullable without losing its"
                  + " default, because the server shows bytes there that are not text. Nothing was"
                  + " sent. Name the default in the same change, or write execute(\"ALTER TABLE"
                  + " …\")");
    }
  }

  /** The bytes of what the server says, and of the value that it puts into a row. */
  private static String image(Statement statement) throws SQLException {
    StringBuilder image = new StringBuilder();
    try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE t")) {
      row.next();
      image.append(new String(row.getBytes(2), StandardCharsets.ISO_8859_1));
    }
    try {
      statement.execute("SET SESSION timestamp = 1750000000");
      statement.execute("INSERT INTO t (id) VALUES (1)");
    } catch (SQLException e) {
      return image.append(" no value ").append(e.getErrorCode()).toString();
    }
    try (ResultSet row = statement.executeQuery("SELECT HEX(c) FROM t")) {
      row.next();
      image.append(' ').append(row.getString(1));
    }
    statement.execute("TRUNCATE TABLE t");
    return image.toString().replaceAll(" AUTO_INCREMENT=\\d+", "");
  }
}
