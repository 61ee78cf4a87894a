package dev.switchback.faults;

import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.schema.Row;
import dev.switchback.servers.TestDatabase;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Raw schema SQL as people write it, each statement as a step, with changes of rows between that
 * show when they are done twice or not at all.
 */
final class RawWorkload {

  private static final String LEDGER = "UPDATE ledger SET n = n * 2 + %d WHERE id = 1";

  private static final List<String> ROOMS =
      List.of(
          "CREATE TABLE rooms (id INTEGER PRIMARY KEY, n BIGINT NOT NULL, note VARCHAR(40))",
          "INSERT INTO rooms VALUES (1, 1, 'a')",
          "INSERT INTO rooms VALUES (2, 2, 'b')");

  private final TestDatabase kind;
  private final String other;
  private final String role;
  private final boolean isPooled;

  /**
   * The workload of one database.
   *
   * @param other the name of another schema, which is not there
   * @param role a role that is there
   * @param isPooled whether steps outside the transaction are refused
   */
  RawWorkload(TestDatabase kind, String other, String role, boolean isPooled) {
    this.kind = kind;
    this.other = other;
    this.role = role;
    this.isPooled = isPooled;
  }

  /**
   * Steps that are run together.
   *
   * @param given what is there before
   * @param looks how an administrator finds out whether a step took effect of which the server does
   *     not tell, by the begin of the step's SQL
   */
  record Part(
      String name,
      List<String> given,
      Consumer<QueryInterface> up,
      Consumer<QueryInterface> down,
      Map<String, String> looks) {}

  /** A part as a migration. */
  record M20260701000001_Raw(Part part) implements Migration {
    @Override
    public void up(QueryInterface db) {
      part.up().accept(db);
    }

    @Override
    public void down(QueryInterface db) {
      part.down().accept(db);
    }
  }

  private boolean isFamilyOfMySql() {
    return kind == TestDatabase.MYSQL || kind == TestDatabase.MARIADB;
  }

  private boolean isPostgreSql() {
    return kind == TestDatabase.POSTGRESQL;
  }

  private boolean isH2() {
    return kind == TestDatabase.H2;
  }

  /** One statement a step, and between two of them a change of the ledger. */
  private static Consumer<QueryInterface> steps(String... statements) {
    return db -> {
      for (int i = 0; i < statements.length; i++) {
        db.execute(statements[i]);
        if (i % 2 == 1 || i == statements.length - 1) {
          db.execute(LEDGER.formatted(i));
        }
      }
    };
  }

  private static Part part(
      String name, List<String> given, Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    return new Part(name, given, up, down, Map.of());
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(tables());
    parts.add(indexes());
    parts.add(columns());
    parts.add(constraints());
    parts.add(renames());
    parts.add(views());
    parts.add(rights());
    parts.add(rows());
    parts.add(strings());
    parts.add(verified());
    parts.add(maintenance());
    parts.add(schemas());
    parts.add(isH2() ? sequences() : routines());
    if (isFamilyOfMySql()) {
      parts.add(untold());
    }
    return parts;
  }

  private Part tables() {
    return part(
        "tables",
        List.of(),
        steps(
            "CREATE TABLE rooms (id INTEGER PRIMARY KEY, n BIGINT NOT NULL)",
            "INSERT INTO rooms VALUES (1, 1)",
            "create table if not exists users (id INTEGER PRIMARY KEY, name VARCHAR(40))",
            "UPDATE rooms SET n = n * 2 + 1",
            "create table if not exists ledger (id INTEGER PRIMARY KEY)",
            "CREATE TABLE members (room_id INTEGER, FOREIGN KEY (room_id) REFERENCES rooms (id))",
            "INSERT INTO members SELECT id FROM rooms"),
        steps(
            "drop table members",
            "INSERT INTO ledger SELECT id + 10, n FROM rooms",
            "DROP TABLE IF EXISTS users",
            "DROP TABLE IF EXISTS nowhere",
            "DROP TABLE rooms",
            "UPDATE ledger SET n = n + 1"));
  }

