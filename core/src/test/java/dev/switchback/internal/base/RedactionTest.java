package dev.switchback.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no route to jdbc:postgresql://host/db?user=me&password=s3cret&ssl=true",
        "no route to jdbc:mysql://me:s3cret@host/db",
        "bad URL jdbc:h2:mem:x;PASSWORD=s3cret;MODE=MySQL",
        "props {user=me, pwd=s3cret, x=1}",
        "accessKeyToken=s3cret",
        "the password=\"a s3cret\" is wrong",
        "the password='a s3cret' is wrong",
        "password: s3cret",
        "{\"password\":\"s3cret\"}",
        "{\"apiToken\": \"s3cret\"}",
        "Password = s3cret",
        "{password=a,s3cret, user=me}",
        "{password=a;s3cret;user=me}",
        "postgresql://me:p@s3cret@host/db",
        "postgresql://me:p/s3cret@host/db",
        "mysql://me:p@x/s3cret@host/db",
        "no service for me/s3cret@host:1521",
        "no such host (me:s3cret@host)",
        "failed to parse the authority 'me:p@s3cret@host:1'.",
        "Incorrect port value : s3cret@host",
        "No suitable driver found for me:s3cret@host",
        "No suitable driver found for s3cret",
        "bad URL jdbc:h2:mem:x;PASSWORD=a s3cret",
        "bad URL jdbc:oracle:thin:me/s3cret@host:1521:db",
        "bad URL jdbc:sqlserver://host;user=me;accessor={s3cret}"
      })
  void hides_what_could_be_a_password(String message) {
    assertThat(Redaction.firstLine(new SQLException(message)))
        .doesNotContain("s3cret")
        .contains("********");
  }

  @Test
  void shows_of_a_url_which_driver_it_is_for() {
    assertThat(
            Redaction.firstLine(new SQLException("bad URL jdbc:postgresql://me:pw@host/db twice")))
        .isEqualTo("bad URL jdbc:postgresql:******** twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Access denied for user 'me'@'localhost' (using password: YES)",
        "FATAL: password authentication failed for user \"me\"",
        "duplicate key value violates unique constraint \"p_name_uk\"",
        "Unexpected token: SELECT",
        "Key column 'id' doesn't exist in table",
        "Connection to localhost:5432 refused",
        "Change @@system_versioning_alter_history to proceed with ALTER.",
        "Unknown variable '@@global.no_such'",
        "near '(@x, 1)' at line 1",
        "User variable @x is not set"
      })
  void keeps_what_only_sounds_like_a_password(String message) {
    assertThat(Redaction.firstLine(new SQLException(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "23000 | Duplicate entry 's3cret' for key 'p.uk' | Duplicate entry '********' for key"
            + " 'p.uk'",
        "HY000 | Duplicate entry 'it's s3cret' for key 'uk' | Duplicate entry '********' for key"
            + " 'uk'",
        "HY000 | Incorrect integer value: 's3cret' for column 'size' at row 1"
            + " | Incorrect integer value: '********' for column 'size' at row 1",
        "22001 | Data truncation: Data too long for column 'name' at row 1"
            + " | Data truncation: Data too long for column 'name' at row 1",
        "23000 | Column 'name' cannot be null | Column 'name' cannot be null",
        "23505 | Unique index or primary key violation: \"PUBLIC.UK ON PUBLIC.P(NAME) VALUES"
            + " ( /* 1 */ 's3cret' )\"; SQL statement:"
            + " | Unique index or primary key violation: \"PUBLIC.UK ON PUBLIC.P(NAME) VALUES"
            + " ********",
        "23506 | Referential integrity constraint violation: \"FK: PUBLIC.A FOREIGN KEY(B)"
            + " REFERENCES PUBLIC.C(D) ('s3cret')\"; SQL statement:"
            + " | Referential integrity constraint violation: \"FK: PUBLIC.A FOREIGN KEY(B)"
            + " REFERENCES PUBLIC.C(D) (********)",
        "23505 | Unique index or primary key violation: \"PUBLIC.P_PK PRIMARY KEY ON PUBLIC.P(N)"
            + " ( /* key:7731 */ 7731, DATE '1977-07-31')\"; SQL statement:"
            + " | Unique index or primary key violation: \"PUBLIC.P_PK PRIMARY KEY ON PUBLIC.P(N)"
            + " ( ******** )",
        "P0001 | the name s3cret is taken"
            + " | a trigger or a routine of the database raised an error; the cause of this"
            + " exception has its text",
        "22001 | Value too long for column \"NAME CHARACTER VARYING(3)\": \"'s3cret' (6)\""
            + " | Value too long for column \"NAME CHARACTER VARYING(3)\": \"********\"",
        "22018 | Data conversion error converting \"s3cret\"; SQL statement:"
            + " | Data conversion error converting \"********\"; SQL statement:",
        "22P02 | ERROR: invalid input syntax for type integer: \"s3cret\""
            + " | ERROR: invalid input syntax for type integer: \"********\"",
        "22003 | ERROR: value \"99999999999\" is out of range for type integer"
            + " | ERROR: value \"********\" is out of range for type integer",
        "23505 | ERROR: duplicate key value violates unique constraint \"p_uk\""
            + " | ERROR: duplicate key value violates unique constraint \"p_uk\"",
        "23502 | ERROR: null value in column \"a\" of relation \"t\" violates not-null constraint"
            + " | ERROR: null value in column \"a\" of relation \"t\" violates not-null constraint"
      })
  void hides_the_value_that_was_refused_and_keeps_the_names(
      String state, String message, String shown) {
    assertThat(Redaction.firstLine(new SQLException(message, state))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "42000 | You have an error in your SQL syntax; check the manual for the right syntax to use"
            + " near 'VALUS ('s3cret')' at line 1 | You have an error in your SQL syntax; check the"
            + " manual for the right syntax to use near 'VALUS (…' at line 1",
        "42000 | an error in your SQL syntax near 'FORM rooms' at line 3"
            + " | an error in your SQL syntax near 'FORM rooms' at line 3",
        "42001 | Syntax error in SQL statement \"INSERT INTO [*]VALUS ('s3cret')\"; expected \"x\";"
            + " | Syntax error in SQL statement \"INSERT INTO [*]VALUS (…\"",
        "42601 | ERROR: syntax error at or near \"'s3cret'\""
            + " | ERROR: syntax error at or near \"********\"",
        "42601 | ERROR: syntax error at or near \"VALUS\""
            + " | ERROR: syntax error at or near \"VALUS\"",
        "22007 | Cannot parse \"DATE\" constant \"s3cret\"; SQL statement:"
            + " | Cannot parse \"DATE\" constant \"********\"; SQL statement:",
        "50000 | General error: \"java.lang.NumberFormatException: For input string:"
            + " \"\"s3cret@h\"\"\" | General error: \"java.lang.NumberFormatException: For input"
            + " string: ********"
      })
  void hides_the_values_in_what_a_server_shows_of_a_statement(
      String state, String message, String shown) {
    assertThat(Redaction.firstLine(new SQLException(message, state))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "22P02 | ERROR: invalid input value for enum mood: \"very sad\"",
        "HY000 | Incorrect integer value: 'it's sad' for column 'mood' at row 1",
        "22030 | Value not permitted for column \"('very sad')\": \"very sad\""
      })
  void shows_a_value_that_the_refused_definition_quotes(String state, String message) {
    SQLException error = new SQLException(message, state);

    assertThat(Redaction.firstLine(error, "CHECK (m IN ('it''s sad', 'very sad'))"))
        .isEqualTo(message);
    assertThat(Redaction.firstLine(error, "CHECK (m IN ('it''s s', 'very s'))"))
        .doesNotContain("sad");
    assertThat(Redaction.firstLine(error, "")).doesNotContain("sad");
  }

  @Test
  void a_definition_shows_no_value_of_a_row_and_no_password() {
    String definition = "CREATE UNIQUE INDEX i ON people (name) WHERE kind = 'guest'";

    assertThat(
            Redaction.firstLine(
                new SQLException("Duplicate entry 's3cret' for key 'i'", "23000"), definition))
        .isEqualTo("Duplicate entry '********' for key 'i'");
    assertThat(
            Redaction.firstLine(
                new SQLException("bad URL jdbc:postgresql://me:guest@host/db"), definition))
        .isEqualTo("bad URL jdbc:postgresql:********");
  }

  @Test
  void hides_a_value_that_the_root_of_a_refusal_shows() {
    SQLException error =
        new SQLException(
            "converting \"s3cret\"", "22018", new NumberFormatException("Error in: \"s3cret\""));

    assertThat(Redaction.firstLineAndRoot(error))
        .isEqualTo("converting \"********\" (Error in: \"********\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSERT INTO \"a\" VALUES ('s3cret', 1)" + " | INSERT INTO \"a\" VALUES ('********', 1)",
        "DEFAULT 'it''s s3cret' NOT NULL | DEFAULT '********' NOT NULL",
        "ADD \"it's\" TEXT DEFAULT 's3cret' | ADD \"it's\" TEXT DEFAULT '********'",
        "ADD `it's` TEXT DEFAULT 's3cret' | ADD `it's` TEXT DEFAULT '********'",
        "SELECT 's3cret | SELECT '********'",
        "SELECT E'it\\'s s3cret' | SELECT E…",
        "SELECT 1 -- it's | SELECT 1 -- it…",
        "/* it's */ SELECT 's3cret' | /* it…",
        "SELECT $$s3cret$$ | SELECT …",
        "DROP TABLE \"a\" | DROP TABLE \"a\""
      })
  void shows_a_statement_without_its_values(String sql, String shown) {
    assertThat(Redaction.statement(sql, true)).isEqualTo(shown);
  }

  @Test
  void takes_double_quotes_for_values_where_they_are() {
    assertThat(Redaction.statement("INSERT INTO `a` VALUES (\"s3cret\")", false))
        .isEqualTo("INSERT INTO `a` VALUES ('********')");
  }

  @Test
  void hides_a_refused_value_of_several_lines() {
    assertThat(
            Redaction.firstLine(
                new SQLException("Duplicate entry 'my\ns3cret' for key 'uk'", "23000")))
        .isEqualTo("Duplicate entry '********' for key 'uk'");
    assertThat(
            Redaction.firstLine(
                new SQLException(
                    "ERROR: invalid input syntax for type uuid: \"s3\ncret\"", "22P02")))
        .isEqualTo("ERROR: invalid input syntax for type uuid: \"********\"");
  }

  @Test
  void shows_of_a_batch_what_is_wrong_and_not_its_statement() {
    String refused = "ERROR: duplicate key value violates unique constraint \"p_uk\"";
    String message =
        "Batch entry 1 INSERT INTO p\n VALUES (('s3cret')) was aborted: "
            + refused
            + "\n  Detail: Key (name)=(s3cret) already exists.";
    BatchUpdateException alone = new BatchUpdateException(message, "23505", new int[0]);
    BatchUpdateException linked = new BatchUpdateException("Batch-Eintrag", "23505", new int[0]);
    linked.setNextException(new SQLException(refused + "\n  Detail: s3cret", "23505"));

    assertThat(Redaction.firstLine(alone)).isEqualTo(refused);
    assertThat(Redaction.firstLine(linked)).isEqualTo(refused);
  }

  @Test
  void copes_with_a_very_long_message() {
    String message = "Duplicate entry '" + "x''".repeat(100_000) + "' for key 'uk'";

    assertThat(Redaction.firstLine(new SQLException(message, "23000")))
        .isEqualTo("Duplicate entry '********' for key 'uk'");
  }

  @Test
  void keeps_an_error_that_shows_none() {
    SQLException error = new SQLException("relation \"keys\" does not exist", "42P01", 7);

    assertThat(Redaction.withoutSecrets(error)).isSameAs(error);
  }

  @Test
  void takes_the_secret_out_of_every_cause() {
    SQLException error =
        new SQLException("no", "08001", 7, new RuntimeException("jdbc:x://me:s3cret@host"));

    Throwable safe = Redaction.withoutSecrets(error);

    assertThat(safe).isInstanceOf(SQLException.class).hasMessage("no").hasNoCause();
    assertThat(((SQLException) safe).getSQLState()).isEqualTo("08001");
    assertThat(safe.getStackTrace()).isEqualTo(error.getStackTrace());
  }

  @Test
  void shows_the_first_line_alone() {
    assertThat(Redaction.firstLine(new SQLException("duplicate key\n  Detail: Key (email)=(a@b)")))
        .isEqualTo("duplicate key");
    assertThat(Redaction.firstLine(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
