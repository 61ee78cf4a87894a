package dev.switchback.faults;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;

import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.QueryInterface;
import dev.switchback.faults.Workload.Watch;
import dev.switchback.servers.TestDatabase;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;

/**
 * Migrations that set something in their session by raw SQL, and whose later steps need it: a step
 * in another session would change other rows, or the rows of another schema. Schema steps and, on
 * PostgreSQL, concurrent indexes stand between.
 */
final class SessionWorkload {

  static final List<Class<? extends Migration>> ALL =
      List.of(
          M20260601000001_Schema.class,
          M20260601000002_Variables.class,
          M20260601000003_Modes.class,
          M20260601000004_Role.class,
          M20260601000005_Temporary.class,
          M20260601000006_Computed.class,
          M20260601000007_Generated.class,
          M20260601000008_Prepared.class);

  /** What they leave in the session cannot be made again: a run may refuse to resume them. */
  static final Set<String> REFUSED =
      Set.of(
          "20260601000005-temporary",
          "20260601000006-computed",
          "20260601000007-generated",
          "20260601000008-prepared");

  private SessionWorkload() {}

  /**
   * Where the migrations work.
   *
   * @param main the schema of the connection
   * @param other another schema with the same tables
   * @param role what they become, where the database has that
   * @param isPooled whether steps outside the transaction are refused
   */
  record Place(TestDatabase kind, String main, String other, String role, boolean isPooled) {

    private boolean isFamilyOfMySql() {
      return kind == TestDatabase.MYSQL || kind == TestDatabase.MARIADB;
    }

    private boolean isPostgreSql() {
      return kind == TestDatabase.POSTGRESQL;
    }

    private String use(String schema) {
      return switch (kind) {
        case H2 -> "SET SCHEMA " + schema;
        case POSTGRESQL -> "SET search_path = " + schema;
        case MYSQL, MARIADB -> "USE " + schema;
      };
    }

    private String set(String value) {
      return isPostgreSql() ? "SET my.more = '" + value + "'" : "SET @more = " + value;
    }

    private String more() {
      return isPostgreSql() ? "CAST(current_setting('my.more') AS INTEGER)" : "@more";
    }

    private String setTimeZone(String zone) {
      return isFamilyOfMySql() ? "SET time_zone = '" + zone + "'" : "SET TIME ZONE '" + zone + "'";
    }

    private String someTime() {
      return switch (kind) {
        case H2 ->
            "CAST(CAST(TIMESTAMP WITH TIME ZONE '2025-01-01 00:00:00+00' AS TIMESTAMP) AS"
                + " VARCHAR)";
        case POSTGRESQL -> "CAST(TIMESTAMP WITH TIME ZONE '2025-01-01 00:00:00+00' AS TEXT)";
        case MYSQL, MARIADB -> "CAST(FROM_UNIXTIME(86400) AS CHAR)";
      };
    }
  }

  static MigrationFactory factory(Place place, Watch watch) {
    return type -> {
      Constructor<? extends Migration> constructor =
          type.getDeclaredConstructor(Place.class, Watch.class);
      return constructor.newInstance(place, watch);
    };
  }

  /** Steps of one migration. */
  static final class Script {

    private final QueryInterface db;
    private final Place place;
    private final Watch watch;
    private final String name;
    private int holds;

    Script(QueryInterface db, Place place, Watch watch, String name) {
      this.db = db;
      this.place = place;
      this.watch = watch;
      this.name = name;
    }

    QueryInterface typed() {
      return db;
    }

    void raw(String sql) {
      db.execute(sql);
    }

    void use(String schema) {
      raw(place.use(schema));
    }

    /** Changes the rows of the current schema so that twice, or in another order, shows. */
    void count(String more) {
      raw("UPDATE counted SET n = n * 2 + " + more);
    }

    /** The next step changes a table of that schema, which an application may have locked. */
    QueryInterface held(String schema) {
      watch.step("%s %d %s".formatted(name, ++holds, schema));
      return db;
    }

    /** An index outside the transaction, where there is one. */
    void addIndex(String table, String column) {
      boolean isConcurrent = place.isPostgreSql() && !place.isPooled();
      db.addIndex(table, isConcurrent ? index(column).concurrently() : index(column));
    }
  }

  /** A migration at a place. */
  abstract static class Placed implements Migration {

    final Place place;
    private final Watch watch;

    Placed(Place place, Watch watch) {
      this.place = place;
      this.watch = watch;
    }

    abstract void up(Script s);

    abstract void down(Script s);

    private Script script(QueryInterface db, String way) {
      Watch now = Workload.watching(db, watch);
      return new Script(db, place, now, getClass().getSimpleName().substring(16) + way);
    }

    @Override
    public void up(QueryInterface db) {
      Script s = script(db, " up");
      s.watch.enter();
      up(s);
      s.watch.leave();
    }

    @Override
    public void down(QueryInterface db) {
      Script s = script(db, " down");
      s.watch.enter();
      down(s);
      s.watch.leave();
    }
  }

