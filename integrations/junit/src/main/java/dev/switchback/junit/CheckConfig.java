package dev.switchback.junit;

import dev.switchback.Migrator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a user configures for the checks. */
record CheckConfig(
    Supplier<? extends DataSource> source,
    MigrationSet migrations,
    Mark mark,
    @Nullable String schema) {

  static CheckConfig of(Supplier<? extends DataSource> source) {
    return new CheckConfig(source, MigrationSet.NONE, Mark.NONE, null);
  }

  CheckConfig with(UnaryOperator<MigrationSet> change) {
    return new CheckConfig(source, change.apply(migrations), mark, schema);
  }

  CheckConfig withMark(Mark other) {
    return new CheckConfig(source, migrations, other, schema);
  }

  CheckConfig withSchema(String name) {
    return new CheckConfig(source, migrations, mark, name);
  }

  /** Returns a migrator on this data source. */
  Migrator migrator(DataSource dataSource) {
    return migrations.migrator(dataSource, schema);
  }
}
