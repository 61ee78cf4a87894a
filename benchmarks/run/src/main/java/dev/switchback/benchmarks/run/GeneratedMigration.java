package dev.switchback.benchmarks.run;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One of the migrations, the same for every contestant: a table is created. */
record GeneratedMigration(int number) {

  static final String PACKAGE = "com.acme.migrations";

  private static final LocalDateTime FIRST = LocalDateTime.of(2025, 1, 1, 0, 0);
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  String version() {
    return VERSION.format(FIRST.plusMinutes(number));
  }

  String sql() {
    return "CREATE TABLE t_%d (id bigint PRIMARY KEY, name varchar(100))".formatted(number);
  }

  String switchbackClass() {
    return "M%s_AddTable%d".formatted(version(), number);
  }

  String flywayClass() {
    return "V%s__Add_table_%d".formatted(version(), number);
  }

  String switchbackSource() {
    return """
    package %s;

    import dev.switchback.Migration;
    import dev.switchback.QueryInterface;

    public final class %s implements Migration {
      @Override
      public void up(QueryInterface db) {
        db.execute("%s");
      }

      @Override
      public void down(QueryInterface db) {
        db.execute("DROP TABLE t_%d");
      }
    }
    """
        .formatted(PACKAGE, switchbackClass(), sql(), number);
  }

  String flywaySource() {
    return """
    package %s;

    import java.sql.Statement;
    import org.flywaydb.core.api.migration.BaseJavaMigration;
    import org.flywaydb.core.api.migration.Context;

    public class %s extends BaseJavaMigration {
      @Override
      public void migrate(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
          statement.execute("%s");
        }
      }
    }
    """
        .formatted(PACKAGE, flywayClass(), sql());
  }

  String changeSet() {
    return """
    --changeset acme:%s
    %s;
    --rollback DROP TABLE t_%d;

    """
        .formatted(version(), sql(), number);
  }

  String script() {
    return """
    -- // add table %1$d
    %2$s;

    -- //@UNDO
    DROP TABLE t_%1$d;
    """
        .formatted(number, sql());
  }
}