  /** Works in another schema, and comes back. */
  static final class M20260601000001_Schema extends Placed {
    M20260601000001_Schema(Place place, Watch watch) {
      super(place, watch);
    }

    @Override
    void up(Script s) {
      s.use(place.other());
      s.held(place.other()).addColumn("held", "a", integer().nullable());
      s.count("1");
      s.typed()
          .createTable(
              "notes",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("n", bigInt().notNull());
              });
      s.raw("INSERT INTO notes SELECT id, n FROM counted");
      s.addIndex("notes", "n");
      s.count("2");
      s.raw("CREATE TABLE made (id INTEGER PRIMARY KEY, n BIGINT)");
      s.raw("INSERT INTO made SELECT id, n FROM notes");
      s.use(place.main());
      s.held(place.main()).addColumn("held", "a", integer().nullable());
      s.count("3");
    }

    @Override
    void down(Script s) {
      s.held(place.main()).removeColumn("held", "a");
      s.use(place.other());
      s.count("4");
      s.raw("DROP TABLE made");
      s.count("5");
      s.held(place.other()).removeColumn("held", "a");
      s.typed().dropTable("notes");
      s.raw("DELETE FROM counted WHERE id = 3");
      s.use(place.main());
      s.count("6");
    }
  }

  /** Adds what a variable says; the variable changes on the way. */
  static final class M20260601000002_Variables extends Placed {
    M20260601000002_Variables(Place place, Watch watch) {
      super(place, watch);
    }

    @Override
    void up(Script s) {
      s.raw(place.set("100"));
      s.held(place.main()).addColumn("held", "b", integer().nullable());
      s.count(place.more());
      s.typed().createTable("variables", t -> t.column("n", bigInt().nullable()));
      s.raw(place.set("7"));
      s.addIndex("variables", "n");
      s.raw("INSERT INTO variables SELECT " + place.more() + " FROM counted");
      s.typed().addColumn("variables", "more", bigInt().nullable());
      s.raw("UPDATE variables SET more = n + " + place.more());
    }

    @Override
    void down(Script s) {
      s.raw(place.set("9"));
      s.held(place.main()).removeColumn("held", "b");
      s.raw("DELETE FROM variables WHERE n < " + place.more());
      s.count(place.more());
      s.typed().dropTable("variables");
      s.count(place.more());
    }
  }

  /** Depends on how the server reads and writes texts and times. */
  static final class M20260601000003_Modes extends Placed {
    M20260601000003_Modes(Place place, Watch watch) {
      super(place, watch);
    }

    private String joined() {
      return switch (place.kind()) {
        case H2 -> "SET SCHEMA_SEARCH_PATH PUBLIC, INFORMATION_SCHEMA";
        case POSTGRESQL -> "SET DateStyle = 'ISO, DMY'";
        case MYSQL, MARIADB -> "SET SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES'";
      };
    }

    private String text() {
      return switch (place.kind()) {
        case H2 -> "(SELECT CASE WHEN COUNT(*) > 0 THEN 'b' END FROM SCHEMATA)";
        case POSTGRESQL -> "CAST(CAST('01/02/2025' AS DATE) AS TEXT)";
        case MYSQL, MARIADB -> "w || 'b'";
      };
    }

    @Override
    void up(Script s) {
      s.typed()
          .createTable(
              "words",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("w", string(60).nullable());
              });
      s.raw("INSERT INTO words SELECT id, 'a' FROM counted");
      s.raw(joined());
      s.held(place.main()).addColumn("held", "c", integer().nullable());
      s.raw("UPDATE words SET w = " + text());
      s.raw(place.setTimeZone("+03:00"));
      s.typed().addColumn("words", "at", string(60).nullable());
      s.raw("UPDATE words SET at = " + place.someTime());
      s.addIndex("words", "at");
      s.raw("INSERT INTO words SELECT id + 10, w, " + place.someTime() + " FROM words");
      if (place.isFamilyOfMySql()) {
        s.raw("SET SESSION sql_mode = ''");
        s.typed().addColumn("words", "cut", string(3).nullable());
        s.raw("UPDATE words SET cut = 'abcdef'");
      }
    }

    @Override
    void down(Script s) {
      s.raw(place.setTimeZone("-05:00"));
      s.held(place.main()).removeColumn("held", "c");
      s.raw("UPDATE words SET at = " + place.someTime());
      s.typed().removeColumn("words", "w");
      s.raw("DELETE FROM words WHERE at <> " + place.someTime());
      s.count("(SELECT COUNT(*) FROM words)");
      s.typed().dropTable("words");
    }
  }

  /** Works as another role, where there are roles of a session. */
  static final class M20260601000004_Role extends Placed {
    M20260601000004_Role(Place place, Watch watch) {
      super(place, watch);
    }

    private String who() {
      return place.isPostgreSql() ? "current_user" : "COALESCE(CURRENT_ROLE(), 'none')";
    }

    private void sign(Script s, int id) {
      s.raw(
          "INSERT INTO signed VALUES (%d, %s)"
              .formatted(id, place.kind() == TestDatabase.H2 ? "'H2'" : who()));
    }

    private void become(Script s, String role) {
      if (place.kind() != TestDatabase.H2) {
        s.raw("SET ROLE " + role);
      }
    }

    @Override
    void up(Script s) {
      s.typed()
          .createTable(
              "signed",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("who", string(99).nullable());
              });
      become(s, place.role());
      sign(s, 1);
      s.held(place.main()).addColumn("held", "d", integer().nullable());
      sign(s, 2);
      s.addIndex("signed", "who");
      sign(s, 3);
      s.typed().addColumn("signed", "more", integer().nullable());
      s.raw("UPDATE signed SET more = id");
      become(s, "NONE");
      s.typed().addColumn("signed", "most", integer().nullable());
      s.raw("UPDATE signed SET most = CHAR_LENGTH(who)");
    }

    @Override
    void down(Script s) {
      become(s, place.role());
      s.held(place.main()).removeColumn("held", "d");
      s.raw("DELETE FROM signed WHERE id > 1");
      s.typed().removeColumn("signed", "more");
      s.count(place.kind() == TestDatabase.H2 ? "1" : "CHAR_LENGTH(" + who() + ")");
      become(s, "NONE");
      s.typed().dropTable("signed");
    }
  }

  /** Reads a temporary table. */
  static final class M20260601000005_Temporary extends Placed {
    M20260601000005_Temporary(Place place, Watch watch) {
      super(place, watch);
    }

    @Override
    void up(Script s) {
      s.raw(
          "CREATE %sTEMPORARY TABLE tt (n INTEGER)"
              .formatted(place.kind() == TestDatabase.H2 ? "LOCAL " : ""));
      s.raw("INSERT INTO tt VALUES (1)");
      s.typed().createTable("temporary_rows", t -> t.column("n", integer().nullable()));
      s.raw("INSERT INTO temporary_rows SELECT n FROM tt");
      s.addIndex("temporary_rows", "n");
      s.raw("INSERT INTO temporary_rows SELECT n + 1 FROM tt");
    }

    @Override
    void down(Script s) {
      s.typed().dropTable("temporary_rows");
    }
  }

  /** Reads a variable that was computed from rows. */
  static final class M20260601000006_Computed extends Placed {
    M20260601000006_Computed(Place place, Watch watch) {
      super(place, watch);
    }

    @Override
    void up(Script s) {
      s.raw(
          place.isPostgreSql()
              ? "SELECT set_config('my.more', (SELECT CAST(MAX(id) AS TEXT) FROM counted), false)"
              : "SET @more = (SELECT MAX(id) FROM counted)");
      s.typed().createTable("computed_rows", t -> t.column("n", bigInt().nullable()));
      s.raw("INSERT INTO computed_rows VALUES (" + place.more() + ")");
      s.addIndex("computed_rows", "n");
      s.raw("UPDATE computed_rows SET n = n + " + place.more());
    }

    @Override
    void down(Script s) {
      s.typed().dropTable("computed_rows");
    }
  }

  /** Reads the last number that the session got. */
  static final class M20260601000007_Generated extends Placed {
    M20260601000007_Generated(Place place, Watch watch) {
      super(place, watch);
    }

    private String last() {
      return place.isFamilyOfMySql() ? "LAST_INSERT_ID()" : "currval('given')";
    }

    @Override
    void up(Script s) {
      s.typed().createTable("generated_rows", t -> t.column("n", bigInt().nullable()));
      s.raw(
          place.isFamilyOfMySql()
              ? "INSERT INTO given VALUES (DEFAULT)"
              : "INSERT INTO generated_rows SELECT 0 * nextval('given')");
      s.addIndex("generated_rows", "n");
      s.raw("INSERT INTO generated_rows SELECT id FROM counted WHERE " + last() + " > 0");
      if (place.isFamilyOfMySql()) {
        s.raw("DELETE FROM given"); // the next number depends on how often it was tried
      }
    }

    @Override
    void down(Script s) {
      s.typed().dropTable("generated_rows");
    }
  }

  /** Executes a statement that it has prepared, where there are such statements. */
  static final class M20260601000008_Prepared extends Placed {
    M20260601000008_Prepared(Place place, Watch watch) {
      super(place, watch);
    }

    private void prepared(Script s, String sql) {
      if (place.kind() != TestDatabase.H2 && !place.isPooled()) {
        s.raw(sql);
      }
    }

    @Override
    void up(Script s) {
      String insert = "INSERT INTO prepared_rows SELECT id FROM counted";
      s.typed().createTable("prepared_rows", t -> t.column("n", bigInt().nullable()));
      prepared(
          s, place.isPostgreSql() ? "PREPARE p AS " + insert : "PREPARE p FROM '" + insert + "'");
      s.addIndex("prepared_rows", "n");
      prepared(s, "EXECUTE p");
    }

    @Override
    void down(Script s) {
      s.typed().dropTable("prepared_rows");
    }
  }
}