  private Part indexes() {
    String on = isFamilyOfMySql() ? " ON rooms" : "";
    return part(
        "indexes",
        ROOMS,
        steps(
            "CREATE INDEX rooms_n ON rooms (n)",
            "UPDATE rooms SET n = n + 10",
            "CREATE UNIQUE INDEX rooms_note ON rooms (note)",
            "drop index rooms_n" + on,
            "UPDATE rooms SET n = n * 2"),
        steps(
            "CREATE INDEX rooms_n ON rooms (n DESC)",
            "drop index rooms_note" + on,
            "UPDATE rooms SET n = n - 10",
            "DROP INDEX rooms_n" + on));
  }

  private String renameColumn(String from, String to) {
    return isH2()
        ? "ALTER TABLE rooms ALTER COLUMN %s RENAME TO %s".formatted(from, to)
        : "ALTER TABLE rooms RENAME COLUMN %s TO %s".formatted(from, to);
  }

  private Part columns() {
    String widen =
        switch (kind) {
          case H2 -> "ALTER TABLE rooms ALTER COLUMN note SET DATA TYPE VARCHAR(80)";
          case POSTGRESQL -> "ALTER TABLE rooms ALTER COLUMN note TYPE VARCHAR(80)";
          case MYSQL, MARIADB -> "ALTER TABLE rooms MODIFY note VARCHAR(80)";
        };
    return part(
        "columns",
        ROOMS,
        steps(
            "alter table rooms add column size INTEGER DEFAULT 3 NOT NULL",
            "UPDATE rooms SET n = n * 2 + size",
            renameColumn("size", "seats"),
            "UPDATE rooms SET seats = seats + 1",
            widen,
            "ALTER TABLE rooms ALTER COLUMN note SET DEFAULT 'x'",
            "INSERT INTO rooms (id, n) VALUES (3, 3)",
            "alter table rooms drop column n"),
        steps(
            "ALTER TABLE rooms ADD n BIGINT DEFAULT 5",
            "UPDATE rooms SET n = n * 3 + seats",
            "ALTER TABLE rooms ALTER COLUMN note DROP DEFAULT",
            renameColumn("seats", "size"),
            "UPDATE rooms SET n = n + size",
            "DELETE FROM rooms WHERE id = 3",
            "alter table rooms drop column size"));
  }

  private Part constraints() {
    String drop =
        isFamilyOfMySql() ? "ALTER TABLE rooms DROP INDEX " : "ALTER TABLE rooms DROP CONSTRAINT ";
    String dropKey =
        isFamilyOfMySql()
            ? "ALTER TABLE rooms DROP FOREIGN KEY "
            : "ALTER TABLE rooms DROP CONSTRAINT ";
    return part(
        "constraints",
        ROOMS,
        steps(
            "ALTER TABLE rooms ADD CONSTRAINT rooms_note_n UNIQUE (note, n)",
            "UPDATE rooms SET n = n * 2",
            "ALTER TABLE rooms ADD owner_id INTEGER",
            "UPDATE rooms SET owner_id = 1",
            "ALTER TABLE rooms ADD CONSTRAINT rooms_owner FOREIGN KEY (owner_id) REFERENCES ledger"
                + " (id)",
            "INSERT INTO rooms VALUES (3, 3, 'c', 1)"),
        steps(
            dropKey + "rooms_owner",
            "UPDATE rooms SET n = n + owner_id",
            drop + "rooms_note_n",
            "DELETE FROM rooms WHERE id = 3",
            "ALTER TABLE rooms DROP COLUMN owner_id"));
  }

