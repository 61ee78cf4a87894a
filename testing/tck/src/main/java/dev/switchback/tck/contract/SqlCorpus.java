package dev.switchback.tck.contract;

import dev.switchback.servers.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Files of SQL that are made from known statements. Each object has the number of its file in its
 * name, so that all files fit into one database.
 */
final class SqlCorpus {

  private static final long SEED = 20250601;

  private final Random random = new Random(SEED);
  private final TestDatabase engine;
  private final boolean hasAtomicBodies;

  SqlCorpus(TestDatabase engine, boolean hasAtomicBodies) {
    this.engine = engine;
    this.hasAtomicBodies = hasAtomicBodies;
  }

  /**
   * A file.
   *
   * @param parts its statements, in order
   * @param text what the migration reads
   * @param forClient the same statements, where the client program needs {@code DELIMITER} lines
   */
  record File(String name, List<String> parts, String text, String forClient) {}

  /** Returns so many files, always the same. */
  List<File> files(int count) {
    List<File> files = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      files.add(file("f%03d".formatted(i)));
    }
    return files;
  }

  private File file(String prefix) {
    List<String> parts = new ArrayList<>(List.of(table(prefix + "_t")));
    int size = 2 + random.nextInt(5);
    for (int i = 1; i <= size; i++) {
      List<String> pool = pool(prefix + "_t", prefix + "_" + i);
      parts.add(oneOf(pool));
    }
    boolean hasDelimiters = isOfMySql() && random.nextBoolean();
    String text = hasDelimiters ? delimited(parts) : separated(parts);
    String forClient = hasDelimiters || !isOfMySql() ? text : delimited(parts);
    boolean isOfWindows = random.nextInt(8) == 0;
    return new File(
        prefix + ".sql",
        parts.stream().map(String::strip).toList(),
        (random.nextInt(8) == 0 ? "\uFEFF" : "")
            + (isOfWindows ? text.replace("\n", "\r\n") : text),
        forClient);
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private boolean isOfMySql() {
    return engine == TestDatabase.MYSQL || engine == TestDatabase.MARIADB;
  }

  // ---- between the statements

  private String separated(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(between()).append(part).append(oneOf(List.of(";", "\n;", " ;\n", ";;")));
    }
    boolean endsOpen = random.nextInt(4) == 0;
    return endsOpen ? text.substring(0, text.lastIndexOf(";")) : text.append(between()).toString();
  }

  private String delimited(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      String delimiter = oneOf(List.of("//", "$$", "|", ";;", "go_on"));
      text.append("\n").append(oneOf(List.of("DELIMITER ", "delimiter  ")));
      text.append(delimiter).append("\n").append(between()).append(part).append(" ");
      text.append(delimiter).append("\n").append("DELIMITER ;\n");
    }
    return text.toString();
  }

  private String between() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "\n",
                "\n\n  ",
                "\n-- it's a comment; with \"one\n",
                "\n/* a comment; -- 'x */\n",
                "\n  /* two */ -- three\n"));
    switch (engine) {
      case MYSQL, MARIADB -> all.addAll(List.of("\n# it's; another\n", "\n--\n", "\n-- ;\n"));
      case POSTGRESQL -> all.addAll(List.of("\n/* a /* b; */ 'c */\n", "\n--it's;\n"));
      case H2 -> all.addAll(List.of("\n/* a /* b; */ 'c */\n", "\n// it's;\n"));
    }
    return oneOf(all);
  }

  // ---- statements

  private String table(String name) {
    return oneOf(
            List.of(
                "CREATE TABLE %s (n INTEGER, s VARCHAR(200))",
                "CREATE TABLE %s (n INTEGER, -- it's; n\n  s VARCHAR(200))",
                "CREATE TABLE %s (n INTEGER /* ; */, s VARCHAR(200) DEFAULT 'a;''b')",
                "create table %s (\n  n INTEGER DEFAULT (1),\n  s VARCHAR(200) DEFAULT '-- no'\n)"))
        .formatted(name);
  }

  private List<String> pool(String table, String name) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "INSERT INTO $T (n, s) VALUES (1, 'a;b'), (2, 'it''s; -- ''')",
                "INSERT INTO $T (n, s) VALUES (1, '/* no comment'), (2, '*/; # no -- no')",
                "insert into $T (n, s)\n-- a comment; 'here\nSELECT n, 'x;' FROM $T",
                "UPDATE $T SET s = ';' WHERE n = 1 -- ; at the end\n",
                "CREATE VIEW $N AS SELECT n, CASE n WHEN 1 THEN ';' ELSE 'END' END AS kind FROM $T",
                "CREATE VIEW $N AS (SELECT n FROM $T WHERE s <> ';)(')",
                "CREATE INDEX $N ON $T (n /* ; */, s)"));
    all.addAll(
        switch (engine) {
          case POSTGRESQL -> postgreSql();
          case MYSQL, MARIADB -> mySql();
          case H2 -> h2();
        });
    return all.stream().map(each -> each.replace("$T", table).replace("$N", name)).toList();
  }

  private List<String> postgreSql() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "CREATE FUNCTION $N() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  -- it's; here\n"
                    + "  RETURN 1;\nEND\n$$",
                "CREATE OR REPLACE FUNCTION $N(a int) RETURNS text AS $f$ SELECT $1::text || $$;$$"
                    + " || ';' $f$ LANGUAGE sql",
                "CREATE FUNCTION $N() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.s := '';'';"
                    + " RETURN NEW; END'",
                "CREATE FUNCTION $N() RETURNS text LANGUAGE sql AS E'SELECT \\'it;\\\\\\\\"
                    + " s\\'::text'",
                "CREATE PROCEDURE $N() LANGUAGE plpgsql AS $_a1$ BEGIN NULL; /* $_a2$ */ END;"
                    + " $_a1$",
                "DO $$ BEGIN INSERT INTO $T (n, s) VALUES (7, $x$it's;$x$); END $$",
                "INSERT INTO $T (n, s) VALUES (3, E'\\';\\\\'), (4, '\\'), (5, U&'\\0041;')",
                "INSERT INTO $T (n, s) VALUES (6, 'a'\n  '\\;b')",
                "INSERT INTO $T (n, s) VALUES (8, $$a;'b$$), (9, $é$;$$;$é$)",
                "COMMENT ON TABLE $T IS E'it\\'s; /* a'",
                "CREATE RULE $N AS ON DELETE TO $T DO ALSO (INSERT INTO $T (n) VALUES (1);"
                    + " UPDATE $T SET s = ';')",
                "CREATE TYPE $N AS ENUM ('a;', 'it''s')",
                "CREATE VIEW \"$N;\"\"x\" AS SELECT /* a /* ; */ ' */ 1 AS \"a;b\""));
    if (hasAtomicBodies) {
      all.add(
          "CREATE FUNCTION $N(a int) RETURNS int BEGIN ATOMIC\n  SELECT CASE a WHEN 1 THEN 2 END;\n"
              + "  SELECT a + 1; -- END;\nEND");
      all.add(
          "CREATE PROCEDURE $N() LANGUAGE SQL BEGIN ATOMIC INSERT INTO $T (n) VALUES (1);"
              + " DELETE FROM $T WHERE s = 'END;'; END");
    }
    return all;
  }

  private static List<String> mySql() {
    return List.of(
        "CREATE PROCEDURE $N() BEGIN\n  -- it's; here\n  SELECT 'END;';\n  SELECT 2; # END;\nEND",
        """
        CREATE PROCEDURE $N(a INT)
        BEGIN
          DECLARE i INT DEFAULT 0;
          DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN SET i = 9; END;
          IF a > 0 THEN SET i = 1; ELSEIF a < 0 THEN SET i = 2; ELSE BEGIN END; END IF;
          WHILE i < 3 DO SET i = i + 1; END WHILE;
          l: LOOP LEAVE l; END LOOP l;
          REPEAT SET i = i + 1; UNTIL i > 5 END REPEAT;
        END\
        """,
        "CREATE PROCEDURE $N(a INT) CASE a WHEN 1 THEN SELECT 1; ELSE SELECT 2; END CASE",
        "CREATE PROCEDURE $N() SELECT 'BEGIN'",
        "CREATE FUNCTION $N(a INT) RETURNS INT DETERMINISTIC RETURN CASE a WHEN 1 THEN 2 ELSE 3"
            + " END",
        "CREATE FUNCTION $N(a INT) RETURNS VARCHAR(9) NO SQL\nBEGIN RETURN CASE WHEN a = 1 THEN"
            + " 'it\\'s;' ELSE \"END;\" END; END",
        "CREATE TRIGGER $N BEFORE INSERT ON $T FOR EACH ROW SET NEW.s = COALESCE(NEW.s, ';')",
        """
        CREATE TRIGGER $N BEFORE UPDATE ON $T FOR EACH ROW
        BEGIN
          CASE NEW.n WHEN 1 THEN
            IF NEW.s = ';' THEN SET NEW.s = 'END'; END IF;
          ELSE BEGIN SET NEW.n = NEW.n; END;
          END CASE;
        END\
        """,
        "CREATE EVENT $N ON SCHEDULE EVERY 1 DAY DISABLE DO BEGIN DELETE FROM $T; SELECT ';'; END",
        "INSERT INTO $T (n, s) VALUES (3, 'it\\'s;'), (4, \"it's;\"), (5, 'a\\\\'), (6, \"\\\";\")",
        "CREATE VIEW `$N;x` AS SELECT 1 AS `a;'b`",
        "/*!50001 CREATE VIEW $N AS SELECT ';' AS a */",
        "/*!50003 CREATE*/ /*!50003 TRIGGER $N BEFORE DELETE ON $T FOR EACH ROW BEGIN SET @a = 1;"
            + " SET @b = ';'; END */",
        "ALTER TABLE $T COMMENT = 'it''s; \\' /*'");
  }

  private static List<String> h2() {
    return List.of(
        "CREATE ALIAS $N AS $$ int f() { String s = \"it's;\"; return 1; /* a */ } $$",
        "CREATE SEQUENCE $N START WITH 1 -- ; 'a\n INCREMENT BY 2",
        "CREATE DOMAIN $N AS VARCHAR(20) DEFAULT ';'",
        "CREATE CONSTANT $N VALUE 'it''s; // no comment'",
        "INSERT INTO $T (n, s) VALUES (3, '\\'), (4, $$a;'b$$) // ; at the end\n",
        "CREATE VIEW \"$N;\"\"x\" AS SELECT /* a /* ; */ ' */ 1 AS \"a;b\"",
        "COMMENT ON TABLE $T IS 'it''s; /* a'",
        "CREATE TABLE `$N` (n INTEGER /* `;` */)");
  }
}