  private Part renames() {
    String rename = isFamilyOfMySql() ? "RENAME TABLE %s TO %s" : "ALTER TABLE %s RENAME TO %s";
    String index =
        isFamilyOfMySql()
            ? "ALTER TABLE halls RENAME INDEX %s TO %s"
            : "ALTER INDEX %s RENAME TO %s";
    List<String> given = new ArrayList<>(ROOMS);
    given.add("CREATE INDEX rooms_n ON rooms (n)");
    return part(
        "renames",
        given,
        steps(
            "ALTER TABLE rooms RENAME TO halls",
            "UPDATE halls SET n = n * 2 + 1",
            index.formatted("rooms_n", "halls_n"),
            rename.formatted("halls", "places"),
            "UPDATE places SET n = n * 2 + 1"),
        steps(
            rename.formatted("places", "halls"),
            index.formatted("halls_n", "rooms_n"),
            "UPDATE halls SET n = n * 3",
            "ALTER TABLE halls RENAME TO rooms"));
  }

  private Part views() {
    return part(
        "views",
        ROOMS,
        steps(
            "CREATE VIEW open_rooms AS SELECT id FROM rooms",
            "INSERT INTO ledger SELECT id + 10, id FROM open_rooms",
            "CREATE OR REPLACE VIEW open_rooms AS SELECT id, n FROM rooms",
            "UPDATE ledger SET n = n + 1"),
        steps(
            "DROP VIEW IF EXISTS nothing",
            "DROP VIEW open_rooms",
            "DELETE FROM ledger WHERE id > 10"));
  }

  private Part rights() {
    String comment =
        isFamilyOfMySql() ? "ALTER TABLE rooms COMMENT = '%s'" : "COMMENT ON TABLE rooms IS '%s'";
    return part(
        "rights",
        ROOMS,
        steps(
            comment.formatted("a"),
            "UPDATE rooms SET n = n + 1",
            "GRANT SELECT, INSERT ON rooms TO " + role,
            comment.formatted("b"),
            "UPDATE rooms SET n = n * 2"),
        steps(
            "REVOKE INSERT ON rooms FROM " + role,
            "UPDATE rooms SET n = n + 1",
            "REVOKE SELECT ON rooms FROM " + role));
  }

  private static List<Row> manyRows() {
    return IntStream.rangeClosed(1, 2_500).mapToObj(i -> row("id", i, "n", i)).toList();
  }

  /** Much is to be done with the rows after the last schema statement. */
  private Part rows() {
    return part(
        "rows",
        List.of(),
        db -> {
          db.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, n BIGINT)");
          db.bulkInsert("log", manyRows());
          db.execute("UPDATE log SET n = n * 2 + 1");
          db.execute("DELETE FROM log WHERE id > 5");
          db.execute(LEDGER.formatted(1));
          db.execute("UPDATE log SET n = n + 1");
        },
        db -> {
          db.execute("ALTER TABLE log ADD COLUMN more INTEGER");
          db.execute("UPDATE log SET n = n * 2, more = 1");
          db.execute("INSERT INTO ledger SELECT id + 10, n FROM log");
          db.execute("TRUNCATE TABLE log");
          db.execute(LEDGER.formatted(2));
          db.execute("DROP TABLE log");
          db.execute("UPDATE ledger SET n = n + 1");
        });
  }

  /** Several statements in one string. */
  private Part strings() {
    return part(
        "strings",
        List.of(),
        steps(
            "CREATE TABLE IF NOT EXISTS rooms (id INTEGER PRIMARY KEY, n BIGINT);\n"
                + "CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY)",
            "INSERT INTO rooms VALUES (1, 1)",
            "CREATE TABLE halls (id INTEGER PRIMARY KEY, n BIGINT); CREATE INDEX halls_n ON halls"
                + " (n);",
            "UPDATE rooms SET n = n * 2 + 1",
            "ALTER TABLE halls ADD COLUMN a INTEGER; ALTER TABLE rooms ADD COLUMN a INTEGER",
            "UPDATE rooms SET a = 1"),
        steps(
            "DROP TABLE halls; DROP TABLE users",
            "UPDATE ledger SET n = n + 1",
            "DROP TABLE IF EXISTS rooms; DROP TABLE IF EXISTS halls"));
  }

  /** The server does not tell of these, and their author does. */
  private Part verified() {
    String copy = "CREATE TABLE copies AS SELECT id, n FROM rooms";
    return part(
        "verified",
        ROOMS,
        db -> {
          db.execute(LEDGER.formatted(1));
          db.verifiedBy(countOfTable("copies")).execute(copy);
          db.execute("UPDATE copies SET n = n * 2 + 1");
          db.verifiedBy(countOfTable("more_copies"))
              .withConnection(
                  connection -> {
                    try (Statement statement = connection.createStatement()) {
                      statement.execute("CREATE TABLE more_copies (id INTEGER PRIMARY KEY)");
                    }
                  });
          db.execute("INSERT INTO more_copies SELECT id FROM copies");
        },
        db -> {
          db.execute("DROP TABLE more_copies");
          db.execute(LEDGER.formatted(2));
          db.execute("DROP TABLE copies");
          db.execute(LEDGER.formatted(3));
        });
  }

  private String countOfTable(String name) {
    String schema =
        switch (kind) {
          case H2 -> "SCHEMA()";
          case POSTGRESQL -> "current_schema";
          case MYSQL, MARIADB -> "DATABASE()";
        };
    return "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = %s AND table_name = '%s'"
        .formatted(schema, isH2() ? name.toUpperCase(Locale.ROOT) : name);
  }

  private Part maintenance() {
    return switch (kind) {
      case H2 ->
          part(
              "maintenance",
              ROOMS,
              steps(
                  "ANALYZE",
                  "UPDATE rooms SET n = n + 1",
                  "ANALYZE TABLE rooms",
                  "TRUNCATE TABLE rooms",
                  "INSERT INTO rooms VALUES (7, 7, 'g')"),
              steps("TRUNCATE TABLE rooms", "INSERT INTO rooms VALUES (8, 8, 'h')", "ANALYZE"));
      case MYSQL, MARIADB ->
          part(
              "maintenance",
              ROOMS,
              steps(
                  "ANALYZE TABLE rooms",
                  "UPDATE rooms SET n = n + 1",
                  "OPTIMIZE TABLE rooms",
                  "TRUNCATE rooms",
                  "INSERT INTO rooms VALUES (7, 7, 'g')",
                  "ALTER TABLE rooms ENGINE = InnoDB"),
              steps(
                  "TRUNCATE TABLE rooms",
                  "INSERT INTO rooms VALUES (8, 8, 'h')",
                  "ALTER TABLE rooms CONVERT TO CHARACTER SET utf8mb4"));
      case POSTGRESQL ->
          isPooled
              ? part("maintenance", ROOMS, steps("ANALYZE rooms"), steps("TRUNCATE rooms"))
              : postgreSqlMaintenance();
    };
  }

  private Part postgreSqlMaintenance() {
    List<String> given = new ArrayList<>(ROOMS);
    given.add("CREATE SCHEMA " + other);
    given.add("CREATE TABLE " + other + ".rooms AS SELECT * FROM rooms");
    given.add("CREATE TYPE kind AS ENUM ('a', 'b')");
    return part(
        "maintenance",
        given,
        steps(
            "VACUUM rooms",
            "UPDATE rooms SET n = n * 2 + 1",
            "CREATE INDEX CONCURRENTLY rooms_n ON rooms (n)",
            "UPDATE rooms SET n = n * 2 + 2",
            "create unique index concurrently if not exists rooms_note on rooms (note)",
            "CREATE INDEX CONCURRENTLY rooms_n ON %s.rooms (n)".formatted(other),
            "UPDATE rooms SET n = n * 2 + 3",
            "ALTER TYPE kind ADD VALUE 'c'",
            "REINDEX INDEX CONCURRENTLY rooms_n",
            "UPDATE rooms SET n = n * 2 + 4",
            "VACUUM (ANALYZE) rooms",
            "ANALYZE rooms"),
        steps(
            "DROP INDEX CONCURRENTLY rooms_n",
            "UPDATE rooms SET n = n * 3",
            "drop index concurrently if exists rooms_note",
            "DROP INDEX CONCURRENTLY %s.rooms_n".formatted(other),
            "UPDATE rooms SET n = n * 3 + 1",
            "DROP TYPE kind",
            "CREATE TYPE kind AS ENUM ('a', 'b')",
            "VACUUM FULL rooms"));
  }

  private Part schemas() {
    return part(
        "schemas",
        ROOMS,
        steps(
            "CREATE SCHEMA " + other,
            "UPDATE rooms SET n = n + 1",
            "CREATE TABLE " + other + ".rooms (id INTEGER PRIMARY KEY, n BIGINT)",
            "INSERT INTO " + other + ".rooms SELECT id, n FROM rooms",
            "CREATE INDEX rooms_n ON " + other + ".rooms (n)",
            "UPDATE rooms SET n = n * 2"),
        steps(
            "ALTER TABLE " + other + ".rooms ADD COLUMN more INTEGER",
            "INSERT INTO ledger SELECT id + 10, n FROM " + other + ".rooms",
            "DROP TABLE " + other + ".rooms",
            "UPDATE ledger SET n = n + 1",
            "DROP SCHEMA " + other));
  }

  private Part sequences() {
    return part(
        "sequences",
        ROOMS,
        steps(
            "CREATE SEQUENCE numbers START WITH 5",
            "UPDATE rooms SET n = n * 2 + 1",
            "ALTER SEQUENCE numbers INCREMENT BY 3",
            "CREATE DOMAIN short_text AS VARCHAR(10)",
            "UPDATE rooms SET n = n + 1",
            "CREATE ALIAS twice FOR 'java.lang.Math.abs(int)'"),
        steps(
            "DROP ALIAS twice",
            "UPDATE rooms SET n = n * 3",
            "DROP DOMAIN short_text",
            "DROP SEQUENCE numbers"));
  }

  private Part routines() {
    String trigger =
        isPostgreSql()
            ? "CREATE TRIGGER rooms_more BEFORE INSERT ON rooms FOR EACH ROW EXECUTE FUNCTION"
                + " more()"
            : "CREATE TRIGGER rooms_more BEFORE INSERT ON rooms FOR EACH ROW SET NEW.n = NEW.n + 1";
    String function =
        isPostgreSql()
            ? "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN NEW.n = NEW.n + 1; RETURN NEW; END $$"
            : "CREATE FUNCTION more() RETURNS INTEGER DETERMINISTIC NO SQL RETURN 1";
    return part(
        "routines",
        ROOMS,
        steps(
            function,
            trigger,
            "INSERT INTO rooms VALUES (3, 3, 'c')",
            isPostgreSql()
                ? "CREATE PROCEDURE fill() LANGUAGE SQL AS 'UPDATE rooms SET n = n + 1'"
                : "CREATE PROCEDURE fill() BEGIN UPDATE rooms SET n = n + 1; UPDATE rooms SET n ="
                    + " n * 2; END",
            "UPDATE rooms SET n = n * 2"),
        steps(
            "DROP TRIGGER rooms_more" + (isPostgreSql() ? " ON rooms" : ""),
            "DELETE FROM rooms WHERE id = 3",
            "DROP PROCEDURE fill",
            "DROP FUNCTION more"));
  }

  /** A procedure may do anything. */
  private Part untold() {
    List<String> given = new ArrayList<>(ROOMS);
    given.add("CREATE TABLE filled (n BIGINT)");
    given.add("CREATE PROCEDURE fill() INSERT INTO filled SELECT n FROM rooms");
    return new Part(
        "untold",
        given,
        steps("CALL fill()", "UPDATE filled SET n = n * 2"),
        steps("ALTER TABLE filled ADD COLUMN more INTEGER", "ALTER TABLE filled DROP COLUMN more"),
        Map.of("CALL fill()", "SELECT COUNT(*) FROM filled"));
  }
}
